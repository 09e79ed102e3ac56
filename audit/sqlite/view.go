package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"github.com/london-care-record/gateway/audit"
)

// querier is a transaction or a connection.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

type view struct {
	ctx context.Context
	q   querier
}

func (v view) Chains() ([]string, error) {
	rows, err := v.q.QueryContext(v.ctx, "SELECT chain FROM entries UNION SELECT chain FROM heads UNION SELECT chain FROM checkpoints ORDER BY 1")
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var chains []string
	for rows.Next() {
		var c string
		if err := rows.Scan(&c); err != nil {
			return nil, err
		}
		chains = append(chains, c)
	}
	return chains, rows.Err()
}

func (v view) Head(chain string) (audit.Head, error) {
	h := audit.Head{Chain: chain}
	err := v.q.QueryRowContext(v.ctx, "SELECT seq, hash, key, sign FROM heads WHERE chain = ?", chain).Scan(&h.Seq, &h.Hash, &h.Key, &h.Sign)
	if errors.Is(err, sql.ErrNoRows) {
		return audit.Head{}, nil
	}
	return h, err
}

func (v view) Checkpoint(chain string) (audit.Checkpoint, error) {
	c := audit.Checkpoint{Chain: chain}
	err := v.q.QueryRowContext(v.ctx, "SELECT through, hash, at, key, sign FROM checkpoints WHERE chain = ? ORDER BY through DESC LIMIT 1", chain).
		Scan(&c.Through, &c.Hash, &c.At, &c.Key, &c.Sign)
	if errors.Is(err, sql.ErrNoRows) {
		return audit.Checkpoint{}, nil
	}
	return c, err
}

func (v view) Since(chain string, at int64) (int64, error) {
	var seq sql.NullInt64
	err := v.q.QueryRowContext(v.ctx, "SELECT min(seq) FROM entries WHERE chain = ? AND at >= ?", chain, at).Scan(&seq)
	return seq.Int64, err
}

const columns = "SELECT chain, seq, at, type, refers, person, caller, break_glass, permitted, key, prev, hash, body FROM entries "

func (v view) rows(query string, args ...any) ([]audit.Row, error) {
	rows, err := v.q.QueryContext(v.ctx, columns+query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var all []audit.Row
	for rows.Next() {
		var r audit.Row
		if err := rows.Scan(&r.Chain, &r.Seq, &r.At, &r.Type, &r.Refers, &r.Person, &r.Caller, &r.BreakGlass, &r.Permitted,
			&r.Key, &r.Prev, &r.Hash, &r.Body); err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, rows.Err()
}

func (v view) Rows(chain string, behind int64, limit int) ([]audit.Row, error) {
	return v.rows("WHERE chain = ? AND seq > ? ORDER BY seq LIMIT ?", chain, behind, limit)
}

func (v view) Search(s audit.Search) ([]audit.Row, error) {
	where := []string{"type = 'decision'"}
	var args []any
	add := func(condition string, values ...any) {
		where = append(where, condition)
		args = append(args, values...)
	}
	if len(s.Persons) > 0 {
		add("person <> '' AND person IN ("+marks(len(s.Persons))+")", anys(s.Persons)...)
	}
	if len(s.Callers) > 0 {
		add("caller IN ("+marks(len(s.Callers))+")", anys(s.Callers)...)
	}
	if s.From != 0 {
		add("at >= ?", s.From)
	}
	if s.To != 0 {
		add("at < ?", s.To)
	}
	if s.BreakGlassOnly {
		add("break_glass <> 0")
	}
	beyond, order := "<", " DESC"
	if s.OldestFirst {
		beyond, order = ">", ""
	}
	if a := s.After; a != nil {
		add("(at, chain, seq) "+beyond+" (?, ?, ?)", a.At, a.Chain, a.Seq)
	}
	args = append(args, s.Limit)
	return v.rows("WHERE "+strings.Join(where, " AND ")+" ORDER BY at"+order+", chain"+order+", seq"+order+" LIMIT ?", args...)
}

func (v view) Outcomes(chain string, decisions []int64) ([]audit.Row, error) {
	args := append([]any{chain}, anys(decisions)...)
	return v.rows("WHERE type = 'outcome' AND chain = ? AND refers IN ("+marks(len(decisions))+") ORDER BY seq", args...)
}

func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }

func anys[T any](values []T) []any {
	all := make([]any, len(values))
	for i, v := range values {
		all[i] = v
	}
	return all
}
