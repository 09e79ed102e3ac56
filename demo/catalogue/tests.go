package catalogue

// Analyte is something that is measured, with the values that healthy people have.
type Analyte struct {
	Concept
	LOINC     string
	Unit      string // as people write it
	UCUM      string
	Decimals  int
	Low, High float64 // reference range; High 0 means that there is none
}

// Panel is a group of analytes that are reported together.
type Panel struct {
	Concept
	Category string // HL7 v2 table 0074: HM, CH, MB and so on
	Analytes []*Analyte
}

// Analytes, by a short name.
var (
	Sodium      = Analyte{Concept{Term: "Serum sodium level", SNOMED: "1000661000000107", Read: "44I5.", Words: []string{"Sodium"}}, "2951-2", "mmol/L", "mmol/L", 0, 133, 146}
	Potassium   = Analyte{Concept{Term: "Serum potassium level", SNOMED: "1000651000000109", Read: "44I4.", Words: []string{"Potassium"}}, "2823-3", "mmol/L", "mmol/L", 1, 3.5, 5.3}
	Creatinine  = Analyte{Concept{Term: "Serum creatinine level", SNOMED: "1000731000000107", Read: "44J3.", Words: []string{"Creatinine"}}, "14682-9", "umol/L", "umol/L", 0, 49, 104}
	EGFR        = Analyte{Concept{Term: "Estimated glomerular filtration rate", Read: "451E.", Words: []string{"eGFR"}}, "62238-1", "mL/min/1.73m2", "mL/min/{1.73_m2}", 0, 90, 0}
	HbA1c       = Analyte{Concept{Term: "Haemoglobin A1c level - IFCC standardised", SNOMED: "999791000000106", Read: "42W5.", Words: []string{"HbA1c"}}, "59261-8", "mmol/mol", "mmol/mol", 0, 20, 41}
	Haemoglobin = Analyte{Concept{Term: "Haemoglobin estimation", SNOMED: "1022431000000105", Read: "423..", Words: []string{"Haemoglobin"}}, "718-7", "g/L", "g/L", 0, 115, 165}
	WhiteCells  = Analyte{Concept{Term: "Total white cell count", SNOMED: "1022541000000102", Read: "42H..", Words: []string{"WBC"}}, "6690-2", "10*9/L", "10*9/L", 1, 4.0, 11.0}
	Platelets   = Analyte{Concept{Term: "Platelet count", SNOMED: "1022651000000100", Read: "42P..", Words: []string{"Platelets"}}, "777-3", "10*9/L", "10*9/L", 0, 150, 450}
	CRP         = Analyte{Concept{Term: "C-reactive protein level", Words: []string{"CRP"}}, "1988-5", "mg/L", "mg/L", 0, 0, 5}
	ALT         = Analyte{Concept{Term: "Serum alanine aminotransferase level", SNOMED: "1018251000000107", Read: "44G3.", Words: []string{"ALT"}}, "1742-6", "U/L", "U/L", 0, 0, 41}
	Bilirubin   = Analyte{Concept{Term: "Total bilirubin level", Words: []string{"Bilirubin"}}, "14631-6", "umol/L", "umol/L", 0, 0, 21}
	TotalChol   = Analyte{Concept{Term: "Serum cholesterol level", SNOMED: "1005671000000105", Read: "44P..", Words: []string{"Cholesterol"}}, "14647-2", "mmol/L", "mmol/L", 2, 0, 5.00}
	HDL         = Analyte{Concept{Term: "HDL cholesterol level", Words: []string{"HDL"}}, "14646-4", "mmol/L", "mmol/L", 2, 1.00, 0}
	TSH         = Analyte{Concept{Term: "Serum thyroid stimulating hormone level", SNOMED: "1022791000000101", Read: "442W.", Words: []string{"TSH"}}, "3016-3", "mU/L", "m[IU]/L", 2, 0.27, 4.20}
	INR         = Analyte{Concept{Term: "International normalised ratio", SNOMED: "165581004", Read: "42QE.", Words: []string{"INR"}}, "6301-6", "ratio", "{INR}", 1, 0, 0}
	Ferritin    = Analyte{Concept{Term: "Serum ferritin level", Words: []string{"Ferritin"}}, "2276-4", "ug/L", "ug/L", 0, 13, 150}
	Urate       = Analyte{Concept{Term: "Serum urate level", Words: []string{"Urate"}}, "14933-6", "umol/L", "umol/L", 0, 140, 430}
	Troponin    = Analyte{Concept{Term: "High sensitivity troponin T level", Words: []string{"hs-TnT"}}, "67151-1", "ng/L", "ng/L", 0, 0, 14}
	PSA         = Analyte{Concept{Term: "Prostate specific antigen level", Read: "43Z2.", Words: []string{"PSA"}}, "2857-1", "ug/L", "ug/L", 1, 0, 4.0}
)

// Panels, by a short name.
var (
	FullBloodCount = Panel{Concept{Term: "Full blood count", SNOMED: "26604007", Read: "424..", Words: []string{"FBC"}}, "HM", []*Analyte{&Haemoglobin, &WhiteCells, &Platelets}}
	UreaAndSalts   = Panel{Concept{Term: "Urea and electrolytes", SNOMED: "252167001", Words: []string{"U&E", "Renal profile"}}, "CH", []*Analyte{&Sodium, &Potassium, &Creatinine, &EGFR}}
	Liver          = Panel{Concept{Term: "Liver function tests", SNOMED: "26958001", Words: []string{"LFTs"}}, "CH", []*Analyte{&ALT, &Bilirubin}}
	Lipids         = Panel{Concept{Term: "Lipid profile", SNOMED: "16254007", Words: []string{"Lipids"}}, "CH", []*Analyte{&TotalChol, &HDL}}
	Diabetic       = Panel{Concept{Term: "Glycated haemoglobin", Words: []string{"HbA1c"}}, "CH", []*Analyte{&HbA1c}}
	Thyroid        = Panel{Concept{Term: "Thyroid function tests", Words: []string{"TFT"}}, "CH", []*Analyte{&TSH}}
	Clotting       = Panel{Concept{Term: "Anticoagulant monitoring", Words: []string{"INR"}}, "HM", []*Analyte{&INR}}
	Iron           = Panel{Concept{Term: "Iron studies", Words: []string{"Ferritin"}}, "CH", []*Analyte{&Ferritin}}
	UricAcid       = Panel{Concept{Term: "Urate", Words: []string{"Urate"}}, "CH", []*Analyte{&Urate}}
	Inflammation   = Panel{Concept{Term: "Inflammatory markers", Words: []string{"CRP"}}, "CH", []*Analyte{&CRP}}
	Heart          = Panel{Concept{Term: "Cardiac markers", Words: []string{"Troponin"}}, "CH", []*Analyte{&Troponin}}
)

// Study is an investigation whose result is words.
type Study struct {
	Concept
	Category string // HL7 v2 table 0074: RAD, CUS, EC, PAT, MB, EN and so on
	Modality string // DICOM, for imaging studies
}

// Studies, by a short name.
var (
	Echocardiogram = Study{Concept{Term: "Transthoracic echocardiography", SNOMED: "433236007", Words: []string{"Echocardiogram (TTE)", "Echo"}}, "CUS", ""}
	EchoPlain      = Study{Concept{Term: "Echocardiography", SNOMED: "40701008", Words: []string{"Echocardiogram", "ECHO"}}, "CUS", ""}
	AmbulatoryECG  = Study{Concept{Term: "24 Hour electrocardiogram", SNOMED: "252417001", Words: []string{"24-hour ECG", "Holter"}}, "EC", ""}
	RestingECG     = Study{Concept{Term: "Electrocardiographic procedure", SNOMED: "29303009", Words: []string{"ECG", "12 lead ECG"}}, "EC", ""}
	ChestXRay      = Study{Concept{Term: "Plain chest X-ray", SNOMED: "399208008", Words: []string{"CXR", "Chest x-ray"}}, "RAD", "CR"}
	CTHead         = Study{Concept{Term: "Computed tomography of head", SNOMED: "303653007", Words: []string{"CT head", "CT brain"}}, "RAD", "CT"}
	MRIBrain       = Study{Concept{Term: "Magnetic resonance imaging of brain", SNOMED: "816077007", Words: []string{"MRI brain", "MRI head"}}, "RAD", "MR"}
	Carotids       = Study{Concept{Term: "Carotid artery ultrasound", Demo: "carotid-ultrasound", Words: []string{"Carotid Dopplers", "US carotids"}}, "VUS", "US"}
	HipXRay        = Study{Concept{Term: "Plain X-ray of pelvis and hip", Demo: "xray-hip", Words: []string{"XR hip"}}, "RAD", "CR"}
	Colonoscopy    = Study{Concept{Term: "Colonoscopy", SNOMED: "73761001", Words: []string{"Colonoscopy"}}, "OTH", ""}
	Histology      = Study{Concept{Term: "Pathology report", SNOMED: "371528001", Words: []string{"Histopathology"}}, "PAT", ""}
	UrineCulture   = Study{Concept{Term: "Urine culture", SNOMED: "117010004", Words: []string{"MSU", "Urine MC&S"}}, "MB", ""}
	EEG            = Study{Concept{Term: "Electroencephalogram", SNOMED: "54550000", Words: []string{"EEG"}}, "EN", ""}
)
