package fhir

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"unicode"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// maxRepairs bounds how often one resource is read again around an element that has the wrong JSON type.
const maxRepairs = 32

// decodeOptions: duplicate names are refused, because two statuses mean that neither is known; invalid UTF-8 becomes
// U+FFFD, because a damaged letter must not cost an allergy.
var decodeOptions = json.JoinOptions(jsontext.AllowInvalidUTF8(true), json.MatchCaseInsensitiveNames(false))

// repair is an element that did not have the JSON type that FHIR gives it.
type repair struct {
	path  string // code.coding[0].display
	text  string // the element as it was sent, shortened
	means string // the string as which it is read, where it is read as one
	lost  bool   // nothing of it could be read
}

// decode reads raw into the struct that into points at. An element of the wrong JSON type costs that element alone: it is
// read as what it most likely means, or left out, and either is told. The struct is read in one go when nothing is
// wrong, which is the rule.
func decode(raw []byte, into any) ([]repair, error) {
	var repairs []repair
	for range maxRepairs {
		err := json.Unmarshal(raw, into, decodeOptions)
		if err == nil {
			return repairs, nil
		}
		var wrong *json.SemanticError
		if !errors.As(err, &wrong) || wrong.JSONPointer == "" {
			return nil, errNotResource
		}
		start, end, ok := locate(raw, wrong.JSONPointer)
		if !ok {
			return nil, errNotResource
		}
		value := jsontext.Value(raw[start:end])
		instead := reinterpret(value, wrong.GoType)
		path := pathOf(wrong.JSONPointer)
		if n := len(repairs); n > 0 && repairs[n-1].path == path {
			instead, repairs = nil, repairs[:n-1] // one guess for each element
		}
		repairs = append(repairs, repair{path: path, text: shorten(string(value)), means: unquoted(instead), lost: instead == nil})
		if instead == nil {
			instead = jsontext.Value("null")
		}
		raw = bytes.Join([][]byte{raw[:start], instead, raw[end:]}, nil)
		reflect.ValueOf(into).Elem().SetZero()
	}
	return nil, errTooBroken
}

// reinterpret gives what a value of the wrong JSON type most likely means, or nil: a single thing where a list belongs, a
// list of one where a single thing belongs, a number or words where a string or a concept belongs.
func reinterpret(value jsontext.Value, want reflect.Type) jsontext.Value {
	if want == nil {
		return nil
	}
	kind := value.Kind()
	switch {
	case want.Kind() == reflect.Slice && kind != '[':
		return bytes.Join([][]byte{[]byte("["), value, []byte("]")}, nil)
	case want.Kind() != reflect.Slice && kind == '[':
		return onlyElement(value)
	case want.Kind() == reflect.String && (kind == '0' || kind == 't' || kind == 'f'):
		return bytes.Join([][]byte{[]byte(`"`), value, []byte(`"`)}, nil)
	case want.Kind() == reflect.Bool && (string(value) == `"true"` || string(value) == `"false"`):
		return value[1 : len(value)-1]
	case want == reflect.TypeFor[codeableConcept]() && kind == '"', want == reflect.TypeFor[annotation]() && kind == '"':
		return bytes.Join([][]byte{[]byte(`{"text":`), value, []byte("}")}, nil)
	case want == reflect.TypeFor[reference]() && kind == '"':
		return bytes.Join([][]byte{[]byte(`{"reference":`), value, []byte("}")}, nil)
	}
	return nil
}

// unquoted gives the text of a JSON string; "" for anything else.
func unquoted(value jsontext.Value) string {
	if value.Kind() != '"' {
		return ""
	}
	text, err := jsontext.AppendUnquote(nil, value)
	if err != nil {
		return ""
	}
	return string(text)
}

// onlyElement gives the element of a list that holds just one.
func onlyElement(list jsontext.Value) jsontext.Value {
	d := lenient(list)
	if _, err := d.ReadToken(); err != nil || d.PeekKind() == ']' {
		return nil
	}
	value, err := d.ReadValue()
	if err != nil || d.PeekKind() != ']' {
		return nil
	}
	return value.Clone()
}

// lenient is a decoder for looking around in a resource that is decoded strictly elsewhere.
func lenient(raw []byte) *jsontext.Decoder {
	return jsontext.NewDecoder(bytes.NewBuffer(raw), jsontext.AllowInvalidUTF8(true), jsontext.AllowDuplicateNames(true))
}

// locate finds where the value that a JSON pointer names starts and ends.
func locate(raw []byte, pointer jsontext.Pointer) (start, end int, ok bool) {
	d := lenient(raw)
	for token := range pointer.Tokens() {
		if !descend(d, token) {
			return 0, 0, false
		}
	}
	value, err := d.ReadValue()
	if err != nil {
		return 0, 0, false
	}
	end = int(d.InputOffset())
	return end - len(value), end, true
}

// descend moves the decoder to the member or element that one token of a JSON pointer names.
func descend(d *jsontext.Decoder, token string) bool {
	open, err := d.ReadToken()
	if err != nil {
		return false
	}
	switch open.Kind() {
	case '{':
		for d.PeekKind() == '"' {
			name, err := d.ReadToken()
			if err != nil {
				return false
			}
			if name.String() == token {
				return true
			}
			if d.SkipValue() != nil {
				return false
			}
		}
	case '[':
		n, ok := index(token)
		for ; ok && n > 0; n-- {
			if d.SkipValue() != nil {
				return false
			}
		}
		return ok
	}
	return false
}

// index reads a position in a list; anything else, and anything absurdly far, is none.
func index(token string) (int, bool) {
	n := 0
	for _, c := range token {
		if c < '0' || c > '9' || n > 1<<24 {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, token != ""
}

// pathOf writes a JSON pointer as FHIR's own path: code.coding[0].display.
func pathOf(pointer jsontext.Pointer) string {
	var b strings.Builder
	for token := range pointer.Tokens() {
		if _, ok := index(token); ok {
			b.WriteString("[" + token + "]")
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('.')
		}
		b.WriteString(token)
	}
	return b.String()
}

// maxQuoted is how many characters of an unreadable value a warning repeats.
const maxQuoted = 120

// shorten makes a value fit for a warning: one line of bounded length.
func shorten(s string) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	if len(s) <= maxQuoted {
		return s
	}
	runes := []rune(s)
	return string(runes[:min(len(runes), maxQuoted)]) + "…"
}
