package fhir

// desk is what the resources of one answer are mapped on, one after the other: what reads them, and what their entries are
// made of. It is not safe for concurrent use.
type desk struct {
	*reader
	stock stock
}

// newDesk gives a desk. It is wiped once nobody looks at what was mapped on it but at the entries.
func newDesk() *desk {
	d := &desk{reader: newReader()}
	d.stock.words, d.stock.pointers = &d.words, &d.pointers
	return d
}

func (d *desk) wipe() { d.release() }

// mapper gives a mapper for one resource. It is good until the next.
func (d *desk) mapper(raw []byte, res *resource, in Surroundings) *mapper {
	d.mappers.reset()
	d.pointers.reset()
	m := &d.mappers.take(1)[0]
	*m = mapper{raw: raw, res: res, around: in, shelf: shelf{contained: res.Contained}, budget: maxFollowed}
	m.finder = finder{stock: &d.stock, in: &m.around, own: &m.shelf, left: &m.budget}
	m.sinks = m.firstSinks[:0]
	return m
}
