package record

import (
	"encoding/json"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestS08_DatesKeepTheirPrecisionAndTheirDigits(t *testing.T) {
	for text, want := range map[string]Precision{
		"2015": PrecisionYear, "2015-02": PrecisionMonth, "2015-02-28": PrecisionDay, "2016-02-29": PrecisionDay,
		"2015-02-28T10:15:00Z": PrecisionInstant, "2015-02-28T10:15:00+07:00": PrecisionInstant,
		"2015-02-28T10:15:00.123456+01:00": PrecisionInstant, "2015-02-28T10:15Z": PrecisionInstant,
		"2015-02-28T10:15+01:00": PrecisionInstant, "2015-02-28T10:15:00+14:00": PrecisionInstant, "2015-02-28T10:15:00-14:00": PrecisionInstant,
		"2016-12-31T23:59:60Z": PrecisionInstant, "2017-01-01T00:59:60.5+01:00": PrecisionInstant, "0001": PrecisionYear,
	} {
		d, err := ParsePartialDate(text)
		if err != nil || d.Precision() != want || d.String() != text {
			t.Errorf("%s: %v, precision %d, error %v", text, d, d.Precision(), err)
		}
	}
	for _, text := range []string{"", "unknown", "2015-02-31", "2015-13", "15", "2015-2-3", "2015-02-28T10:15:00", "20150228",
		"2015-02-28 10:15:00Z", "2015-02-28T25:00:00Z", "2015/02/28", "9999999", "-200",
		"0000", "0000-01", "0000-01-01", "0000-01-01T00:00:00Z", "2015-02-28T10:15:00,5Z", "2015-02-28T9:15:00Z", "2015-02-28T10:15:00+14:01",
		"2015-02-28T10:15:00-15:00", "2015-02-28T10:15:00+24:00", "2015-02-28T10:15:00+01:60", "2015-02-28T10:15:61Z", "2015-02-28T10:60:60Z",
		"2015-02-28T10:15.5Z", "2015-02-28T10:15:00.Z", "2015-02-28T10:15:6Z", "2015-02-28T10:15:", " 2015-02-28", "2015-02-28t10:15:00z"} {
		if d, err := ParsePartialDate(text); err == nil {
			t.Errorf("%q was read as %v", text, d)
		}
	}
}

func TestS03_ACoarseDateDoesNotContradictAFineOne(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"1980", "1980-04-02", true}, {"1980-04", "1980-04-02", true}, {"1980-04-02", "1980-04-02", true},
		{"1980", "1981-04-02", false}, {"1980-05", "1980-04-02", false}, {"1980-04-01", "1980-04-02", false},
		{"1980-04-02T00:30:00+01:00", "1980-04-02", true}, {"1980-04-02", "1980-04-02T22:59:59Z", true},
		{"1980-04-02", "1980-04-02T23:00:00Z", false}, {"1980-04-03", "1980-04-02T23:00:00Z", true}, // midnight in London
		{"1980-04-01T23:00:00Z", "1980-04-02T22:59:59Z", true}, {"1980-04-01T23:00:00Z", "1980-04-01", false},
		{"1980-04", "1980-03-31T23:00:00Z", true}, {"1980", "1979-12-31T23:59:59Z", false},
	} {
		a, b := MustDate(c.a), MustDate(c.b)
		if a.Agrees(b) != c.want || b.Agrees(a) != c.want {
			t.Errorf("%s and %s: agreement is not %v both ways", c.a, c.b, c.want)
		}
	}
	if !(PartialDate{}).Agrees(MustDate("1980")) {
		t.Error("a missing date must not contradict")
	}
}

func TestS14_SameIsTheSameInstantAtTheSamePrecision(t *testing.T) {
	if !MustDate("2020-01-01T10:00:00+01:00").Same(MustDate("2020-01-01T09:00:00Z")) {
		t.Error("one instant in two offsets is one instant")
	}
	for _, c := range [][2]string{{"2020-01-01T09:00:00Z", "2020-01-01T23:00:00Z"}, {"2020", "2020-01-01"}, {"2020-01-01", "2020-01-01T00:00:00Z"}} {
		if MustDate(c[0]).Same(MustDate(c[1])) {
			t.Errorf("%s is not the same as %s", c[0], c[1])
		}
	}
	if (PartialDate{}).Same(PartialDate{}) {
		t.Error("two missing dates are not the same date")
	}
}

func TestWithinReadsBoundsAsPreciseAsTheyAreGiven(t *testing.T) {
	for _, c := range []struct {
		d, from, to string
		want        bool
	}{
		{"2019-12-31T23:59:59Z", "", "2019", true}, {"2020-01-01", "", "2019", false}, {"2019", "2019-06", "", true},
		{"2019-05-31", "2019-06", "", false}, {"2019-06-01", "2019-06", "2019-06", true}, {"2019-06-15", "2019-06-15", "2019-06-15", true},
	} {
		bound := func(s string) PartialDate {
			if s == "" {
				return PartialDate{}
			}
			return MustDate(s)
		}
		if got := MustDate(c.d).Within(bound(c.from), bound(c.to)); got != c.want {
			t.Errorf("%s within [%s, %s]: %v", c.d, c.from, c.to, got)
		}
	}
}

func TestDatesHaveATotalOrderAndSurviveJSON(t *testing.T) {
	any := rapid.Custom(func(t *rapid.T) PartialDate {
		return MustDate(rapid.SampledFrom([]string{"2019", "2019-01", "2019-01-01", "2019-01-01T00:00:00Z", "2019-01-01T01:00:00+01:00",
			"2018-12", "2020-02-29", "2019-07-04T10:15:00.5Z"}).Draw(t, "date"))
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := any.Draw(t, "a"), any.Draw(t, "b"), any.Draw(t, "c")
		if a.Compare(b) != 0 && sign(a.Compare(b)) != -sign(b.Compare(a)) {
			t.Fatal("not antisymmetric")
		}
		s := []PartialDate{a, b, c}
		slices.SortFunc(s, PartialDate.Compare)
		if s[0].Compare(s[2]) > 0 {
			t.Fatal("not transitive")
		}
		data, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		var back PartialDate
		if err := json.Unmarshal(data, &back); err != nil || !back.Equal(a) {
			t.Fatalf("%s came back as %v (%v)", data, back, err)
		}
	})
}

func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

func FuzzParsePartialDate(f *testing.F) {
	for _, s := range []string{"2015", "2015-02-28T10:15:00.123+01:00", "unknown", "2015-02-31"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParsePartialDate(s)
		if err == nil && (d.String() != s || d.IsZero()) {
			t.Errorf("%q was read as %q", s, d)
		}
		if from, to := d.Bounds(); err == nil && !from.Before(to) {
			t.Errorf("%q spans nothing", s)
		}
	})
}
