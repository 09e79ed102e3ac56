package optout

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/london-care-record/gateway/record"
)

// Problem is what could not be read of an import, and where. It holds nothing of a person.
type Problem struct {
	Where string
	Err   error
}

// Error names the place and what is wrong.
func (p Problem) Error() string { return p.Where + ": " + p.Err.Error() }

// The columns of a CSV import; the first four are required.
var (
	columns  = []string{"nhsNumber", "scope", "decision", "recordedAt", "exchange", "from", "until", "reference"}
	required = columns[:4]
)

// ReadCSV reads changes from a table with a heading. decision is object or withdraw; recordedAt, from and until are dates
// or RFC 3339 instants. A line that can't be read is a problem and costs itself only.
func ReadCSV(r io.Reader, source string, exchanges []record.ExchangeID) ([]Change, []Problem, error) {
	table := csv.NewReader(r)
	table.ReuseRecord = true
	head, err := table.Read()
	if err != nil {
		return nil, nil, errors.New("the table has no heading")
	}
	place, err := placesOf(head)
	if err != nil {
		return nil, nil, err
	}
	var changes []Change
	var problems []Problem
	for {
		line, err := table.Read()
		if errors.Is(err, io.EOF) {
			return changes, problems, nil
		}
		n, _ := table.FieldPos(0)
		var c Change
		if err == nil {
			c, err = changeOf(line, place, source, exchanges)
		} else if parse := (*csv.ParseError)(nil); errors.As(err, &parse) {
			n, err = parse.Line, parse.Err
		} else {
			return nil, nil, err
		}
		if err != nil {
			problems = append(problems, Problem{fmt.Sprintf("line %d", n), err})
			continue
		}
		changes = append(changes, c)
	}
}

func placesOf(head []string) (map[string]int, error) {
	place := map[string]int{}
	for i, name := range head {
		name = strings.TrimSpace(strings.TrimPrefix(name, "\ufeff"))
		if _, twice := place[name]; twice || !slices.Contains(columns, name) {
			return nil, fmt.Errorf("column %d of the heading is not one of %s, or stands there twice", i+1, strings.Join(columns, ", "))
		}
		place[name] = i
	}
	for _, name := range required {
		if _, ok := place[name]; !ok {
			return nil, fmt.Errorf("the heading lacks the column %s", name)
		}
	}
	return place, nil
}

func changeOf(line []string, place map[string]int, source string, exchanges []record.ExchangeID) (Change, error) {
	value := func(column string) string {
		i, ok := place[column]
		if !ok {
			return ""
		}
		return strings.TrimSpace(line[i])
	}
	person, err := record.ParseNHSNumber(value("nhsNumber"))
	if err != nil {
		return Change{}, err
	}
	c := Change{Person: person, Source: source, Reference: strings.Clone(value("reference")), Objection: Objection{
		Scope: Scope(strings.Clone(value("scope"))), Exchange: record.ExchangeID(strings.Clone(value("exchange")))}}
	if err := known(c.Objection, exchanges); err != nil {
		return Change{}, err
	}
	if c.Withdraw, err = withdraws(value("decision")); err != nil {
		return Change{}, err
	}
	c.RecordedAt, err = instant(value("recordedAt"))
	from, errFrom := instant(value("from"))
	until, errUntil := instant(value("until"))
	c.From, c.Until = from, until
	if err := errors.Join(err, errFrom, errUntil); err != nil {
		return Change{}, err
	}
	return c, c.check()
}

func withdraws(decision string) (bool, error) {
	switch decision {
	case "object":
		return false, nil
	case "withdraw":
		return true, nil
	default:
		return false, errors.New("the decision must be object or withdraw")
	}
}

// known checks an objection, and that the region has its exchange.
func known(o Objection, exchanges []record.ExchangeID) error {
	if err := o.check(); err != nil {
		return err
	}
	if o.Scope == AnExchange && !slices.Contains(exchanges, o.Exchange) {
		return errors.New("the region has no such exchange")
	}
	return nil
}

// instant reads an RFC 3339 instant or a date, which begins in London.
func instant(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	if t, err := time.Parse(time.RFC3339Nano, s); err == nil {
		return t, nil
	}
	if t, err := time.ParseInLocation(time.DateOnly, s, london); err == nil {
		return t, nil
	}
	return time.Time{}, errors.New("a time must be a date such as 2020-10-31 or an instant such as 2020-10-31T09:00:00Z")
}
