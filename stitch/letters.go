package stitch

import (
	"slices"
	"strings"
)

// letters is a text in lower case of which nothing but letters is left, its words separated by single spaces.
type letters struct {
	text string
	// ends are where the words end, but for the last.
	ends []int
}

func lettersIn(text string) letters { return letters{}.and(text) }

// and is the letters followed by those of another text.
func (l letters) and(text string) letters {
	for i := range len(text) {
		if text[i] >= 0x80 {
			text = strings.ToLower(text) // some letters outside ASCII are written small within it
			break
		}
	}
	var room [usualKey]byte
	b := append(room[:0], l.text...)
	ends := slices.Clip(l.ends)
	between := true
	for i := range len(text) {
		c := text[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c < 'a' || c > 'z' {
			between = true
			continue
		}
		if between && len(b) > 0 {
			ends = append(ends, len(b))
			b = append(b, ' ')
		}
		between = false
		b = append(b, c)
	}
	return letters{string(b), ends}
}

// count is the number of words.
func (l letters) count() int {
	if l.text == "" {
		return 0
	}
	return len(l.ends) + 1
}

// words gives n words from the i-th on.
func (l letters) words(i, n int) string {
	from, to := 0, len(l.text)
	if i > 0 {
		from = l.ends[i-1] + 1
	}
	if last := i + n - 1; last < len(l.ends) {
		to = l.ends[last]
	}
	return l.text[from:to]
}

// first is the first word.
func (l letters) first() string {
	if l.text == "" {
		return ""
	}
	return l.words(0, 1)
}

// holds tells that the letters hold a phrase as whole words; nothing is held by nothing alone.
func (l letters) holds(phrase string) bool {
	if phrase == "" {
		return l.text == ""
	}
	for from := 0; ; from++ {
		at := strings.Index(l.text[from:], phrase)
		if at < 0 {
			return false
		}
		from += at
		end := from + len(phrase)
		if (from == 0 || l.text[from-1] == ' ') && (end == len(l.text) || l.text[end] == ' ') {
			return true
		}
	}
}

// byWord turns names with their words round: the names of each word.
func byWord(wordsOf map[string][]string) map[string][]string {
	names := map[string][]string{}
	for name, words := range wordsOf {
		for _, w := range words {
			names[w] = append(names[w], name)
		}
	}
	return names
}

// namedBy gives the names of words and phrases that the letters hold.
func (l letters) namedBy(names map[string][]string) []string {
	var found []string
	for i := range l.count() {
		for n := 1; n <= min(longestName, l.count()-i); n++ {
			for _, name := range names[l.words(i, n)] {
				if !slices.Contains(found, name) {
					found = append(found, name)
				}
			}
		}
	}
	return found
}
