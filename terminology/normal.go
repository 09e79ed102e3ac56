package terminology

import "strings"

// Normal is a text without the differences that mean nothing: case and spaces.
func Normal(text string) string {
	if plain(text) {
		return text
	}
	var room [usualText]byte
	return string(AppendNormal(room[:0], text))
}

// usualText is how many bytes most texts have at most.
const usualText = 96

// AppendNormal appends what Normal gives.
func AppendNormal(to []byte, text string) []byte {
	start := len(to)
	between := true
	for i := range len(text) {
		switch c := text[i]; {
		case c >= 0x80:
			return append(to[:start], strings.Join(strings.Fields(strings.ToLower(text)), " ")...)
		case c == ' ' || c >= '\t' && c <= '\r':
			if !between {
				to = append(to, ' ')
			}
			between = true
		case 'A' <= c && c <= 'Z':
			to = append(to, c+'a'-'A')
			between = false
		default:
			to = append(to, c)
			between = false
		}
	}
	if between && len(to) > start {
		to = to[:len(to)-1]
	}
	return to
}

// appendPhrase appends the text as the phrases of value sets are kept: normal, without points at its end.
func appendPhrase(to []byte, text string) []byte {
	to = AppendNormal(to, text)
	for len(to) > 0 && (to[len(to)-1] == ' ' || to[len(to)-1] == '.') {
		to = to[:len(to)-1]
	}
	return to
}

// plain tells that a text is normal as it stands: lower case, with single spaces inside.
func plain(text string) bool {
	before := byte(' ')
	for i := range len(text) {
		c := text[i]
		if c >= 0x80 || 'A' <= c && c <= 'Z' || c < ' ' || c == ' ' && before == ' ' {
			return false
		}
		before = c
	}
	return before != ' ' || text == ""
}
