package main

import (
	"encoding/json"
	"strings"
	"unicode"

	"github.com/london-care-record/gateway/record"
)

// stitchingAnswer is the gateway's answer to stitchingQuery.
type stitchingAnswer struct {
	Data   struct{ Patient *explainedPatient }
	Errors []graphqlProblem
}

type graphqlProblem struct {
	Message    word
	Extensions struct {
		Code     record.ErrorCode
		Exchange record.ExchangeID
		Sources  []struct {
			Exchange record.ExchangeID
			State    record.SourceState
		}
	}
}

type explainedPatient struct {
	Name      *struct{ Text word }
	BirthDate word
	Identity  struct {
		State, Summary word
		Differences    []struct {
			Field  word
			Values []struct {
				Value   word
				Sources []struct{ Exchange explainedExchange }
			}
		}
	}
	Stitching *explainedStitching
}

type explainedStitching struct {
	Kinds   []explainedKind
	Rows    []explainedRow
	LeftOut []struct {
		Exchange    explainedExchange
		Kind        record.Kind
		State       word
		Reason      word
		Count       *int
		Explanation word
	}
}

type explainedExchange struct{ ID record.ExchangeID }

type explainedKind struct {
	Kind         record.Kind
	Completeness struct {
		Summary word
		Sources []struct {
			Exchange explainedExchange
			Count    int
		}
	}
}

type explainedRow struct {
	Entry, PartOf          word
	Kind                   record.Kind
	Text, When, StatusText word
	Retracted              bool
	Denies, Rule           word
	Differences, Warnings  []word
	Related                []struct{ Entry, Reason word }
	Inputs                 []explainedInput
}

type explainedInput struct {
	Exchange                                 explainedExchange
	Organisation                             *struct{ Name, ODSCode word }
	CareSetting                              record.CareSetting
	Recorder                                 *struct{ Name, Role word }
	RecordedAt, LastUpdated, Reference, When word
	StatusText                               word
	Codings, SecurityLabels                  []explainedCoding
	Fields                                   []struct{ Name, Value word }
	Warnings, Notes, TiedBy                  []word
	Retracts, Speaks                         bool
}

type explainedCoding struct{ System, Code word }

// word is a text of the answer as it may be written to a terminal, on one line. What a source wrote can neither steer the
// terminal, nor pass for a line of the explanation, nor turn the direction of writing.
type word string

func (w *word) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	*w = word(strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, s)))
	return nil
}
