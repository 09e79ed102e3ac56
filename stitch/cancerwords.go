package stitch

import (
	"strings"
	"unicode"
)

// longestPhrase is how many words a text has at most that is read phrase by phrase: a longer one tells more than that.
const longestPhrase = 12

// saysCancer tells that a text says that a referral is on an urgent suspected-cancer pathway: it is one of the phrases of
// the value set, or one among words that take nothing from it, such as "2WW - lower GI clinic". "Not 2WW", "downgraded
// from 2WW" and "?2WW" are left to the reader: whatever else stands beside the phrase may undo it.
func (t *terms) saysCancer(text string) bool {
	if t.urgentCancer.Says(text) {
		return true
	}
	if strings.Contains(text, "?") {
		return false
	}
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' })
	if len(words) > longestPhrase {
		return false
	}
	company := t.ValueSet("suspected-cancer-company")
	// plain and said tell, for each number of words from the beginning, whether they can be told in phrases of company
	// alone, and in phrases of which one says it.
	plain, said := make([]bool, len(words)+1), make([]bool, len(words)+1)
	plain[0] = true
	for end := 1; end <= len(words); end++ {
		for start := range end {
			phrase := strings.Join(words[start:end], " ")
			beside, pathway := company.Says(phrase), t.urgentCancer.Says(phrase)
			plain[end] = plain[end] || plain[start] && beside
			said[end] = said[end] || said[start] && (beside || pathway) || plain[start] && pathway
		}
	}
	return said[len(words)]
}
