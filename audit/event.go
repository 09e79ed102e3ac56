package audit

import (
	"time"

	"github.com/london-care-record/gateway/record"
)

// Action is what was asked for.
type Action string

// The actions that are noted.
const (
	ReadRecord Action = "READ_RECORD" // to see a person's record
	// CheckRelationship is to find out from the exchanges how the caller's organisation has to do with a person. What they
	// answer leaves to nobody.
	CheckRelationship Action = "CHECK_RELATIONSHIP"
	ReadAudit         Action = "READ_AUDIT"    // to see who saw what: a privacy officer, or the person
	BreakGlass        Action = "BREAK_GLASS"   // to be let in without a relationship
	Authenticate      Action = "AUTHENTICATE"  // to be known; noted when a named caller was refused
	ExportAudit       Action = "EXPORT_AUDIT"  // to take the audit trail out of the store
	ChangePolicy      Action = "CHANGE_POLICY" // to change what decisions rest on, such as the opt-out register
)

// Caller is who asked, as the token or the operating system says.
type Caller struct {
	// Subject is the identity that the issuer gave; callers are searched by it.
	Subject string `json:"-"`
	// Issuer is who vouched for the caller; a subject means one person at one issuer only.
	Issuer string `json:"issuer,omitempty"`
	Name   string `json:"name,omitempty"`
	Role   string `json:"role,omitempty"`
	// Organisation is the ODS code of the organisation that the caller works for.
	Organisation string `json:"organisation,omitempty"`
	// Client is the system that the caller works with, Address where its request came from.
	Client  string `json:"client,omitempty"`
	Address string `json:"address,omitempty"`
}

// Decision is what was decided about one request for one person, before anything was asked.
type Decision struct {
	// At is when it was decided; the log sets it when it is zero. Microseconds are kept.
	At     time.Time
	Action Action
	Caller Caller
	// Request is the id that ties the entries of one operation together, and to the gateway's own log.
	Request string
	// Purpose is the purpose of use, LegalBasis what allows it.
	Purpose, LegalBasis string
	// Person is whose record was asked for; empty where no one person was.
	Person record.NHSNumber
	// Kinds and Exchanges are those that the decision allows. A refusal has none.
	Kinds     []record.Kind
	Exchanges []record.ExchangeID
	Permitted bool
	// Reasons are the policy's: they name rules, never a person.
	Reasons []string
	// BreakGlass tells that the decision rests on a broken glass, or is one. Justification is the caller's free text;
	// it is kept encrypted.
	BreakGlass    bool
	Justification string
	// Own tells that a member of staff asks for their own record, where the token says whose that is.
	Own bool
}

// Outcome is what came of a permitted decision. An operation that answers more than once, such as a subscription, has
// an outcome for each answer.
type Outcome struct {
	// Of is the decision's receipt.
	Of Receipt
	// At is when the answer was complete; the log sets it when it is zero.
	At time.Time
	// Asked tells how each exchange answered for each kind.
	Asked []Asked
	// Released are the opaque ids of the entries in the answer.
	Released []string
	// Errors are the codes of the errors in the answer.
	Errors []record.ErrorCode
	// Alike are SameSurname and SameAddress, where caller and person share them. That they do is all that is kept: neither
	// name nor address stands in the trail.
	Alike []Unusual
}

// Asked is how one exchange answered for one kind.
type Asked struct {
	Exchange record.ExchangeID  `json:"exchange"`
	Kind     record.Kind        `json:"kind"`
	State    record.SourceState `json:"state"`
}

// Receipt proves that a decision is durable in the audit trail. Only a Log makes one; the zero Receipt proves nothing
// and permits nothing.
type Receipt struct {
	log       *Log
	seq       int64
	person    record.NHSNumber
	permitted bool
	action    Action
	kinds     []record.Kind
	exchanges []record.ExchangeID
}

// Permits tells that the written decision lets this person's record be read, if only for a check.
func (r Receipt) Permits(n record.NHSNumber) bool {
	return r.log != nil && r.permitted && (r.action == ReadRecord || r.action == CheckRelationship) && n != "" && r.person == n
}

// Permitted tells that the written decision was to permit, whatever the action.
func (r Receipt) Permitted() bool { return r.log != nil && r.permitted }

// Kinds are what the written decision allows. The slice is the receipt's own copy: changing it changes nothing.
func (r Receipt) Kinds() []record.Kind { return append([]record.Kind(nil), r.kinds...) }

// Exchanges are those that the written decision allows.
func (r Receipt) Exchanges() []record.ExchangeID {
	return append([]record.ExchangeID(nil), r.exchanges...)
}
