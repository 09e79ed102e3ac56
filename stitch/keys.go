package stitch

import (
	"slices"
	"strconv"
	"strings"

	"github.com/london-care-record/gateway/record"
)

// codeKeys gives a key for each coding of the concept, ending in the rest: whatever else must be equal. A code that is
// too general to mean anything counts only together with its text (transfer-degraded codes above all), and words for
// side, negation and doubt in the text are part of every key.
func codeKeys(c record.CodeableConcept, rest string) []string {
	if len(c.Codings) == 0 {
		return nil
	}
	keys := make([]string, 0, len(c.Codings))
	qualified := qualifiers(c.Text)
	for _, coding := range c.Codings {
		k := codingKey(coding)
		switch {
		case k == "":
		case !tooGeneral.has(k):
			keys = append(keys, k+"\x1f"+qualified+"\x1f"+rest)
		case c.Worded && !tooGeneral.says(c.Text):
			keys = append(keys, k+"\x1f"+normal(c.Text)+"\x1f"+rest)
		}
	}
	return keys
}

// textKeys gives the key of the concept's own words, ending in the rest; none when the words are only the code itself
// or too general.
func textKeys(c record.CodeableConcept, rest string) []string {
	if !wordy(c) || tooGeneral.says(c.Text) {
		return nil
	}
	return []string{normal(c.Text) + "\x1f" + rest}
}

// sameCode is the rule that entries with the same code and the same rest are one; an entry whose rest is "" has too little
// to be sure.
func sameCode[T record.Row](name string, rest func(T) string) rule[T] {
	return rule[T]{name, func(row T) []string {
		if r := rest(row); r != "" {
			return codeKeys(row.Base().Code, r)
		}
		return nil
	}}
}

// sameText is the rule that entries with the same words and the same rest are one.
func sameText[T record.Row](name string, rest func(T) string) rule[T] {
	return rule[T]{name, func(row T) []string {
		if r := rest(row); r != "" {
			return textKeys(row.Base().Code, r)
		}
		return nil
	}}
}

// wordy tells that the text is somebody's words for the thing: the source's own or a code's display. A code shown for want
// of words is none, and neither is a name that the gateway gave to an entry without any: two of those are not the same.
func wordy(c record.CodeableConcept) bool {
	if c.Text == "" || c.Worded {
		return c.Worded
	}
	return len(c.Codings) > 0 && !slices.ContainsFunc(c.Codings, func(k record.Coding) bool { return k.Code == c.Text })
}

// codingKey names a coding for comparing. The identifiers of dm+d are SNOMED CT identifiers, so that the two systems
// share a name.
func codingKey(c record.Coding) string {
	if k, ok := strings.CutPrefix(c.Key(), record.SystemDMD+"|"); ok {
		return record.SystemSNOMED + "|" + k
	}
	return c.Key()
}

// conceptKey writes down a whole concept, for kinds in which a concept is a distinguishing field: its codes in
// alphabetical order, else its words.
func conceptKey(c *record.CodeableConcept) string {
	if c == nil {
		return ""
	}
	var codes []string
	for _, k := range c.Codings {
		if key := codingKey(k); key != "" {
			codes = append(codes, key)
		}
	}
	if len(codes) == 0 {
		return normal(c.Text)
	}
	slices.Sort(codes)
	return strings.Join(slices.Compact(codes), ",")
}

func conceptsKey(cs []record.CodeableConcept) string {
	if len(cs) == 0 {
		return ""
	}
	parts := make([]string, len(cs))
	for i := range cs {
		parts[i] = conceptKey(&cs[i])
	}
	slices.Sort(parts)
	return strings.Join(parts, ";")
}

// dateKey is equal for dates that are the same: the same instant in the same precision. It is "" for no date, which is
// the same as nothing.
func dateKey(d record.PartialDate) string {
	if d.IsZero() {
		return ""
	}
	from, _ := d.Bounds()
	return strconv.Itoa(int(d.Precision())) + "@" + strconv.FormatInt(from.Unix(), 36) + "." + strconv.Itoa(from.Nanosecond())
}

func periodKey(p *record.Period) string {
	if p == nil || p.IsZero() {
		return ""
	}
	return dateKey(p.Start) + "/" + dateKey(p.End)
}

// organisationKey is the organisation's ODS code, else its name.
func organisationKey(o *record.Organisation) string {
	switch {
	case o == nil:
		return ""
	case o.ODSCode != "":
		return "ods:" + strings.ToUpper(string(o.ODSCode))
	}
	return normal(string(o.Name))
}

// isBusiness tells that an identifier may identify a thing: one without a system means nothing outside its source, and an
// NHS number names the person.
func isBusiness(id record.Identifier) bool {
	return id.System != "" && id.Value != "" && record.CanonicalSystem(id.System) != record.NHSNumberSystem
}

// all joins what must be equal into the end of a key.
func all(parts ...string) string { return strings.Join(parts, "\x1e") }

// normal is a text without the differences that mean nothing: case and spaces.
func normal(s string) string { return strings.Join(strings.Fields(strings.ToLower(s)), " ") }

// qualifying are words that make a thing another thing: a side, a negation, a doubt, a relative, a past.
var qualifying = map[string]string{
	"left": "left", "lt": "left", "right": "right", "rt": "right", "bilateral": "both", "both": "both",
	"no": "no", "not": "no", "without": "no", "denies": "no", "absent": "no", "excluded": "no", "never": "no",
	"suspected": "doubt", "possible": "doubt", "possibly": "doubt", "probable": "doubt", "probably": "doubt",
	"query": "doubt", "?": "doubt", "likely": "doubt", "unlikely": "doubt",
	"family": "family", "fh": "family", "fhx": "family", "maternal": "family", "paternal": "family",
	"mother": "family", "father": "family", "sister": "family", "brother": "family",
	"history": "past", "hx": "past", "h/o": "past", "previous": "past", "risk": "risk",
}

// qualifiers gives the qualifying words of a text in alphabetical order.
func qualifiers(text string) string {
	if text == "" {
		return ""
	}
	var found []string
	for _, w := range strings.FieldsFunc(strings.ToLower(strings.ReplaceAll(text, "?", " ? ")), separates) {
		if q := qualifying[w]; q != "" {
			found = append(found, q)
		}
	}
	if found == nil {
		return ""
	}
	slices.Sort(found)
	return strings.Join(slices.Compact(found), ",")
}

func separates(r rune) bool { return strings.ContainsRune(" \t\n\r,.;:()[]-", r) }

// contradictingCodes tells that in some code system the entries have no code in common, although several of them are
// coded in it: whatever else they share, they are not surely one.
func contradictingCodes[T record.Row](group []entry[T]) bool {
	common := map[string][]string{}
	for _, e := range group {
		own := map[string][]string{}
		for _, c := range e.row.Base().Code.Codings {
			if k := codingKey(c); k != "" && !tooGeneral.has(k) {
				system, _, _ := strings.Cut(k, "|")
				own[system] = append(own[system], k)
			}
		}
		for system, codes := range own {
			shared, seen := common[system]
			if !seen {
				common[system] = codes
				continue
			}
			shared = slices.DeleteFunc(slices.Clone(shared), func(k string) bool { return !slices.Contains(codes, k) })
			if len(shared) == 0 {
				return true
			}
			common[system] = shared
		}
	}
	return false
}
