-- One gateway at a time makes the tables.
SELECT pg_advisory_lock(2010991);

-- What people object to: one row for a person and scope, the latest decision. Times are microseconds since 1970.
CREATE TABLE IF NOT EXISTS objections (
  nhs_number  TEXT   NOT NULL,
  scope       TEXT   NOT NULL,
  exchange    TEXT   NOT NULL,
  withdrawn   INT    NOT NULL,
  recorded_at BIGINT NOT NULL,
  holds_from  BIGINT NOT NULL,
  holds_until BIGINT NOT NULL,
  PRIMARY KEY (nhs_number, scope, exchange)
);

-- Every decision that came in, and when: rows are added only.
CREATE TABLE IF NOT EXISTS receipts (
  id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  nhs_number  TEXT   NOT NULL,
  scope       TEXT   NOT NULL,
  exchange    TEXT   NOT NULL,
  withdrawn   INT    NOT NULL,
  recorded_at BIGINT NOT NULL,
  holds_from  BIGINT NOT NULL,
  holds_until BIGINT NOT NULL,
  source      TEXT   NOT NULL,
  reference   TEXT   NOT NULL,
  applied_at  BIGINT NOT NULL,
  superseded  INT    NOT NULL
);
CREATE INDEX IF NOT EXISTS receipts_of ON receipts (nhs_number, id);
CREATE OR REPLACE FUNCTION receipts_remain() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'receipts are never changed or deleted'; END $$;
CREATE OR REPLACE TRIGGER receipts_remain BEFORE UPDATE OR DELETE OR TRUNCATE ON receipts
  FOR EACH STATEMENT EXECUTE FUNCTION receipts_remain();

SELECT pg_advisory_unlock(2010991);
