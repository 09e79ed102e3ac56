package postgres

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/london-care-record/gateway/audit"
)

// querier is a transaction or a connection.
type querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}

type view struct {
	ctx context.Context
	q   querier
}

func (v view) Chains() ([]string, error) {
	rows, err := v.q.Query(v.ctx, `SELECT chain FROM (SELECT chain FROM audit_entries UNION SELECT chain FROM audit_heads
		UNION SELECT chain FROM audit_checkpoints) c ORDER BY chain`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

func (v view) Head(chain string) (audit.Head, error) {
	h := audit.Head{Chain: chain}
	err := v.q.QueryRow(v.ctx, "SELECT seq, hash, key, sign FROM audit_heads WHERE chain = $1", chain).Scan(&h.Seq, &h.Hash, &h.Key, &h.Sign)
	if errors.Is(err, pgx.ErrNoRows) {
		return audit.Head{}, nil
	}
	return h, err
}

func (v view) Checkpoint(chain string) (audit.Checkpoint, error) {
	c := audit.Checkpoint{Chain: chain}
	err := v.q.QueryRow(v.ctx, "SELECT through, hash, at, key, sign FROM audit_checkpoints WHERE chain = $1 ORDER BY through DESC LIMIT 1", chain).
		Scan(&c.Through, &c.Hash, &c.At, &c.Key, &c.Sign)
	if errors.Is(err, pgx.ErrNoRows) {
		return audit.Checkpoint{}, nil
	}
	return c, err
}

func (v view) Since(chain string, at int64) (int64, error) {
	var seq int64
	err := v.q.QueryRow(v.ctx, "SELECT coalesce(min(seq), 0) FROM audit_entries WHERE chain = $1 AND at >= $2", chain, at).Scan(&seq)
	return seq, err
}

const columns = "SELECT chain, seq, at, type, refers, person, caller, break_glass, permitted, key, prev, hash, body FROM audit_entries "

func (v view) rows(query string, args ...any) ([]audit.Row, error) {
	rows, err := v.q.Query(v.ctx, columns+query, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[audit.Row])
}

func (v view) Rows(chain string, behind int64, limit int) ([]audit.Row, error) {
	return v.rows("WHERE chain = $1 AND seq > $2 ORDER BY seq LIMIT $3", chain, behind, limit)
}

func (v view) Search(s audit.Search) ([]audit.Row, error) {
	where := []string{"type = 'decision'"}
	var args []any
	// add takes a condition whose marks are %d, in the order of the values.
	add := func(condition string, values ...any) {
		numbers := make([]any, len(values))
		for i, value := range values {
			args = append(args, value)
			numbers[i] = len(args)
		}
		where = append(where, fmt.Sprintf(condition, numbers...))
	}
	if len(s.Persons) > 0 {
		add("person <> '' AND person = ANY ($%d)", s.Persons)
	}
	if len(s.Callers) > 0 {
		add("caller = ANY ($%d)", s.Callers)
	}
	if s.From != 0 {
		add("at >= $%d", s.From)
	}
	if s.To != 0 {
		add("at < $%d", s.To)
	}
	if s.BreakGlassOnly {
		add("break_glass")
	}
	beyond, order := "<", " DESC"
	if s.OldestFirst {
		beyond, order = ">", ""
	}
	if a := s.After; a != nil {
		add(`(at, chain, seq) `+beyond+` ($%d, $%d, $%d)`, a.At, a.Chain, a.Seq)
	}
	args = append(args, s.Limit)
	return v.rows("WHERE "+strings.Join(where, " AND ")+" ORDER BY at"+order+`, chain`+order+", seq"+order+
		fmt.Sprintf(" LIMIT $%d", len(args)), args...)
}

func (v view) Outcomes(chain string, decisions []int64) ([]audit.Row, error) {
	return v.rows("WHERE type = 'outcome' AND chain = $1 AND refers = ANY ($2) ORDER BY seq", chain, decisions)
}
