CREATE TABLE decline_groups (
	id {{.Text}} PRIMARY KEY,
	code {{.Text}} NOT NULL,
	decider {{.Text}} NOT NULL,
	sure BOOLEAN NOT NULL,
	control {{.Text}} NOT NULL,
	mcc {{.Text}} NOT NULL,
	card_product_token {{.Text}} NOT NULL,
	declines BIGINT NOT NULL,
	cards BIGINT NOT NULL,
	users BIGINT NOT NULL,
	first_seen {{.Time}} NOT NULL,
	last_seen {{.Time}} NOT NULL,
	latest_token {{.Text}} NOT NULL,
	state {{.Text}} NOT NULL CHECK (state IN ('open', 'resolved')),
	resolved_at {{.Time}},
	resolved_by {{.Text}} NOT NULL,
	reopened_at {{.Time}},
	reopened_by {{.Text}} NOT NULL,
	reopenings BIGINT NOT NULL,
	note {{.Text}} NOT NULL
);
--bun:split
CREATE INDEX decline_groups_seen ON decline_groups (last_seen, id);
--bun:split
CREATE INDEX decline_groups_state ON decline_groups (state, last_seen, id);
--bun:split
CREATE INDEX decline_groups_code ON decline_groups (code, last_seen, id);
--bun:split
CREATE INDEX decline_groups_decider ON decline_groups (decider, last_seen, id);
--bun:split
CREATE INDEX decline_groups_card_product ON decline_groups (card_product_token, last_seen, id);
--bun:split
CREATE INDEX decline_groups_size ON decline_groups (declines, id);
--bun:split
CREATE INDEX decline_groups_state_size ON decline_groups (state, declines, id);

--bun:split
CREATE TABLE decline_amounts (
	group_id {{.Text}} NOT NULL,
	currency {{.Text}} NOT NULL,
	declines BIGINT NOT NULL,
	amount_minor BIGINT NOT NULL,
	PRIMARY KEY (group_id, currency)
);
--bun:split
CREATE TABLE decline_hours (
	group_id {{.Text}} NOT NULL,
	hour {{.Time}} NOT NULL,
	declines BIGINT NOT NULL,
	PRIMARY KEY (group_id, hour)
);
--bun:split
CREATE TABLE decline_holders (
	group_id {{.Text}} NOT NULL,
	kind {{.Text}} NOT NULL CHECK (kind IN ('card', 'user')),
	token {{.Text}} NOT NULL,
	declines BIGINT NOT NULL,
	PRIMARY KEY (group_id, kind, token)
);

--bun:split
ALTER TABLE transactions ADD COLUMN decline_group {{.Text}};
--bun:split
CREATE INDEX transactions_decline_group ON transactions (decline_group, user_transaction_time, token) WHERE decline_group IS NOT NULL;
--bun:split
CREATE INDEX transactions_mcc ON transactions (mcc, user_transaction_time, token) WHERE NOT funding_record;
--bun:split
CREATE INDEX audit_entries_started ON audit_entries (started_at, id);
--bun:split
CREATE INDEX notifications_moved ON notifications (received_at, id) WHERE family <> 'transaction';
