CREATE TABLE repairs (
	id {{.ID}},
	kind {{.Text}} NOT NULL,
	subject {{.Text}} NOT NULL,
	purchase {{.Text}} NOT NULL,
	transaction_token {{.Text}} NOT NULL,
	decision_token {{.Text}} NOT NULL,
	account_id BIGINT REFERENCES ledger_accounts (id),
	currency {{.Text}} NOT NULL,
	expected BIGINT NOT NULL,
	found BIGINT NOT NULL,
	state {{.Text}} NOT NULL CHECK (state IN ('open', 'settled', 'acknowledged', 'corrected')),
	opened_at {{.Time}} NOT NULL,
	closed_at {{.Time}},
	closed_by_email {{.Text}} NOT NULL,
	reason {{.Text}} NOT NULL,
	proposal_id BIGINT REFERENCES ledger_proposals (id),
	CONSTRAINT repairs_subject_key UNIQUE (kind, subject),
	CHECK ((state = 'open') = (closed_at IS NULL))
);
--bun:split
CREATE INDEX repairs_state ON repairs (state, id);
--bun:split
CREATE INDEX repairs_kind ON repairs (kind, id);
--bun:split
CREATE INDEX repairs_proposal ON repairs (proposal_id) WHERE proposal_id IS NOT NULL;

--bun:split
CREATE TABLE decision_polls (
	token {{.Text}} PRIMARY KEY REFERENCES funding_decisions (token),
	polls BIGINT NOT NULL,
	first_at {{.Time}} NOT NULL,
	last_at {{.Time}} NOT NULL,
	void BOOLEAN NOT NULL
);

--bun:split
CREATE INDEX transactions_created ON transactions (created_time, token) WHERE NOT funding_record;

--bun:split
CREATE TABLE coverage (
	id BIGINT PRIMARY KEY CHECK (id = 1),
	since {{.Time}} NOT NULL,
	until {{.Time}} NOT NULL,
	passed_at {{.Time}} NOT NULL
);
--bun:split
CREATE TABLE backfills (
	id {{.ID}},
	from_time {{.Time}} NOT NULL,
	to_time {{.Time}} NOT NULL,
	began_at {{.Time}} NOT NULL,
	ended_at {{.Time}} NOT NULL,
	by_whom {{.Text}} NOT NULL,
	looked BIGINT NOT NULL,
	missing BIGINT NOT NULL,
	behind BIGINT NOT NULL,
	failure {{.Text}} NOT NULL
);

--bun:split
CREATE TABLE reconciliations (
	day {{.Text}} PRIMARY KEY,
	ran_at {{.Time}} NOT NULL,
	by_whom {{.Text}} NOT NULL,
	ours BIGINT NOT NULL,
	theirs BIGINT NOT NULL,
	matched BIGINT NOT NULL,
	explained BIGINT NOT NULL,
	unexplained BIGINT NOT NULL,
	totals {{.Bytes}} NOT NULL
);
--bun:split
CREATE TABLE reconciliation_items (
	day {{.Text}} NOT NULL REFERENCES reconciliations (day),
	token {{.Text}} NOT NULL,
	class {{.Text}} NOT NULL,
	type {{.Text}} NOT NULL,
	card_token {{.Text}} NOT NULL,
	currency {{.Text}} NOT NULL,
	our_state {{.Text}} NOT NULL,
	their_state {{.Text}} NOT NULL,
	our_amount BIGINT,
	their_amount BIGINT,
	explanation {{.Text}} NOT NULL,
	explained_by {{.Text}} NOT NULL,
	PRIMARY KEY (day, token, class)
);
