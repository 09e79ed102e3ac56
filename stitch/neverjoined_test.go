package stitch

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/terminology"
)

// TestS17_NoRowHoldsTwoCodesOfOneSystem: whatever words, third entries or translations lie between them, entries whose
// codes of one system have nothing in common are never one row.
func TestS17_NoRowHoldsTwoCodesOfOneSystem(t *testing.T) {
	joined := 0
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		said := map[sourceID]record.Row{}
		for _, a := range w.facts {
			for _, row := range entriesOf(a.Facts) {
				said[sourceOf(row.Base().Source())] = row
			}
		}
		got := w.stitch(t, true)
		for _, row := range slices.Concat(Rows(got.Alerts.Entries), Rows(got.Allergies.Entries), Rows(got.Conditions.Entries),
			Rows(got.Immunisations.Entries), Rows(got.Procedures.Entries)) {
			if len(row.Base().Sources) > 1 {
				joined++
			}
			for _, system := range []string{record.SystemSNOMED, record.SystemReadV2} {
				var all, common []string
				for _, s := range row.Base().Sources {
					own := codesIn(said[sourceOf(s)], system)
					if len(own) == 0 {
						continue
					}
					if all == nil {
						common = own
					}
					all = append(all, own...)
					common = slices.DeleteFunc(slices.Clone(common), func(c string) bool { return !slices.Contains(own, c) })
				}
				if len(all) > 0 && len(common) == 0 {
					t.Fatalf("%s: one row holds %v of %s", row.Base().Code.Text, all, system)
				}
			}
		}
	})
	if joined == 0 {
		t.Error("no row was joined at all")
	}
}

// codesIn are the codes of an entry in a system, but for those too general to mean anything.
func codesIn(row record.Row, system string) []string {
	general := terminology.Embedded().ValueSet("too-general")
	var own []string
	for _, c := range row.Base().Code.Codings {
		if code := terminology.CodeOf(c); code.System == system && !general.Has(code) {
			own = append(own, code.Value)
		}
	}
	return own
}

// TestS17_WhatNamesEachOtherIsTwo: rows name each other both ways, never themselves, and never a row that is not there.
func TestS17_WhatNamesEachOtherIsTwo(t *testing.T) {
	named := 0
	rapid.Check(t, func(t *rapid.T) {
		got := drawWorld(t).stitch(t, rapid.Bool().Draw(t, "all"))
		for _, section := range [][]record.Row{Rows(got.Alerts.Entries), Rows(got.Allergies.Entries), Rows(got.Conditions.Entries),
			Rows(got.Immunisations.Entries), Rows(got.Procedures.Entries)} {
			names := map[string][]string{}
			for _, row := range section {
				for _, r := range row.Base().Related {
					names[row.Base().ID] = append(names[row.Base().ID], r.Entry)
				}
			}
			for id, others := range names {
				for _, other := range others {
					named++
					if other == id || !slices.Contains(names[other], id) {
						t.Fatalf("%s names %s, which does not name it", id, other)
					}
				}
			}
		}
	})
	if named == 0 {
		t.Error("no row named another")
	}
}
