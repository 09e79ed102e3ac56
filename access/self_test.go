package access_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/record"
)

func TestWhoSharesASurname(t *testing.T) {
	for _, c := range []struct {
		name, family, theirs, text string
		shared                     bool
	}{
		{"Dr Ada Okafor", "", "Okafor", "", true},
		{"Dr Ada Okafor", "", "OKAFOR", "", true},
		{"Dr Ada Okafor", "Smith", "Okafor", "", false}, // the claim says it better
		{"Dr Ada Okafor-Smith", "", "Smith", "", true},
		{"Sinéad O’Brien", "", "O'Brien", "", true},
		{"Dr Ada Okafor", "", "", "Mrs Chidi Okafor", true},
		{"Dr Ada Okafor", "", "Okaforson", "", false},
		{"Dr Ada Okafor", "", "", "", false},
		{"", "", "", "", false},
		{"", "", "Okafor", "", false},
	} {
		caller := access.Caller{Name: c.name, Self: access.Self{FamilyName: c.family}}
		p := &record.Person{Name: &record.HumanName{Text: c.text, Family: record.Text(c.theirs)}}
		got := caller.Alike([]record.Answer{{}, {Facts: record.Facts{Persons: []*record.Person{{}, p}}}})
		if slices.Contains(got, audit.SameSurname) != c.shared {
			t.Errorf("%s, %s, and %s %s: %v", c.name, c.family, c.theirs, c.text, got)
		}
	}
}

func TestWhoSharesAnAddress(t *testing.T) {
	for _, c := range []struct {
		code, street, theirCode, theirLine string
		shared                             bool
	}{
		{"SW4 6QX", "18 Larkhall Road", "SW4 6QX", "18 Larkhall Rd", true},
		{"sw46qx", "18, Larkhall Road", "SW4 6QX", "Flat at 18 Larkhall Road", true},
		{"SW4 6QX", "19 Larkhall Road", "SW4 6QX", "18 Larkhall Road", false},
		{"SW4 6QX", "18a Larkhall Road", "SW4 6QX", "18A Larkhall Road", true},
		{"SW4 6QX", "", "SW4 6QX", "18 Larkhall Road", true},
		{"SW4 6QX", "18 Larkhall Road", "SW4 6QX", "Rose Cottage", true}, // no number to tell them apart
		{"SW4 6QX", "18 Larkhall Road", "SW4 6QZ", "18 Larkhall Road", false},
		{"", "18 Larkhall Road", "", "18 Larkhall Road", false},
	} {
		caller := access.Caller{Self: access.Self{PostalCode: c.code, Street: c.street}}
		p := &record.Person{Addresses: []record.Address{{PostalCode: record.Text(c.theirCode), Lines: []string{c.theirLine}}}}
		got := caller.Alike([]record.Answer{{Facts: record.Facts{Persons: []*record.Person{p}}}})
		if slices.Contains(got, audit.SameAddress) != c.shared {
			t.Errorf("%s %s and %s %s: %v", c.street, c.code, c.theirLine, c.theirCode, got)
		}
	}
}

func TestS26_TheCallersOwnLifeIsNotPrinted(t *testing.T) {
	c := access.Caller{Subject: "d1", Self: access.Self{NHSNumber: "9990000018", FamilyName: "Okafor", PostalCode: "SW4 6QX", Street: "18 Larkhall Road"}}
	b, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{string(b), fmt.Sprintf("%v %+v %#v %s", c, c, c.Self, c.Self)} {
		for _, secret := range []string{"9990000018", "Okafor", "SW4", "Larkhall"} {
			if strings.Contains(text, secret) {
				t.Errorf("%s stands in %s", secret, text)
			}
		}
	}
}

func TestOnesOwnRecordIsNotedAsSuch(t *testing.T) {
	h := build(t, nil)
	c := doctor(ada)
	c.Self.NHSNumber = ada
	if _, err := h.one(c, ada, record.Allergies); err != nil {
		t.Fatal(err)
	}
	if _, err := h.one(c, brian, record.Allergies); code(err) != record.CodeForbidden {
		t.Fatal(err)
	}
	if noted := h.noted(); !noted[0].Decision.Own || noted[1].Decision.Own {
		t.Errorf("noted: %+v", noted)
	}
}
