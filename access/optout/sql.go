package optout

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the PostgreSQL driver
	_ "modernc.org/sqlite"             // the SQLite driver

	"github.com/london-care-record/gateway/record"
)

//go:embed sql/*.sql
var migrations embed.FS

// database is a register in an SQL database.
type database struct {
	db  *sql.DB
	now func() time.Time
	// lock is what a transaction says first, so that two imports stand in line.
	lock string
}

// SQLite opens the register in a file, which it makes, readable by its owner only, when there is none.
func SQLite(ctx context.Context, file string, now func() time.Time) (Register, error) {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	options := url.Values{"_pragma": {"busy_timeout(2000)", "journal_mode(WAL)", "synchronous(FULL)"}, "_txlock": {"immediate"}}
	place := url.URL{Scheme: "file", Opaque: (&url.URL{Path: file}).EscapedPath(), RawQuery: options.Encode()}
	return open(ctx, "sqlite", place.String(), "sql/sqlite.sql", "", now)
}

// Postgres opens the register in a PostgreSQL database. The address is as libpq takes it.
func Postgres(ctx context.Context, address string, now func() time.Time) (Register, error) {
	return open(ctx, "pgx", address, "sql/postgres.sql", "LOCK TABLE objections IN EXCLUSIVE MODE", now)
}

func open(ctx context.Context, driver, address, migration, lock string, now func() time.Time) (Register, error) {
	db, err := sql.Open(driver, address)
	if err != nil {
		return nil, errors.New("the address of the opt-out register can't be read") // the error may hold a password
	}
	db.SetMaxOpenConns(8)
	text, err := migrations.ReadFile(migration)
	if err == nil {
		_, err = db.ExecContext(ctx, string(text))
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("the opt-out register can't be opened: %w", err), db.Close())
	}
	return &database{db: db, now: now, lock: lock}, nil
}

func (d *database) Close() error { return d.db.Close() }

const standing = `SELECT nhs_number, scope, exchange FROM objections
	WHERE withdrawn = 0 AND holds_from <= $1 AND holds_until > $2`

// greatestQuestion is how many people one statement asks about.
const greatestQuestion = 500

func (d *database) Objections(ctx context.Context, people []record.NHSNumber) (Objections, error) {
	found := Objections{}
	for len(people) > 0 {
		n := min(len(people), greatestQuestion)
		if err := d.ask(ctx, people[:n], found); err != nil {
			return nil, err
		}
		people = people[n:]
	}
	return found, nil
}

func (d *database) ask(ctx context.Context, people []record.NHSNumber, found Objections) error {
	now := d.now().UnixMicro()
	values := []any{now, now}
	var places []string
	for _, p := range people {
		values = append(values, string(p))
		places = append(places, fmt.Sprintf("$%d", len(values)))
	}
	return d.read(ctx, found, standing+" AND nhs_number IN ("+strings.Join(places, ",")+") ORDER BY 1, 2, 3", values...)
}

func (d *database) Copy(ctx context.Context) (Objections, error) {
	found := Objections{}
	now := d.now().UnixMicro()
	if err := d.read(ctx, found, standing+" ORDER BY 1, 2, 3", now, now); err != nil {
		return nil, err
	}
	return found, nil
}

func (d *database) read(ctx context.Context, found Objections, query string, values ...any) error {
	rows, err := d.db.QueryContext(ctx, query, values...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // rows.Err tells of what matters
	for rows.Next() {
		var person record.NHSNumber
		var o Objection
		if err := rows.Scan(&person, &o.Scope, &o.Exchange); err != nil {
			return err
		}
		found[person] = append(found[person], o)
	}
	return rows.Err()
}

func (d *database) Apply(ctx context.Context, changes []Change) ([]Receipt, error) {
	for i, c := range changes {
		if err := c.check(); err != nil {
			return nil, fmt.Errorf("change %d: %w", i+1, err)
		}
	}
	tx, err := d.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	receipts, err := d.applyAll(ctx, tx, changes)
	if err != nil {
		return nil, errors.Join(err, tx.Rollback())
	}
	return receipts, tx.Commit()
}

func (c Change) check() error {
	if _, err := record.ParseNHSNumber(string(c.Person)); err != nil {
		return err
	}
	if c.RecordedAt.IsZero() {
		return errors.New("the change must say when the person decided")
	}
	if !c.Until.IsZero() && c.Until.Before(c.From) {
		return errors.New("the objection ends before it begins")
	}
	return c.Objection.check()
}

func (d *database) applyAll(ctx context.Context, tx *sql.Tx, changes []Change) ([]Receipt, error) {
	if d.lock != "" {
		if _, err := tx.ExecContext(ctx, d.lock); err != nil {
			return nil, err
		}
	}
	receipts := make([]Receipt, 0, len(changes))
	for _, c := range changes {
		r, err := d.apply(ctx, tx, c)
		if err != nil {
			return nil, err
		}
		receipts = append(receipts, r)
	}
	return receipts, nil
}

// apply lets the later of two decisions stand; of two at the same moment, the objection.
func (d *database) apply(ctx context.Context, tx *sql.Tx, c Change) (Receipt, error) {
	r := Receipt{Change: c, AppliedAt: d.now().UTC().Truncate(time.Microsecond)}
	done, err := tx.ExecContext(ctx, `INSERT INTO objections (nhs_number, scope, exchange, withdrawn, recorded_at, holds_from, holds_until)
		VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (nhs_number, scope, exchange) DO UPDATE SET withdrawn = excluded.withdrawn,
			recorded_at = excluded.recorded_at, holds_from = excluded.holds_from, holds_until = excluded.holds_until
		WHERE excluded.recorded_at > objections.recorded_at
			OR excluded.recorded_at = objections.recorded_at AND excluded.withdrawn <= objections.withdrawn`,
		string(c.Person), string(c.Objection.Scope), string(c.Objection.Exchange), number(c.Withdraw),
		c.RecordedAt.UnixMicro(), bound(c.From, 0), bound(c.Until, never))
	if err != nil {
		return Receipt{}, err
	}
	changed, err := done.RowsAffected()
	if err != nil {
		return Receipt{}, err
	}
	r.Superseded = changed == 0
	err = tx.QueryRowContext(ctx, `INSERT INTO receipts (nhs_number, scope, exchange, withdrawn, recorded_at, holds_from,
			holds_until, source, reference, applied_at, superseded)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id`,
		string(c.Person), string(c.Objection.Scope), string(c.Objection.Exchange), number(c.Withdraw), c.RecordedAt.UnixMicro(),
		bound(c.From, 0), bound(c.Until, never), c.Source, c.Reference, r.AppliedAt.UnixMicro(), number(r.Superseded)).Scan(&r.ID)
	return r, err
}

// never is later than any date that the register meets: the end of the year 9999, in microseconds.
const never = 253402300799999999

// bound gives a bound in microseconds; a zero time is the open bound.
func bound(t time.Time, open int64) int64 {
	if t.IsZero() {
		return open
	}
	return t.UnixMicro()
}

// number writes yes and no as both databases read them.
func number(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func (d *database) Receipts(ctx context.Context, person record.NHSNumber) ([]Receipt, error) {
	rows, err := d.db.QueryContext(ctx, `SELECT id, nhs_number, scope, exchange, withdrawn, recorded_at, holds_from, holds_until,
		source, reference, applied_at, superseded FROM receipts WHERE nhs_number = $1 ORDER BY id`, string(person))
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }() // rows.Err tells of what matters
	var list []Receipt
	for rows.Next() {
		r, err := scan(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, r)
	}
	return list, rows.Err()
}

func scan(rows *sql.Rows) (Receipt, error) {
	var r Receipt
	var withdrawn, superseded int
	var recorded, from, until, applied int64
	err := rows.Scan(&r.ID, &r.Person, &r.Objection.Scope, &r.Objection.Exchange, &withdrawn, &recorded, &from, &until,
		&r.Source, &r.Reference, &applied, &superseded)
	r.Withdraw, r.Superseded = withdrawn == 1, superseded == 1
	r.RecordedAt, r.AppliedAt = time.UnixMicro(recorded).UTC(), time.UnixMicro(applied).UTC()
	if from != 0 {
		r.From = time.UnixMicro(from).UTC()
	}
	if until != never {
		r.Until = time.UnixMicro(until).UTC()
	}
	return r, err
}
