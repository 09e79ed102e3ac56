package exchange

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/london-care-record/gateway/demo/ordered"
)

const (
	// longString is how long the text of a LongString is, in bytes.
	longString = 10 << 20
	// manyEntries is how many entries ManyEntries adds to a page.
	manyEntries = 100_000
	// deepLevels is how deep the extensions of a Deep entry are nested.
	deepLevels = 10_000
)

// tenMegabytes is made once: fifteen searches at a time ask for it.
var tenMegabytes = sync.OnceValue(func() string { return strings.Repeat("a", longString) })

// spoilt gives a page's entries as the fault has them: the one with which it begins is changed, or others join it. Where the page is empty
// one that is about nobody stands for it, so that the fault shows in every answer.
func (s *Server) spoilt(typ string, hits []*Resource, entries ordered.List, f Fault) ordered.List {
	var spoil func([]byte) []byte
	switch f.Kind {
	case DuplicateKeys:
		spoil = twoIDs
	case BadUTF8:
		spoil = garbled
	case LongString:
		spoil = func(r []byte) []byte { return lengthened(r, tenMegabytes()) }
	case Deep:
		return append(entries, entryOf(deep(typ)))
	case ManyEntries:
		return append(entries, flood(typ, hits))
	default:
		return entries
	}
	if len(hits) == 0 {
		return append(ordered.List{entryOf(spoil(about(typ, "spoilt", "", "an entry")))}, entries...)
	}
	first := *hits[0]
	first.JSON = spoil(first.JSON)
	return append(ordered.List{s.entry(&first, "match")}, entries[1:]...)
}

func entryOf(resource []byte) ordered.Object {
	return ordered.Of("resource", ordered.Raw(resource), "search", ordered.Of("mode", "match"))
}

// about writes a small resource of a type about one of the server's patients, or about nobody.
func about(typ, id, patient, text string) []byte {
	o := ordered.Of("resourceType", typ, "id", id, "code", ordered.Of("text", text))
	if patient != "" {
		subject := ordered.Of("reference", "Patient/"+patient)
		switch persons := clinicalTypes[typ]; {
		case typ == "Appointment":
			o.Add("participant", []ordered.Object{ordered.Of("actor", subject)})
		case len(persons) == 1:
			o.Add("patient", subject)
		case len(persons) > 1:
			o.Add("subject", subject)
		}
	}
	return o.Bytes()
}

// twoIDs gives a resource a second id before its own.
func twoIDs(resource []byte) []byte {
	return bytes.Replace(resource, []byte(`"id":"`), []byte(`"id":"another","id":"`), 1)
}

// garbled damages every text of a resource.
func garbled(resource []byte) []byte {
	for _, name := range []string{"text", "display", "family"} {
		start := []byte(`"` + name + `":"`)
		resource = bytes.ReplaceAll(resource, start, append(start, "\xff\xfe\xc0"...))
	}
	return resource
}

// lengthened writes something before the first text of a resource.
func lengthened(resource []byte, by string) []byte {
	for _, name := range []string{"text", "display", "family", "reference", "id"} {
		if start := []byte(`"` + name + `":"`); bytes.Contains(resource, start) {
			return bytes.Replace(resource, start, append(start, by...), 1)
		}
	}
	return resource
}

func deep(typ string) []byte {
	return fmt.Appendf(nil, `{"resourceType":%q,"id":"deep"%s%s}`, typ, strings.Repeat(`,"extension":[{"url":"u"`, deepLevels), strings.Repeat("}]", deepLevels))
}

// flood gives very many entries of a type, all different and all about the patient of the first hit, as one piece of JSON: as many objects
// each would take a hundred times the memory of their text.
func flood(typ string, hits []*Resource) ordered.Raw {
	patient := ""
	if len(hits) > 0 {
		patient = hits[0].Patient
	}
	const id, number = "flood-NUMBER", "NUMBER"
	pieces := bytes.Split(entryOf(about(typ, id, patient, "entry "+number)).Bytes(), []byte(number))
	text := make([]byte, 0, manyEntries*(len(bytes.Join(pieces, nil))+2*len("100000")+1))
	for i := range manyEntries {
		if i > 0 {
			text = append(text, ',')
		}
		for j, piece := range pieces {
			if j > 0 {
				text = strconv.AppendInt(text, int64(i), 10)
			}
			text = append(text, piece...)
		}
	}
	return text
}
