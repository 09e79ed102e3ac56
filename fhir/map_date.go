package fhir

import (
	"hash/maphash"
	"slices"
	"strings"
	"time"

	"github.com/london-care-record/gateway/record"
)

// parseDate reads a date or dateTime, and allows spaces around it. The same ones come again and again: as the date of this
// and of that, and as the time when a server last touched all that it holds.
func (k *stock) parseDate(text string) (record.PartialDate, error) {
	known := &k.dates[maphash.String(wordSeed, text)%uint64(len(k.dates))]
	if known.text != text {
		known.text = text
		known.date, known.err = record.ParsePartialDate(strings.TrimSpace(text))
	}
	return known.date, known.err
}

// readDate is what a text was read as.
type readDate struct {
	text string
	date record.PartialDate
	err  error
}

// date reads a date or dateTime. One that can't be read is no date, and warns with the original text (S08).
func (m *mapper) date(what, text string) record.PartialDate {
	if text == "" {
		return record.PartialDate{}
	}
	d, err := m.parseDate(text)
	if err != nil {
		m.unread(what, m.sentAs(text))
		return record.PartialDate{}
	}
	return d
}

// quietDate reads a date that was read, and complained about, before.
func (m *mapper) quietDate(text string) record.PartialDate {
	if text == "" {
		return record.PartialDate{}
	}
	d, err := m.parseDate(text)
	if err != nil {
		return record.PartialDate{}
	}
	return d
}

// instant reads an instant. A date without a time is no instant, and warns: a time of day is never made up. So does the
// first instant of the year 1, by which some systems write that there is none.
func (m *mapper) instant(what, text string) time.Time {
	d := m.date(what, text)
	if d.IsZero() {
		return time.Time{}
	}
	if d.Precision() != record.PrecisionInstant {
		m.warn("The %s has no time of day: %s.", what, quote(text))
		return time.Time{}
	}
	from, _ := d.Bounds()
	if from.IsZero() {
		m.warn("The %s stands for no time: %s.", what, quote(text))
	}
	return from
}

// period reads a period; nil when neither end was recorded.
func (m *mapper) period(what string, p *period) *record.Period {
	if p == nil {
		return nil
	}
	r := record.Period{Start: m.date(what+" start", p.Start), End: m.date(what+" end", p.End)}
	if r.IsZero() {
		return nil
	}
	m.tellBackwards(what, r.Start, r.End)
	return &r
}

// tellBackwards warns of a span that ends before it starts. Both ends stay as they are: which of them is wrong is not
// known.
func (m *mapper) tellBackwards(what string, start, end record.PartialDate) {
	if end.Before(start) {
		m.warn("The %s ends before it starts: from %s to %s.", what, quote(start.String()), quote(end.String()))
	}
}

// mending is an element that was read although it was not written as FHIR requires, and what was told of it.
type mending struct {
	repair
	warning string
}

// sentAs gives a date that can't be read as it was sent. One that was mended into this text was not read all the same, so
// that the warning which says so is taken back: the caller gives the right one.
func (m *mapper) sentAs(text string) string {
	i := slices.IndexFunc(m.mended, func(r mending) bool { return r.means == text })
	if i < 0 {
		return text
	}
	r := m.mended[i]
	m.mended = slices.Delete(m.mended, i, i+1)
	if told := slices.Index(m.warnings, r.warning); told >= 0 {
		m.warnings = slices.Delete(m.warnings, told, told+1)
	}
	return r.text
}
