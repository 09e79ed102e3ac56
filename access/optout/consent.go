package optout

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/record"
)

// consent is what is read of FHIR R4's Consent.
// Source: FHIR R4, Consent.
type consent struct {
	ResourceType string           `json:"resourceType"`
	ID           string           `json:"id"`
	Status       string           `json:"status"`
	Patient      reference        `json:"patient"`
	DateTime     string           `json:"dateTime"`
	PolicyRule   concept          `json:"policyRule"`
	Provision    provision        `json:"provision"`
	Contained    []jsontext.Value `json:"contained"`
	Modifiers    []jsontext.Value `json:"modifierExtension"`
}

type provision struct {
	Type   string `json:"type"`
	Period struct {
		Start string `json:"start"`
		End   string `json:"end"`
	} `json:"period"`
	Actor []struct {
		Reference reference `json:"reference"`
	} `json:"actor"`
	SecurityLabel []coding `json:"securityLabel"`
	Purpose       []coding `json:"purpose"`
	// What follows narrows a provision in ways that the register has no scope for.
	Action     []jsontext.Value `json:"action"`
	Class      []jsontext.Value `json:"class"`
	Code       []jsontext.Value `json:"code"`
	DataPeriod jsontext.Value   `json:"dataPeriod"`
	Data       []jsontext.Value `json:"data"`
	Provision  []jsontext.Value `json:"provision"`
	Modifiers  []jsontext.Value `json:"modifierExtension"`
}

type reference struct {
	Reference  string     `json:"reference"`
	Identifier identifier `json:"identifier"`
}

type identifier struct {
	System string `json:"system"`
	Value  string `json:"value"`
}

type concept struct {
	Coding []coding `json:"coding"`
}

type coding struct {
	System string `json:"system"`
	Code   string `json:"code"`
}

// secondary are the purposes of use that are research or planning. Payment, operations and public health are not: who
// objects to those must be asked what is meant.
// Source: HL7 Terminology, v3 PurposeOfUse.
var secondary = []string{"HRESCH", "BIORCH", "CLINTRCH", "DSRCH", "POARCH", "TRANSRCH", "HMARKT", "HOUTCOMS", "HPRGRP", "HQUALIMP"}

// ReadConsents reads changes from a Consent, or from a Bundle of them. exchanges gives an exchange by the value of the
// identifier that names it in provision.actor: its id or ODS code. A Consent that says what no scope of the register can
// hold is a problem, to be decided by a person: it is neither ignored nor read as more or less than it says.
func ReadConsents(text []byte, source string, exchanges map[string]record.ExchangeID) ([]Change, []Problem, error) {
	resources, err := resourcesOf(text)
	if err != nil {
		return nil, nil, err
	}
	var changes []Change
	var problems []Problem
	for i, resource := range resources {
		c, err := readConsent(resource, exchanges)
		if err != nil {
			problems = append(problems, Problem{fmt.Sprintf("entry %d", i+1), err})
			continue
		}
		c.Source = source
		changes = append(changes, c)
	}
	return changes, problems, nil
}

func resourcesOf(text []byte) ([]jsontext.Value, error) {
	var bundle struct {
		ResourceType string `json:"resourceType"`
		Entry        []struct {
			Resource jsontext.Value `json:"resource"`
		} `json:"entry"`
	}
	if err := json.Unmarshal(text, &bundle); err != nil {
		return nil, errNotJSON
	}
	switch bundle.ResourceType {
	case "Consent":
		return []jsontext.Value{text}, nil
	case "Bundle":
		var list []jsontext.Value
		for _, e := range bundle.Entry {
			list = append(list, e.Resource)
		}
		return list, nil
	default:
		return nil, errors.New("this is neither a Consent nor a Bundle")
	}
}

// errNotJSON repeats nothing of the input, which is about people.
var errNotJSON = errors.New("this is no FHIR resource in JSON, or not a well-formed one")

func readConsent(text jsontext.Value, exchanges map[string]record.ExchangeID) (Change, error) {
	var c consent
	if err := json.Unmarshal(text, &c); err != nil {
		return Change{}, errNotJSON
	}
	if c.ResourceType != "Consent" {
		return Change{}, errors.New("this is not a Consent")
	}
	if len(c.Modifiers) > 0 || c.Provision.narrowed() {
		return Change{}, errors.New("the Consent is narrowed by something for which the register has no scope; a person must decide")
	}
	person, err := c.person()
	if err != nil {
		return Change{}, err
	}
	change := Change{Person: person, Reference: "Consent/" + c.ID}
	if change.Withdraw, err = c.withdraws(); err != nil {
		return Change{}, err
	}
	if change.Objection, err = c.Provision.objection(exchanges); err != nil {
		return Change{}, err
	}
	err = change.dated(c)
	return change, errors.Join(err, change.check())
}

func (p provision) narrowed() bool {
	return len(p.Action)+len(p.Class)+len(p.Code)+len(p.DataPeriod)+len(p.Data)+len(p.Provision)+len(p.Modifiers) > 0
}

// person reads whose Consent it is: by number in the reference, or in the contained Patient that it points to.
func (c consent) person() (record.NHSNumber, error) {
	if c.Patient.Identifier.System == record.NHSNumberSystem {
		return record.ParseNHSNumber(c.Patient.Identifier.Value)
	}
	for _, text := range c.Contained {
		var p struct {
			ResourceType string       `json:"resourceType"`
			ID           string       `json:"id"`
			Identifier   []identifier `json:"identifier"`
		}
		if err := json.Unmarshal(text, &p); err != nil || p.ResourceType != "Patient" || "#"+p.ID != c.Patient.Reference {
			continue
		}
		i := slices.IndexFunc(p.Identifier, func(i identifier) bool { return i.System == record.NHSNumberSystem })
		if i >= 0 {
			return record.ParseNHSNumber(p.Identifier[i].Value)
		}
	}
	return "", errors.New("the Consent does not say whose it is by NHS number")
}

// withdraws tells whether an objection is withdrawn: the Consent that objected no longer holds, or one that permits does.
func (c consent) withdraws() (bool, error) {
	permits, err := c.permits()
	if err != nil {
		return false, err
	}
	switch c.Status {
	case "active":
		return permits, nil
	case "inactive", "entered-in-error", "rejected":
		if permits {
			return false, errors.New("the Consent permits and no longer holds, which says nothing of an objection")
		}
		return true, nil
	default:
		return false, errors.New("the Consent is not decided yet")
	}
}

func (c consent) permits() (bool, error) {
	switch c.Provision.Type {
	case "permit":
		return true, nil
	case "deny":
		return false, nil
	}
	for _, k := range c.PolicyRule.Coding {
		switch k.Code {
		case "OPTIN":
			return true, nil
		case "OPTOUT":
			return false, nil
		}
	}
	return false, errors.New("the Consent says neither permit nor deny")
}

// objection finds the one scope that the provision stands for.
func (p provision) objection(exchanges map[string]record.ExchangeID) (Objection, error) {
	var found []Objection
	if len(p.Purpose) > 0 {
		for _, purpose := range p.Purpose {
			if !slices.Contains(secondary, purpose.Code) {
				return Objection{}, errors.New("the Consent names a purpose that is neither research nor planning; a person must decide")
			}
		}
		found = append(found, Objection{Scope: SecondaryUses})
	}
	for _, label := range p.SecurityLabel {
		if policy.LabelOf(record.Coding{System: label.System, Code: label.Code}) == policy.Normal {
			return Objection{}, errors.New("the Consent names a security label that is not of sensitive records")
		}
	}
	if len(p.SecurityLabel) > 0 {
		found = append(found, Objection{Scope: Sensitive})
	}
	for _, actor := range p.Actor {
		exchange, ok := exchanges[actor.Reference.Identifier.Value]
		if !ok {
			return Objection{}, errors.New("the Consent names somebody who is not an exchange of this region")
		}
		found = append(found, Objection{Scope: AnExchange, Exchange: exchange})
	}
	switch len(found) {
	case 0:
		return Objection{Scope: All}, nil
	case 1:
		return found[0], nil
	default:
		return Objection{}, errors.New("the Consent is narrowed in several ways at once; a person must decide")
	}
}

// dated reads when the person decided and for how long it holds. The end of a FHIR period is included.
func (c *Change) dated(from consent) error {
	recorded, errRecorded := instant(from.DateTime)
	start, errStart := instant(from.Provision.Period.Start)
	end, errEnd := instant(from.Provision.Period.End)
	if !end.IsZero() && len(from.Provision.Period.End) == len(time.DateOnly) {
		end = end.AddDate(0, 0, 1)
	}
	c.RecordedAt, c.From, c.Until = recorded, start, end
	return errors.Join(errRecorded, errStart, errEnd)
}
