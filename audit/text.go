package audit

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/london-care-record/gateway/record"
)

// How long texts may be, in bytes. What comes with a token is not ours, and must not fill the store.
const (
	shortText   = 512
	longText    = 4096
	mostReasons = 64
)

var (
	numberShape = regexp.MustCompile(`[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}`)
	uuidShape   = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)
)

// clean makes a text from outside fit to be kept: valid, on one line, of bounded length, and without an NHS number. A
// person's own token may carry the number as its subject; the pseudonym stands in its place, so that it is found again.
func (k *key) clean(s string) string { return k.withoutNumbers(bounded(s, shortText)) }

// cleanID is clean for the request's id: digits of a UUID are no NHS number, whatever they look like.
func (k *key) cleanID(s string) string {
	if uuidShape.MatchString(s) {
		return s
	}
	return k.clean(s)
}

func bounded(s string, most int) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	if len(s) <= most {
		return s
	}
	cut := most - len("…")
	for !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}

// withoutNumbers puts pseudonyms in place of NHS numbers. Longer runs of digits, such as a staff id, are left alone.
func (k *key) withoutNumbers(s string) string {
	var out strings.Builder
	rest := 0
	for from := 0; from < len(s); {
		m := numberShape.FindStringIndex(s[from:])
		if m == nil {
			break
		}
		start, end := from+m[0], from+m[1]
		n, err := record.ParseNHSNumber(s[start:end])
		if err != nil || digitAt(s, start-1) || digitAt(s, end) {
			from = start + 1
			continue
		}
		out.WriteString(s[rest:start])
		out.WriteString("person:" + k.pseudonym(n))
		rest, from = end, end
	}
	out.WriteString(s[rest:])
	return out.String()
}

func digitAt(s string, i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }

func (k *key) cleanAll(texts []string) []string {
	if len(texts) > mostReasons {
		texts = texts[:mostReasons]
	}
	cleaned := make([]string, len(texts))
	for i, t := range texts {
		cleaned[i] = k.clean(t)
	}
	return cleaned
}
