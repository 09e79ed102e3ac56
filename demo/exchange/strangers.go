package exchange

import (
	"maps"
	"slices"
)

// intruders are somebody else's resources, which the wrong-patient fault puts before the right ones.
func (s *Server) intruders(typ string, own Compartment, f Fault) []*Resource {
	if f.Kind != WrongPatient || own == nil {
		return nil
	}
	return s.store.Stranger(typ, own)[typ]
}

// ofType are a compartment's resources of a type; under the wrong-type fault those of the next type that it holds. Where it
// holds no other, the answer is right: to leave it empty would be a lie that no client could find out.
func (own Compartment) ofType(typ string, f Fault) []*Resource {
	if f.Kind != WrongType {
		return own[typ]
	}
	types := slices.Sorted(maps.Keys(own))
	at, _ := slices.BinarySearch(types, typ)
	for i := range types {
		next := types[(at+i)%len(types)]
		if next != typ && len(own[next]) > 0 {
			return own[next]
		}
	}
	return own[typ]
}
