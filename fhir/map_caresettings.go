package fhir

import "github.com/london-care-record/gateway/record"

// careSettings tell the care setting of an organisation, a service or a role by its code. A code is here
// only when it leaves no doubt: a cardiology service may sit in a hospital or in a health centre, so it says nothing.
//
// The SNOMED CT codes are from the UK's Services simple reference set (which UK Core's care setting type and NHS England's
// practice setting are drawn from), from HL7's practice-setting and facility value sets, and from HL7's v3 role codes. The
// last table is the demo region's own.
var careSettings = joinTables(
	settingsTable(record.SystemSNOMED, map[record.CareSetting][]string{
		record.PrimaryCare: {
			"1060971000000108", // General practice service
			"788007007",        // General practice service
			"394814009",        // General practice (specialty)
			"408443003",        // General medical practice
			"419772000",        // Family practice
			"62247001",         // General practitioner
			"264358009",        // General practice premises
			"983341000000102",  // Pharmacy First service
		},
		record.Acute: {
			"931781000000102",  // Acute medicine service
			"2421000175108",    // Acute care inpatient service
			"310032008",        // Intensive care service
			"310033003",        // Adult intensive care service
			"310034009",        // Paediatric intensive care service
			"1324191000000107", // Intensive care medicine service
			"892821000000103",  // Critical care medicine service
			"788128000",        // Critical care medicine service
			"408478003",        // Critical care medicine
			"741073001",        // Neonatal intensive care service
			"893711000000109",  // Neonatal critical care service
			"310070007",        // Special care baby service
			"82242000",         // Hospital-children's
			"36125001",         // Hospital-trauma center
			"69362002",         // Hospital ambulatory surgery facility
			"33022008",         // Hospital-based outpatient clinic or department
			"418518002",        // Dialysis unit--hospital
			"79491001",         // Hospital radiology facility
		},
		record.MentalHealth: {
			"708168004",        // Mental health service
			"892811000000109",  // Adult mental health service
			"788002001",        // Adult mental health service
			"828811000000104",  // Child psychiatry service
			"828821000000105",  // Adolescent psychiatry service
			"310116007",        // Psychiatry service
			"310117003",        // Child and adolescent psychiatry service
			"310118008",        // Forensic psychiatry service
			"310119000",        // Liaison psychiatry service
			"310120006",        // Learning disability psychiatry service
			"310121005",        // Psychogeriatric service
			"310122003",        // Rehabilitation psychiatry service
			"893251000000101",  // Mental health recovery and rehabilitation service
			"893261000000103",  // Mental health dual diagnosis service
			"893531000000105",  // Psychiatric intensive care service
			"310027007",        // Mental health counselling service
			"901221000000102",  // Perinatal mental health service
			"1079481000000104", // Perinatal psychiatry service
			"89301000000108",   // Community mental health team
			"92151000000102",   // Mental health crisis resolution team
			"92221000000103",   // Mental health home treatment team
			"92191000000105",   // Early intervention in psychosis team
			"91901000000109",   // Assertive outreach team
			"828281000000107",  // Eating disorders service
			"408467006",        // Adult mental illness
			"394587001",        // Psychiatry
			"394588006",        // Child and adolescent psychiatry
			"62480006",         // Hospital-psychiatric
			"51563005",         // Free-standing mental health center
			"14866005",         // Hospital outpatient mental health center
		},
		record.Community: {
			"413294000",        // Community health services
			"931801000000101",  // Community nursing service
			"1234796008",       // Community nursing service
			"714089006",        // Community midwifery service
			"829981000000108",  // Community child health service
			"310067008",        // Community paediatric service
			"310088004",        // Community-based podiatry service
			"310091004",        // Community-based dietetics service
			"310094007",        // Community-based occupational therapy service
			"310102002",        // Community-based speech and language therapy service
			"310131003",        // Community rehabilitation service
			"699650006",        // Community based physiotherapy service
			"705150003",        // Domiciliary physiotherapy service
			"395086005",        // Community specialist palliative care
			"892601000000108",  // Intermediate care service
			"1078501000000104", // Health visiting service
			"931821000000105",  // School nursing service
			"408451000",        // Community learning disabilities team
			"225732001",        // Hospital-community
			"6827000",          // Local community health center
		},
		record.SocialCare: {
			"310134006",        // Social services
			"310136008",        // Social services department duty team
			"310095008",        // Social services occupational therapy service
			"1362761000000103", // Adult safeguarding team
		},
		record.UrgentAndEmergency: {
			"310000008",       // Accident and Emergency service
			"394576009",       // Accident & emergency (specialty)
			"409971007",       // Emergency medical services
			"827631000000105", // Emergency ambulance service
			"792847005",       // Emergency ambulance service
			"907301000000109", // National Health Service 111 service
			"829961000000104", // Out of hours service
			"73770003",        // Emergency department--hospital
			"81234003",        // Walk-in clinic
			"11424001",        // Ambulance-based care
		},
	}),
	settingsTable("http://terminology.hl7.org/CodeSystem/v3-RoleCode", map[record.CareSetting][]string{
		record.Acute:              {"GACH", "ICU", "PEDICU", "PEDNICU", "CCU"},
		record.MentalHealth:       {"PSYCHF", "PHU"},
		record.PrimaryCare:        {"PC", "FMC"},
		record.UrgentAndEmergency: {"ER", "ETU", "AMB"},
	}),
	settingsTable("http://terminology.hl7.org/CodeSystem/v3-ActCode", map[record.CareSetting][]string{
		record.UrgentAndEmergency: {"EMER"},
	}),
	// UK Core's practice setting is the NHS treatment function.
	settingsTable("https://fhir.hl7.org.uk/CodeSystem/UKCore-PracticeSettingCode", map[record.CareSetting][]string{
		record.PrimaryCare:        {"600"},
		record.UrgentAndEmergency: {"180"},
		record.Acute:              {"192"},
		record.MentalHealth:       {"710", "711", "712", "713", "715"},
	}),
	settingsTable("https://london-care-record.example/care-setting", map[record.CareSetting][]string{
		record.PrimaryCare: {"PRIMARY_CARE"}, record.Acute: {"ACUTE"}, record.MentalHealth: {"MENTAL_HEALTH"},
		record.Community: {"COMMUNITY"}, record.SocialCare: {"SOCIAL_CARE"},
		record.UrgentAndEmergency: {"URGENT_AND_EMERGENCY"},
	}),
)

// settingsTable turns a table that is easy to read into one that is easy to ask.
func settingsTable(system string, codes map[record.CareSetting][]string) map[tableKey]record.CareSetting {
	table := map[tableKey]record.CareSetting{}
	for setting, all := range codes {
		for _, code := range all {
			table[tableKey{system, code}] = setting
		}
	}
	return table
}

// tableKey is what tables of codes are asked by.
type tableKey struct{ system, code string }

func keyOf(k *coding) tableKey { return tableKey{record.CanonicalSystem(k.System), k.Code} }

// joinTables puts tables together into one.
func joinTables[V any](tables ...map[tableKey]V) map[tableKey]V {
	all := map[tableKey]V{}
	for _, t := range tables {
		for k, v := range t {
			all[k] = v
		}
	}
	return all
}
