// Package postgres keeps the audit trail in PostgreSQL, where several gateways share one store.
package postgres

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/london-care-record/gateway/audit"
)

//go:embed migrations/*.sql
var migrations embed.FS

// The gateway's advisory locks: the first number of each tells them from those of others in the same database.
const (
	lockMigrations = 0x4c4352 // "LCR"
	lockChain      = lockMigrations + 1
)

// Store is an audit.Store in a database.
type Store struct {
	url     string
	readers *pgxpool.Pool

	mu     sync.Mutex
	writer *pgx.Conn
}

var _ audit.Store = (*Store)(nil)

// errURL holds nothing of the URL, which has a password in it.
var errURL = errors.New("the database's URL can't be read")

// Open connects to a database, such as postgres://user:password@host/database, and makes or updates the tables. Where
// they are as they should be, it needs no right to change them.
func Open(ctx context.Context, url string) (*Store, error) {
	s, err := OpenReading(ctx, url)
	if err != nil {
		return nil, err
	}
	if err := s.prepare(ctx); err != nil {
		s.readers.Close()
		return nil, err
	}
	return s, nil
}

// OpenReading connects to a database that has the tables.
func OpenReading(ctx context.Context, url string) (*Store, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, errURL
	}
	config.MinConns = 0
	readers, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, err
	}
	return &Store{url: url, readers: readers}, nil
}

func (s *Store) prepare(ctx context.Context) error {
	conn, err := connect(ctx, s.url)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }() // nothing waits to be written
	return migrate(ctx, conn)
}

// connect opens a connection whose commits wait for the disk.
func connect(ctx context.Context, url string) (*pgx.Conn, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, errURL
	}
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return nil, err
	}
	if err := durable(ctx, conn); err != nil {
		_ = conn.Close(context.WithoutCancel(ctx))
		return nil, err
	}
	return conn, nil
}

// durable makes commits wait for the disk, and refuses a server that never does.
func durable(ctx context.Context, conn *pgx.Conn) error {
	// Whoever has set more than on, such as remote_apply, keeps it.
	if _, err := conn.Exec(ctx, "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN ('off', 'local')"); err != nil {
		return err
	}
	// A gateway that died without a word must not keep its chain locked for hours.
	if _, err := conn.Exec(ctx, "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3"); err != nil {
		return err
	}
	var fsync string
	if err := conn.QueryRow(ctx, "SHOW fsync").Scan(&fsync); err != nil {
		return err
	}
	if fsync != "on" {
		return errors.New("the database runs with fsync off: what it says is written may be lost")
	}
	return nil
}

// migrate runs the migrations that the database lacks, one gateway at a time.
func migrate(ctx context.Context, conn *pgx.Conn) error {
	files, err := migrations.ReadDir("migrations")
	if err != nil {
		return err
	}
	version, err := schemaVersion(ctx, conn)
	if err != nil || version == len(files) {
		return err
	}
	return pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "SELECT pg_advisory_xact_lock($1, 0)", lockMigrations); err != nil {
			return err
		}
		version, err := schemaVersion(ctx, conn) // another gateway may have been first
		if err != nil {
			return err
		}
		if version > len(files) {
			return fmt.Errorf("the audit trail has schema version %d; this gateway knows version %d", version, len(files))
		}
		for n := version + 1; n <= len(files); n++ {
			b, err := migrations.ReadFile(fmt.Sprintf("migrations/%d.sql", n))
			if err != nil {
				return err
			}
			if _, err := tx.Exec(ctx, string(b)); err != nil {
				return fmt.Errorf("migration %d: %w", n, err)
			}
		}
		_, err = tx.Exec(ctx, `CREATE TABLE IF NOT EXISTS audit_schema (version int NOT NULL)`)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, "WITH gone AS (DELETE FROM audit_schema) INSERT INTO audit_schema VALUES ($1)", len(files))
		return err
	})
}

func schemaVersion(ctx context.Context, conn *pgx.Conn) (int, error) {
	var there bool
	if err := conn.QueryRow(ctx, "SELECT to_regclass('audit_schema') IS NOT NULL").Scan(&there); err != nil || !there {
		return 0, err
	}
	var version int
	err := conn.QueryRow(ctx, "SELECT version FROM audit_schema").Scan(&version)
	return version, err
}

// Take connects, locks the chain for as long as the connection lives, and gives the chain's head. A connection that was
// lost may still be at work on the server; it has the lock until it is done, so that its transaction can't come after
// what is read here.
func (s *Store) Take(ctx context.Context, chain string) (audit.Head, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.drop(ctx)
	conn, err := connect(ctx, s.url)
	if err != nil {
		return audit.Head{}, err
	}
	var head audit.Head
	if err = lock(ctx, conn, chain); err == nil {
		head, err = view{ctx, conn}.Head(chain)
	}
	if err != nil {
		_ = conn.Close(context.WithoutCancel(ctx))
		return audit.Head{}, err
	}
	s.writer = conn
	return head, nil
}

// A lock goes with its connection, but the server may notice a little later that a connection has gone.
const (
	lockPatience = time.Second
	lockPause    = 20 * time.Millisecond
)

// lock takes the lock of a chain. A writer that has just gone, this one's own lost connection included, is waited for.
func lock(ctx context.Context, conn *pgx.Conn, chain string) error {
	for until := time.Now().Add(lockPatience); ; {
		var locked bool
		err := conn.QueryRow(ctx, "SELECT pg_try_advisory_lock($1, hashtext($2))", lockChain, chain).Scan(&locked)
		switch {
		case err != nil || locked:
			return err
		case time.Now().After(until):
			return audit.ErrOtherWriter
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(lockPause):
		}
	}
}

func (s *Store) drop(ctx context.Context) {
	if s.writer != nil {
		_ = s.writer.Close(ctx)
		s.writer = nil
	}
}

// The new head goes over the old one only where that is the one that the batch follows; else nothing is written. Head
// and entries are one statement, which is one round trip and one transaction.
const (
	firstHead = `WITH head AS (INSERT INTO audit_heads (chain, seq, hash, key, sign) VALUES ($3, $4, $5, $6, $7)
		ON CONFLICT DO NOTHING RETURNING 1), expected AS (SELECT $1::bigint, $2::bytea)`
	nextHead = `WITH head AS (UPDATE audit_heads SET seq = $4, hash = $5, key = $6, sign = $7
		WHERE chain = $3 AND seq = $1 AND hash = $2 RETURNING 1)`
	entries = ` INSERT INTO audit_entries (chain, seq, at, type, refers, person, caller, break_glass, permitted, key, prev, hash, body)
		SELECT $3, r.* FROM unnest($8::bigint[], $9::bigint[], $10::text[], $11::bigint[], $12::text[], $13::text[],
		$14::boolean[], $15::boolean[], $16::text[], $17::bytea[], $18::bytea[], $19::bytea[]) AS r, head`
)

// Append writes a batch.
func (s *Store) Append(ctx context.Context, b audit.Batch) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.writer == nil {
		return errors.New("the chain was not taken")
	}
	if b.Checkpoint == nil {
		return appendRows(ctx, s.writer, b)
	}
	return pgx.BeginFunc(ctx, s.writer, func(tx pgx.Tx) error {
		if err := appendRows(ctx, tx, b); err != nil {
			return err
		}
		c := b.Checkpoint
		if _, err := tx.Exec(ctx, "INSERT INTO audit_checkpoints (chain, through, hash, at, key, sign) VALUES ($1, $2, $3, $4, $5, $6)",
			c.Chain, c.Through, c.Hash, c.At, c.Key, c.Sign); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "DELETE FROM audit_entries WHERE chain = $1 AND seq <= $2", c.Chain, c.Through)
		return err
	})
}

// execer is a connection or a transaction.
type execer interface {
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
}

func appendRows(ctx context.Context, e execer, b audit.Batch) error {
	n := len(b.Rows)
	var (
		seqs, ats, refers             = make([]int64, n), make([]int64, n), make([]int64, n)
		types, persons, callers, keys = make([]string, n), make([]string, n), make([]string, n), make([]string, n)
		glass, permitted              = make([]bool, n), make([]bool, n)
		prevs, hashes, bodies         = make([][]byte, n), make([][]byte, n), make([][]byte, n)
		from, to                      = b.From, b.To
		statement                     = nextHead + entries
	)
	for i := range b.Rows {
		r := &b.Rows[i]
		seqs[i], ats[i], refers[i] = r.Seq, r.At, r.Refers
		types[i], persons[i], callers[i], keys[i] = string(r.Type), r.Person, r.Caller, r.Key
		glass[i], permitted[i] = r.BreakGlass, r.Permitted
		prevs[i], hashes[i], bodies[i] = r.Prev, r.Hash, r.Body
	}
	if from.Seq == 0 {
		statement = firstHead + entries
	}
	tag, err := e.Exec(ctx, statement, from.Seq, from.Hash, to.Chain, to.Seq, to.Hash, to.Key, to.Sign,
		seqs, ats, types, refers, persons, callers, glass, permitted, keys, prevs, hashes, bodies)
	if err == nil && tag.RowsAffected() != int64(n) {
		err = audit.ErrOtherWriter
	}
	return err
}

// Read gives one snapshot. After the server was away, the pool may hold connections that are dead and not yet found out;
// a reading that could not even begin is tried once more with new ones.
func (s *Store) Read(ctx context.Context, f func(audit.View) error) error {
	begun, err := s.readOnce(ctx, f)
	if err == nil || begun || ctx.Err() != nil {
		return err
	}
	s.readers.Reset()
	_, err = s.readOnce(ctx, f)
	return err
}

func (s *Store) readOnce(ctx context.Context, f func(audit.View) error) (begun bool, err error) {
	err = pgx.BeginTxFunc(ctx, s.readers, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
		begun = true
		return f(view{ctx, tx})
	})
	return begun, err
}

// Close lets go of the chain and of all connections.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.drop(context.Background())
	s.readers.Close()
	return nil
}
