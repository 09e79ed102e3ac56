package stitch

import "testing"

func TestS15_AmountsInWords(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		equal bool
	}{
		{"Digoxin 125microgram tablets", "Digoxin 0.125 mg tablets", true},
		{"Levothyroxine 100 mcg", "Levothyroxine 100micrograms", true},
		{"Levothyroxine 100 mcg", "Levothyroxine 100 mg", false},
		{"Insulin 1,000 units", "Insulin 1000units", true},
		{"Insulin 1,000.50 units", "Insulin 1000.5 units", true},
		{"Ramipril 2,5 mg", "Ramipril 2.50mg", true},
		{"Warfarin 1", "Warfarin 1mg", false}, // for a sure match the unit counts
		{"Humalog 100units/ml", "Humalog Mix25 100units/ml", false},
		{"Morphine 10mg/5ml", "Morphine 100mg/5ml", false},
		{"Zerobase 11% cream", "Zerobase 11 % cream", true},
		{"Ramipril 10mg", "Ramipril 100mg", false},
		{"Ramipril.", "Ramipril", true},
	} {
		if got := strengthKey(c.a) == strengthKey(c.b); got != c.equal {
			t.Errorf("%s is the strength of %s: %v", c.a, c.b, got)
		}
	}
}

func TestS15_AmountsThatDiffer(t *testing.T) {
	for _, c := range []struct {
		a, b   string
		differ bool
	}{
		{"Warfarin", "Warfarin 5mg", false},
		{"Warfarin 5", "Warfarin 5mg", false},
		{"Warfarin 1", "Warfarin 5mg", true},
		{"Levothyroxine 100 mcg", "Levothyroxine 100 mg", true},
		{"Co-codamol 8mg/500mg", "Co-codamol 30mg/500mg", true},
		{"Co-codamol 500mg", "Co-codamol 30mg/500mg", true},
	} {
		if got := amountsDiffer(amountsIn(c.a), amountsIn(c.b)); got != c.differ {
			t.Errorf("%s differs from %s: %v", c.a, c.b, got)
		}
	}
}
