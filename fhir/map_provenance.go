package fhir

import (
	"strings"

	"github.com/london-care-record/gateway/record"
)

// The places outside FHIR's own elements where provenance is found.
const (
	odsSystem = "https://fhir.nhs.uk/Id/ods-organization-code"
	// recordingOrganisation is the demo region's extension on meta.
	recordingOrganisation = "https://london-care-record.example/StructureDefinition/recording-organisation"
	careSettingType       = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-CareSettingType"
)

// told is what the elements of one resource type say of its provenance.
type told struct {
	// recorders are references to who recorded it, best first; an organisation among them, or theirs, is the recording
	// organisation when organisations gives none.
	recorders []*reference
	// organisations are references to the organisation that recorded it, best first.
	organisations []*reference
	// settings are codes that may name the care setting: a practice setting, a service type.
	settings []codeableConcept
	// recorded is when it was recorded.
	recorded record.PartialDate
}

// begin makes the entry of the resource: its kind, provenance, security labels, and the place where warnings go.
func (m *mapper) begin(e *record.Entry, kind record.Kind, t told) {
	e.Kind = kind
	e.Sources = []*record.Provenance{m.provenance(t)}
	e.SecurityLabels = codings(m.res.Meta.Security)
	m.sinks = append(m.sinks, &e.Warnings)
}

// provenance says who recorded the resource (S18).
func (m *mapper) provenance(t told) *record.Provenance {
	p := &record.Provenance{
		Exchange:    m.in.Exchange,
		RecordedAt:  t.recorded,
		LastUpdated: m.instant("last update", m.res.Meta.LastUpdated),
		Reference:   m.local(),
	}
	for _, e := range extensionsAt(m.res.Meta.Extension, recordingOrganisation) {
		t.organisations = append([]*reference{e.ValueReference}, t.organisations...)
	}
	for _, r := range t.recorders {
		who, ok := m.who(r)
		if !ok {
			continue
		}
		if p.Recorder == nil && who.person != nil {
			p.Recorder = who.person
		}
		t.organisations = append(t.organisations, who.at...)
		t.settings = append(t.settings, who.settings...)
	}
	for _, r := range t.organisations {
		o := m.organisation(r)
		if p.Organisation == nil {
			p.Organisation = o
		}
		t.settings = append(t.settings, m.organisationTypes(r)...)
	}
	p.CareSetting = m.careSetting(t.settings)
	return p
}

// local is the source's own resource, "Type/id".
func (m *mapper) local() string {
	if m.res.ID == "" {
		return m.res.ResourceType
	}
	return m.res.ResourceType + "/" + m.res.ID
}

// careSetting gives the first care setting that something says: the tag or extension on the resource itself, then the
// codes of its service and of those who recorded it. Nothing is guessed: unknown is an answer.
func (m *mapper) careSetting(settings []codeableConcept) record.CareSetting {
	for _, tag := range m.res.Meta.Tag {
		if s, ok := settingOf(tag); ok {
			return s
		}
	}
	for _, e := range extensionsAt(m.res.Extension, careSettingType) {
		if e.ValueCodeableConcept != nil {
			settings = append([]codeableConcept{*e.ValueCodeableConcept}, settings...)
		}
	}
	for _, c := range settings {
		for _, k := range c.Coding {
			if s, ok := settingOf(k); ok {
				return s
			}
		}
	}
	return record.UnknownSetting
}

func settingOf(k coding) (record.CareSetting, bool) {
	s, ok := careSettings[record.CanonicalSystem(k.System)+"|"+k.Code]
	return s, ok
}

// odsCode gives the code of the NHS Organisation Data Service among identifiers.
func odsCode(all ...identifier) record.Text {
	for _, i := range all {
		if record.CanonicalSystem(i.System) == odsSystem {
			return record.Text(strings.TrimSpace(i.Value))
		}
	}
	return ""
}
