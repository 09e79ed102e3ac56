package fhir

import (
	"strings"

	"github.com/london-care-record/gateway/record"
)

// investigationCodes tell the kind of an investigation by the code of its category: HL7's diagnostic
// service sections (v2-0074), observation categories, SNOMED CT specialties and procedures, and LOINC parts.
var investigationCodes = joinTables(
	categoryTable("http://terminology.hl7.org/CodeSystem/v2-0074", v2Sections),
	categoryTable("http://hl7.org/fhir/v2/0074", v2Sections),
	categoryTable("http://terminology.hl7.org/CodeSystem/observation-category", map[record.InvestigationCategory][]string{
		record.Laboratory: {"laboratory"}, record.Imaging: {"imaging"},
	}),
	categoryTable(record.SystemSNOMED, map[record.InvestigationCategory][]string{
		record.Laboratory: {
			"108252007",     // Laboratory procedure
			"15220000",      // Laboratory test
			"4241000179101", // Laboratory report
			"394803006",     // Clinical haematology
			"394596001",     // Chemical pathology
			"394595002",     // Pathology
			"708196005",     // Haematology service
			"310076001",     // Clinical biochemistry service
		},
		record.Imaging: {
			"394914008",     // Radiology
			"363679005",     // Imaging
			"4201000179104", // Imaging report
			"708175003",     // Diagnostic imaging service
			"310125001",     // Radiology service
			"394649004",     // Nuclear medicine
		},
		record.Cardiology: {
			"394579002",       // Cardiology
			"40701008",        // Echocardiography
			"29303009",        // Electrocardiographic procedure
			"164847006",       // Standard electrocardiogram
			"46825001",        // Electrocardiographic monitoring
			"708172000",       // Cardiac ultrasound service
			"828301000000108", // Electrocardiography service
		},
		record.Pathology: {
			"394597005", // Histopathology
			"394915009", // General pathology
			"708183009", // Anatomic pathology service
			"708187005", // Surgical pathology service
			"788124003", // Histopathology service
			"310200001", // Cytology service
		},
		record.Microbiology: {
			"408454008", // Clinical microbiology
			"310078000", // Medical microbiology service
			"19851009",  // Microbiology procedure
		},
		record.Endoscopy: {
			"423827005", // Endoscopy
			"310030000", // Endoscopy service
		},
		record.Neurophysiology: {
			"394809005",       // Clinical neurophysiology
			"54550000",        // Electroencephalogram
			"893171000000103", // Clinical neurophysiology service
			"830149003",       // Clinical neurophysiology service
		},
	}),
	categoryTable(record.SystemLOINC, map[record.InvestigationCategory][]string{
		record.Laboratory: {"LP29693-6"}, record.Imaging: {"LP29684-5"}, record.Cardiology: {"LP29708-2"}, record.Pathology: {"LP7839-6"},
	}),
)

var v2Sections = map[record.InvestigationCategory][]string{
	record.Laboratory:         {"LAB", "CH", "HM", "IMM", "SR", "TX", "URN", "BG", "BLB", "CG", "GE", "OSL"},
	record.Imaging:            {"RAD", "IMG", "CT", "NMR", "NMS", "OUS", "RUS", "RX", "VUS", "XRC"},
	record.Cardiology:         {"CUS", "EC", "CTH"},
	record.Pathology:          {"PAT", "SP", "CP"},
	record.Microbiology:       {"MB", "MCB", "MYC", "PAR", "VR"},
	record.Neurophysiology:    {"EN"},
	record.OtherInvestigation: {"AU", "ICU", "NRS", "OT", "OTH", "PF", "PHR", "PHY", "PT", "RC", "RT"},
}

// investigationWords tell the kind by words in the category, for sources without codes. The first that occurs decides.
var investigationWords = []struct {
	word     string
	category record.InvestigationCategory
}{
	{"microbiology", record.Microbiology}, {"virology", record.Microbiology},
	{"histopathology", record.Pathology}, {"cytology", record.Pathology}, {"histology", record.Pathology},
	{"endoscopy", record.Endoscopy}, {"colonoscopy", record.Endoscopy}, {"gastroscopy", record.Endoscopy},
	{"neurophysiology", record.Neurophysiology}, {"electroencephalo", record.Neurophysiology},
	{"cardiology", record.Cardiology}, {"echocardiogra", record.Cardiology}, {"electrocardiogra", record.Cardiology},
	{"radiology", record.Imaging}, {"imaging", record.Imaging}, {"x-ray", record.Imaging}, {"ultrasound", record.Imaging},
	{"laboratory", record.Laboratory}, {"haematology", record.Laboratory}, {"hematology", record.Laboratory},
	{"biochemistry", record.Laboratory}, {"chemistry", record.Laboratory}, {"blood", record.Laboratory},
	{"pathology", record.Pathology},
}

func categoryTable(system string, codes map[record.InvestigationCategory][]string) map[tableKey]record.InvestigationCategory {
	table := map[tableKey]record.InvestigationCategory{}
	for category, all := range codes {
		for _, code := range all {
			table[tableKey{system, code}] = category
		}
	}
	return table
}

// investigationCategory tells the kind of an investigation by the codes of its categories, a narrower kind before
// laboratory; else by its own code; else by the words of its categories. What can't be told is other.
func (k *stock) investigationCategory(categories []codeableConcept, code *codeableConcept) record.InvestigationCategory {
	found := codedCategory(categories)
	if found == "" && code != nil {
		found = codedCategory([]codeableConcept{*code})
	}
	if found == "" {
		found = wordedCategory(strings.Join(textsOf(k.conceptList(categories)), " "))
	}
	if found == "" {
		return record.OtherInvestigation
	}
	return found
}

func codedCategory(all []codeableConcept) record.InvestigationCategory {
	var found record.InvestigationCategory
	for _, c := range all {
		for i := range c.Coding {
			switch category := investigationCodes[keyOf(&c.Coding[i])]; category {
			case "":
			case record.Laboratory, record.OtherInvestigation:
				if found == "" || found == record.OtherInvestigation {
					found = category
				}
			default:
				return category
			}
		}
	}
	return found
}

func wordedCategory(text string) record.InvestigationCategory {
	text = strings.ToLower(text)
	for _, w := range investigationWords {
		if strings.Contains(text, w.word) {
			return w.category
		}
	}
	return ""
}
