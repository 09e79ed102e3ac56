package graph

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"time"

	"github.com/london-care-record/gateway/record"
)

// random makes a value of any type of the record. Now and then something is missing, also where the schema wants it.
func random[T any](r *rand.Rand) *T {
	v := new(T)
	fill(r, reflect.ValueOf(v).Elem(), 0)
	return v
}

// words are the strings that values hold: each needs other escapes.
var words = []string{"", "final", "Warfarin 1 mg", "2015", "<b>&amp;</b>", `"quoted" \ back`, "line\nfeed\ttab\r", "naïve – 漢字 🩺", "\x01\x1f\x7f", "\u2028\u2029", "bad \xff utf-8"}

var dates = []record.PartialDate{{}, record.MustDate("2015"), record.MustDate("2015-02"), record.MustDate("2015-02-03"), record.MustDate("2026-01-01T10:00:00.5+01:00")}

var concrete = map[reflect.Type][]reflect.Type{
	reflect.TypeFor[record.Row](): {
		reflect.TypeFor[record.Alert](), reflect.TypeFor[record.Allergy](), reflect.TypeFor[record.Appointment](), reflect.TypeFor[record.Assessment](),
		reflect.TypeFor[record.CarePlan](), reflect.TypeFor[record.CareTeam](), reflect.TypeFor[record.Condition](), reflect.TypeFor[record.Document](),
		reflect.TypeFor[record.Encounter](), reflect.TypeFor[record.Immunisation](), reflect.TypeFor[record.Investigation](), reflect.TypeFor[record.Medication](),
		reflect.TypeFor[record.Observation](), reflect.TypeFor[record.Procedure](), reflect.TypeFor[record.Referral](),
	},
	reflect.TypeFor[record.ObservationValue](): {
		reflect.TypeFor[record.Quantity](), reflect.TypeFor[record.CodeableConcept](), reflect.TypeFor[record.TextValue](), reflect.TypeFor[record.BooleanValue](),
		reflect.TypeFor[record.IntegerValue](), reflect.TypeFor[record.Range](), reflect.TypeFor[record.Ratio](), reflect.TypeFor[record.SampledData](),
		reflect.TypeFor[record.TimeValue](), reflect.TypeFor[record.DateTimeValue](), reflect.TypeFor[record.Period](),
	},
}

// deepest is how far values nest.
const deepest = 7

func fill(r *rand.Rand, v reflect.Value, depth int) {
	switch v.Type() {
	case reflect.TypeFor[record.PartialDate]():
		v.Set(reflect.ValueOf(dates[r.IntN(len(dates))]))
		return
	case reflect.TypeFor[time.Time]():
		if r.IntN(20) > 0 {
			v.Set(reflect.ValueOf(time.Unix(r.Int64N(1<<31), r.Int64N(2)*r.Int64N(1e9)).UTC()))
		}
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(words[r.IntN(len(words))])
	case reflect.Bool:
		v.SetBool(r.IntN(2) == 0)
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(r.Int64N(2000) - 1000)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fill(r, v.Field(i), depth+1)
			}
		}
	case reflect.Pointer:
		if depth > deepest || r.IntN(30) == 0 {
			return
		}
		v.Set(reflect.New(v.Type().Elem()))
		fill(r, v.Elem(), depth+1)
	case reflect.Slice:
		if depth > deepest || r.IntN(5) == 0 {
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), r.IntN(3), 3))
		for i := range v.Len() {
			fill(r, v.Index(i), depth+1)
		}
	case reflect.Interface:
		fillInterface(r, v, depth)
	case reflect.Map, reflect.Func: // nothing of the schema
	default:
		panic(fmt.Sprintf("a %s can't be made up", v.Type()))
	}
}

func fillInterface(r *rand.Rand, v reflect.Value, depth int) {
	types := concrete[v.Type()]
	if len(types) == 0 || r.IntN(30) == 0 {
		return
	}
	value := reflect.New(types[r.IntN(len(types))])
	fill(r, value.Elem(), depth+1)
	v.Set(value)
}
