package terminology

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
)

//go:embed data/*.json
var data embed.FS

// SystemWords is the code system under which files list phrases in place of codes, each as Normal writes it.
const SystemWords = "urn:london-care-record:words"

// groupPrefix begins the ids of the value sets that are groups of investigations.
const groupPrefix = "group-"

// qualifierPrefix begins the ids of the value sets of qualifying words.
const qualifierPrefix = "qualifier-"

// Terminology is all value sets and concept maps together.
type Terminology struct {
	sets map[string]ValueSet
	maps map[string]conceptMap
	// equivalents and wider are the concept maps put together.
	equivalents, wider map[Code][]Code
	// examinations is all groups in one.
	examinations ValueSet
	qualifiers   qualifiers
	// beginnings are the first words of all phrases.
	beginnings map[string]bool
}

// Embedded is the terminology that comes with the program. It panics where an embedded file can't be read: the files are
// part of the program, and a test reads all of them.
var Embedded = sync.OnceValue(func() *Terminology {
	files, err := fs.Sub(data, "data")
	if err != nil {
		panic(err)
	}
	t := &Terminology{sets: map[string]ValueSet{}, maps: map[string]conceptMap{}}
	if err := t.read(files); err != nil {
		panic(err)
	}
	return t
})

// With gives the embedded terminology with the files of a folder, which replace embedded ones of the same resource type
// and id. Every *.json file must be a ValueSet or a ConceptMap; the error names the file and what is wrong with it.
func With(folder fs.FS) (*Terminology, error) {
	own := Embedded()
	t := &Terminology{sets: maps.Clone(own.sets), maps: maps.Clone(own.maps)}
	if err := t.read(folder); err != nil {
		return nil, err
	}
	return t, nil
}

// read takes in a folder's files, and then puts all maps together.
func (t *Terminology) read(folder fs.FS) error {
	names, err := fs.Glob(folder, "*.json")
	if err != nil {
		return err
	}
	if len(names) == 0 {
		return fmt.Errorf("the folder holds no .json file")
	}
	from := map[string]string{}
	for _, name := range names {
		raw, err := fs.ReadFile(folder, name)
		if err != nil {
			return err
		}
		id, err := t.add(raw)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if other := from[id]; other != "" {
			return fmt.Errorf("%s: its id %s is that of %s too", name, id, other)
		}
		from[id] = name
	}
	t.equivalents, t.wider = combined(t.maps)
	t.qualifiers = qualifiersOf(t.sets)
	t.beginnings = t.firstWords()
	t.examinations = newValueSet()
	for _, name := range t.Groups() {
		maps.Copy(t.examinations.codes, t.Group(name).codes)
		maps.Copy(t.examinations.words, t.Group(name).words)
	}
	return nil
}

// add reads one file, and gives its type and id.
func (t *Terminology) add(raw []byte) (string, error) {
	var head struct{ ResourceType, ID string }
	if err := json.Unmarshal(raw, &head); err != nil {
		return "", err
	}
	if head.ID == "" {
		return "", fmt.Errorf("it has no id")
	}
	var err error
	switch head.ResourceType {
	case "ValueSet":
		t.sets[head.ID], err = parseValueSet(raw)
	case "ConceptMap":
		t.maps[head.ID], err = parseConceptMap(raw)
	default:
		err = fmt.Errorf("it is neither a ValueSet nor a ConceptMap, but %q", head.ResourceType)
	}
	return head.ResourceType + "/" + head.ID, err
}

// ValueSet gives the value set with this id; one that no file holds is empty.
func (t *Terminology) ValueSet(id string) ValueSet { return t.sets[id] }

// Groups are the names of the groups of investigations that a filter may name, in alphabetical order: those of the
// value sets whose id begins with group-.
func (t *Terminology) Groups() []string {
	var names []string
	for id := range t.sets {
		if name, ok := strings.CutPrefix(id, groupPrefix); ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// KnownGroup tells whether there is a group of that name.
func (t *Terminology) KnownGroup(name string) bool {
	_, ok := t.sets[groupPrefix+name]
	return ok
}

// Group gives the codes and phrases of a group; that of an unknown one is empty.
func (t *Terminology) Group(name string) ValueSet { return t.sets[groupPrefix+name] }

// Examinations is what all groups of investigations list together.
func (t *Terminology) Examinations() ValueSet { return t.examinations }

// Equivalents are the codes that mean the same as this one, by a concept map that says "equal"
// or "equivalent" from it to them. The answer is shared and must not be written to.
func (t *Terminology) Equivalents(c Code) []Code { return t.equivalents[c] }

// AlsoCalled are the codes and phrases that mean the same as a phrase that Normal has written. The answer is shared and must
// not be written to.
func (t *Terminology) AlsoCalled(phrase []byte) []Code {
	return t.equivalents[Code{SystemWords, string(phrase)}]
}

// Begins tells that the phrase of some value set, or one that a concept map leads from, begins with the word, in lower case.
func (t *Terminology) Begins(word string) bool { return t.beginnings[word] }

func (t *Terminology) firstWords() map[string]bool {
	all := map[string]bool{}
	add := func(phrase string) {
		first, _, _ := strings.Cut(phrase, " ")
		all[first] = true
	}
	for _, set := range t.sets {
		for phrase := range set.words {
			add(phrase)
		}
	}
	for _, m := range []map[Code][]Code{t.equivalents, t.wider} {
		for from := range m {
			if from.System == SystemWords {
				add(from.Value)
			}
		}
	}
	return all
}

// Wider are the codes that mean more than this one and include it, by a concept map. The answer
// is shared and must not be written to.
func (t *Terminology) Wider(c Code) []Code { return t.wider[c] }
