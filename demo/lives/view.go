package lives

import "github.com/london-care-record/gateway/demo/exchange"

// view is one exchange's part of the region, as its server sees it.
type view struct {
	b  *Book
	ex int
}

func (v view) ByNumber(number string) exchange.Compartment {
	i, ok := v.b.index[number]
	if !ok {
		return nil
	}
	return v.b.life(i).held[v.ex].compartment
}

func (v view) ByPatient(id string) exchange.Compartment {
	i, ok := v.b.ids.person(v.ex, id)
	if !ok || i == 0 {
		return nil
	}
	h := v.b.life(i).held[v.ex]
	if h.byID["Patient/"+id] == nil {
		return nil
	}
	return h.compartment
}

func (v view) Read(typ, id string) *exchange.Resource {
	i, ok := v.b.ids.person(v.ex, id)
	switch {
	case !ok:
		return nil
	case i == 0:
		return v.b.shelves[v.ex].byID[typ+"/"+id]
	}
	return v.b.life(i).held[v.ex].byID[typ+"/"+id]
}

func (v view) Directory(typ string) []*exchange.Resource { return v.b.shelves[v.ex].byType[typ] }

// strangers is how many people are looked through for one who has what the wrong-patient fault wants to show.
const strangers = 60

func (v view) Stranger(typ string, not exchange.Compartment) exchange.Compartment {
	for i := 1; i <= min(strangers, len(v.b.numbers)-1); i++ {
		other := v.b.life(i).held[v.ex].compartment
		if len(other[typ]) > 0 && (len(not["Patient"]) == 0 || other["Patient"][0] != not["Patient"][0]) {
			return other
		}
	}
	return nil
}
