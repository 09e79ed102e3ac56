package catalogue

// Medicine is a medicine at one strength and form, with its usual dose.
type Medicine struct {
	Concept
	Ingredient Concept
	Form       string
	Route      string
	Dose       string // as a prescriber writes it
	Value      string // of the single dose, with Unit; "" where the words say it all
	Unit       string
	Acute      bool // a short course, not a repeat
}

// DMDCoding is the medicine's code in dm+d, or in the invented system where that was not known for certain.
func (m Medicine) DMDCoding() Coding {
	for _, c := range m.Codings(DMD, Demo) {
		return c
	}
	return Coding{}
}

func dmd(code, name string) []Coding { return []Coding{{DMD, code, name}} }

// substance is an ingredient, in words alone where its code was not known for certain.
func substance(term, snomed string) Concept { return Concept{Term: term, SNOMED: snomed} }

const (
	tablet  = "Tablet"
	capsule = "Capsule"
	inhaler = "Pressurised inhalation"
	byMouth = "Oral"
	inhaled = "Inhalation"
	daily   = "One to be taken each day"
	twice   = "One to be taken twice a day"
)

// Medicines, by a short name.
var (
	Amlodipine     = Medicine{Concept{Term: "Amlodipine 5mg tablets", Demo: "amlodipine-5-tab", Words: []string{"Amlodipine 5 mg", "Amlodipine tabs 5mg"}}, substance("Amlodipine", "386864001"), tablet, byMouth, daily, "1", "tablet", false}
	Ramipril       = Medicine{Concept{Term: "Ramipril 5mg capsules", Demo: "ramipril-5-cap", Words: []string{"Ramipril 5 mg", "Ramipril caps 5mg"}}, substance("Ramipril", "386872004"), capsule, byMouth, daily, "1", "capsule", false}
	Metformin      = Medicine{Concept{Term: "Metformin 500mg tablets", Demo: "metformin-500-tab", Words: []string{"Metformin 500 mg", "Metformin"}}, substance("Metformin", "372567009"), tablet, byMouth, "One to be taken twice a day with meals", "1", "tablet", false}
	Gliclazide     = Medicine{Concept{Term: "Gliclazide 80mg tablets", Demo: "gliclazide-80-tab"}, substance("Gliclazide", ""), tablet, byMouth, "One to be taken with breakfast", "1", "tablet", false}
	InsulinBasal   = Medicine{Concept{Term: "Lantus 100units/ml solution for injection 3ml pre-filled SoloStar pens", Demo: "lantus-solostar", Words: []string{"Insulin glargine (Lantus)", "Lantus pen"}}, substance("Insulin glargine", "411529005"), "Solution for injection", "Subcutaneous", "18 units at bedtime", "18", "unit", false}
	InsulinBolus   = Medicine{Concept{Term: "NovoRapid FlexPen 100units/ml solution for injection 3ml pre-filled pens", Demo: "novorapid-flexpen", Words: []string{"Insulin aspart (NovoRapid)", "NovoRapid"}}, substance("Insulin aspart", "325072002"), "Solution for injection", "Subcutaneous", "With meals as directed", "", "", false}
	Atorvastatin   = Medicine{Concept{Term: "Atorvastatin 20mg tablets", Demo: "atorvastatin-20-tab", Words: []string{"Atorvastatin 20 mg", "Statin - atorvastatin 20"}}, substance("Atorvastatin", "373444002"), tablet, byMouth, "One to be taken at night", "1", "tablet", false}
	Bisoprolol     = Medicine{Concept{Term: "Bisoprolol 2.5mg tablets", Demo: "bisoprolol-2.5-tab", Words: []string{"Bisoprolol 2.5 mg"}}, substance("Bisoprolol", "386868003"), tablet, byMouth, daily, "1", "tablet", false}
	Furosemide     = Medicine{Concept{Term: "Furosemide 40mg tablets", Demo: "furosemide-40-tab", Words: []string{"Furosemide 40 mg", "Frusemide 40"}}, substance("Furosemide", "387475002"), tablet, byMouth, "One to be taken each morning", "1", "tablet", false}
	Aspirin75      = Medicine{Concept{Term: "Aspirin 75mg dispersible tablets", Demo: "aspirin-75-disp", Words: []string{"Aspirin 75 mg"}}, substance("Aspirin", "387458008"), tablet, byMouth, daily, "1", "tablet", false}
	Clopidogrel    = Medicine{Concept{Term: "Clopidogrel 75mg tablets", Demo: "clopidogrel-75-tab", Words: []string{"Clopidogrel 75 mg"}}, substance("Clopidogrel", "386952008"), tablet, byMouth, daily, "1", "tablet", false}
	Apixaban       = Medicine{Concept{Term: "Apixaban 5mg tablets", Other: dmd("42206511000001102", "Apixaban 5mg tablets"), Words: []string{"Apixaban 5 mg", "Eliquis"}}, substance("Apixaban", "698090000"), tablet, byMouth, twice, "1", "tablet", false}
	Warfarin1      = Medicine{Concept{Term: "Warfarin 1mg tablets", Demo: "warfarin-1-tab", Words: []string{"Warfarin 1 mg (brown)", "Warfarin 1"}}, substance("Warfarin", "372756006"), tablet, byMouth, "As directed by the anticoagulant clinic", "", "", false}
	Warfarin5      = Medicine{Concept{Term: "Warfarin 5mg tablets", Demo: "warfarin-5-tab", Words: []string{"Warfarin 5 mg (pink)", "Warfarin 5"}}, substance("Warfarin", "372756006"), tablet, byMouth, "As directed by the anticoagulant clinic", "", "", false}
	Salbutamol     = Medicine{Concept{Term: "Salbutamol 100micrograms/dose inhaler CFC free", Other: dmd("39113611000001102", "Salbutamol 100micrograms/dose inhaler CFC free"), Words: []string{"Salbutamol inhaler 100 mcg", "Blue inhaler"}}, substance("Salbutamol", "372897005"), inhaler, inhaled, "Two puffs when required", "2", "dose", false}
	Ventolin       = Medicine{Concept{Term: "Ventolin 100micrograms/dose Evohaler", Other: dmd("222311000001102", "Ventolin 100micrograms/dose Evohaler (GlaxoSmithKline UK Ltd)"), Words: []string{"Ventolin Evohaler 100 micrograms"}}, substance("Salbutamol", "372897005"), inhaler, inhaled, "Two puffs when required", "2", "dose", false}
	Clenil         = Medicine{Concept{Term: "Clenil Modulite 100micrograms/dose inhaler", Other: dmd("10618211000001109", "Clenil Modulite 100micrograms/dose inhaler (Chiesi Ltd)"), Words: []string{"Clenil Modulite 100", "Clenil 100"}}, substance("Beclometasone", "116574000"), inhaler, inhaled, "Two puffs twice a day", "2", "dose", false}
	Qvar           = Medicine{Concept{Term: "Qvar 100 inhaler", Demo: "qvar-100", Words: []string{"Qvar 100"}}, substance("Beclometasone", "116574000"), inhaler, inhaled, "One puff twice a day", "1", "dose", false}
	Tiotropium     = Medicine{Concept{Term: "Tiotropium bromide 18microgram inhalation powder capsules", Demo: "tiotropium-18"}, substance("Tiotropium", "409169006"), "Inhalation powder", inhaled, "One capsule inhaled each day", "1", "capsule", false}
	Levothyroxine  = Medicine{Concept{Term: "Levothyroxine sodium 100microgram tablets", Demo: "levothyroxine-100-tab", Words: []string{"Levothyroxine 100 mcg", "Thyroxine 100"}}, substance("Levothyroxine", "710809001"), tablet, byMouth, "One to be taken each morning", "1", "tablet", false}
	Omeprazole     = Medicine{Concept{Term: "Omeprazole 20mg gastro-resistant capsules", Demo: "omeprazole-20-cap", Words: []string{"Omeprazole 20 mg"}}, substance("Omeprazole", "387137007"), capsule, byMouth, daily, "1", "capsule", false}
	Sertraline     = Medicine{Concept{Term: "Sertraline 50mg tablets", Demo: "sertraline-50-tab", Words: []string{"Sertraline 50 mg"}}, substance("Sertraline", "372594008"), tablet, byMouth, daily, "1", "tablet", false}
	Olanzapine     = Medicine{Concept{Term: "Olanzapine 10mg tablets", Demo: "olanzapine-10-tab"}, substance("Olanzapine", "386849001"), tablet, byMouth, "One to be taken at night", "1", "tablet", false}
	Lamotrigine    = Medicine{Concept{Term: "Lamotrigine 100mg tablets", Demo: "lamotrigine-100-tab"}, substance("Lamotrigine", "387562000"), tablet, byMouth, twice, "1", "tablet", false}
	Sumatriptan    = Medicine{Concept{Term: "Sumatriptan 50mg tablets", Demo: "sumatriptan-50-tab"}, substance("Sumatriptan", "395892000"), tablet, byMouth, "One when a migraine starts", "1", "tablet", false}
	Allopurinol    = Medicine{Concept{Term: "Allopurinol 100mg tablets", Demo: "allopurinol-100-tab"}, substance("Allopurinol", "387135004"), tablet, byMouth, daily, "1", "tablet", false}
	Tamsulosin     = Medicine{Concept{Term: "Tamsulosin 400microgram modified-release capsules", Demo: "tamsulosin-400-mr"}, substance("Tamsulosin", ""), capsule, byMouth, daily, "1", "capsule", false}
	FerrousSulfate = Medicine{Concept{Term: "Ferrous sulfate 200mg tablets", Demo: "ferrous-sulfate-200"}, substance("Ferrous sulfate", "387402000"), tablet, byMouth, daily, "1", "tablet", false}
	AlendronicAcid = Medicine{Concept{Term: "Alendronic acid 70mg tablets", Demo: "alendronic-70"}, substance("Alendronic acid", "391730008"), tablet, byMouth, "One to be taken once a week", "1", "tablet", false}
	Donepezil      = Medicine{Concept{Term: "Donepezil 10mg tablets", Demo: "donepezil-10"}, substance("Donepezil", "386855006"), tablet, byMouth, "One to be taken at night", "1", "tablet", false}
	Emollient      = Medicine{Concept{Term: "Zerobase 11% cream", Demo: "zerobase"}, substance("Liquid paraffin", ""), "Cream", "Cutaneous", "Apply when needed", "", "", false}
	Paracetamol    = Medicine{Concept{Term: "Paracetamol 500mg tablets", Demo: "paracetamol-500-tab", Words: []string{"Paracetamol 500 mg"}}, substance("Paracetamol", "387517004"), tablet, byMouth, "Two to be taken up to four times a day", "2", "tablet", false}

	Amoxicillin    = Medicine{Concept{Term: "Amoxicillin 250mg capsules", Other: dmd("39732311000001104", "Amoxicillin 250mg capsules")}, substance("Amoxicillin", "372687004"), capsule, byMouth, "One three times a day for 5 days", "1", "capsule", true}
	Doxycycline    = Medicine{Concept{Term: "Doxycycline 100mg capsules", Demo: "doxycycline-100"}, substance("Doxycycline", "372478003"), capsule, byMouth, "Two on the first day, then one each day for 5 days", "1", "capsule", true}
	Nitrofurantoin = Medicine{Concept{Term: "Nitrofurantoin 100mg modified-release capsules", Demo: "nitrofurantoin-100-mr"}, substance("Nitrofurantoin", "373543005"), capsule, byMouth, "One twice a day for 3 days", "1", "capsule", true}
	Prednisolone   = Medicine{Concept{Term: "Prednisolone 5mg tablets", Demo: "prednisolone-5"}, substance("Prednisolone", "116601002"), tablet, byMouth, "Six each morning for 5 days", "6", "tablet", true}
	Flucloxacillin = Medicine{Concept{Term: "Flucloxacillin 500mg capsules", Demo: "flucloxacillin-500"}, substance("Flucloxacillin", "387544009"), capsule, byMouth, "One four times a day for 7 days", "1", "capsule", true}
	Clarithromycin = Medicine{Concept{Term: "Clarithromycin 500mg tablets", Demo: "clarithromycin-500"}, substance("Clarithromycin", "387487009"), tablet, byMouth, "One twice a day for 7 days", "1", "tablet", true}
)

// Medicines are all of them.
var Medicines = []*Medicine{
	&Amlodipine, &Ramipril, &Metformin, &Gliclazide, &InsulinBasal, &InsulinBolus, &Atorvastatin, &Bisoprolol, &Furosemide, &Aspirin75,
	&Clopidogrel, &Apixaban, &Warfarin1, &Warfarin5, &Salbutamol, &Ventolin, &Clenil, &Qvar, &Tiotropium, &Levothyroxine, &Omeprazole,
	&Sertraline, &Olanzapine, &Lamotrigine, &Sumatriptan, &Allopurinol, &Tamsulosin, &FerrousSulfate, &AlendronicAcid, &Donepezil,
	&Emollient, &Paracetamol, &Amoxicillin, &Doxycycline, &Nitrofurantoin, &Prednisolone, &Flucloxacillin, &Clarithromycin,
}
