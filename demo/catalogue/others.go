package catalogue

// Procedures, vaccines and the other things that happen to people.
var (
	HipReplacement  = Concept{Term: "Total replacement of hip", SNOMED: "52734007", Words: []string{"THR", "Hip replacement"}}
	KneeReplacement = Concept{Term: "Total replacement of knee joint", SNOMED: "609588000", Words: []string{"TKR"}}
	Appendicectomy  = Concept{Term: "Appendicectomy", SNOMED: "80146002", Words: []string{"Appendix removed"}}
	Cholecystectomy = Concept{Term: "Cholecystectomy", SNOMED: "38102005", Words: []string{"Gall bladder removed", "Lap chole"}}
	CataractSurgery = Concept{Term: "Extraction of cataract", SNOMED: "54885007", Words: []string{"Phaco + IOL"}}
	Bypass          = Concept{Term: "Coronary artery bypass graft", SNOMED: "232717009", Words: []string{"CABG"}}
	Stent           = Concept{Term: "Percutaneous coronary intervention", SNOMED: "415070008", Words: []string{"PCI", "Coronary stent"}}
	Caesarean       = Concept{Term: "Caesarean section", SNOMED: "11466000", Words: []string{"LSCS"}}
	HipFixation     = Concept{Term: "Hemiarthroplasty of hip", Demo: "hemiarthroplasty-hip", Words: []string{"Hip hemiarthroplasty"}}

	LeftSide  = Concept{Term: "Left", SNOMED: "7771000"}
	RightSide = Concept{Term: "Right", SNOMED: "24028007"}

	InfluenzaVaccine    = Concept{Term: "Influenza vaccination", SNOMED: "86198006", Words: []string{"Flu jab", "Seasonal influenza vaccine"}}
	CovidVaccine        = Concept{Term: "COVID-19 Vaccine Vaxzevria", Other: dmd("39114911000001105", "COVID-19 Vaccine Vaxzevria (ChAdOx1 S [recombinant]) not less than 2.5x100,000,000 infectious units/0.5ml dose suspension for injection multidose vials (AstraZeneca UK Ltd)"), Words: []string{"COVID-19 vaccine", "Covid jab"}}
	PneumococcalVaccine = Concept{Term: "Pneumococcal vaccination", SNOMED: "12866006", Words: []string{"Pneumovax"}}
	MMRVaccine          = Concept{Term: "Measles, mumps and rubella vaccination", SNOMED: "38598009", Words: []string{"MMR"}}
	SixInOne            = Concept{Term: "DTaP/IPV/Hib/HepB vaccination", Demo: "vaccine-6in1", Words: []string{"6-in-1"}}
	MenB                = Concept{Term: "Meningococcal group B vaccination", Demo: "vaccine-menb", Words: []string{"MenB"}}
	Shingles            = Concept{Term: "Shingles vaccination", Demo: "vaccine-shingles"}

	FastTrackCancer     = Concept{Term: "Fast track cancer referral", SNOMED: "199251000000107", Words: []string{"Two week wait referral", "2WW referral"}}
	FastTrackLungCancer = Concept{Term: "Fast track referral for suspected lung cancer", SNOMED: "276491000000101", Words: []string{"2WW lung"}}

	NeverSmoked = Concept{Term: "Never smoked tobacco", SNOMED: "266919005"}
	ExSmoker    = Concept{Term: "Ex-smoker", SNOMED: "8517006"}
	Smoker      = Concept{Term: "Smoker", SNOMED: "77176002"}
)
