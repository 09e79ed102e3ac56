package server_test

import (
	"slices"
	"testing"
)

// TestS17_DaisInhalersNameEachOther holds the demo region's story of one inhaler under three names, and of two others.
func TestS17_DaisInhalersNameEachOther(t *testing.T) {
	t.Parallel()
	g := start(t, nil)
	p, a := g.tell(t, "9990000042", false)
	if p == nil {
		t.Fatal(a.body)
	}
	var related []int
	for _, e := range p.sections["MEDICATIONS"].Entries {
		related = append(related, len(e.Related))
	}
	// The newest first: Qvar, salbutamol, "Ventolin inhaler", Clenil, Ventolin Evohaler.
	if want := []int{0, 2, 2, 0, 2}; !slices.Equal(related, want) {
		t.Errorf("his inhalers name %v others, want %v", related, want)
	}
}
