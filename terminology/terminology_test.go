package terminology

import (
	"encoding/json"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/london-care-record/gateway/record"
)

// TestFilesAreDescribed also checks what no reading could find out: identifiers whose check digit is wrong.
func TestFilesAreDescribed(t *testing.T) {
	files, err := fs.Glob(data, "data/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, f := range files {
		raw, err := data.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var head struct{ ResourceType, ID, URL, Title, Status, Description string }
		if err := json.Unmarshal(raw, &head); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		if "data/"+head.ID+".json" != f || head.URL == "" || head.Title == "" || head.Description == "" || head.Status != "active" {
			t.Errorf("%s is not a described file: %+v", f, head)
		}
	}
	for _, k := range allCodes(Embedded()) {
		if k.System == record.SystemSNOMED && !verhoeff(k.Value) {
			t.Errorf("%s is no SNOMED CT identifier", k.Value)
		}
	}
}

// allKeys are all codes of all files.
func allCodes(t *Terminology) []Code {
	var all []Code
	for _, set := range t.sets {
		for k := range set.codes {
			all = append(all, k)
		}
	}
	for _, m := range []map[Code][]Code{t.equivalents, t.wider} {
		for from, to := range m {
			all = append(append(all, from), to...)
		}
	}
	return all
}

// TestSetsThatTheRulesNeedAreThere: an empty set would switch a rule off in silence.
func TestSetsThatTheRulesNeedAreThere(t *testing.T) {
	for _, id := range []string{"too-general", "allergy-not-known", "drug-allergy", "latex-allergy", "urgent-suspected-cancer",
		"medicine-substances", "medicine-modified-release", "brand-sensitive-medicines", "negation-all", "negation-drug", "negation-food",
		"negation-environment", "negation-latex", "negation-other"} {
		if set := Embedded().ValueSet(id); len(set.codes)+len(set.words) == 0 {
			t.Errorf("there is no value set %s", id)
		}
	}
}

func TestGroupsAreThoseOfTheContract(t *testing.T) {
	for _, want := range []string{"ambulatory-ecg", "carotid-ultrasound", "ct-head", "echocardiogram", "mri-brain"} {
		if !slices.Contains(Embedded().Groups(), want) || !Embedded().KnownGroup(want) {
			t.Errorf("the group %s is missing", want)
		}
	}
	if Embedded().KnownGroup("ct-foot") || Embedded().KnownGroup("") {
		t.Error("KnownGroup knows other groups")
	}
}

// TestBrandSensitiveSubstancesAreKnown: one that no name leads to would be guarded in vain.
func TestBrandSensitiveSubstancesAreKnown(t *testing.T) {
	e := Embedded()
	for w := range e.ValueSet("brand-sensitive-medicines").words {
		if !e.ValueSet("medicine-substances").words[w] {
			t.Errorf("%s is brand-sensitive, and no substance known by name", w)
		}
	}
}

func TestAFolderAddsAndReplaces(t *testing.T) {
	own := fstest.MapFS{
		"groups.json":  {Data: []byte(`{"resourceType":"ValueSet","id":"group-spirometry","compose":{"include":[{"system":"http://snomed.info/sct","concept":[{"code":"127783003"}]}]}}`)},
		"general.json": {Data: []byte(`{"resourceType":"ValueSet","id":"too-general","expansion":{"contains":[{"system":"urn:london-care-record:words","code":"See Letter."}]}}`)},
		"local.json": {Data: []byte(`{"resourceType":"ConceptMap","id":"local","group":[{"source":"urn:local","target":"http://snomed.info/sct","element":[
			{"code":"a","target":[{"code":"44054006","equivalence":"equivalent"}]},
			{"code":"b","target":[{"code":"1","equivalence":"equal"},{"code":"2","equivalence":"equivalent"}]},
			{"code":"c","target":[{"code":"73211009","equivalence":"wider"},{"code":"3","equivalence":"narrower"},{"equivalence":"unmatched"}]},
			{"code":"d","target":[{"code":"4","equivalence":"equal","dependsOn":[{"property":"x","value":"y"}]}]}]}]}`)},
		"notes.txt": {Data: []byte("not read")},
	}
	terms, err := With(own)
	if err != nil {
		t.Fatal(err)
	}
	if !terms.KnownGroup("spirometry") || !terms.KnownGroup("ct-head") || Embedded().KnownGroup("spirometry") {
		t.Error("the folder does not add to the embedded groups")
	}
	general := terms.ValueSet("too-general")
	if !general.Says("see  letter") || len(general.codes) != 0 {
		t.Error("the folder does not replace a set of the same id")
	}
	for _, c := range []struct {
		code        string
		same, wider int
	}{{"a", 1, 0}, {"b", 0, 0}, {"c", 0, 1}, {"d", 0, 0}} {
		key := Code{"urn:local", c.code}
		if len(terms.Equivalents(key)) != c.same || len(terms.Wider(key)) != c.wider {
			t.Errorf("%s is translated to %v and %v", c.code, terms.Equivalents(key), terms.Wider(key))
		}
	}
}

func TestAFolderThatCannotBeReadIsSaid(t *testing.T) {
	const ok = `"compose":{"include":[{"system":"urn:x","concept":[{"code":"1"}]}]}`
	for name, c := range map[string]struct{ file, want string }{
		"no JSON":        {`{`, "unexpected end"},
		"another type":   {`{"resourceType":"CodeSystem","id":"x"}`, `"CodeSystem"`},
		"no id":          {`{"resourceType":"ValueSet",` + ok + `}`, "no id"},
		"a filter":       {`{"resourceType":"ValueSet","id":"x","compose":{"include":[{"system":"urn:x","filter":[{}]}]}}`, "expansion"},
		"an exclusion":   {`{"resourceType":"ValueSet","id":"x","compose":{"include":[{"system":"urn:x","concept":[{"code":"1"}]}],"exclude":[{"system":"urn:x"}]}}`, "excludes"},
		"nothing":        {`{"resourceType":"ValueSet","id":"x"}`, "lists no code"},
		"no code":        {`{"resourceType":"ValueSet","id":"x","compose":{"include":[{"system":"urn:x","concept":[{"display":"1"}]}]}}`, "no code"},
		"no equivalence": {`{"resourceType":"ConceptMap","id":"x","group":[{"source":"urn:x","target":"urn:y","element":[{"code":"1","target":[{"code":"2"}]}]}]}`, "no equivalence"},
		"no target":      {`{"resourceType":"ConceptMap","id":"x","group":[{"source":"urn:x","element":[{"code":"1","target":[{"code":"2","equivalence":"equal"}]}]}]}`, "no system"},
		"an empty map":   {`{"resourceType":"ConceptMap","id":"x"}`, "maps no code"},
	} {
		_, err := With(fstest.MapFS{"own.json": {Data: []byte(c.file)}})
		if err == nil || !strings.HasPrefix(err.Error(), "own.json: ") || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: the error is %v, without %q", name, err, c.want)
		}
	}
	if _, err := With(fstest.MapFS{}); err == nil {
		t.Error("a folder without files is read")
	}
	twice := fstest.MapFS{}
	for _, f := range []string{"a.json", "b.json"} {
		twice[f] = &fstest.MapFile{Data: []byte(`{"resourceType":"ValueSet","id":"x",` + ok + `}`)}
	}
	if _, err := With(twice); err == nil || !strings.Contains(err.Error(), "b.json") {
		t.Errorf("two files of one id: %v", err)
	}
}

func TestNormalLeavesWhatIsNormal(t *testing.T) {
	for text, want := range map[string]string{"": "", " ": "", "a b": "a b", " A\tb ": "a b", "a  b": "a b", "Ünder": "ünder", "b ": "b"} {
		if got := Normal(text); got != want {
			t.Errorf("%q is %q, not %q", text, got, want)
		}
	}
}

// verhoeff checks the last digit of a SNOMED CT identifier.
func verhoeff(id string) bool {
	multiply := [10][10]int{{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 3, 4, 0, 6, 7, 8, 9, 5}, {2, 3, 4, 0, 1, 7, 8, 9, 5, 6}, {3, 4, 0, 1, 2, 8, 9, 5, 6, 7},
		{4, 0, 1, 2, 3, 9, 5, 6, 7, 8}, {5, 9, 8, 7, 6, 0, 4, 3, 2, 1}, {6, 5, 9, 8, 7, 1, 0, 4, 3, 2}, {7, 6, 5, 9, 8, 2, 1, 0, 4, 3}, {8, 7, 6, 5, 9, 3, 2, 1, 0, 4}, {9, 8, 7, 6, 5, 4, 3, 2, 1, 0}}
	permute := [8][10]int{{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 5, 7, 6, 2, 8, 3, 0, 9, 4}}
	for i := 2; i < 8; i++ {
		for j := range 10 {
			permute[i][j] = permute[i-1][permute[1][j]]
		}
	}
	c := 0
	for i := range len(id) {
		d := int(id[len(id)-1-i] - '0')
		if d < 0 || d > 9 {
			return false
		}
		c = multiply[c][permute[i%8][d]]
	}
	return c == 0 && len(id) >= 6
}

func TestS16_WordsThatMakeAThingAnother(t *testing.T) {
	for text, want := range map[string]string{
		"":                                    "",
		"Osteoarthritis of knee":              "",
		"OA L knee":                           "left",
		"OA (R) knee":                         "right",
		"Pulmonary embolism ruled out":        "no",
		"Rule out pulmonary embolism":         "doubt",
		"?DVT":                                "doubt",
		"Nil retinopathy":                     "no",
		"FH: breast cancer, maternal aunt":    "family",
		"Previous stroke":                     "past",
		"Screening for bowel cancer":          "screening",
		"BP lying":                            "lying",
		"BP STANDING":                         "standing",
		"No family history of stroke":         "family,no,past",
		"Ruling":                              "",
		"Fetal heart rate, Twin 2":            "twin-2",
		"Knee replacement - awaiting listing": "planned",
	} {
		if got := Embedded().Qualifiers(text); got != want {
			t.Errorf("%q is qualified by %q, not by %q", text, got, want)
		}
	}
}

func FuzzQualifiers(f *testing.F) {
	f.Add("Rule out pulmonary embolism (L) ?")
	f.Fuzz(func(t *testing.T, text string) {
		if got := Embedded().Qualifiers(text); got != Embedded().Qualifiers(" "+text+" ") {
			t.Errorf("spaces around a text change what qualifies it: %q", got)
		}
	})
}
