package lives

// The exchanges, in the region's order.
const (
	NEL = iota
	SEL
	SWL
	NCL
	NWL
	exchanges
)

// IDs are the exchanges' names.
var IDs = [exchanges]string{"NEL", "SEL", "SWL", "NCL", "NWL"}

// Care settings, in the words of the gateway's contract.
const (
	PrimaryCare  = "PRIMARY_CARE"
	Acute        = "ACUTE"
	MentalHealth = "MENTAL_HEALTH"
	Community    = "COMMUNITY"
	SocialCare   = "SOCIAL_CARE"
	Urgent       = "URGENT_AND_EMERGENCY"
)

// place is an organisation that records things.
type place struct {
	ex      int
	ods     string
	name    string
	setting string
	town    string
	staff   []*clinician
	id      string // of its Organization
}

// clinician is somebody who records things.
type clinician struct {
	name, role string
	sds        string // SDS user id
	id, roleID string // of the Practitioner and the PractitionerRole
	at         *place
}

// Trusts carry their real ODS codes, because clinicians know them by name; practices, councils and people are invented.
func region() []*place {
	return []*place{
		{ex: NEL, ods: "F99101", name: "Mile End Road Surgery", setting: PrimaryCare, town: "Tower Hamlets"},
		{ex: NEL, ods: "F99102", name: "Hackney Marshes Practice", setting: PrimaryCare, town: "Hackney"},
		{ex: NEL, ods: "F99103", name: "Stratford Village Health Centre", setting: PrimaryCare, town: "Newham"},
		{ex: NEL, ods: "R1H", name: "Barts Health NHS Trust", setting: Acute, town: "Whitechapel"},
		{ex: NEL, ods: "RQX", name: "Homerton Healthcare NHS Foundation Trust", setting: Acute, town: "Hackney"},
		{ex: NEL, ods: "RWK", name: "East London NHS Foundation Trust", setting: MentalHealth, town: "Aldgate"},
		{ex: NEL, ods: "RAT", name: "North East London NHS Foundation Trust", setting: Community, town: "Rainham"},
		{ex: NEL, ods: "X99H1", name: "Hackney Adult Social Care (synthetic)", setting: SocialCare, town: "Hackney"},
		{ex: SEL, ods: "F99201", name: "Clapham Common Medical Centre", setting: PrimaryCare, town: "Clapham"},
		{ex: SEL, ods: "F99202", name: "Peckham Rye Surgery", setting: PrimaryCare, town: "Peckham"},
		{ex: SEL, ods: "F99203", name: "Greenwich Meridian Practice", setting: PrimaryCare, town: "Greenwich"},
		{ex: SEL, ods: "RJZ", name: "King's College Hospital NHS Foundation Trust", setting: Acute, town: "Camberwell"},
		{ex: SEL, ods: "RJ1", name: "Guy's and St Thomas' NHS Foundation Trust", setting: Acute, town: "Lambeth"},
		{ex: SEL, ods: "RV5", name: "South London and Maudsley NHS Foundation Trust", setting: MentalHealth, town: "Camberwell"},
		{ex: SEL, ods: "RPG", name: "Oxleas NHS Foundation Trust", setting: Community, town: "Dartford"},
		{ex: SWL, ods: "F99301", name: "Balham Hill Surgery", setting: PrimaryCare, town: "Balham"},
		{ex: SWL, ods: "F99302", name: "Croydon High Street Practice", setting: PrimaryCare, town: "Croydon"},
		{ex: SWL, ods: "F99303", name: "Kingston Riverside Medical Centre", setting: PrimaryCare, town: "Kingston"},
		{ex: SWL, ods: "RJ7", name: "St George's University Hospitals NHS Foundation Trust", setting: Acute, town: "Tooting"},
		{ex: SWL, ods: "RJ6", name: "Croydon Health Services NHS Trust", setting: Acute, town: "Croydon"},
		{ex: SWL, ods: "RY9", name: "Hounslow and Richmond Community Healthcare NHS Trust", setting: Community, town: "Teddington"},
		{ex: NCL, ods: "F99401", name: "Camden Lock Surgery", setting: PrimaryCare, town: "Camden"},
		{ex: NCL, ods: "F99402", name: "Holloway Road Practice", setting: PrimaryCare, town: "Islington"},
		{ex: NCL, ods: "F99403", name: "Wood Green Medical Centre", setting: PrimaryCare, town: "Haringey"},
		{ex: NCL, ods: "RRV", name: "University College London Hospitals NHS Foundation Trust", setting: Acute, town: "Bloomsbury"},
		{ex: NCL, ods: "RAL", name: "Royal Free London NHS Foundation Trust", setting: Acute, town: "Hampstead"},
		{ex: NCL, ods: "RKE", name: "Whittington Health NHS Trust", setting: Acute, town: "Archway"},
		{ex: NCL, ods: "TAF", name: "Camden and Islington NHS Foundation Trust", setting: MentalHealth, town: "St Pancras"},
		{ex: NCL, ods: "X99C1", name: "Camden Adult Social Care (synthetic)", setting: SocialCare, town: "Camden"},
		{ex: NWL, ods: "RYX", name: "Central London Community Healthcare NHS Trust", setting: Community, town: "Westminster"},
		{ex: NWL, ods: "RV3", name: "Central and North West London NHS Foundation Trust", setting: Community, town: "Hillingdon"},
		{ex: NWL, ods: "Y99501", name: "St Charles Urgent Treatment Centre", setting: Urgent, town: "Kensington"},
		{ex: NWL, ods: "RRU", name: "London Ambulance Service NHS Trust", setting: Urgent, town: "Waterloo"},
	}
}

// roles are what people at a place do, by care setting; the first is whom an entry names when nothing else is said.
var roles = map[string][]string{
	PrimaryCare:  {"General practitioner", "Practice nurse", "General practitioner"},
	Acute:        {"Consultant", "Specialty registrar", "Ward nurse", "Hospital pharmacist"},
	MentalHealth: {"Consultant psychiatrist", "Community psychiatric nurse"},
	Community:    {"District nurse", "Physiotherapist"},
	SocialCare:   {"Social worker", "Occupational therapist"},
	Urgent:       {"Urgent care practitioner", "Paramedic"},
}
