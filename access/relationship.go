package access

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/record"
)

// Related is how an organisation has to do with people. Who has nothing to do with it is missing.
type Related map[record.NHSNumber][]policy.Relationship

// Relationships knows how organisations have to do with people, without asking an exchange.
type Relationships interface {
	Of(ctx context.Context, odsCode string, people []record.NHSNumber) (Related, error)
}

// Table is a table of relationships that never changes.
type Table struct {
	people map[string]Related
	// synthetic are relationships with every made-up person.
	synthetic map[string][]policy.Relationship
}

// everySynthetic stands in a table for every made-up person. There is no such word for real people.
const everySynthetic = "999*"

// ReadTable reads a table with the heading odsCode,nhsNumber,relationship. nhsNumber may be 999*, which stands for every
// made-up person; relationship is practice, referral or encounter.
func ReadTable(r io.Reader) (*Table, error) {
	rows, err := csv.NewReader(r).ReadAll()
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 || !slices.Equal(rows[0], []string{"odsCode", "nhsNumber", "relationship"}) {
		return nil, errors.New("the heading must be odsCode,nhsNumber,relationship")
	}
	t := &Table{people: map[string]Related{}, synthetic: map[string][]policy.Relationship{}}
	for i, row := range rows[1:] {
		if err := t.add(row[0], row[1], policy.Relationship(row[2])); err != nil {
			return nil, fmt.Errorf("row %d: %w", i+2, err)
		}
	}
	return t, nil
}

func (t *Table) add(ods, number string, r policy.Relationship) error {
	switch {
	case ods == "":
		return errors.New("the ODS code is missing")
	case r != policy.Practice && r != policy.Referral && r != policy.Encounter:
		return errors.New("the relationship must be practice, referral or encounter")
	case number == everySynthetic:
		t.synthetic[ods] = append(t.synthetic[ods], r)
		return nil
	}
	person, err := record.ParseNHSNumber(number)
	if err != nil {
		return err
	}
	if t.people[ods] == nil {
		t.people[ods] = Related{}
	}
	t.people[ods][person] = append(t.people[ods][person], r)
	return nil
}

// Of gives what the table says.
func (t *Table) Of(_ context.Context, ods string, people []record.NHSNumber) (Related, error) {
	found := Related{}
	for _, p := range people {
		all := slices.Clone(t.people[ods][p])
		if synthetic(p) {
			all = append(all, t.synthetic[ods]...)
		}
		if len(all) > 0 {
			found[p] = all
		}
	}
	return found, nil
}

// synthetic tells that a person is made up: NHS numbers that begin with 999 are never given to anybody.
func synthetic(n record.NHSNumber) bool { return strings.HasPrefix(string(n), "999") }

// merge adds what another source knows.
func (r Related) merge(more Related) {
	for _, p := range slices.Sorted(maps.Keys(more)) {
		r[p] = append(r[p], more[p]...)
	}
}
