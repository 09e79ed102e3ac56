package fhir

import (
	"slices"
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
	e.Sources = m.sources.list(m.provenance(t))
	e.SecurityLabels = m.codingList(m.res.Meta.Security)
	m.sinks = append(m.sinks, &e.Warnings)
}

// provenance says who recorded the resource (S18).
func (m *mapper) provenance(t told) *record.Provenance {
	p := m.provenances.one(record.Provenance{
		Exchange:    m.in.Exchange,
		RecordedAt:  t.recorded,
		LastUpdated: m.instant("last update", m.res.Meta.LastUpdated),
		Reference:   m.local(),
	})
	organisations := make([]*reference, 0, 8)
	for _, e := range slices.Backward(m.res.Meta.Extension) {
		if e.URL == recordingOrganisation {
			organisations = append(organisations, e.ValueReference)
		}
	}
	organisations = append(organisations, t.organisations...)
	settings := append(make([][]codeableConcept, 0, 8), t.settings)
	for _, r := range t.recorders {
		who, ok := m.who(r)
		if !ok {
			continue
		}
		if p.Recorder == nil && who.person != nil {
			p.Recorder = who.person
		}
		if who.at != nil {
			organisations = append(organisations, who.at)
		}
		settings = append(settings, who.specialties, who.roles)
	}
	for _, r := range organisations {
		o := m.organisation(r)
		if p.Organisation == nil {
			p.Organisation = o
		}
		settings = append(settings, m.organisationTypes(r))
	}
	p.CareSetting = m.careSetting(settings)
	return p
}

// local is the source's own resource, "Type/id".
func (m *mapper) local() string {
	if m.res.ID == "" {
		return m.res.ResourceType
	}
	return m.words.join(m.res.ResourceType, '/', m.res.ID)
}

// careSetting gives the first care setting that something says: the tag or extension on the resource itself, then the
// codes of its service and of those who recorded it. Nothing is guessed: unknown is an answer.
func (m *mapper) careSetting(settings [][]codeableConcept) record.CareSetting {
	if s := settingAmong(m.res.Meta.Tag); s != "" {
		return s
	}
	for _, e := range slices.Backward(m.res.Extension) {
		if e.URL != careSettingType || e.ValueCodeableConcept == nil {
			continue
		}
		if s := settingAmong(e.ValueCodeableConcept.Coding); s != "" {
			return s
		}
	}
	for _, all := range settings {
		for i := range all {
			if s := settingAmong(all[i].Coding); s != "" {
				return s
			}
		}
	}
	return record.UnknownSetting
}

// settingAmong gives the care setting of the first code that names one; empty when none does.
func settingAmong(all []coding) record.CareSetting {
	for i := range all {
		if s, ok := careSettings[keyOf(&all[i])]; ok {
			return s
		}
	}
	return ""
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
