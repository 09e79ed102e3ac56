package terminology

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode"

	"github.com/london-care-record/gateway/record"
)

// ValueSet is what a FHIR ValueSet lists one by one: codes, and phrases.
type ValueSet struct {
	codes map[Code]bool
	words map[string]bool
}

func newValueSet() ValueSet { return ValueSet{codes: map[Code]bool{}, words: map[string]bool{}} }

// parseValueSet reads a ValueSet that lists its concepts. One that says more (filters, other value sets, exclusions) needs a
// terminology server to expand it first, and is an error: to read it in part would lose codes in silence.
func parseValueSet(raw []byte) (ValueSet, error) {
	type include struct {
		System   string
		Concept  []struct{ Code string }
		Filter   []json.RawMessage
		ValueSet []string
	}
	var file struct {
		Compose struct {
			Include []include
			Exclude []include
		}
		Expansion struct {
			Contains []struct {
				System, Code string
				Abstract     bool
				Contains     []json.RawMessage
			}
		}
	}
	set := newValueSet()
	if err := json.Unmarshal(raw, &file); err != nil {
		return set, err
	}
	for _, c := range file.Expansion.Contains {
		if len(c.Contains) > 0 {
			return set, fmt.Errorf("its expansion is nested; please give a flat one")
		}
		if !c.Abstract {
			set.add(c.System, c.Code)
		}
	}
	if len(file.Expansion.Contains) > 0 {
		return set, set.check()
	}
	if len(file.Compose.Exclude) > 0 {
		return set, fmt.Errorf("it excludes codes; please give its expansion")
	}
	for _, in := range file.Compose.Include {
		if len(in.Concept) == 0 || len(in.Filter)+len(in.ValueSet) > 0 {
			return set, fmt.Errorf("it includes more than listed codes; please give its expansion")
		}
		for _, c := range in.Concept {
			set.add(in.System, c.Code)
		}
	}
	return set, set.check()
}

func (v ValueSet) add(system, code string) {
	if system == SystemWords {
		v.words[string(appendPhrase(nil, code))] = true
	} else {
		v.codes[CodeOf(record.Coding{System: system, Code: code})] = true
	}
}

// check refuses a code without a system, or a system without a code, and a set that lists nothing.
func (v ValueSet) check() error {
	switch {
	case v.codes[Code{}] || v.words[""]:
		return fmt.Errorf("one of its codes has no system or no code")
	case len(v.codes)+len(v.words) == 0:
		return fmt.Errorf("it lists no code")
	}
	return nil
}

// Has tells whether the set lists the code.
func (v ValueSet) Has(c Code) bool { return v.codes[c] }

// Says tells whether the text, as a whole, is one of the set's phrases.
func (v ValueSet) Says(text string) bool {
	if len(v.words) == 0 || text == "" {
		return false
	}
	var room [usualText]byte
	return v.words[string(appendPhrase(room[:0], text))]
}

// Coding gives the first coding of the concept that the set lists.
func (v ValueSet) Coding(c record.CodeableConcept) (record.Coding, bool) {
	for _, k := range c.Codings {
		if v.Has(CodeOf(k)) {
			return k, true
		}
	}
	return record.Coding{}, false
}

// Holds tells whether the concept is in the set, by a code or, in its own words alone, by a phrase.
func (v ValueSet) Holds(c record.CodeableConcept) bool {
	if _, ok := v.Coding(c); ok {
		return true
	}
	return v.Says(c.Text)
}

// shortest is how many letters a phrase needs to count among other words: "toe" is an echocardiogram only by itself.
const shortest = 4

// MentionedIn tells whether the text holds one of the set's phrases as whole words.
func (v ValueSet) MentionedIn(text string) bool {
	words := wordsOnly(text)
	for phrase := range v.words {
		if len(phrase) >= shortest && strings.Contains(words, wordsOnly(phrase)) {
			return true
		}
	}
	return false
}

// wordsOnly is the text in lower case between spaces, its words and numbers separated by single spaces.
func wordsOnly(text string) string {
	between := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
	return " " + strings.Join(strings.FieldsFunc(strings.ToLower(text), between), " ") + " "
}
