package policy

import (
	"github.com/cedar-policy/cedar-go"

	"github.com/london-care-record/gateway/record"
)

// The types of what policies speak of.
const (
	typeCaller       = "Caller"
	typeRole         = "Role"
	typeAction       = "Action"
	typeGateway      = "Gateway"
	typeSection      = "Section"
	typeKind         = "Kind"
	typeExchange     = "Exchange"
	typeLabel        = "Label"
	typePurpose      = "Purpose"
	typeRelationship = "Relationship"
	typeObjection    = "Objection"
)

// types are all types, for finding slips of the pen.
var types = []string{typeCaller, typeRole, typeAction, typeGateway, typeSection, typeKind, typeExchange, typeLabel,
	typePurpose, typeRelationship, typeObjection}

var (
	caller  = cedar.NewEntityUID(typeCaller, "caller")
	gateway = cedar.NewEntityUID(typeGateway, "gateway")
)

// entities are what policies can speak of: every section with its kind, exchange and label, and every word.
type entities map[cedar.EntityUID]cedar.Entity

// Get makes entities what Cedar asks for.
func (e entities) Get(id cedar.EntityUID) (cedar.Entity, bool) {
	found, ok := e[id]
	return found, ok
}

func (e entities) knows(kind, id string) bool {
	_, ok := e[cedar.NewEntityUID(cedar.EntityType(kind), cedar.String(id))]
	return ok
}

func sections(exchanges []record.ExchangeID) entities {
	e := entities{gateway: {UID: gateway}}
	addWords(e, typeRole, Roles)
	addWords(e, typeAction, Actions)
	addWords(e, typeKind, Kinds)
	addWords(e, typeExchange, exchanges)
	addWords(e, typeLabel, Labels)
	addWords(e, typePurpose, Purposes)
	addWords(e, typeRelationship, Relationships)
	addWords(e, typeObjection, Objections)
	for _, kind := range Kinds {
		for _, exchange := range exchanges {
			for _, label := range Labels {
				e.addSection(kind, exchange, label)
			}
		}
	}
	return e
}

func addWords[T ~string](e entities, kind cedar.EntityType, words []T) {
	for _, w := range words {
		id := word(kind, w)
		e[id] = cedar.Entity{UID: id}
	}
}

func word[T ~string](kind cedar.EntityType, w T) cedar.EntityUID {
	return cedar.NewEntityUID(kind, cedar.String(w))
}

func (e entities) addSection(kind record.Kind, exchange record.ExchangeID, label Label) {
	id := sectionID(kind, exchange, label)
	k, x, l := word(typeKind, kind), word(typeExchange, exchange), word(typeLabel, label)
	e[id] = cedar.Entity{
		UID:        id,
		Parents:    cedar.NewEntityUIDSet(k, x, l),
		Attributes: cedar.NewRecord(cedar.RecordMap{"kind": k, "exchange": x, "label": l}),
	}
}

func sectionID(kind record.Kind, exchange record.ExchangeID, label Label) cedar.EntityUID {
	return cedar.NewEntityUID(typeSection, cedar.String(string(kind)+"/"+string(exchange)+"/"+string(label)))
}

// with is the entities and the one who asks.
type with struct {
	entities
	asker cedar.Entity
}

// Get gives the asker, too.
func (w with) Get(id cedar.EntityUID) (cedar.Entity, bool) {
	if id == caller {
		return w.asker, true
	}
	return w.entities.Get(id)
}
