CREATE TABLE gateways (
	source {{.Text}} PRIMARY KEY,
	mode {{.Text}} NOT NULL CHECK (mode IN ('decide', 'observe', 'closed')),
	rules_version BIGINT NOT NULL,
	upstream_url {{.Text}} NOT NULL,
	upstream_username {{.Text}} NOT NULL,
	upstream_password {{.Bytes}},
	version BIGINT NOT NULL,
	changed_by {{.Text}} NOT NULL,
	changed_at {{.Time}}
);
--bun:split
INSERT INTO gateways (source, mode, rules_version, upstream_url, upstream_username, version, changed_by) VALUES ('', 'decide', 0, '', '', 1, '');

--bun:split
CREATE TABLE gateway_rules (
	version {{.ID}},
	source {{.Text}} NOT NULL,
	rules {{.Bytes}} NOT NULL,
	note {{.Text}} NOT NULL,
	written_by {{.Text}} NOT NULL,
	written_at {{.Time}} NOT NULL
);
--bun:split
CREATE INDEX gateway_rules_source ON gateway_rules (source, version);
--bun:split
{{if .SQLite}}
CREATE TRIGGER gateway_rules_stay BEFORE UPDATE ON gateway_rules
BEGIN
	SELECT RAISE(ABORT, 'versions of rules are never changed');
END;
--bun:split
CREATE TRIGGER gateway_rules_keep BEFORE DELETE ON gateway_rules
BEGIN
	SELECT RAISE(ABORT, 'versions of rules are never deleted');
END;
{{else}}
CREATE FUNCTION gateway_rules_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'versions of rules are never changed or deleted';
END $$;
--bun:split
CREATE TRIGGER gateway_rules_guard BEFORE UPDATE OR DELETE ON gateway_rules
	FOR EACH ROW EXECUTE FUNCTION gateway_rules_guard();
--bun:split
CREATE TRIGGER gateway_rules_keep BEFORE TRUNCATE ON gateway_rules
	FOR EACH STATEMENT EXECUTE FUNCTION gateway_rules_guard();
{{end}}

--bun:split
CREATE TABLE gateway_answers (
	id {{.ID}},
	received_at {{.Time}} NOT NULL,
	hour {{.Time}} NOT NULL,
	source {{.Text}} NOT NULL,
	mode {{.Text}} NOT NULL,
	ended {{.Text}} NOT NULL,
	token {{.Text}} NOT NULL,
	transaction_token {{.Text}} NOT NULL,
	method {{.Text}} NOT NULL,
	status INTEGER NOT NULL,
	reason {{.Text}} NOT NULL,
	read_us BIGINT NOT NULL,
	parsed_us BIGINT NOT NULL,
	waited_us BIGINT NOT NULL,
	wrote_us BIGINT NOT NULL,
	synced_us BIGINT NOT NULL,
	upstream_us BIGINT NOT NULL,
	answered_us BIGINT NOT NULL,
	details {{.Bytes}}
);
--bun:split
CREATE INDEX gateway_answers_source ON gateway_answers (source, id);
--bun:split
CREATE INDEX gateway_answers_slow ON gateway_answers (source, hour, answered_us);
--bun:split
CREATE INDEX gateway_answers_token ON gateway_answers (token, id);
--bun:split
CREATE INDEX gateway_answers_ended ON gateway_answers (ended, id) WHERE ended NOT IN ('decided', 'repeated', 'observed');
--bun:split
CREATE TABLE gateway_minutes (
	source {{.Text}} NOT NULL,
	minute {{.Time}} NOT NULL,
	bucket INTEGER NOT NULL,
	answers BIGINT NOT NULL,
	approvals BIGINT NOT NULL,
	PRIMARY KEY (source, minute, bucket)
);

--bun:split
CREATE TABLE gateway_alarms (
	id {{.ID}},
	kind {{.Text}} NOT NULL,
	source {{.Text}} NOT NULL,
	about {{.Text}} NOT NULL,
	token {{.Text}} NOT NULL,
	transaction_token {{.Text}} NOT NULL,
	detail {{.Text}} NOT NULL,
	times BIGINT NOT NULL,
	first_at {{.Time}} NOT NULL,
	last_at {{.Time}} NOT NULL,
	closed_at {{.Time}},
	closed_by {{.Text}} NOT NULL
);
--bun:split
CREATE UNIQUE INDEX gateway_alarms_open ON gateway_alarms (kind, source, about) WHERE closed_at IS NULL;
