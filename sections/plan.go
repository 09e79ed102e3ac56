package sections

import (
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// Type is what a plan must know of a type of the schema.
type Type struct {
	// Satisfies are the names in type conditions that hold for an object of this type.
	Satisfies []string
	// Fields are an object's, in the order in which its function counts them.
	Fields []Field
	// Concrete are the object types of an interface or union, in the order in which its function counts them; empty for
	// an object.
	Concrete []string
}

// Field is a field of an object.
type Field struct {
	Name string
	// Of is the field's type where it has fields itself: "CodeableConcept".
	Of string
	// Resolved tells that the field has to be asked for, which is gqlgen's to do.
	Resolved bool
}

// Types are the types of the schema by their names.
type Types map[string]Type

// typename is the number of __typename: its key is all that is to be written.
const typename = -1

// Plan is what to write of an object, or of each concrete type of an interface or union.
type Plan struct {
	fields   []planned
	concrete []*Plan
}

// planned is one field that was selected.
type planned struct {
	// number is the field's place in Type.Fields.
	number int
	// key is the alias as a JSON key: `"code":`.
	key string
	// plan is that of the field's own type, nil where that has no fields.
	plan *Plan
}

// plan makes the plan for one type. It is false where something was selected that has to be resolved.
func (t Types) plan(oc *graphql.OperationContext, selected ast.SelectionSet, name string) (*Plan, bool) {
	typ, known := t[name]
	if !known {
		return nil, false
	}
	if len(typ.Concrete) == 0 {
		return t.object(oc, selected, name, typ)
	}
	p := &Plan{concrete: make([]*Plan, len(typ.Concrete))}
	for i, concrete := range typ.Concrete {
		var ok bool
		if p.concrete[i], ok = t.object(oc, selected, concrete, t[concrete]); !ok {
			return nil, false
		}
	}
	return p, true
}

func (t Types) object(oc *graphql.OperationContext, selected ast.SelectionSet, name string, typ Type) (*Plan, bool) {
	collected := graphql.CollectFields(oc, selected, typ.Satisfies)
	p := &Plan{fields: make([]planned, len(collected))}
	for i, c := range collected {
		if c.Name == "__typename" {
			p.fields[i] = planned{number: typename, key: quoted(c.Alias) + `:` + quoted(name)}
			continue
		}
		number := slices.IndexFunc(typ.Fields, func(f Field) bool { return f.Name == c.Name })
		if number < 0 || typ.Fields[number].Resolved {
			return nil, false
		}
		p.fields[i] = planned{number: number, key: quoted(c.Alias) + `:`}
		if of := typ.Fields[number].Of; of != "" {
			var ok bool
			if p.fields[i].plan, ok = t.plan(oc, c.Selections, of); !ok {
				return nil, false
			}
		}
	}
	return p, true
}

// quoted writes a name of GraphQL, which needs no escapes.
func quoted(name string) string { return `"` + name + `"` }

// Len gives how many fields are to be written.
func (p *Plan) Len() int { return len(p.fields) }

// Of gives the plan for what the i-th field holds.
func (p *Plan) Of(i int) *Plan { return p.fields[i].plan }

// Concrete gives the plan for an object of the n-th concrete type.
func (p *Plan) Concrete(n int) *Plan { return p.concrete[n] }
