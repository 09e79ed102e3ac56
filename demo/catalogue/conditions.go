package catalogue

// Conditions, by a short name. Codes that were not known for certain are left out, and the words remain.
var (
	Hypertension    = Concept{Term: "Essential hypertension", SNOMED: "59621000", Read: "G20..", CTV3: "XE0Ub", ICD10: "I10", Words: []string{"High blood pressure", "Hypertension"}}
	Type2Diabetes   = Concept{Term: "Type 2 diabetes mellitus", SNOMED: "44054006", Read: "C10F.", CTV3: "X40J5", ICD10: "E11", Words: []string{"T2DM", "Diabetes type 2"}}
	Type1Diabetes   = Concept{Term: "Type 1 diabetes mellitus", SNOMED: "46635009", Read: "C10E.", CTV3: "X40J4", ICD10: "E10", Words: []string{"T1DM", "Insulin dependent diabetes"}}
	Asthma          = Concept{Term: "Asthma", SNOMED: "195967001", Read: "H33..", CTV3: "H33..", ICD10: "J45", Words: []string{"Bronchial asthma", "Asthma"}}
	COPD            = Concept{Term: "Chronic obstructive pulmonary disease", SNOMED: "13645005", Read: "H3...", CTV3: "H3...", ICD10: "J44", Words: []string{"COPD", "Chronic obstructive airways disease"}}
	AtrialFib       = Concept{Term: "Atrial fibrillation", SNOMED: "49436004", Read: "G5730", CTV3: "G5730", ICD10: "I48", Words: []string{"AF", "Irregular heartbeat (AF)"}}
	HeartFailure    = Concept{Term: "Heart failure", SNOMED: "84114007", Read: "G58..", CTV3: "G58..", ICD10: "I50", Words: []string{"CCF", "Heart failure"}}
	CoronaryDisease = Concept{Term: "Coronary arteriosclerosis", SNOMED: "53741008", Read: "G3...", ICD10: "I25", Words: []string{"Ischaemic heart disease", "IHD"}}
	HeartAttack     = Concept{Term: "Myocardial infarction", SNOMED: "22298006", Read: "G30..", ICD10: "I21", Words: []string{"Heart attack", "MI"}}
	Stroke          = Concept{Term: "Cerebrovascular accident", SNOMED: "230690007", Read: "G66..", ICD10: "I64", Words: []string{"Stroke", "CVA"}}
	IschaemicStroke = Concept{Term: "Ischaemic stroke", SNOMED: "422504002", ICD10: "I63", Words: []string{"Cerebral infarction", "Ischaemic CVA"}}
	TIA             = Concept{Term: "Transient ischaemic attack", SNOMED: "266257000", Read: "G65..", ICD10: "G45", Words: []string{"TIA", "Mini-stroke"}}
	CKD3            = Concept{Term: "Chronic kidney disease stage 3", SNOMED: "433144002", Read: "1Z12.", ICD10: "N18.3", Words: []string{"CKD 3", "Kidney disease, moderate"}}
	Depression      = Concept{Term: "Depressive disorder", SNOMED: "35489007", Read: "E2B..", ICD10: "F32", Words: []string{"Depression", "Low mood - depressive disorder"}}
	Anxiety         = Concept{Term: "Anxiety disorder", SNOMED: "197480006", Read: "E200.", ICD10: "F41", Words: []string{"Anxiety", "Anxiety state"}}
	Schizophrenia   = Concept{Term: "Schizophrenia", SNOMED: "58214004", Read: "E10..", ICD10: "F20"}
	Hypothyroidism  = Concept{Term: "Hypothyroidism", SNOMED: "40930008", Read: "C04..", ICD10: "E03", Words: []string{"Underactive thyroid", "Hypothyroid"}}
	Osteoarthritis  = Concept{Term: "Osteoarthritis", SNOMED: "396275006", Read: "N05..", ICD10: "M19", Words: []string{"OA", "Wear and tear arthritis"}}
	Osteoporosis    = Concept{Term: "Osteoporosis", SNOMED: "64859006", Read: "N330.", ICD10: "M81", Words: []string{"Osteoporosis", "Brittle bones"}}
	Epilepsy        = Concept{Term: "Epilepsy", SNOMED: "84757009", Read: "F25..", ICD10: "G40", Words: []string{"Epileptic seizures"}}
	Migraine        = Concept{Term: "Migraine", SNOMED: "37796009", Read: "F26..", ICD10: "G43"}
	Reflux          = Concept{Term: "Gastro-oesophageal reflux disease", SNOMED: "235595009", Read: "J10y4", ICD10: "K21", Words: []string{"GORD", "Acid reflux"}}
	Cholesterol     = Concept{Term: "Hypercholesterolaemia", SNOMED: "13644009", Read: "C320.", ICD10: "E78.0", Words: []string{"Raised cholesterol", "High cholesterol"}}
	Eczema          = Concept{Term: "Atopic dermatitis", SNOMED: "24079001", Read: "M111.", ICD10: "L20", Words: []string{"Eczema", "Atopic eczema"}}
	Gout            = Concept{Term: "Gout", SNOMED: "90560007", Read: "C34..", ICD10: "M10"}
	Prostate        = Concept{Term: "Benign prostatic hyperplasia", SNOMED: "266569009", Read: "K20..", ICD10: "N40", Words: []string{"BPH", "Enlarged prostate"}}
	IronDeficiency  = Concept{Term: "Iron deficiency anaemia", SNOMED: "87522002", Read: "D00..", ICD10: "D50", Words: []string{"IDA", "Low iron"}}
	Dementia        = Concept{Term: "Dementia", SNOMED: "52448006", ICD10: "F03", Words: []string{"Dementia", "Memory loss - dementia"}}
	Obesity         = Concept{Term: "Obesity", SNOMED: "414916001", Read: "C380.", ICD10: "E66"}
	Cataract        = Concept{Term: "Cataract", SNOMED: "193570009", Read: "F46..", ICD10: "H26"}
	BreastCancer    = Concept{Term: "Malignant neoplasm of breast", SNOMED: "254837009", Read: "B34..", ICD10: "C50", Words: []string{"Breast cancer", "Ca breast"}}

	Pneumonia    = Concept{Term: "Pneumonia", SNOMED: "233604007", Read: "H26..", ICD10: "J18", Words: []string{"Chest infection - pneumonia", "Pneumonia"}}
	UTI          = Concept{Term: "Urinary tract infection", SNOMED: "68566005", Read: "K190.", ICD10: "N39.0", Words: []string{"UTI", "Water infection"}}
	HipFracture  = Concept{Term: "Fracture of neck of femur", SNOMED: "5913000", Read: "S30..", ICD10: "S72.0", Words: []string{"#NOF", "Broken hip"}}
	Appendicitis = Concept{Term: "Appendicitis", SNOMED: "74400008", Read: "J20..", ICD10: "K37"}
	Gallstones   = Concept{Term: "Gallstone", SNOMED: "235919008", Read: "J64..", ICD10: "K80", Words: []string{"Cholelithiasis"}}
	Cellulitis   = Concept{Term: "Cellulitis", SNOMED: "128045006", ICD10: "L03"}
	ChestPain    = Concept{Term: "Chest pain", SNOMED: "29857009", Read: "182..", ICD10: "R07.4", Words: []string{"Pain in chest", "Chest pain ?cause"}}
	Fall         = Concept{Term: "Fall", SNOMED: "1912002", ICD10: "W19", Words: []string{"Fall at home", "Unwitnessed fall"}}
	Bronchitis   = Concept{Term: "Acute bronchitis", SNOMED: "10509002", Read: "H060.", ICD10: "J20"}
	AnkleSprain  = Concept{Term: "Sprain of ankle", SNOMED: "44465007", ICD10: "S93.4", Words: []string{"Twisted ankle", "Ankle sprain"}}
)
