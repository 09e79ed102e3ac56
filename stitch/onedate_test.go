package stitch

import (
	"testing"

	"github.com/london-care-record/gateway/record"
)

func TestS08_DatesThatCanBeOne(t *testing.T) {
	for _, c := range []struct {
		a, b           string
		canBe, lessOne bool
	}{
		{"2015", "2015", true, false},
		{"2015", "2015-03-02", true, true},
		{"2015-03", "2015-03-02T10:00:00Z", true, true},
		{"2015-03-02", "2015-03-01T23:30:00Z", false, false},
		{"2015-05-02", "2015-05-01T23:30:00Z", true, true}, // half past midnight in London
		{"2015-03-02T09:00:00Z", "2015-03-02T10:00:00+01:00", true, false},
		{"2015-03-02T09:00:00Z", "2015-03-02T15:00:00Z", false, false},
		{"2015-03-02", "2015-03-03", false, false},
		{"2015", "2016-03-02", false, false},
	} {
		a, b := record.MustDate(c.a), record.MustDate(c.b)
		if canBeOne(a, b) != c.canBe || canBeOne(b, a) != c.canBe {
			t.Errorf("%s and %s can be one: %t", c.a, c.b, !c.canBe)
		}
		if lessExact(a, b) != c.lessOne || lessExact(b, a) != c.lessOne {
			t.Errorf("of %s and %s one is less exact: %t", c.a, c.b, !c.lessOne)
		}
	}
	none := record.PartialDate{}
	if !canBeOne(none, record.MustDate("2015")) || lessExact(none, record.MustDate("2015")) {
		t.Error("no date can be any, and is not a less exact one")
	}
}
