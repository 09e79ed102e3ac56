// Package sqlite keeps the audit trail in one SQLite file, for a gateway without a database server.
package sqlite

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strings"
	"sync"

	_ "modernc.org/sqlite" // the driver, in Go

	"github.com/london-care-record/gateway/audit"
)

//go:embed schema.sql
var schema string

// schemaVersion is what PRAGMA user_version says of a file with this schema.
const schemaVersion = 1

// Store is an audit.Store in a file.
type Store struct {
	file     string
	readOnly bool
	readers  *sql.DB

	// What follows is the writer's. mu keeps Close from pulling it away under an Append.
	mu     sync.Mutex
	writer *sql.DB
	conn   *sql.Conn
	insert *sql.Stmt
	lock   *lock
}

var _ audit.Store = (*Store)(nil)

// Open opens a file for writing and reading, and makes it when it is not there. Nobody but its owner may read it.
func Open(ctx context.Context, file string) (*Store, error) {
	f, err := os.OpenFile(file, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	// The log and the index that SQLite puts beside the file get its mode. A file that was there may have had another.
	if err := errors.Join(f.Chmod(0o600), f.Close()); err != nil {
		return nil, err
	}
	s := &Store{file: file}
	if err := s.migrate(ctx); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if s.readers, err = sql.Open("sqlite", dsn(file, "query_only(1)")); err != nil {
		return nil, err
	}
	return s, nil
}

// OpenReading opens a file that is there, for reading only.
func OpenReading(file string) (*Store, error) {
	if _, err := os.Stat(file); err != nil {
		return nil, err
	}
	readers, err := sql.Open("sqlite", dsn(file, "query_only(1)"))
	return &Store{file: file, readOnly: true, readers: readers}, err
}

// dsn names the file with what every connection sets: each commit waits for the disk, and others are waited for.
func dsn(file string, pragmas ...string) string {
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: file}).EscapedPath()}
	q := url.Values{"_pragma": append([]string{"busy_timeout(5000)", "synchronous(FULL)"}, pragmas...)}
	u.RawQuery = q.Encode()
	return u.String()
}

// migrate makes the tables, once.
func (s *Store) migrate(ctx context.Context) error {
	db, err := sql.Open("sqlite", dsn(s.file, "journal_mode(WAL)"))
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	return inTransaction(ctx, conn, func() error {
		var version int
		if err := conn.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
			return err
		}
		switch version {
		case schemaVersion:
			return nil
		case 0:
			_, err := conn.ExecContext(ctx, fmt.Sprintf("%s; PRAGMA user_version = %d", schema, schemaVersion))
			return err
		}
		return fmt.Errorf("the audit trail has schema version %d; this gateway knows version %d", version, schemaVersion)
	})
}

// inTransaction runs f between BEGIN IMMEDIATE, which waits for other writers, and COMMIT.
func inTransaction(ctx context.Context, conn *sql.Conn, f func() error) error {
	if _, err := conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	err := f()
	if err == nil {
		_, err = conn.ExecContext(ctx, "COMMIT")
	}
	if err != nil {
		// The error of ROLLBACK says only that the failure has already rolled back.
		_, _ = conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
	}
	return err
}

// Take locks the chain with a file beside the store, so that two gateways do not write one chain, and gives its head.
func (s *Store) Take(ctx context.Context, chain string) (audit.Head, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.readOnly {
		return audit.Head{}, errors.New("the store is open for reading only")
	}
	s.drop()
	if s.lock == nil {
		l, err := takeLock(s.file, chain)
		if err != nil {
			return audit.Head{}, err
		}
		s.lock = l
	}
	if err := s.connect(ctx); err != nil {
		s.drop()
		return audit.Head{}, err
	}
	return view{ctx, s.conn}.Head(chain)
}

// connect opens the writer's one connection.
func (s *Store) connect(ctx context.Context) error {
	if err := s.stillThere(); err != nil {
		return err
	}
	var err error
	if s.writer, err = sql.Open("sqlite", dsn(s.file, "wal_autocheckpoint(4000)")); err != nil {
		return err
	}
	if s.conn, err = s.writer.Conn(ctx); err != nil {
		return err
	}
	s.insert, err = s.conn.PrepareContext(ctx, `INSERT INTO entries
		(chain, seq, at, type, refers, person, caller, break_glass, permitted, key, prev, hash, body)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
	return err
}

// stillThere keeps SQLite from making a new, empty file where the store has gone.
func (s *Store) stillThere() error {
	_, err := os.Stat(s.file)
	if errors.Is(err, fs.ErrNotExist) {
		return errors.New("the file of the audit trail is gone")
	}
	return err
}

// drop closes the writer's connection.
func (s *Store) drop() {
	if s.insert != nil {
		_ = s.insert.Close()
	}
	if s.conn != nil {
		_ = s.conn.Close()
	}
	if s.writer != nil {
		_ = s.writer.Close()
	}
	s.insert, s.conn, s.writer = nil, nil, nil
}

// Append writes a batch.
func (s *Store) Append(ctx context.Context, b audit.Batch) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.conn == nil {
		return errors.New("the chain was not taken")
	}
	return inTransaction(ctx, s.conn, func() error { return s.append(ctx, b) })
}

func (s *Store) append(ctx context.Context, b audit.Batch) error {
	if err := s.move(ctx, b.From, b.To); err != nil {
		return err
	}
	for i := range b.Rows {
		r := &b.Rows[i]
		if _, err := s.insert.ExecContext(ctx, r.Chain, r.Seq, r.At, string(r.Type), r.Refers, r.Person, r.Caller,
			r.BreakGlass, r.Permitted, r.Key, r.Prev, r.Hash, r.Body); err != nil {
			return err
		}
	}
	c := b.Checkpoint
	if c == nil {
		return nil
	}
	if _, err := s.conn.ExecContext(ctx, "INSERT INTO checkpoints (chain, through, hash, at, key, sign) VALUES (?, ?, ?, ?, ?, ?)",
		c.Chain, c.Through, c.Hash, c.At, c.Key, c.Sign); err != nil {
		return err
	}
	_, err := s.conn.ExecContext(ctx, "DELETE FROM entries WHERE chain = ? AND seq <= ?", c.Chain, c.Through)
	return err
}

// move writes the new head over the one that the batch follows, and refuses when that is not the chain's.
func (s *Store) move(ctx context.Context, from, to audit.Head) error {
	var res sql.Result
	var err error
	if from.Seq == 0 {
		res, err = s.conn.ExecContext(ctx, "INSERT INTO heads (chain, seq, hash, key, sign) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
			to.Chain, to.Seq, to.Hash, to.Key, to.Sign)
	} else {
		res, err = s.conn.ExecContext(ctx, "UPDATE heads SET seq = ?, hash = ?, key = ?, sign = ? WHERE chain = ? AND seq = ? AND hash = ?",
			to.Seq, to.Hash, to.Key, to.Sign, from.Chain, from.Seq, from.Hash)
	}
	if err != nil {
		return err
	}
	n, err := res.RowsAffected()
	if err == nil && n != 1 {
		err = audit.ErrOtherWriter
	}
	return err
}

// Read gives one snapshot.
func (s *Store) Read(ctx context.Context, f func(audit.View) error) error {
	tx, err := s.readers.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // nothing was written
	return f(view{ctx, tx})
}

// Close lets go of the chain and closes the file.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.drop()
	err := s.readers.Close()
	if s.lock != nil {
		err = errors.Join(err, s.lock.release())
		s.lock = nil
	}
	return err
}

// lockName is the lock's file: one for each chain, beside the store. The chain's name may hold any character.
func lockName(file, chain string) string {
	return file + "." + strings.ReplaceAll(url.PathEscape(chain), "/", "%2F") + ".lock"
}
