package fhir

import (
	"sync"

	"github.com/go-json-experiment/json/jsontext"
)

// sheet is what one page is read onto: the text of its entries, the list of them, and the words that come again. It is used
// for another page once the question has been answered for which it was read; see hold.keep.
type sheet struct {
	room    []byte
	members []span
	entries []bundled
	names   nameReader
	words   vocabulary
	escaped []byte
	// longest is the size of the longest value, in bytes.
	longest int
}

var sheets = sync.Pool{New: func() any { return new(sheet) }}

const (
	// leastSheet and mostSheet are the sizes in bytes of the room that the text of entries is put in. An entry that is longer
	// has more.
	leastSheet = 16 << 10
	mostSheet  = 256 << 10
	// mostEntries is how long the list of entries of a sheet that is kept may be.
	mostEntries = 1000
	// usualMembers is how many members a resource has.
	usualMembers = 16
)

// text gives a JSON string; "" for anything else.
func (s *sheet) text(v jsontext.Value) string {
	if v.Kind() != '"' {
		return ""
	}
	s.escaped, _ = jsontext.AppendUnquote(s.escaped[:0], v) // bad UTF-8 is replaced
	return s.words.text(s.escaped)
}

// unquoted gives what stands between quotation marks. It is good until the next.
func (s *sheet) unquoted(name []byte) []byte {
	quoted := append(append([]byte{'"'}, name...), '"')
	s.escaped, _ = jsontext.AppendUnquote(s.escaped[:0], quoted)
	return s.escaped
}

// wipe gives the sheet to whoever reads next, with nothing of anybody's record on it.
func (s *sheet) wipe() {
	clear(s.room)
	clear(s.escaped[:cap(s.escaped)])
	s.words, s.room, s.longest = vocabulary{}, s.room[:0], 0
	if cap(s.room) > mostSheet {
		s.room = nil
	}
	if s.members = s.members[:0]; cap(s.members) > mostEntries*usualMembers {
		s.members = nil
	}
	clear(s.entries)
	if s.entries = s.entries[:0]; cap(s.entries) > mostEntries {
		s.entries = nil
	}
	s.names.forget()
	sheets.Put(s)
}
