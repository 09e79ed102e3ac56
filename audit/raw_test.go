//go:build unix

package audit_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // raw access to PostgreSQL, as a tamperer would have it

	"github.com/london-care-record/gateway/audit"
)

// contents are all that a store holds.
type contents struct {
	Rows        []audit.Row
	Heads       []audit.Head
	Checkpoints []audit.Checkpoint
}

func (c contents) clone() contents {
	return contents{slices.Clone(c.Rows), slices.Clone(c.Heads), slices.Clone(c.Checkpoints)}
}

// raw is the database without the gateway, and without what keeps it append-only.
type raw struct {
	db     *sql.DB
	prefix string
	mark   func(n int) string
}

func openRaw(t testing.TB, on target) raw {
	t.Helper()
	driver, r := "sqlite", raw{mark: func(int) string { return "?" }}
	if on.name == "postgres" {
		driver, r = "pgx", raw{prefix: "audit_", mark: func(n int) string { return fmt.Sprintf("$%d", n) }}
	}
	var err error
	if r.db, err = sql.Open(driver, on.place); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.db.Close() })
	return r
}

// disarm takes away what keeps the tables append-only, as the database's owner can.
func (r raw) disarm(t testing.TB) {
	t.Helper()
	statements := []string{"DROP TRIGGER entries_no_update", "DROP TRIGGER entries_no_delete", "DROP TRIGGER heads_forward",
		"DROP TRIGGER heads_no_delete", "DROP TRIGGER checkpoints_no_update", "DROP TRIGGER checkpoints_no_delete"}
	if r.prefix != "" {
		statements = []string{"DROP FUNCTION audit_refuse, audit_refuse_delete, audit_head_forward CASCADE"}
	}
	for _, s := range statements {
		if _, err := r.db.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
}

// columnsOf are the tables' columns.
var columnsOf = map[string]string{
	"entries":     "chain, seq, at, type, refers, person, caller, break_glass, permitted, key, prev, hash, body",
	"heads":       "chain, seq, hash, key, sign",
	"checkpoints": "chain, through, hash, at, key, sign",
}

func entryValues(r audit.Row) []any {
	return []any{r.Chain, r.Seq, r.At, string(r.Type), r.Refers, r.Person, r.Caller, r.BreakGlass, r.Permitted, r.Key, r.Prev, r.Hash, r.Body}
}

// put makes the store hold this, and nothing else.
func (r raw) put(t testing.TB, c contents) {
	t.Helper()
	tx, err := r.db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback() }()
	tables := map[string][][]any{"entries": nil, "heads": nil, "checkpoints": nil}
	for _, e := range c.Rows {
		tables["entries"] = append(tables["entries"], entryValues(e))
	}
	for _, h := range c.Heads {
		tables["heads"] = append(tables["heads"], []any{h.Chain, h.Seq, h.Hash, h.Key, h.Sign})
	}
	for _, p := range c.Checkpoints {
		tables["checkpoints"] = append(tables["checkpoints"], []any{p.Chain, p.Through, p.Hash, p.At, p.Key, p.Sign})
	}
	for table, rows := range tables {
		if _, err := tx.Exec("DELETE FROM " + r.prefix + table); err != nil {
			t.Fatal(err)
		}
		if len(rows) == 0 {
			continue
		}
		if _, err := tx.Exec(r.insert(table, len(rows)), slices.Concat(rows...)...); err != nil {
			t.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
}

// insert is one statement for many rows.
func (r raw) insert(table string, rows int) string {
	columns := strings.Count(columnsOf[table], ",") + 1
	var values []string
	for row := range rows {
		var marks []string
		for c := range columns {
			marks = append(marks, r.mark(row*columns+c+1))
		}
		values = append(values, "("+strings.Join(marks, ", ")+")")
	}
	return fmt.Sprintf("INSERT INTO %s%s (%s) VALUES %s", r.prefix, table, columnsOf[table], strings.Join(values, ", "))
}

// contentsOf reads all that a store holds; of checkpoints the last of each chain, which is the one that counts.
func contentsOf(t testing.TB, s audit.Store) contents {
	t.Helper()
	var c contents
	err := s.Read(context.Background(), func(v audit.View) error {
		chains, err := v.Chains()
		for _, chain := range chains {
			rows, err1 := v.Rows(chain, 0, 1<<20)
			head, err2 := v.Head(chain)
			checkpoint, err3 := v.Checkpoint(chain)
			if err := errors.Join(err1, err2, err3); err != nil {
				return err
			}
			c.Rows, c.Heads = append(c.Rows, rows...), append(c.Heads, head)
			if checkpoint.Through > 0 {
				c.Checkpoints = append(c.Checkpoints, checkpoint)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}
