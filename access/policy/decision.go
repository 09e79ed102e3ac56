package policy

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/cedar-policy/cedar-go"

	"github.com/london-care-record/gateway/record"
)

// Case is everything that a policy may know of a question. Two questions with the same Case have the same answer,
// whoever asks about whomever: neither the caller's name nor the person's number is in it.
type Case struct {
	Role         Role
	Organisation string // the caller's, by ODS code
	Client       string // the system that asks for the caller
	Purpose      Purpose
	// Relationships, Objections and ObjectedExchanges are sets.
	Relationships     []Relationship
	Objections        []Objection
	ObjectedExchanges []record.ExchangeID
	// Synthetic tells that the person is made up: the number is one of the 999 test numbers.
	Synthetic bool
}

// key gives equal cases equal keys. Quoting keeps a value from passing for two.
func (c Case) key() string {
	return fmt.Sprintf("%q %q %q %q %q %q %q %t", c.Role, c.Organisation, c.Client, c.Purpose,
		sorted(c.Relationships), sorted(c.Objections), sorted(c.ObjectedExchanges), c.Synthetic)
}

func sorted[T ~string](set []T) []T {
	return slices.Compact(slices.Sorted(slices.Values(set)))
}

// Verdict is what policy says of one section. The zero Verdict denies and hides that it does.
type Verdict uint8

// The verdicts.
const (
	Absent   Verdict = iota // denied, and the caller may not know that anything is withheld
	Withheld                // denied, and the caller may know it
	Allowed
)

// String gives the verdict in a word.
func (v Verdict) String() string {
	return [...]string{"absent", "withheld", "allowed"}[v]
}

// Reason is a policy that decided, and its sentence.
type Reason struct{ Policy, Sentence string }

// The reasons that no policy file holds.
var (
	noPolicy     = Reason{"default-deny", "No policy lets this role see this for this purpose."}
	policyFailed = Reason{"policy-failed", "A policy could not be applied, so this is denied."}
)

// Decision is what policy says of every section of one Case. It never changes. A section's reasons stand once in reasons,
// and why says where.
type Decision struct {
	set      *Set
	verdicts []Verdict
	why      []uint16
	reasons  [][]Reason
}

// Verdict gives what policy says of a section: a kind at an exchange under a label. What is not known is absent.
func (d *Decision) Verdict(kind record.Kind, exchange record.ExchangeID, label Label) Verdict {
	if i, ok := d.set.place(kind, exchange, label); ok {
		return d.verdicts[i]
	}
	return Absent
}

// Why gives the reasons for the verdict on a section.
func (d *Decision) Why(kind record.Kind, exchange record.ExchangeID, label Label) []Reason {
	if i, ok := d.set.place(kind, exchange, label); ok {
		return d.reasons[d.why[i]]
	}
	return []Reason{noPolicy}
}

// place gives a section's index.
func (s *Set) place(kind record.Kind, exchange record.ExchangeID, label Label) (int, bool) {
	k, x, l := slices.Index(Kinds, kind), slices.Index(s.exchanges, exchange), slices.Index(Labels, label)
	if k < 0 || x < 0 || l < 0 {
		return 0, false
	}
	return (k*len(s.exchanges)+x)*len(Labels) + l, true
}

// Exchanges gives the exchanges that the set decides about.
func (s *Set) Exchanges() []record.ExchangeID { return slices.Clone(s.exchanges) }

// maxDecided bounds how many decisions are remembered. A region has some hundred kinds of question; when something
// makes up more, all are forgotten, which costs time only.
const maxDecided = 2048

// Decide gives the decision on a case. It is worked out once and remembered. Organisation and client tell cases apart
// only where a policy speaks of them.
func (s *Set) Decide(c Case) *Decision {
	if !s.whose {
		c.Organisation, c.Client = "", ""
	}
	key := c.key()
	s.mu.Lock()
	d := s.decided[key]
	s.mu.Unlock()
	if d != nil {
		return d
	}
	d = s.decide(c)
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.decided) >= maxDecided {
		clear(s.decided)
	}
	s.decided[key] = d
	return d
}

// Permits tells whether the policies permit an action that is not about sections, and why.
func (s *Set) Permits(c Case, action Action) (bool, []Reason) {
	allowed, why := s.asking(c)(action, gateway)
	if len(why.Errors) > 0 {
		return false, []Reason{policyFailed}
	}
	return allowed == cedar.Allow, s.reasons(why)
}

type asking func(Action, cedar.EntityUID) (cedar.Decision, cedar.Diagnostic)

func (s *Set) asking(c Case) asking {
	known := with{s.entities, cedar.Entity{
		UID:     caller,
		Parents: cedar.NewEntityUIDSet(word(typeRole, c.Role)),
		Attributes: cedar.NewRecord(cedar.RecordMap{
			"organisation": cedar.String(c.Organisation), "client": cedar.String(c.Client),
		}),
	}}
	context := cedar.NewRecord(cedar.RecordMap{
		"purpose":           word(typePurpose, c.Purpose),
		"relationships":     words(typeRelationship, c.Relationships),
		"objections":        words(typeObjection, c.Objections),
		"objectedExchanges": words(typeExchange, c.ObjectedExchanges),
		"synthetic":         cedar.Boolean(c.Synthetic),
	})
	return func(action Action, resource cedar.EntityUID) (cedar.Decision, cedar.Diagnostic) {
		return cedar.Authorize(s.policies, known,
			cedar.Request{Principal: caller, Action: word(typeAction, action), Resource: resource, Context: context})
	}
}

func words[T ~string](kind cedar.EntityType, set []T) cedar.Set {
	values := make([]cedar.Value, 0, len(set))
	for _, w := range set {
		values = append(values, word(kind, w))
	}
	return cedar.NewSet(values...)
}

func (s *Set) decide(c Case) *Decision {
	n := len(Kinds) * len(s.exchanges) * len(Labels)
	d := &Decision{set: s, verdicts: make([]Verdict, 0, n), why: make([]uint16, 0, n)}
	ask := s.asking(c)
	seen := map[string]uint16{}
	alike := s.alike(c)
	for _, kind := range Kinds {
		for x, exchange := range s.exchanges {
			for _, label := range Labels {
				if alike[x] != x {
					same, _ := s.place(kind, s.exchanges[alike[x]], label)
					d.verdicts, d.why = append(d.verdicts, d.verdicts[same]), append(d.why, d.why[same])
					continue
				}
				verdict, reasons := s.section(ask, sectionID(kind, exchange, label))
				d.verdicts = append(d.verdicts, verdict)
				d.why = append(d.why, d.remember(seen, reasons))
			}
		}
	}
	return d
}

// alike gives for each exchange the first one that policies can't tell from it. When no policy names an exchange, only
// the person's objections set exchanges apart.
func (s *Set) alike(c Case) []int {
	first := make([]int, len(s.exchanges))
	for i := range first {
		first[i] = i
		for j := range i {
			if !s.names && slices.Contains(c.ObjectedExchanges, s.exchanges[i]) == slices.Contains(c.ObjectedExchanges, s.exchanges[j]) {
				first[i] = j
				break
			}
		}
	}
	return first
}

// section decides on one section. A policy that fails denies and hides.
func (s *Set) section(ask asking, section cedar.EntityUID) (Verdict, []Reason) {
	allowed, why := ask(Read, section)
	if len(why.Errors) > 0 {
		return Absent, []Reason{policyFailed}
	}
	if allowed == cedar.Allow {
		return Allowed, s.reasons(why)
	}
	known, whyKnown := ask(KnowWithheld, section)
	if known == cedar.Allow && len(whyKnown.Errors) == 0 {
		return Withheld, s.reasons(why)
	}
	return Absent, s.reasons(why)
}

// reasons turns what decided into sentences, in the order of the policy files.
func (s *Set) reasons(why cedar.Diagnostic) []Reason {
	if len(why.Reasons) == 0 {
		return []Reason{noPolicy}
	}
	slices.SortFunc(why.Reasons, func(a, b cedar.DiagnosticReason) int {
		return cmp.Compare(s.order[a.PolicyID], s.order[b.PolicyID])
	})
	list := make([]Reason, 0, len(why.Reasons))
	for _, r := range why.Reasons {
		list = append(list, Reason{string(r.PolicyID), s.sentences[r.PolicyID]})
	}
	return list
}

// remember keeps equal lists of reasons once.
func (d *Decision) remember(seen map[string]uint16, reasons []Reason) uint16 {
	var key strings.Builder
	for _, r := range reasons {
		key.WriteString(r.Policy)
		key.WriteByte('\n')
	}
	i, ok := seen[key.String()]
	if !ok {
		i = uint16(len(d.reasons))
		seen[key.String()] = i
		d.reasons = append(d.reasons, reasons)
	}
	return i
}
