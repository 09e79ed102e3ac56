package hie

import (
	"encoding/json"
	"errors"
	"reflect"
	"time"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	jsonv1 "github.com/go-json-experiment/json/v1"

	"github.com/london-care-record/gateway/fhir"
	"github.com/london-care-record/gateway/record"
)

// pieceVersion is that of the form in which a piece is written for other replicas. It changes with what record and fhir
// mean by their fields: a replica of another version asks for itself.
const pieceVersion = 1

// written is a piece in that form.
type written struct {
	Version int           `json:"v"`
	At      time.Time     `json:"at"`
	Answer  record.Answer `json:"answer"`
	// Values are the types of the values of observations, which JSON does not tell, in the order in which they stand.
	Values []string `json:"values,omitempty"`
	// Read and Validator are of an answer that the exchange can be asked about.
	Read      time.Time       `json:"read,omitzero"`
	Validator *fhir.Validator `json:"validator,omitempty"`
	// Led are the Patients among the answer's that only a link led to.
	Led []string `json:"led,omitempty"`
}

var errOtherVersion = errors.New("hie: written by another version")

func encode(p *piece, n record.NHSNumber) ([]byte, error) {
	w := written{Version: pieceVersion, At: p.at, Answer: p.answer, Led: p.index.Led(n), Read: p.read, Validator: p.validator}
	typesOf(reflect.ValueOf(p.answer.Facts), &w.Values)
	return json.Marshal(w)
}

// decode reads a piece about a person that another replica wrote. Everything in it is of the exchange.
func decode(b []byte, n record.NHSNumber, search Search, exchange *record.Exchange) (*piece, error) {
	var head struct {
		Version int      `json:"v"`
		Values  []string `json:"values"`
	}
	if err := json.Unmarshal(b, &head); err != nil || head.Version != pieceVersion {
		return nil, errOtherVersion
	}
	var w written
	if err := jsonv2.Unmarshal(b, &w, jsonv1.DefaultOptionsV1(), jsonv2.WithUnmarshalers(valuesOf(head.Values))); err != nil {
		return nil, errOtherVersion
	}
	of(reflect.ValueOf(&w.Answer).Elem(), reflect.ValueOf(exchange))
	w.Answer.Exchange = exchange
	p := &piece{answer: w.Answer, at: w.At, read: w.Read, validator: w.Validator}
	if search == SearchPatients {
		p.index = fhir.IndexOf(n, w.Answer, w.Led)
	}
	return p, nil
}

// valueTypes are the types that the value of an observation can have, by their names.
var valueTypes = func() map[string]reflect.Type {
	types := map[string]reflect.Type{}
	for _, v := range []record.ObservationValue{
		&record.Quantity{}, &record.CodeableConcept{}, &record.TextValue{}, &record.BooleanValue{}, &record.IntegerValue{}, &record.Range{},
		&record.Ratio{}, &record.SampledData{}, &record.TimeValue{}, &record.DateTimeValue{}, &record.Period{},
	} {
		t := reflect.TypeOf(v).Elem()
		types[t.Name()] = t
	}
	return types
}()

// typesOf adds the types of all values of observations, in the order in which JSON writes them.
func typesOf(v reflect.Value, names *[]string) {
	switch v.Kind() {
	case reflect.Interface:
		if !v.IsNil() {
			*names = append(*names, v.Elem().Type().Elem().Name())
		}
	case reflect.Pointer:
		if !v.IsNil() && v.Type() != reflect.TypeFor[*record.Exchange]() {
			typesOf(v.Elem(), names)
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.String {
			return
		}
		for i := range v.Len() {
			typesOf(v.Index(i), names)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				typesOf(v.Field(i), names)
			}
		}
	}
}

// valuesOf reads the values of observations as the types that are named, one after the other.
func valuesOf(names []string) *jsonv2.Unmarshalers {
	return jsonv2.UnmarshalFromFunc(func(d *jsontext.Decoder, into *record.ObservationValue) error {
		if len(names) == 0 || valueTypes[names[0]] == nil {
			return errOtherVersion
		}
		value := reflect.New(valueTypes[names[0]])
		names = names[1:]
		if err := jsonv2.UnmarshalDecode(d, value.Interface(), jsonv1.DefaultOptionsV1()); err != nil {
			return err
		}
		*into = value.Interface().(record.ObservationValue)
		return nil
	})
}

// of puts the exchange in the place of every exchange in a value: what was written names it by its id alone.
func of(v, exchange reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		switch {
		case v.IsNil():
		case v.Type() == exchange.Type():
			v.Set(exchange)
		default:
			of(v.Elem(), exchange)
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.String {
			return
		}
		for i := range v.Len() {
			of(v.Index(i), exchange)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				of(v.Field(i), exchange)
			}
		}
	}
}
