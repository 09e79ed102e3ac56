package catalogue

// Allergy is something that people are allergic to or intolerant of.
type Allergy struct {
	Concept
	Category  string // food, medication, environment, biologic
	Reactions []Concept
}

// Reactions.
var (
	Anaphylaxis = Concept{Term: "Anaphylaxis", SNOMED: "39579001", Read: "SN50.", ICD10: "T78.2", Words: []string{"Anaphylactic reaction"}}
	Urticaria   = Concept{Term: "Urticaria", SNOMED: "126485001", Words: []string{"Hives"}}
	Rash        = Concept{Term: "Eruption of skin", SNOMED: "271807003", Words: []string{"Rash"}}
	Nausea      = Concept{Term: "Nausea and vomiting", SNOMED: "16932000", Words: []string{"Vomiting"}}
	Wheezing    = Concept{Term: "Wheezing", SNOMED: "56018004"}
	Dermatitis  = Concept{Term: "Contact dermatitis", SNOMED: "40275004", Words: []string{"Blistering under the dressing"}}
)

// Penicillin and the other allergies.
var (
	Penicillin   = Allergy{Concept{Term: "Allergy to penicillin", SNOMED: "91936005", Read: "14L1.", CTV3: "XE0Xm", ICD10: "Z88.0", Words: []string{"Penicillin allergy", "PENICILLIN"}}, "medication", []Concept{Anaphylaxis, Urticaria, Rash}}
	Latex        = Allergy{Concept{Term: "Allergy to latex", SNOMED: "300916003", Words: []string{"Latex allergy"}}, "environment", []Concept{Dermatitis, Urticaria}}
	Peanut       = Allergy{Concept{Term: "Allergy to peanut", SNOMED: "91935009", ICD10: "Z91.0", Words: []string{"Peanut allergy", "Nut allergy - peanuts"}}, "food", []Concept{Anaphylaxis, Urticaria}}
	Egg          = Allergy{Concept{Term: "Allergy to egg protein", SNOMED: "213020009", Words: []string{"Egg allergy"}}, "food", []Concept{Urticaria, Nausea}}
	Sulfonamide  = Allergy{Concept{Term: "Allergy to sulfonamide", SNOMED: "91939003", ICD10: "Z88.2", Words: []string{"Sulphonamide allergy"}}, "medication", []Concept{Rash}}
	Aspirin      = Allergy{Concept{Term: "Allergy to aspirin", SNOMED: "293586001", ICD10: "Z88.6", Words: []string{"Aspirin allergy"}}, "medication", []Concept{Wheezing, Urticaria}}
	Plaster      = Allergy{Concept{Term: "Sticking plaster allergy", Demo: "allergy-plaster", Words: []string{"Allergic to Elastoplast"}}, "environment", []Concept{Dermatitis}}
	CodeineUpset = Allergy{Concept{Term: "Codeine intolerance", Demo: "intolerance-codeine", Words: []string{"Codeine - vomits"}}, "medication", []Concept{Nausea}}
	GrassPollen  = Allergy{Concept{Term: "Allergy to grass pollen", SNOMED: "418689008", ICD10: "J30.1", Words: []string{"Hay fever - grass"}}, "environment", []Concept{Wheezing}}
	Trimethoprim = Allergy{Concept{Term: "Trimethoprim allergy", Demo: "allergy-trimethoprim", Words: []string{"Trimethoprim - rash"}}, "medication", []Concept{Rash}}
)

// Allergies are all of them, the commoner ones first.
var Allergies = []Allergy{Penicillin, GrassPollen, CodeineUpset, Plaster, Trimethoprim, Sulfonamide, Aspirin, Latex, Peanut, Egg}

// NoKnownAllergies and the narrower denials.
var (
	NoKnownAllergies    = Concept{Term: "No known allergies", SNOMED: "716186003", Words: []string{"No known allergy", "NKA"}}
	NoKnownDrugAllergy  = Concept{Term: "No known drug allergy", SNOMED: "409137002", Words: []string{"NKDA", "No known drug allergies"}}
	NoKnownLatexAllergy = Concept{Term: "No known latex allergy", SNOMED: "1003774007"}
)
