-- What people object to: one row for a person and scope, the latest decision. Times are microseconds since 1970.
CREATE TABLE IF NOT EXISTS objections (
  nhs_number  TEXT    NOT NULL,
  scope       TEXT    NOT NULL,
  exchange    TEXT    NOT NULL,
  withdrawn   INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  holds_from  INTEGER NOT NULL,
  holds_until INTEGER NOT NULL,
  PRIMARY KEY (nhs_number, scope, exchange)
) WITHOUT ROWID;

-- Every decision that came in, and when: rows are added only.
CREATE TABLE IF NOT EXISTS receipts (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  nhs_number  TEXT    NOT NULL,
  scope       TEXT    NOT NULL,
  exchange    TEXT    NOT NULL,
  withdrawn   INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  holds_from  INTEGER NOT NULL,
  holds_until INTEGER NOT NULL,
  source      TEXT    NOT NULL,
  reference   TEXT    NOT NULL,
  applied_at  INTEGER NOT NULL,
  superseded  INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS receipts_of ON receipts (nhs_number, id);
CREATE TRIGGER IF NOT EXISTS receipts_stay BEFORE UPDATE ON receipts BEGIN SELECT RAISE(ABORT, 'receipts are never changed'); END;
CREATE TRIGGER IF NOT EXISTS receipts_remain BEFORE DELETE ON receipts BEGIN SELECT RAISE(ABORT, 'receipts are never deleted'); END;
