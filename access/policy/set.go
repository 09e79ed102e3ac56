package policy

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/cedar-policy/cedar-go"

	"github.com/london-care-record/gateway/record"
)

//go:embed policies/*.cedar
var embedded embed.FS

// Set is a set of policies, ready to decide for a number of exchanges. It never changes and is safe for concurrent use.
type Set struct {
	policies  cedar.PolicyMap
	sentences map[cedar.PolicyID]string
	order     map[cedar.PolicyID]int
	// whose tells that a policy speaks of the caller's organisation or client.
	whose bool
	// names tells that a policy names an exchange.
	names     bool
	exchanges []record.ExchangeID
	entities  entities

	mu      sync.Mutex
	decided map[string]*Decision
}

// Extra is a policy that a switch in the configuration adds to the others.
type Extra string

// NoBreakGlass lets nobody break the glass.
const NoBreakGlass Extra = `
@id("break-glass-off")
@sentence("Breaking the glass is switched off here.")
forbid (principal, action == Action::"break-glass", resource);`

// Embedded gives the policies that the gateway brings along.
func Embedded(exchanges []record.ExchangeID, extra ...Extra) (*Set, error) {
	folder, err := fs.Sub(embedded, "policies")
	if err != nil {
		return nil, err
	}
	return Load(folder, exchanges, extra...)
}

// Load reads the *.cedar files of a folder. It refuses a policy without id or sentence, one that speaks of a role, kind,
// exchange or other word that does not exist, and one that fails on any question: a policy that forbids and fails would
// otherwise let through what it should stop.
func Load(folder fs.FS, exchanges []record.ExchangeID, extra ...Extra) (*Set, error) {
	files, err := fs.Glob(folder, "*.cedar")
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, errors.New("the folder holds no *.cedar files: without policies nobody may see anything")
	}
	s := &Set{
		policies: cedar.PolicyMap{}, sentences: map[cedar.PolicyID]string{}, order: map[cedar.PolicyID]int{},
		exchanges: slices.Clone(exchanges), decided: map[string]*Decision{},
	}
	s.entities = sections(s.exchanges)
	for _, file := range files {
		text, err := fs.ReadFile(folder, file)
		if err != nil {
			return nil, err
		}
		if err := s.add(file, text); err != nil {
			return nil, err
		}
	}
	for _, text := range extra {
		if err := s.add("switches of the configuration", []byte(text)); err != nil {
			return nil, err
		}
	}
	return s, s.rehearse()
}

func (s *Set) add(file string, text []byte) error {
	list, err := cedar.NewPolicyListFromBytes(path.Base(file), text)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	for _, p := range list {
		if err := s.addPolicy(p); err != nil {
			return fmt.Errorf("%s:%d: %w", file, p.Position().Line, err)
		}
	}
	return nil
}

func (s *Set) addPolicy(p *cedar.Policy) error {
	notes := p.Annotations()
	id, sentence := cedar.PolicyID(notes["id"]), string(notes["sentence"])
	if id == "" || strings.TrimSpace(sentence) == "" {
		return errors.New(`a policy needs @id("...") and @sentence("..."), because its sentence is the reason that people are given`)
	}
	if _, taken := s.policies[id]; taken {
		return fmt.Errorf("there are two policies %q", id)
	}
	tree, err := treeOf(p)
	if err != nil {
		return err
	}
	if err := s.checkTree(tree); err != nil {
		return err
	}
	s.order[id] = len(s.policies)
	s.policies[id] = p
	s.sentences[id] = sentence
	return nil
}

// treeOf gives a policy in Cedar's JSON form.
func treeOf(p *cedar.Policy) (map[string]any, error) {
	text, err := p.MarshalJSON()
	if err != nil {
		return nil, err
	}
	var tree map[string]any
	return tree, json.Unmarshal(text, &tree)
}

// checkTree finds words that do not exist, because a slip of the pen would make a policy that never applies, and notes
// what the policy speaks of.
func (s *Set) checkTree(tree any) error {
	switch node := tree.(type) {
	case map[string]any:
		kind, isType := node["type"].(string)
		id, isID := node["id"].(string)
		if isType && isID && !s.entities.knows(kind, id) {
			return fmt.Errorf("%s::%q does not exist", kind, id)
		}
		if kind == typeExchange || kind == typeSection {
			s.names = true
		}
		if kind, ok := node["entity_type"].(string); ok && !slices.Contains(types, kind) {
			return fmt.Errorf("%s does not exist", kind)
		}
		if node["attr"] == "organisation" || node["attr"] == "client" {
			s.whose = true
		}
		for _, child := range node {
			if err := s.checkTree(child); err != nil {
				return err
			}
		}
	case []any:
		for _, child := range node {
			if err := s.checkTree(child); err != nil {
				return err
			}
		}
	}
	return nil
}

// rehearse asks every policy about every role, purpose and single relationship, so that one that fails is found at
// the start.
func (s *Set) rehearse() error {
	for _, role := range Roles {
		for _, purpose := range Purposes {
			for _, relationship := range Relationships {
				c := Case{Role: role, Purpose: purpose, Relationships: []Relationship{relationship}}
				if err := s.try(c); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (s *Set) try(c Case) error {
	ask := s.asking(c)
	for _, action := range Actions {
		for _, resource := range []cedar.EntityUID{gateway, sectionID(record.Allergies, s.exchanges[0], Normal)} {
			if action.ofSections() != (resource != gateway) {
				continue
			}
			_, why := ask(action, resource)
			if len(why.Errors) > 0 {
				return fmt.Errorf("policy %q fails on a question: %s", why.Errors[0].PolicyID, why.Errors[0].Message)
			}
		}
	}
	return nil
}

func (a Action) ofSections() bool { return a == Read || a == KnowWithheld }
