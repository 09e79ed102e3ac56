package fhir

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/london-care-record/gateway/record"
)

// mapper carries what one resource's reading gathers on its way: warnings, the count of what could not be read, and
// whom it is about.
type mapper struct {
	finder
	raw []byte
	res *resource
	// around, shelf and budget are what the finder of the resource itself looks at.
	around Surroundings
	shelf  shelf
	budget int

	subjects   []record.Reference
	warnings   []string
	unreadable int
	mended     []mending
	// sinks are where the warnings go once everything was read: one for each entry made. Most resources have one.
	sinks      []*[]string
	firstSinks [1]*[]string
	// modified tells that a modifier extension or rules that could not be read may change what the resource means.
	modified bool
	// seen are the contained results that were read: each is read once, however often it is referred to.
	seen map[string]bool
	// part tells that a contained resource is read, which has no provenance of its own.
	part bool
}

// read makes the mapping of one resource type from the functions that read its struct and that map it.
func read[R any, P interface {
	*R
	base() *resource
}](swiftly func(*reader, *sent) (P, bool), entries func(*mapper, P) record.Facts) mapping {
	return mapping{
		elements: reflect.TypeFor[R](),
		read: func(e *sent, in Surroundings) (Mapped, error) {
			d := in.desk
			r, swift := P(nil), d.begin(e)
			if swift {
				r, swift = swiftly(d.reader, e)
			}
			var repairs []repair
			if !swift {
				var err error
				r = P(new(R))
				if repairs, err = decode(e.raw, r); err != nil {
					return Mapped{}, err
				}
			}
			m := d.mapper(e.raw, r.base(), in)
			m.tellRepairs(repairs)
			m.tellModifiers(e.raw)
			m.tellOthers()
			facts := entries(m, r)
			if m.budget < 0 {
				m.unreadable++
				m.warn("It refers to more than can be followed.")
			}
			for _, sink := range m.sinks {
				*sink = m.warnings
			}
			return Mapped{Type: m.res.ResourceType, ID: m.res.ID, Facts: facts, Subjects: m.subjects, Unreadable: m.unreadable}, nil
		},
	}
}

// warn adds a warning for the clinician.
func (m *mapper) warn(format string, args ...any) {
	m.warnings = append(m.warnings, fmt.Sprintf(format, args...))
}

// unread counts an element that could not be read, and warns with the text that was sent.
func (m *mapper) unread(what, text string) {
	m.unreadable++
	m.warn("The %s could not be read: %s.", what, quote(text))
}

// quote puts what a source sent between quotation marks, shortened.
func quote(text string) string { return "“" + shorten(text) + "”" }

func (m *mapper) tellRepairs(repairs []repair) {
	for _, r := range repairs {
		if r.lost {
			m.unread(r.path, r.text)
			continue
		}
		m.warn("The %s was not written as FHIR requires, and was read all the same: %s.", r.path, quote(r.text))
		m.mended = append(m.mended, mending{repair: r, warning: m.warnings[len(m.warnings)-1]})
	}
}

// tellOthers counts the elements that FHIR R4 does not have there: the source may mean something by them (S09). Members that begin with
// an underscore carry extensions of a simple element and change nothing.
func (m *mapper) tellOthers() {
	if len(m.res.Others) == 0 {
		return
	}
	for _, name := range memberNames(m.res.Others) {
		if strings.HasPrefix(name, "_") {
			continue
		}
		m.unreadable++
		m.warn("It has an element that could not be read: %s.", quote(name))
	}
}

// memberNames gives the names of an object's members.
func memberNames(object jsontext.Value) []string {
	var names []string
	d := lenient(object)
	if _, err := d.ReadToken(); err != nil {
		return nil
	}
	for d.PeekKind() == '"' {
		name, err := d.ReadToken()
		if err != nil {
			return names
		}
		names = append(names, name.String())
		if d.SkipValue() != nil {
			return names
		}
	}
	return names
}

// startOf gives the start of a period, else its end: the date that an entry with a period sorts by.
func startOf(p *record.Period) record.PartialDate {
	if p == nil {
		return record.PartialDate{}
	}
	return firstDate(p.Start, p.End)
}

// firstDate gives the first date that there is.
func firstDate(dates ...record.PartialDate) record.PartialDate {
	for _, d := range dates {
		if !d.IsZero() {
			return d
		}
	}
	return record.PartialDate{}
}

// notes gives the texts of annotations.
func (k *stock) notes(all []annotation) []string {
	var texts []string
	for i, a := range all {
		if a.Text == "" {
			continue
		}
		if texts == nil {
			texts = k.texts.some(len(all) - i)[:0]
		}
		texts = append(texts, a.Text)
	}
	return texts
}

// copied gives a value that may be absent to an entry, which outlives what it was read into.
func copied[T any](v *T) *T {
	if v == nil {
		return nil
	}
	own := *v
	return &own
}

// identifierList gives the business identifiers that have a value.
func (k *stock) identifierList(all []identifier) []record.Identifier {
	var found []record.Identifier
	for n, i := range all {
		if i.Value == "" {
			continue
		}
		if found == nil {
			found = k.identifiers.some(len(all) - n)[:0]
		}
		found = append(found, record.Identifier{System: i.System, Value: i.Value})
	}
	return found
}

// enum reads a code of a required value set. A missing or unreadable one is unknown, and warns.
func enum[T ~string](m *mapper, what, code string, table map[string]T, unknown T) T {
	if code == "" {
		m.warn("The %s is missing.", what)
		return unknown
	}
	if v, ok := table[code]; ok {
		return v
	}
	m.unread(what, code)
	return unknown
}

// conceptEnum reads a code that FHIR keeps in a CodeableConcept: the first coding, else the text, that the table knows.
func conceptEnum[T ~string](m *mapper, what string, c *codeableConcept, table map[string]T, unknown T) T {
	if c == nil {
		return unknown
	}
	for _, k := range c.Coding {
		if v, ok := table[k.Code]; ok {
			return v
		}
	}
	if v, ok := table[strings.ToLower(strings.TrimSpace(c.Text))]; ok {
		return v
	}
	if text := m.concept(c).Text; text != "" {
		m.unread(what, text)
	}
	return unknown
}

// words writes an enum as words for reading: NOT_TAKEN is "not taken".
func words[T ~string](k *stock, code T) string {
	var room [64]byte
	said := append(room[:0], code...)
	for i, c := range said {
		switch {
		case c == '_':
			said[i] = ' '
		case 'A' <= c && c <= 'Z':
			said[i] = c + ('a' - 'A')
		}
	}
	return k.words.text(said)
}
