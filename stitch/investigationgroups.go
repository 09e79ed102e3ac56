package stitch

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/london-care-record/gateway/record"
)

// groupPrefix begins the names of the files that hold groups of investigations.
const groupPrefix = "group-"

var investigationGroups = readGroups()

// examinations is all groups in one.
var examinations = func() valueSet {
	all := valueSet{codes: map[string]bool{}, words: map[string]bool{}}
	for _, set := range investigationGroups {
		maps.Copy(all.codes, set.codes)
		maps.Copy(all.words, set.words)
	}
	return all
}()

func readGroups() map[string]valueSet {
	files, err := valueSetFiles.ReadDir("valuesets")
	if err != nil {
		panic(err) // the folder is embedded
	}
	groups := map[string]valueSet{}
	for _, f := range files {
		id := strings.TrimSuffix(f.Name(), ".json")
		if name, ok := strings.CutPrefix(id, groupPrefix); ok {
			groups[name] = mustValueSet(id)
		}
	}
	return groups
}

// Groups are the names of the groups of investigations that a filter may name, in alphabetical order.
func Groups() []string { return slices.Sorted(maps.Keys(investigationGroups)) }

// KnownGroup tells whether there is a group of that name.
func KnownGroup(name string) bool {
	_, ok := investigationGroups[name]
	return ok
}

// inGroup tells whether the investigation belongs to the group, by its own code or words or by those of a result. A
// phrase counts beside a code that the group does not list, and among other words: to miss an examination that was done
// is worse than to show one too many.
func inGroup(name string, i *record.Investigation) bool {
	set := investigationGroups[name]
	in := func(c record.CodeableConcept) bool { return set.holds(c) || set.mentionedIn(c.Text) }
	return in(i.Code) || slices.ContainsFunc(i.Results, func(o *record.Observation) bool { return in(o.Code) })
}

// shortest is how many letters a phrase needs to count among other words: "toe" is an echocardiogram only by itself.
const shortest = 4

// mentionedIn tells whether the text holds one of the set's phrases as whole words.
func (v valueSet) mentionedIn(text string) bool {
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

// nationalSystems are the code systems whose codes mean the same everywhere.
var nationalSystems = map[string]bool{record.SystemSNOMED: true, record.SystemLOINC: true, record.SystemReadV2: true,
	record.SystemCTV3: true, record.SystemICD10: true}

// nationallyCoded tells that a code whose meaning is the same everywhere, and not too general, says what it is.
func nationallyCoded(c record.CodeableConcept) bool {
	for _, k := range c.Codings {
		key := codingKey(k)
		system, _, ok := strings.Cut(key, "|")
		if ok && nationalSystems[system] && !tooGeneral.has(key) {
			return true
		}
	}
	return false
}
