package loaders

import (
	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/record"
)

// denied is the answer of an exchange that the grant does not allow to be asked: WITHHELD with the reason where the caller
// may know it. Where not, the exchange reads like one that shares nothing of the kind, which names it as a gap and is never
// taken for an exchange that holds nothing; and nothing is then called complete (S19).
func denied(g *access.Grant, kind record.Kind, exchange *record.Exchange) record.Answer {
	a := record.Answer{Exchange: exchange, Outcome: record.Outcome{State: record.StateNotConnected}}
	if !g.Withheld(kind, exchange.ID, nil) {
		a.Outcome.Hidden = true
		return a
	}
	a.Outcome.State = record.StateWithheld
	if why := g.Why(kind, exchange.ID); len(why) > 0 {
		a.Outcome.Detail = why[0].Sentence
	}
	return a
}

// opens tells whether what the exchanges label the person lets a kind of the record be shown. One label that does not, at
// one exchange, closes the kind everywhere (S04).
func opens(g *access.Grant, kind record.Kind, persons []record.Answer) bool {
	var labels []record.Coding
	for _, a := range persons {
		for _, p := range a.Facts.Persons {
			labels = append(labels, p.SecurityLabels...)
		}
	}
	if len(labels) == 0 {
		return true
	}
	for _, a := range persons {
		if g.AllowsLabels(kind, a.Exchange.ID, nil) && !g.AllowsLabels(kind, a.Exchange.ID, labels) {
			return false
		}
	}
	return true
}
