package main

import (
	"time"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/hie"
	"github.com/london-care-record/gateway/loaders"
)

// askingConfig says how relationships are found at the exchanges, where no table knows of any.
type askingConfig struct {
	// Enabled and Practice are true if it is not said.
	Enabled  *bool `yaml:"enabled"`
	Practice *bool `yaml:"practice"`
	// ReferralDays and EncounterDays are the usual ones if it is not said; 0 is for none.
	ReferralDays  *int `yaml:"referralDays"`
	EncounterDays *int `yaml:"encounterDays"`
	// Within is the part of an operation's budget that it may take; usualAsking if it is 0.
	Within duration `yaml:"within"`
}

const (
	usualReferralDays  = 365
	usualEncounterDays = 180
	mostDays           = 10 * 365
	usualAsking        = 800 * time.Millisecond
)

func (c *config) checkAsking() error {
	a := c.Access.AskExchanges
	for _, x := range []struct {
		key  string
		days *int
	}{{"referralDays", a.ReferralDays}, {"encounterDays", a.EncounterDays}} {
		if x.days != nil && (*x.days < 0 || *x.days > mostDays) {
			return c.problem("access.askExchanges."+x.key, "must be from 0, for none, to %d", mostDays)
		}
	}
	if a.Within < 0 || a.Within > 0 && a.Within >= c.Budget {
		return c.problem("access.askExchanges.within", "must be less than the budget, of which it takes a part")
	}
	return nil
}

// asking is how relationships are found at the exchanges; nil where they are not.
func (c *config) asking(region *hie.Current) access.AskingRelationships {
	a := c.Access.AskExchanges
	days := func(given *int, usual int) time.Duration {
		if given == nil {
			given = &usual
		}
		return time.Duration(*given) * 24 * time.Hour
	}
	rules := loaders.RelationshipRules{Practice: orTrue(a.Practice),
		Referral: days(a.ReferralDays, usualReferralDays), Encounter: days(a.EncounterDays, usualEncounterDays)}
	if !orTrue(a.Enabled) || rules == (loaders.RelationshipRules{}) {
		return nil
	}
	within := time.Duration(a.Within)
	if within == 0 {
		within = min(usualAsking, time.Duration(c.Budget)/2)
	}
	return &loaders.Relationships{Region: region, Rules: rules, Within: within}
}

func orTrue(said *bool) bool { return said == nil || *said }
