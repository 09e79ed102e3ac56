package lives

// Key is what is true of a person, and where it is told.
type Key struct {
	NHSNumber string
	Name      string
	BirthDate string
	Gender    string
	Deceased  string // date of death, "" for the living
	Home      string // exchange of the area in which the person lives
	// Patients are the ids of the person's Patient resources, by exchange; an exchange without any does not know the person.
	Patients map[string][]string
	Facts    []Fact
	// Dangling are references that lead nowhere on purpose, each as "exchange, resource, target".
	Dangling []string
}

// Fact is one thing that is true of a person, however many exchanges tell it.
type Fact struct {
	// Kind is the section that it belongs to, in the words of the gateway's contract: ALLERGIES, MEDICATIONS and so on.
	Kind string
	// What it is, in its preferred words.
	What string
	// When it happened, as precise as it is known.
	When string
	// Status is empty for an ordinary fact; otherwise "retracted", "denial" (of allergies), "inactive", "preliminary" and so on.
	Status string
	// Label is the security label that each of the resources carries: R of HL7's confidentialities, or a code of HL7's ActCode
	// such as SDV or MH. Empty for none.
	Label string
	// Held are the resources that tell it, as Type/id, by exchange: of a report also its results and its imaging study, of a prescription also
	// what was dispensed or given. SWL's results are inside their report and have no id of their own.
	Held map[string][]string
}
