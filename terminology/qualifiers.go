package terminology

import (
	"slices"
	"strings"
)

// longestPhrase is how many words a qualifying phrase has at most.
const longestPhrase = 3

// usualWord is how many bytes most words have at most: those are looked up without being copied.
const usualWord = 24

// qualifiers leads from each phrase of the sets of qualifying words to the name of its set. A word that only begins
// longer phrases leads to "", so that other words are told at once.
type qualifiers map[string]string

func qualifiersOf(sets map[string]ValueSet) qualifiers {
	all := qualifiers{}
	for id, set := range sets {
		name, ok := strings.CutPrefix(id, qualifierPrefix)
		if !ok {
			continue
		}
		for w := range set.words {
			if known := all[w]; known == "" || name < known {
				all[w] = name
			}
			if first, _, longer := strings.Cut(w, " "); longer {
				all[first] += ""
			}
		}
	}
	return all
}

// Qualifiers gives, in alphabetical order and separated by commas, what the words of a text qualify it by: a side, a
// negation, a doubt, a relative. Of overlapping phrases the longest counts: "ruled out" is a negation, "rule out" a doubt.
func (t *Terminology) Qualifiers(text string) string {
	if text == "" {
		return ""
	}
	var room [16]string
	words := appendWords(room[:0], text)
	var found []string
	if strings.Contains(text, "?") && t.qualifiers["?"] != "" {
		found = append(found, t.qualifiers["?"])
	}
	for i := 0; i < len(words); {
		n, name := t.qualifiers.at(words[i:])
		if name != "" {
			found = append(found, name)
		}
		i += n
	}
	if found == nil {
		return ""
	}
	slices.Sort(found)
	return strings.Join(slices.Compact(found), ",")
}

// at gives the longest qualifying phrase with which the words begin, by its number of words and its name; one
// word and no name where there is none.
func (q qualifiers) at(words []string) (int, string) {
	name, known := q.named(words[0])
	if !known {
		return 1, ""
	}
	for n := min(longestPhrase, len(words)); n > 1; n-- {
		if longer := q[strings.ToLower(strings.Join(words[:n], " "))]; longer != "" {
			return n, longer
		}
	}
	return 1, name
}

// named gives what a word leads to, whatever its case.
func (q qualifiers) named(word string) (string, bool) {
	var room [usualWord]byte
	for i := range len(word) {
		c := word[i]
		if c >= 0x80 || len(word) > len(room) {
			name, ok := q[strings.ToLower(word)]
			return name, ok
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		room[i] = c
	}
	name, ok := q[string(room[:len(word)])]
	return name, ok
}

// appendWords appends the words of a text. What separates them is ASCII, so that the text is taken byte by byte.
func appendWords(to []string, text string) []string {
	from := 0
	for i := range len(text) {
		if betweenWords(text[i]) {
			if from < i {
				to = append(to, text[from:i])
			}
			from = i + 1
		}
	}
	if from < len(text) {
		to = append(to, text[from:])
	}
	return to
}

func betweenWords(c byte) bool {
	switch c {
	case ' ', '\t', '\n', '\r', ',', '.', ';', ':', '(', ')', '[', ']', '-', '?':
		return true
	}
	return false
}
