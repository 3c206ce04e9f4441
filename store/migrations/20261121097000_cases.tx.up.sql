CREATE TABLE cases (
	id {{.ID}},
	kind {{.Text}} NOT NULL CHECK (kind IN ('transaction', 'decline_group')),
	subject {{.Text}} NOT NULL,
	title {{.Text}} NOT NULL,
	expected {{.Text}} NOT NULL,
	state {{.Text}} NOT NULL CHECK (state IN ('open', 'waiting', 'resolved')),
	assignee_id BIGINT,
	assignee {{.Text}} NOT NULL,
	opened_by {{.Text}} NOT NULL,
	opened_at {{.Time}} NOT NULL,
	changed_at {{.Time}} NOT NULL,
	resolved_at {{.Time}},
	version BIGINT NOT NULL
);
--bun:split
CREATE UNIQUE INDEX cases_unresolved ON cases (kind, subject) WHERE state <> 'resolved';
--bun:split
CREATE INDEX cases_subject ON cases (kind, subject, id);
--bun:split
CREATE INDEX cases_latest ON cases (id) WHERE state <> 'resolved';
--bun:split
CREATE INDEX cases_state ON cases (state, id);
--bun:split
CREATE INDEX cases_assignee ON cases (assignee_id, id);

--bun:split
CREATE TABLE case_entries (
	id {{.ID}},
	case_id BIGINT NOT NULL REFERENCES cases (id),
	kind {{.Text}} NOT NULL CHECK (kind IN ('opened', 'note', 'state', 'assignee', 'link', 'unlink', 'edit')),
	subject {{.Text}} NOT NULL,
	note {{.Text}} NOT NULL,
	who {{.Text}} NOT NULL,
	at {{.Time}} NOT NULL
);
--bun:split
CREATE INDEX case_entries_case ON case_entries (case_id, id);
--bun:split
CREATE TABLE case_links (
	id {{.ID}},
	case_id BIGINT NOT NULL REFERENCES cases (id),
	url {{.Text}} NOT NULL,
	label {{.Text}} NOT NULL,
	who {{.Text}} NOT NULL,
	at {{.Time}} NOT NULL,
	UNIQUE (case_id, url)
);
