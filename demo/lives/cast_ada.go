package lives

import "github.com/london-care-record/gateway/demo/catalogue"

// ada is the seed story: her practice is in SEL, her old operation in SWL, and today she lies in A&E at UCLH.
func ada(l *life) {
	gp, george, aande := l.b.at("F99201", 0), l.b.at("RJ7", 0), l.b.at("RRV", 1)
	sel, swl := l.at(SEL), l.at(SWL)
	anaphylaxis := on(l.yearsAgo(29, 96), 15, 20)
	penicillin := l.fact("ALLERGIES", "Allergy to penicillin", year(anaphylaxis), "")
	sel.allergy(penicillin, catalogue.Penicillin, gp, on(l.yearsAgo(12, 40), 11, 5), allergyEntry{
		criticality: "high", onset: year(anaphylaxis), last: month(anaphylaxis), reaction: &catalogue.Anaphylaxis, severity: "severe",
		note: "Collapsed within minutes of the first tablet; adrenaline given by the ambulance crew.",
	})
	plaster := l.fact("ALLERGIES", "Sticking plaster allergy", day(l.yearsAgo(6, 12)), "")
	swl.allergy(plaster, catalogue.Plaster, george, on(l.yearsAgo(6, 12), 9, 40), allergyEntry{
		criticality: "low", reaction: &catalogue.Dermatitis, severity: "mild",
	})
	swl.allergy(penicillin, catalogue.Penicillin, george, on(l.yearsAgo(6, 12), 9, 42), allergyEntry{textOnly: "PENICILLIN - anaphylaxis (patient reports)", criticality: "high"})
	l.denies(catalogue.NoKnownAllergies, aande, on(l.b.today, 8, 35))
}
