CREATE TABLE entries (
  chain       TEXT    NOT NULL,
  seq         INTEGER NOT NULL,
  at          INTEGER NOT NULL,
  type        TEXT    NOT NULL,
  refers      INTEGER NOT NULL,
  person      TEXT    NOT NULL,
  caller      TEXT    NOT NULL,
  break_glass INTEGER NOT NULL,
  permitted   INTEGER NOT NULL,
  key         TEXT    NOT NULL,
  prev        BLOB    NOT NULL,
  hash        BLOB    NOT NULL,
  body        BLOB    NOT NULL,
  PRIMARY KEY (chain, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX entries_person ON entries (person, at) WHERE type = 'decision' AND person <> '';
CREATE INDEX entries_caller ON entries (caller, at) WHERE type = 'decision';
CREATE INDEX entries_at ON entries (at, chain, seq) WHERE type = 'decision';
CREATE INDEX entries_refers ON entries (chain, refers) WHERE type = 'outcome';

CREATE TABLE heads (
  chain TEXT    NOT NULL PRIMARY KEY,
  seq   INTEGER NOT NULL,
  hash  BLOB    NOT NULL,
  key   TEXT    NOT NULL,
  sign  BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE checkpoints (
  chain   TEXT    NOT NULL,
  through INTEGER NOT NULL,
  hash    BLOB    NOT NULL,
  at      INTEGER NOT NULL,
  key     TEXT    NOT NULL,
  sign    BLOB    NOT NULL,
  PRIMARY KEY (chain, through)
) STRICT, WITHOUT ROWID;

-- Entries stay as they are. Only what a checkpoint stands for may go, and a checkpoint that is not signed shows.
CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries
WHEN NOT EXISTS (SELECT 1 FROM checkpoints c WHERE c.chain = OLD.chain AND c.through >= OLD.seq)
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

CREATE TRIGGER heads_forward BEFORE UPDATE ON heads
WHEN NEW.chain <> OLD.chain OR NEW.seq <= OLD.seq
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

CREATE TRIGGER heads_no_delete BEFORE DELETE ON heads
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

CREATE TRIGGER checkpoints_no_update BEFORE UPDATE ON checkpoints
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

CREATE TRIGGER checkpoints_no_delete BEFORE DELETE ON checkpoints
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
