package fhir

import (
	"html"
	"net/url"
	"strings"

	"github.com/london-care-record/gateway/record"
)

// maxNarrative bounds what is taken from a narrative, in characters.
const maxNarrative = 8000

// narrative gives the words of the resource's own narrative. It is read only when nothing else says what they say, which
// is rare, and so it is not kept with every resource.
func (m *mapper) narrative() string {
	var holder struct {
		Text struct {
			Div string `json:"div"`
		} `json:"text"`
	}
	if _, err := decode(m.raw, &holder); err != nil {
		return ""
	}
	return plainText(holder.Text.Div)
}

// plainText gives the words of a narrative's XHTML: no tag, no style or script, entities decoded, one line for each block.
// It never fails: what is not well formed is text or nothing.
func plainText(div string) string {
	var b strings.Builder
	hidden := "" // the element whose content is not for reading
	for div != "" {
		text, rest, tagged := strings.Cut(div, "<")
		if hidden == "" {
			b.WriteString(text)
		}
		if !tagged {
			break
		}
		if after, ok := strings.CutPrefix(rest, "!--"); ok {
			_, div, _ = strings.Cut(after, "-->")
			continue
		}
		var tag string
		tag, div, _ = strings.Cut(rest, ">")
		name, closing := tagName(tag)
		switch {
		case hidden != "":
			if closing && name == hidden {
				hidden = ""
			}
		case (name == "style" || name == "script") && !closing && !strings.HasSuffix(tag, "/"):
			hidden = name
		case name == "td" || name == "th":
			b.WriteByte(' ')
		case blocks[name]:
			b.WriteByte('\n')
		}
	}
	return tidy(html.UnescapeString(b.String()))
}

// blocks are the elements that begin a new line.
var blocks = map[string]bool{
	"p": true, "div": true, "br": true, "li": true, "ul": true, "ol": true, "table": true, "tr": true, "pre": true,
	"h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "blockquote": true, "dt": true, "dd": true, "hr": true,
}

func tagName(tag string) (name string, closing bool) {
	tag, closing = strings.CutPrefix(tag, "/")
	end := strings.IndexFunc(tag, func(r rune) bool { return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') })
	if end >= 0 {
		tag = tag[:end]
	}
	return strings.ToLower(tag), closing
}

// tidy joins runs of spaces, drops empty lines, and cuts what is too long.
func tidy(s string) string {
	var lines []string
	for line := range strings.Lines(s) {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, line)
		}
	}
	s = strings.Join(lines, "\n")
	if runes := []rune(s); len(runes) > maxNarrative {
		return string(runes[:maxNarrative]) + "…"
	}
	return s
}

// safeURL passes on an attachment's address when a browser may open it without running it. Data and script addresses are
// dropped: the first carry content, the second act (S28).
func safeURL(text string) record.Text {
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil {
		return ""
	}
	switch strings.ToLower(u.Scheme) {
	case "", "http", "https", "urn":
		return record.Text(text)
	}
	return ""
}
