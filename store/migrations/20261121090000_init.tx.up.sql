CREATE TABLE stamps (
	id BIGINT PRIMARY KEY CHECK (id = 1),
	environment {{.Text}} NOT NULL
);

--bun:split
CREATE TABLE operators (
	id {{.ID}},
	email {{.Text}} NOT NULL CONSTRAINT operators_email_key UNIQUE,
	name {{.Text}} NOT NULL,
	role {{.Text}} NOT NULL,
	password_hash {{.Text}} NOT NULL,
	active BOOLEAN NOT NULL,
	failed_sign_ins INTEGER NOT NULL,
	locked_until {{.Time}},
	created_at {{.Time}} NOT NULL
);

--bun:split
CREATE TABLE sessions (
	hash {{.Bytes}} PRIMARY KEY,
	operator_id BIGINT REFERENCES operators (id),
	data {{.Bytes}},
	created_at {{.Time}} NOT NULL,
	seen_at {{.Time}} NOT NULL,
	idle_ends_at {{.Time}} NOT NULL,
	ends_at {{.Time}} NOT NULL
);
--bun:split
CREATE INDEX sessions_operator ON sessions (operator_id);

--bun:split
CREATE TABLE sign_in_links (
	hash {{.Bytes}} PRIMARY KEY,
	operator_id BIGINT NOT NULL REFERENCES operators (id),
	expires {{.Time}} NOT NULL,
	used_at {{.Time}}
);

--bun:split
CREATE TABLE audit_entries (
	id {{.ID}},
	request_key {{.Text}} CONSTRAINT audit_entries_request_key_key UNIQUE,
	operator_id BIGINT NOT NULL,
	operator_email {{.Text}} NOT NULL,
	action {{.Text}} NOT NULL,
	area {{.Text}} NOT NULL,
	target {{.Text}} NOT NULL,
	detail {{.Text}} NOT NULL,
	request {{.Bytes}},
	outcome {{.Text}} NOT NULL CHECK (outcome IN ('open', 'done', 'refused', 'unknown')),
	result_path {{.Text}} NOT NULL,
	reference {{.Text}} NOT NULL,
	started_at {{.Time}} NOT NULL,
	finished_at {{.Time}}
);
--bun:split
CREATE INDEX audit_entries_target ON audit_entries (target, id);
--bun:split
CREATE INDEX audit_entries_area ON audit_entries (area, id);
--bun:split
CREATE INDEX audit_entries_outcome ON audit_entries (outcome, id);
--bun:split
CREATE INDEX audit_entries_operator ON audit_entries (operator_id, id);

--bun:split
{{if .SQLite}}
CREATE TRIGGER audit_entries_keep BEFORE DELETE ON audit_entries
BEGIN
	SELECT RAISE(ABORT, 'audit entries are never deleted');
END;
--bun:split
CREATE TRIGGER audit_entries_close BEFORE UPDATE ON audit_entries
WHEN OLD.outcome NOT IN ('open', 'unknown') OR NEW.outcome = 'open'
	OR (OLD.id, OLD.request_key, OLD.operator_id, OLD.operator_email, OLD.action, OLD.area, OLD.request, OLD.reference, OLD.started_at)
	IS NOT (NEW.id, NEW.request_key, NEW.operator_id, NEW.operator_email, NEW.action, NEW.area, NEW.request, NEW.reference, NEW.started_at)
BEGIN
	SELECT RAISE(ABORT, 'audit entries are never changed, only closed');
END;
{{else}}
CREATE FUNCTION audit_entries_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP <> 'UPDATE' THEN
		RAISE EXCEPTION 'audit entries are never deleted';
	END IF;
	IF OLD.outcome NOT IN ('open', 'unknown') OR NEW.outcome = 'open'
		OR (OLD.id, OLD.request_key, OLD.operator_id, OLD.operator_email, OLD.action, OLD.area, OLD.request, OLD.reference, OLD.started_at)
		IS DISTINCT FROM (NEW.id, NEW.request_key, NEW.operator_id, NEW.operator_email, NEW.action, NEW.area, NEW.request, NEW.reference, NEW.started_at)
	THEN
		RAISE EXCEPTION 'audit entries are never changed, only closed';
	END IF;
	RETURN NEW;
END $$;
--bun:split
CREATE TRIGGER audit_entries_guard BEFORE UPDATE OR DELETE ON audit_entries
	FOR EACH ROW EXECUTE FUNCTION audit_entries_guard();
--bun:split
CREATE TRIGGER audit_entries_keep BEFORE TRUNCATE ON audit_entries
	FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_guard();
{{end}}

--bun:split
CREATE TABLE messages (
	id {{.ID}},
	body {{.Bytes}} NOT NULL,
	header {{.Bytes}} NOT NULL,
	received_at {{.Time}} NOT NULL,
	remote {{.Text}} NOT NULL,
	signature {{.Text}} NOT NULL
);

--bun:split
CREATE TABLE notifications (
	id {{.ID}},
	message_id BIGINT NOT NULL REFERENCES messages (id),
	position INTEGER NOT NULL,
	byte_start INTEGER NOT NULL,
	byte_length INTEGER NOT NULL,
	family {{.Text}} NOT NULL,
	token {{.Text}} NOT NULL,
	type {{.Text}} NOT NULL,
	state {{.Text}} NOT NULL,
	digest {{.Bytes}} NOT NULL,
	status {{.Text}} NOT NULL CHECK (status IN ('stored', 'applied', 'kept', 'failed', 'flagged')),
	reason {{.Text}} NOT NULL,
	attempts INTEGER NOT NULL,
	duplicates BIGINT NOT NULL,
	received_at {{.Time}} NOT NULL,
	applied_at {{.Time}},
	due_at {{.Time}},
	CONSTRAINT notifications_content_key UNIQUE (token, family, digest)
);
--bun:split
CREATE INDEX notifications_message ON notifications (message_id);
--bun:split
CREATE INDEX notifications_status ON notifications (status, id) WHERE status <> 'applied';
--bun:split
CREATE INDEX notifications_family ON notifications (family, id) WHERE family <> 'transaction';
--bun:split
CREATE INDEX notifications_due ON notifications (due_at, id) WHERE due_at IS NOT NULL;

--bun:split
CREATE TABLE transactions (
	token {{.Text}} PRIMARY KEY,
	identifier {{.Text}} NOT NULL,
	type {{.Text}} NOT NULL,
	state {{.Text}} NOT NULL,
	reported_state {{.Text}} NOT NULL,
	user_token {{.Text}} NOT NULL,
	acting_user_token {{.Text}} NOT NULL,
	business_token {{.Text}} NOT NULL,
	card_token {{.Text}} NOT NULL,
	card_product_token {{.Text}} NOT NULL,
	last_four {{.Text}} NOT NULL,
	currency {{.Text}} NOT NULL,
	amount_minor BIGINT NOT NULL,
	request_amount_minor BIGINT NOT NULL,
	gpa_currency {{.Text}} NOT NULL,
	impacted_minor BIGINT,
	ledger_minor BIGINT,
	available_minor BIGINT,
	response_code {{.Text}} NOT NULL,
	response_memo {{.Text}} NOT NULL,
	approval_code {{.Text}} NOT NULL,
	merchant {{.Text}} NOT NULL,
	mid {{.Text}} NOT NULL,
	mcc {{.Text}} NOT NULL,
	city {{.Text}} NOT NULL,
	country {{.Text}} NOT NULL,
	network {{.Text}} NOT NULL,
	subnetwork {{.Text}} NOT NULL,
	preceding_token {{.Text}} NOT NULL,
	gpa_order_token {{.Text}} NOT NULL,
	funding_type {{.Text}} NOT NULL,
	funding_source_token {{.Text}} NOT NULL,
	final_clearing BOOLEAN NOT NULL,
	clearing_number INTEGER NOT NULL,
	clearing_count INTEGER NOT NULL,
	funding_record BOOLEAN NOT NULL,
	user_transaction_time {{.Time}} NOT NULL,
	created_time {{.Time}} NOT NULL,
	settlement_date {{.Time}},
	notification_id BIGINT NOT NULL REFERENCES notifications (id)
);
--bun:split
CREATE INDEX transactions_preceding ON transactions (preceding_token);
--bun:split
CREATE INDEX transactions_approval ON transactions (approval_code, user_transaction_time);
--bun:split
CREATE INDEX transactions_time ON transactions (user_transaction_time, token) WHERE NOT funding_record;
--bun:split
CREATE INDEX transactions_state ON transactions (state, user_transaction_time, token) WHERE NOT funding_record;
--bun:split
CREATE INDEX transactions_type ON transactions (type, user_transaction_time, token);
--bun:split
CREATE INDEX transactions_card ON transactions (card_token, user_transaction_time, token);
--bun:split
CREATE INDEX transactions_user ON transactions (user_token, user_transaction_time, token);
--bun:split
CREATE INDEX transactions_card_product ON transactions (card_product_token, user_transaction_time, token) WHERE NOT funding_record;
--bun:split
CREATE INDEX transactions_last_four ON transactions (last_four, user_transaction_time, token) WHERE NOT funding_record;
--bun:split
CREATE INDEX transactions_mid ON transactions (mid, user_transaction_time, token) WHERE NOT funding_record;
--bun:split
CREATE INDEX transactions_response ON transactions (response_code, user_transaction_time, token) WHERE NOT funding_record;
--bun:split
CREATE INDEX transactions_gpa_order ON transactions (gpa_order_token, user_transaction_time, token);
--bun:split
CREATE INDEX transactions_funding_record ON transactions (user_transaction_time, token) WHERE funding_record;

--bun:split
CREATE TABLE gpa_orders (
	token {{.Text}} PRIMARY KEY,
	kind {{.Text}} NOT NULL,
	state {{.Text}} NOT NULL,
	amount_minor BIGINT NOT NULL,
	currency {{.Text}} NOT NULL,
	funding_type {{.Text}} NOT NULL,
	funding_source_token {{.Text}} NOT NULL,
	funding_source_name {{.Text}} NOT NULL,
	user_token {{.Text}} NOT NULL,
	business_token {{.Text}} NOT NULL,
	response_code {{.Text}} NOT NULL,
	response_memo {{.Text}} NOT NULL,
	method {{.Text}} NOT NULL,
	memo {{.Text}} NOT NULL,
	original_order {{.Text}} NOT NULL,
	funding_transaction {{.Text}} NOT NULL,
	last_transaction {{.Text}} NOT NULL,
	created_at {{.Time}} NOT NULL,
	modified_at {{.Time}} NOT NULL,
	event_number BIGINT NOT NULL,
	event_rank INTEGER NOT NULL
);
--bun:split
CREATE INDEX gpa_orders_time ON gpa_orders (created_at, token);
--bun:split
CREATE INDEX gpa_orders_user ON gpa_orders (user_token, created_at, token);
--bun:split
CREATE INDEX gpa_orders_funding_source ON gpa_orders (funding_source_token, created_at, token);
--bun:split
CREATE INDEX gpa_orders_state ON gpa_orders (state, created_at, token);
--bun:split
CREATE INDEX gpa_orders_funding_type ON gpa_orders (funding_type, created_at, token);

--bun:split
CREATE TABLE cards (
	token {{.Text}} PRIMARY KEY,
	user_token {{.Text}} NOT NULL,
	card_product_token {{.Text}} NOT NULL,
	last_four {{.Text}} NOT NULL,
	state {{.Text}} NOT NULL,
	state_reason {{.Text}} NOT NULL,
	fulfillment_status {{.Text}} NOT NULL,
	expiration {{.Text}} NOT NULL,
	expiration_time {{.Time}},
	instrument_type {{.Text}} NOT NULL,
	created_at {{.Time}} NOT NULL,
	modified_at {{.Time}} NOT NULL,
	state_at {{.Time}} NOT NULL,
	state_rank INTEGER NOT NULL,
	state_from {{.Text}} NOT NULL
);
--bun:split
CREATE INDEX cards_time ON cards (created_at, token);
--bun:split
CREATE INDEX cards_user ON cards (user_token, created_at, token);
--bun:split
CREATE INDEX cards_last_four ON cards (last_four, created_at, token);
--bun:split
CREATE INDEX cards_card_product ON cards (card_product_token, created_at, token);
--bun:split
CREATE INDEX cards_state ON cards (state, created_at, token);

--bun:split
CREATE TABLE users (
	token {{.Text}} PRIMARY KEY,
	first_name {{.Text}} NOT NULL,
	middle_name {{.Text}} NOT NULL,
	last_name {{.Text}} NOT NULL,
	email {{.Text}} NOT NULL,
	phone {{.Text}} NOT NULL,
	parent_token {{.Text}} NOT NULL,
	status {{.Text}} NOT NULL,
	active BOOLEAN NOT NULL,
	created_at {{.Time}} NOT NULL,
	modified_at {{.Time}} NOT NULL,
	status_at {{.Time}} NOT NULL,
	status_rank INTEGER NOT NULL,
	status_from {{.Text}} NOT NULL
);
--bun:split
CREATE INDEX users_time ON users (created_at, token);
--bun:split
CREATE INDEX users_email ON users (lower(email), created_at, token);
--bun:split
CREATE INDEX users_parent ON users (parent_token, created_at, token);
--bun:split
CREATE INDEX users_status ON users (status, created_at, token);

--bun:split
CREATE TABLE card_products (
	token {{.Text}} PRIMARY KEY,
	name {{.Text}} NOT NULL,
	active BOOLEAN NOT NULL,
	start_date {{.Time}},
	end_date {{.Time}},
	funding {{.Text}} NOT NULL,
	funding_source_token {{.Text}} NOT NULL,
	instrument_type {{.Text}} NOT NULL,
	config {{.Bytes}},
	created_at {{.Time}} NOT NULL,
	modified_at {{.Time}} NOT NULL
);
--bun:split
CREATE INDEX card_products_time ON card_products (created_at, token);
--bun:split
CREATE INDEX card_products_funding_source ON card_products (funding_source_token, created_at, token);
--bun:split
CREATE INDEX card_products_funding ON card_products (funding, created_at, token);

--bun:split
CREATE TABLE funding_sources (
	token {{.Text}} PRIMARY KEY,
	kind {{.Text}} NOT NULL,
	name {{.Text}} NOT NULL,
	active BOOLEAN NOT NULL,
	url {{.Text}} NOT NULL,
	created_at {{.Time}} NOT NULL,
	modified_at {{.Time}} NOT NULL,
	tail {{.Text}} NOT NULL
);
--bun:split
CREATE INDEX funding_sources_time ON funding_sources (created_at, token);
--bun:split
CREATE INDEX funding_sources_kind ON funding_sources (kind, created_at, token);
--bun:split
CREATE INDEX funding_sources_tail ON funding_sources (tail, created_at, token);
{{if not .SQLite}}
--bun:split
ALTER TABLE messages ALTER COLUMN body SET COMPRESSION lz4;
{{end}}
