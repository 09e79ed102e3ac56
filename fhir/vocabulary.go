package fhir

import (
	"hash/maphash"
	"strings"
)

// vocabulary makes strings of what a page says. Those that come again and again, as systems, units and names do, are made once;
// the others share the room of larger ones, because it is the number of strings that costs. They are given out, and so live
// as long as anything that holds one of their neighbours, which are of the same page.
type vocabulary struct {
	known [256]string
	room  *strings.Builder
}

const (
	// longestKnown is how long a text can be, in bytes, to be looked for among those that came before.
	longestKnown = 96
	// leastRoom and mostRoom are the sizes in bytes of what strings share.
	leastRoom = 512
	mostRoom  = 8 << 10
)

var wordSeed = maphash.MakeSeed()

func (w *vocabulary) text(b []byte) string {
	switch {
	case len(b) == 0:
		return ""
	case len(b) > longestKnown:
		return w.add(b)
	}
	slot := &w.known[maphash.Bytes(wordSeed, b)%uint64(len(w.known))]
	if *slot != string(b) {
		*slot = w.add(b)
	}
	return *slot
}

func (w *vocabulary) add(b []byte) string {
	if w.room == nil || w.room.Cap()-w.room.Len() < len(b) {
		if len(b) > mostRoom/8 {
			return string(b)
		}
		size := leastRoom
		if w.room != nil {
			size = min(2*w.room.Cap(), mostRoom)
		}
		w.room = new(strings.Builder)
		w.room.Grow(max(size, len(b)))
	}
	start := w.room.Len()
	w.room.Write(b)
	return w.room.String()[start:]
}

// join gives two texts as one, with a sign between them.
func (w *vocabulary) join(a string, between byte, b string) string {
	var room [128]byte
	joined := append(append(append(room[:0], a...), between), b...)
	return w.text(joined)
}
