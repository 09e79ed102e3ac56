CREATE TABLE audit_entries (
  chain       text    COLLATE "C" NOT NULL,
  seq         bigint  NOT NULL,
  at          bigint  NOT NULL,
  type        text    NOT NULL,
  refers      bigint  NOT NULL,
  person      text    NOT NULL,
  caller      text    NOT NULL,
  break_glass boolean NOT NULL,
  permitted   boolean NOT NULL,
  key         text    NOT NULL,
  prev        bytea   NOT NULL,
  hash        bytea   NOT NULL,
  body        bytea   NOT NULL,
  PRIMARY KEY (chain, seq)
);

CREATE INDEX audit_entries_person ON audit_entries (person, at) WHERE type = 'decision' AND person <> '';
CREATE INDEX audit_entries_caller ON audit_entries (caller, at) WHERE type = 'decision';
CREATE INDEX audit_entries_at ON audit_entries (at, chain, seq) WHERE type = 'decision';
CREATE INDEX audit_entries_refers ON audit_entries (chain, refers) WHERE type = 'outcome';

CREATE TABLE audit_heads (
  chain text   COLLATE "C" NOT NULL PRIMARY KEY,
  seq   bigint NOT NULL,
  hash  bytea  NOT NULL,
  key   text   NOT NULL,
  sign  bytea  NOT NULL
);

CREATE TABLE audit_checkpoints (
  chain   text   COLLATE "C" NOT NULL,
  through bigint NOT NULL,
  hash    bytea  NOT NULL,
  at      bigint NOT NULL,
  key     text   NOT NULL,
  sign    bytea  NOT NULL,
  PRIMARY KEY (chain, through)
);

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit trail is append-only';
END $$;

-- Only what a checkpoint stands for may go, and a checkpoint that is not signed shows.
CREATE FUNCTION audit_refuse_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM audit_checkpoints c WHERE c.chain = OLD.chain AND c.through >= OLD.seq) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'the audit trail is append-only';
END $$;

CREATE FUNCTION audit_head_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.chain <> OLD.chain OR NEW.seq <= OLD.seq THEN
    RAISE EXCEPTION 'the audit trail is append-only';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER no_update BEFORE UPDATE ON audit_entries FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER no_delete BEFORE DELETE ON audit_entries FOR EACH ROW EXECUTE FUNCTION audit_refuse_delete();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON audit_entries EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER forward BEFORE UPDATE ON audit_heads FOR EACH ROW EXECUTE FUNCTION audit_head_forward();
CREATE TRIGGER no_delete BEFORE DELETE ON audit_heads FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON audit_heads EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER no_update BEFORE UPDATE ON audit_checkpoints FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER no_delete BEFORE DELETE ON audit_checkpoints FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON audit_checkpoints EXECUTE FUNCTION audit_refuse();
