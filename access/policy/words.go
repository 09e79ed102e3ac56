// Package policy decides by data: Cedar policies in files that people who are not programmers can review. It knows
// nobody by name: policies speak of roles, purposes, relationships, kinds of record, exchanges and labels.
package policy

import (
	"slices"

	"github.com/london-care-record/gateway/record"
)

// Role is what somebody works as. Issuers' own role codes are mapped to these by configuration.
type Role string

// The roles that the policies know. Tester is the caller of access mode open and comes with no token.
const (
	Doctor                Role = "doctor"
	Nurse                 Role = "nurse"
	GP                    Role = "gp"
	Pharmacist            Role = "pharmacist"
	SocialWorker          Role = "social-worker"
	PracticeAdministrator Role = "practice-administrator"
	Analyst               Role = "analyst"
	PrivacyOfficer        Role = "privacy-officer"
	Developer             Role = "developer"
	Citizen               Role = "citizen"
	Tester                Role = "tester"
)

// Roles are all roles.
var Roles = []Role{Doctor, Nurse, GP, Pharmacist, SocialWorker, PracticeAdministrator, Analyst, PrivacyOfficer, Developer,
	Citizen, Tester}

// Purpose is what the record is wanted for.
type Purpose string

// The purposes that the policies know.
const (
	DirectCare     Purpose = "direct-care"
	EmergencyCare  Purpose = "emergency-care"
	Administration Purpose = "administration"
	Planning       Purpose = "planning"
	Research       Purpose = "research"
	Testing        Purpose = "testing"
	Oversight      Purpose = "oversight"
	OwnRecord      Purpose = "own-record"
)

// Purposes are all purposes.
var Purposes = []Purpose{DirectCare, EmergencyCare, Administration, Planning, Research, Testing, Oversight, OwnRecord}

// Relationship is how the caller, or the caller's organisation, has to do with the person.
type Relationship string

// The relationships that the policies know. Several can hold at once.
const (
	Practice   Relationship = "practice"    // the person is registered with the caller's practice
	Referral   Relationship = "referral"    // somebody referred the person to the caller's organisation
	Encounter  Relationship = "encounter"   // the caller's organisation has seen the person
	InContext  Relationship = "in-context"  // the caller's own system opened the gateway on this person
	BreakGlass Relationship = "break-glass" // none, but the caller gave a reason for opening the record all the same
	Self       Relationship = "self"        // the caller is this person
)

// Relationships are all relationships.
var Relationships = []Relationship{Practice, Referral, Encounter, InContext, BreakGlass, Self}

// Objection is what a person objects to. Objections to single exchanges stand apart.
type Objection string

// The objections that the policies know.
const (
	ObjectsToAll           Objection = "all"
	ObjectsToSecondaryUses Objection = "secondary-uses"
	ObjectsToSensitive     Objection = "sensitive"
)

// Objections are all objections.
var Objections = []Objection{ObjectsToAll, ObjectsToSecondaryUses, ObjectsToSensitive}

// Action is what somebody wants to do.
type Action string

// The actions that the policies know. Read and KnowWithheld are asked of every section, the others of the gateway.
const (
	Read              Action = "read"
	KnowWithheld      Action = "know-withheld"
	CheckRelationship Action = "check-relationship"
	BreakTheGlass     Action = "break-glass"
	ReadAudit         Action = "read-audit"
	ReadOwnHistory    Action = "read-own-history"
)

// Actions are all actions.
var Actions = []Action{Read, KnowWithheld, CheckRelationship, BreakTheGlass, ReadAudit, ReadOwnHistory}

// Kinds are the kinds of record that policies decide on: the sections, and who the person is.
var Kinds = slices.Concat([]record.Kind{record.Demographics}, record.Kinds)
