package fhir

import "github.com/go-json-experiment/json/jsontext"

// The data types of FHIR R4, as far as the gateway reads them. Numbers stay raw JSON, so that every digit is kept and a
// number that FHIR would not allow costs itself alone. Zero values stand for what was not sent.

// ignored is an element of FHIR R4 that is left out on purpose: it is skipped without being kept. Each one is named, with
// its reason, in testdata/deviations.yml.
type ignored struct{}

// UnmarshalJSONFrom skips the value.
func (*ignored) UnmarshalJSONFrom(d *jsontext.Decoder) error { return d.SkipValue() }

// resource is what every resource has.
type resource struct {
	ResourceType      string           `json:"resourceType"`
	ID                string           `json:"id"`
	Meta              meta             `json:"meta"`
	ImplicitRules     string           `json:"implicitRules"`
	Language          ignored          `json:"language"`
	Text              ignored          `json:"text"` // see narrative
	Contained         []jsontext.Value `json:"contained"`
	Extension         []extension      `json:"extension"`
	ModifierExtension ignored          `json:"modifierExtension"` // see modifiers
	// Others are the members that R4 does not have, or that this type does not.
	Others jsontext.Value `json:",embed"`
}

func (r *resource) base() *resource { return r }

type meta struct {
	LastUpdated string      `json:"lastUpdated"`
	Security    []coding    `json:"security"`
	Tag         []coding    `json:"tag"`
	Extension   []extension `json:"extension"`
}

type extension struct {
	URL                  string           `json:"url"`
	Extension            []extension      `json:"extension"`
	ValueCodeableConcept *codeableConcept `json:"valueCodeableConcept"`
	ValueReference       *reference       `json:"valueReference"`
	ValueString          string           `json:"valueString"`
	ValueCode            string           `json:"valueCode"`
	ValueDateTime        string           `json:"valueDateTime"`
}

// extensionsAt gives the extensions with a URL.
func extensionsAt(all []extension, url string) []extension {
	var found []extension
	for _, e := range all {
		if e.URL == url {
			found = append(found, e)
		}
	}
	return found
}

type coding struct {
	System       string      `json:"system"`
	Version      string      `json:"version"`
	Code         string      `json:"code"`
	Display      string      `json:"display"`
	UserSelected bool        `json:"userSelected"`
	Extension    []extension `json:"extension"`
}

type codeableConcept struct {
	Coding []coding `json:"coding"`
	Text   string   `json:"text"`
}

type identifier struct {
	System string `json:"system"`
	Value  string `json:"value"`
	Use    string `json:"use"`
}

type reference struct {
	Reference  string      `json:"reference"`
	Type       string      `json:"type"`
	Identifier *identifier `json:"identifier"`
	Display    string      `json:"display"`
}

func (r *reference) isZero() bool {
	return r == nil || r.Reference == "" && r.Display == "" && (r.Identifier == nil || r.Identifier.Value == "")
}

type period struct {
	Start string `json:"start"`
	End   string `json:"end"`
}

type quantity struct {
	Value      jsontext.Value `json:"value"`
	Comparator string         `json:"comparator"`
	Unit       string         `json:"unit"`
	System     string         `json:"system"`
	Code       string         `json:"code"`
}

type valueRange struct {
	Low  *quantity `json:"low"`
	High *quantity `json:"high"`
}

type ratio struct {
	Numerator   *quantity `json:"numerator"`
	Denominator *quantity `json:"denominator"`
}

type sampledData struct {
	Origin     *quantity      `json:"origin"`
	Period     jsontext.Value `json:"period"`
	Factor     jsontext.Value `json:"factor"`
	LowerLimit jsontext.Value `json:"lowerLimit"`
	UpperLimit jsontext.Value `json:"upperLimit"`
	Dimensions jsontext.Value `json:"dimensions"`
	Data       string         `json:"data"`
}

type annotation struct {
	Text string `json:"text"`
}

type attachment struct {
	ContentType string         `json:"contentType"`
	Language    string         `json:"language"`
	Data        present        `json:"data"`
	URL         string         `json:"url"`
	Size        jsontext.Value `json:"size"`
	Title       string         `json:"title"`
	Creation    string         `json:"creation"`
}

// present tells that an element was sent, without keeping it.
type present bool

// UnmarshalJSONFrom notes that there is a value, and skips it.
func (p *present) UnmarshalJSONFrom(d *jsontext.Decoder) error {
	*p = d.PeekKind() != 'n'
	return d.SkipValue()
}

type humanName struct {
	Use    string   `json:"use"`
	Text   string   `json:"text"`
	Family string   `json:"family"`
	Given  []string `json:"given"`
	Prefix []string `json:"prefix"`
	Suffix []string `json:"suffix"`
	Period *period  `json:"period"`
}

type address struct {
	Use        string   `json:"use"`
	Text       string   `json:"text"`
	Line       []string `json:"line"`
	City       string   `json:"city"`
	District   string   `json:"district"`
	State      string   `json:"state"`
	PostalCode string   `json:"postalCode"`
	Country    string   `json:"country"`
	Period     *period  `json:"period"`
}

type contactPoint struct {
	System string `json:"system"`
	Value  string `json:"value"`
	Use    string `json:"use"`
}
