package stitch

import (
	"embed"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/london-care-record/gateway/record"
)

// Terminology is data: one FHIR ValueSet a file. Exact phrases stand beside the codes, as codes of a system of words.
//
//go:embed valuesets/*.json
var valueSetFiles embed.FS

// systemWords is the system under which a value set lists exact phrases, in lower case and with single spaces.
const systemWords = "urn:london-care-record:words"

// valueSet is what a FHIR ValueSet lists: coding keys, and phrases.
type valueSet struct {
	codes map[string]bool
	words map[string]bool
}

var (
	tooGeneral      = mustValueSet("too-general")
	allergyNotKnown = mustValueSet("allergy-not-known")
	drugAllergy     = mustValueSet("drug-allergy")
	latexAllergy    = mustValueSet("latex-allergy")
	urgentCancer    = mustValueSet("urgent-suspected-cancer")
)

// mustValueSet reads an embedded file. It panics on a bad one: the files are part of the program, and a test reads all.
func mustValueSet(id string) valueSet {
	b, err := valueSetFiles.ReadFile("valuesets/" + id + ".json")
	if err != nil {
		panic(err)
	}
	set, err := parseValueSet(b)
	if err != nil {
		panic(fmt.Errorf("value set %s: %w", id, err))
	}
	return set
}

func parseValueSet(b []byte) (valueSet, error) {
	var file struct {
		Compose struct {
			Include []struct {
				System  string
				Concept []struct{ Code string }
			}
		}
	}
	set := valueSet{codes: map[string]bool{}, words: map[string]bool{}}
	if err := json.Unmarshal(b, &file); err != nil {
		return set, err
	}
	for _, in := range file.Compose.Include {
		for _, c := range in.Concept {
			if in.System == systemWords {
				set.words[c.Code] = true
			} else {
				set.codes[codingKey(record.Coding{System: in.System, Code: c.Code})] = true
			}
		}
	}
	return set, nil
}

// has tells whether the set lists the coding with this key: see codingKey.
func (v valueSet) has(key string) bool { return v.codes[key] }

// says tells whether the text, as a whole, is one of the set's phrases.
func (v valueSet) says(text string) bool { return v.words[strings.TrimRight(normal(text), " .")] }

// coding gives the first coding of the concept that the set lists.
func (v valueSet) coding(c record.CodeableConcept) (record.Coding, bool) {
	for _, k := range c.Codings {
		if v.has(codingKey(k)) {
			return k, true
		}
	}
	return record.Coding{}, false
}

// holds tells whether the concept is in the set, by a code or, in its own words alone, by a phrase.
func (v valueSet) holds(c record.CodeableConcept) bool {
	if _, ok := v.coding(c); ok {
		return true
	}
	return v.says(c.Text)
}
