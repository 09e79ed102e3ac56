package record_test

import (
	"io"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/record"
)

// What was not recorded is null in an answer, and what was keeps its digits (S07).
func TestS07_OnlyTheUnrecordedIsNull(t *testing.T) {
	for name, c := range map[string]struct {
		value interface{ MarshalGQL(io.Writer) }
		want  string
	}{
		"no decimal": {record.Decimal(""), "null"},
		"zero":       {record.Decimal("0"), `"0"`},
		"digits":     {record.Decimal("1.50"), `"1.50"`},
		"no text":    {record.Text(""), "null"},
		"text":       {record.Text("positive"), `"positive"`},
		"no date":    {record.PartialDate{}, "null"},
		"year":       {record.MustDate("2019"), `"2019"`},
	} {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			c.value.MarshalGQL(&b)
			if b.String() != c.want {
				t.Errorf("got %s, want %s", b.String(), c.want)
			}
		})
	}
}

// A caller who sends null for a bound of a filter leaves it open.
func TestNullDateIsNoDate(t *testing.T) {
	d := record.MustDate("2019")
	if err := d.UnmarshalGQL(nil); err != nil || !d.IsZero() {
		t.Errorf("got %v, %v", d, err)
	}
}
