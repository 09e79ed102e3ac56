package lives

import "github.com/london-care-record/gateway/demo/catalogue"

func brian(l *life) { l.at(SWL); l.at(SEL); l.at(NCL) }

func chipo(l *life) { l.at(NEL); l.at(SEL) }

func dai(l *life) { l.at(SEL); l.at(SWL); l.at(NCL) }

// erin's number stands on a stranger's Patient in NWL; NEL and NCL agree on her.
func erin(l *life) {
	l.at(NEL)
	l.at(NCL)
	stranger := *l.p
	stranger.Birth = stranger.Birth.AddDate(-21, 5, 9)
	stranger.Given, stranger.Address = []string{"Erin", "Mary"}, Address{"8 Ladbroke Grove Road", "Kensington", "W10 5NE"}
	own := l.p
	l.p = &stranger
	nwl := l.at(NWL)
	l.p = own
	utc := l.b.at("Y99501", 0)
	f := l.fact("ALLERGIES", catalogue.Latex.Term, day(l.ago(400)), "another person")
	nwl.allergy(f, catalogue.Latex, utc, on(l.ago(400), 19, 10), allergyEntry{criticality: "low"})
}

func farid(l *life) {
	l.p.Hidden = true
	l.at(NEL)
	l.at(NCL)
}

// grace died, and only SEL has heard.
func grace(l *life) {
	l.p.Died = on(l.ago(133), 4, 50)
	l.at(SEL)
	l.at(NCL)
}

func hana(l *life) { l.at(NEL); l.at(NCL) }

// idris has just moved in: a Patient in NCL and nothing else anywhere.
func idris(l *life) { l.at(NCL) }

func jo(l *life) { l.at(NCL); l.at(NEL) }
