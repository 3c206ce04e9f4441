ALTER TABLE transactions ADD COLUMN jit_token {{.Text}} NOT NULL DEFAULT '';
--bun:split
ALTER TABLE transactions ADD COLUMN jit_original {{.Text}} NOT NULL DEFAULT '';
--bun:split
ALTER TABLE transactions ADD COLUMN jit_method {{.Text}} NOT NULL DEFAULT '';
--bun:split
ALTER TABLE transactions ADD COLUMN jit_minor BIGINT NOT NULL DEFAULT 0;
--bun:split
ALTER TABLE transactions ADD COLUMN holder_kind {{.Text}} NOT NULL DEFAULT '';
--bun:split
ALTER TABLE transactions ADD COLUMN holder {{.Text}} NOT NULL DEFAULT '';
--bun:split
ALTER TABLE transactions ADD COLUMN by_gateway BOOLEAN NOT NULL DEFAULT FALSE;
--bun:split
ALTER TABLE transactions ADD COLUMN standin_by {{.Text}} NOT NULL DEFAULT '';
--bun:split
ALTER TABLE transactions ADD COLUMN gateway_millis BIGINT NOT NULL DEFAULT 0;
--bun:split
ALTER TABLE transactions ADD COLUMN gateway_timed_out BOOLEAN NOT NULL DEFAULT FALSE;
--bun:split
CREATE INDEX transactions_jit_token ON transactions (jit_token) WHERE jit_token <> '';
--bun:split
CREATE INDEX transactions_jit_original ON transactions (jit_original) WHERE jit_original <> '';

--bun:split
CREATE TABLE ledger_accounts (
	id {{.ID}},
	kind {{.Text}} NOT NULL CHECK (kind IN ('user', 'business', 'settlement', 'funding', 'adjustment')),
	holder {{.Text}} NOT NULL,
	currency {{.Text}} NOT NULL,
	posted BIGINT NOT NULL,
	held BIGINT NOT NULL,
	promised BIGINT NOT NULL CHECK (promised >= 0),
	floor BIGINT NOT NULL CHECK (floor <= 0),
	day BIGINT NOT NULL,
	day_amount BIGINT NOT NULL,
	day_count BIGINT NOT NULL,
	month BIGINT NOT NULL,
	month_amount BIGINT NOT NULL,
	month_count BIGINT NOT NULL,
	created_at {{.Time}} NOT NULL,
	CONSTRAINT ledger_accounts_holder_key UNIQUE (holder, kind, currency),
	CONSTRAINT ledger_accounts_held CHECK (held >= 0)
);
--bun:split
CREATE INDEX ledger_accounts_time ON ledger_accounts (created_at, id);

--bun:split
CREATE TABLE ledger_holds (
	purchase {{.Text}} NOT NULL,
	account_id BIGINT NOT NULL REFERENCES ledger_accounts (id),
	amount BIGINT NOT NULL CONSTRAINT ledger_holds_amount CHECK (amount >= 0),
	promised BIGINT NOT NULL CONSTRAINT ledger_holds_promised CHECK (promised >= 0),
	state {{.Text}} NOT NULL,
	origin {{.Text}} NOT NULL,
	opened_at {{.Time}} NOT NULL,
	changed_at {{.Time}} NOT NULL,
	PRIMARY KEY (purchase, account_id)
){{if .SQLite}} WITHOUT ROWID{{end}};
--bun:split
CREATE INDEX ledger_holds_open ON ledger_holds (opened_at, purchase) WHERE amount > 0;
--bun:split
CREATE INDEX ledger_holds_account ON ledger_holds (account_id, opened_at, purchase);

--bun:split
CREATE TABLE funding_decisions (
	token {{.Text}} PRIMARY KEY,
	digest {{.Bytes}} NOT NULL,
	transaction_token {{.Text}} NOT NULL,
	original_token {{.Text}} NOT NULL,
	preceding_token {{.Text}} NOT NULL,
	account_id BIGINT NOT NULL REFERENCES ledger_accounts (id),
	effect {{.Text}} NOT NULL,
	binding BOOLEAN NOT NULL,
	approved BOOLEAN NOT NULL,
	granted BIGINT NOT NULL CHECK (granted >= 0),
	currency {{.Text}} NOT NULL,
	amount BIGINT NOT NULL CHECK (amount >= 0),
	method {{.Text}} NOT NULL,
	type {{.Text}} NOT NULL,
	acting_user_token {{.Text}} NOT NULL,
	card_token {{.Text}} NOT NULL,
	card_product_token {{.Text}} NOT NULL,
	source {{.Text}} NOT NULL,
	gateway {{.Text}} NOT NULL,
	mode {{.Text}} NOT NULL,
	mid {{.Text}} NOT NULL,
	mcc {{.Text}} NOT NULL,
	merchant {{.Text}} NOT NULL,
	country {{.Text}} NOT NULL,
	channel {{.Text}} NOT NULL,
	reason {{.Text}} NOT NULL,
	memo {{.Text}} NOT NULL,
	tags {{.Text}} NOT NULL,
	rule {{.Text}} NOT NULL,
	version BIGINT NOT NULL,
	status INTEGER NOT NULL CHECK (status IN (200, 402)),
	created_time {{.Time}} NOT NULL,
	received_at {{.Time}} NOT NULL,
	decided_at {{.Time}} NOT NULL,
	waited_micros BIGINT NOT NULL,
	day BIGINT NOT NULL,
	outcome {{.Text}} NOT NULL CHECK (outcome IN ('', 'confirmed', 'declined', 'timed out', 'overridden')),
	outcome_at {{.Time}},
	trace {{.Bytes}} NOT NULL,
	answer {{.Bytes}} NOT NULL,
	request {{.Bytes}} NOT NULL
);
--bun:split
CREATE INDEX funding_decisions_time ON funding_decisions (received_at, token);
--bun:split
CREATE INDEX funding_decisions_account ON funding_decisions (account_id, received_at, token);
--bun:split
CREATE INDEX funding_decisions_transaction ON funding_decisions (transaction_token);
--bun:split
CREATE INDEX funding_decisions_original ON funding_decisions (original_token) WHERE original_token <> '';
--bun:split
CREATE INDEX funding_decisions_preceding ON funding_decisions (preceding_token) WHERE preceding_token <> '';
--bun:split
CREATE INDEX funding_decisions_unreported ON funding_decisions (received_at, token) WHERE outcome = '';
--bun:split
CREATE INDEX funding_decisions_outcome ON funding_decisions (outcome, received_at, token) WHERE outcome NOT IN ('', 'confirmed');

--bun:split
CREATE TABLE funding_conflicts (
	id {{.ID}},
	token {{.Text}} NOT NULL REFERENCES funding_decisions (token),
	digest {{.Bytes}} NOT NULL,
	request {{.Bytes}} NOT NULL,
	received_at {{.Time}} NOT NULL,
	times BIGINT NOT NULL,
	CONSTRAINT funding_conflicts_content_key UNIQUE (token, digest)
);

--bun:split
CREATE TABLE ledger_proposals (
	id {{.ID}},
	kind {{.Text}} NOT NULL CHECK (kind IN ('credit', 'debit', 'release')),
	account_id BIGINT NOT NULL REFERENCES ledger_accounts (id),
	contra {{.Text}} NOT NULL CHECK (contra IN ('funding', 'adjustment', 'settlement')),
	amount BIGINT NOT NULL CHECK (amount > 0),
	purchase {{.Text}} NOT NULL,
	transaction_token {{.Text}} NOT NULL,
	memo {{.Text}} NOT NULL,
	state {{.Text}} NOT NULL CHECK (state IN ('open', 'applied', 'refused', 'withdrawn')),
	proposed_by BIGINT NOT NULL,
	proposed_by_email {{.Text}} NOT NULL,
	proposed_at {{.Time}} NOT NULL,
	settled_by BIGINT,
	settled_by_email {{.Text}} NOT NULL,
	settled_at {{.Time}},
	answer {{.Text}} NOT NULL,
	CHECK (state <> 'applied' OR settled_by IS NULL OR settled_by <> proposed_by)
);
--bun:split
CREATE INDEX ledger_proposals_state ON ledger_proposals (state, id);
--bun:split
CREATE INDEX ledger_proposals_account ON ledger_proposals (account_id, id);
--bun:split
CREATE INDEX ledger_proposals_purchase ON ledger_proposals (purchase) WHERE purchase <> '';

--bun:split
CREATE TABLE ledger_entries (
	id {{.ID}},
	account_id BIGINT NOT NULL REFERENCES ledger_accounts (id),
	debit_id BIGINT NOT NULL REFERENCES ledger_accounts (id),
	credit_id BIGINT NOT NULL REFERENCES ledger_accounts (id),
	book {{.Text}} NOT NULL CHECK (book IN ('posted', 'held', 'promised')),
	amount BIGINT NOT NULL CHECK (amount > 0),
	currency {{.Text}} NOT NULL,
	kind {{.Text}} NOT NULL,
	purchase {{.Text}} NOT NULL,
	transaction_token {{.Text}} NOT NULL,
	decision_token {{.Text}} NOT NULL,
	notification_id BIGINT,
	proposal_id BIGINT REFERENCES ledger_proposals (id),
	forced BOOLEAN NOT NULL,
	posted_after BIGINT NOT NULL,
	held_after BIGINT NOT NULL,
	at {{.Time}} NOT NULL,
	CHECK (debit_id <> credit_id),
	CHECK (account_id IN (debit_id, credit_id))
);
--bun:split
CREATE INDEX ledger_entries_account ON ledger_entries (account_id, id);
--bun:split
CREATE INDEX ledger_entries_transaction ON ledger_entries (transaction_token) WHERE book = 'posted' AND transaction_token <> '';
--bun:split
CREATE INDEX ledger_entries_purchase ON ledger_entries (purchase, id) WHERE purchase <> '';
--bun:split
CREATE UNIQUE INDEX ledger_entries_proposal ON ledger_entries (proposal_id) WHERE proposal_id IS NOT NULL;

--bun:split
CREATE TABLE ledger_misfits (
	transaction_token {{.Text}} NOT NULL,
	kind {{.Text}} NOT NULL,
	purchase {{.Text}} NOT NULL,
	account_id BIGINT REFERENCES ledger_accounts (id),
	currency {{.Text}} NOT NULL,
	expected BIGINT NOT NULL,
	found BIGINT NOT NULL,
	noted_at {{.Time}} NOT NULL,
	PRIMARY KEY (transaction_token, kind)
);
--bun:split
CREATE INDEX ledger_misfits_time ON ledger_misfits (noted_at, transaction_token, kind);

--bun:split
{{if .SQLite}}
CREATE TRIGGER ledger_entries_posted AFTER INSERT ON ledger_entries WHEN NEW.book = 'posted'
BEGIN
	UPDATE ledger_accounts SET posted = posted - NEW.amount WHERE id = NEW.debit_id;
	UPDATE ledger_accounts SET posted = posted + NEW.amount WHERE id = NEW.credit_id;
	SELECT RAISE(ABORT, 'an entry in the currency of no such account') FROM ledger_accounts
		WHERE id IN (NEW.debit_id, NEW.credit_id) AND currency <> NEW.currency;
	SELECT RAISE(ABORT, 'an entry that was made from a balance of before') FROM ledger_accounts
		WHERE id = NEW.account_id AND (posted <> NEW.posted_after OR held <> NEW.held_after);
	SELECT RAISE(ABORT, 'an approval of more than there is') FROM ledger_accounts
		WHERE id = NEW.account_id AND NOT NEW.forced AND NEW.debit_id = id AND posted - held < floor;
END;
--bun:split
CREATE TRIGGER ledger_entries_held AFTER INSERT ON ledger_entries WHEN NEW.book = 'held'
BEGIN
	UPDATE ledger_accounts SET held = held + CASE NEW.debit_id WHEN id THEN NEW.amount ELSE -NEW.amount END WHERE id = NEW.account_id;
	UPDATE ledger_holds SET amount = amount + CASE NEW.debit_id WHEN account_id THEN NEW.amount ELSE -NEW.amount END
		WHERE purchase = NEW.purchase AND account_id = NEW.account_id;
	SELECT RAISE(ABORT, 'an entry that was made from a balance of before') FROM ledger_accounts
		WHERE id = NEW.account_id AND (posted <> NEW.posted_after OR held <> NEW.held_after OR currency <> NEW.currency);
	SELECT RAISE(ABORT, 'an approval of more than there is') FROM ledger_accounts
		WHERE id = NEW.account_id AND NOT NEW.forced AND NEW.debit_id = id AND posted - held < floor;
END;
--bun:split
CREATE TRIGGER ledger_entries_promised AFTER INSERT ON ledger_entries WHEN NEW.book = 'promised'
BEGIN
	UPDATE ledger_accounts SET promised = promised + CASE NEW.credit_id WHEN id THEN NEW.amount ELSE -NEW.amount END WHERE id = NEW.account_id;
	UPDATE ledger_holds SET promised = promised + CASE NEW.credit_id WHEN account_id THEN NEW.amount ELSE -NEW.amount END
		WHERE purchase = NEW.purchase AND account_id = NEW.account_id;
	SELECT RAISE(ABORT, 'an entry that was made from a balance of before') FROM ledger_accounts
		WHERE id = NEW.account_id AND (posted <> NEW.posted_after OR held <> NEW.held_after OR currency <> NEW.currency);
END;
--bun:split
CREATE TRIGGER ledger_entries_change BEFORE UPDATE ON ledger_entries
BEGIN
	SELECT RAISE(ABORT, 'ledger entries are never changed');
END;
--bun:split
CREATE TRIGGER ledger_entries_keep BEFORE DELETE ON ledger_entries
BEGIN
	SELECT RAISE(ABORT, 'ledger entries are never deleted');
END;
--bun:split
CREATE TRIGGER ledger_accounts_keep BEFORE DELETE ON ledger_accounts
BEGIN
	SELECT RAISE(ABORT, 'accounts are never deleted');
END;
--bun:split
CREATE TRIGGER ledger_accounts_same BEFORE UPDATE OF id, kind, holder, currency ON ledger_accounts
WHEN (OLD.id, OLD.kind, OLD.holder, OLD.currency) IS NOT (NEW.id, NEW.kind, NEW.holder, NEW.currency)
BEGIN
	SELECT RAISE(ABORT, 'an account stays its holder''s');
END;
--bun:split
CREATE TRIGGER funding_decisions_keep BEFORE DELETE ON funding_decisions
BEGIN
	SELECT RAISE(ABORT, 'decisions are never deleted');
END;
--bun:split
CREATE TRIGGER funding_decisions_outcome BEFORE UPDATE OF outcome ON funding_decisions
WHEN OLD.outcome NOT IN ('', 'confirmed') OR NEW.outcome = ''
BEGIN
	SELECT RAISE(ABORT, 'what the platform made of a decision only goes forward');
END;
--bun:split
CREATE TRIGGER funding_decisions_change BEFORE UPDATE OF token, digest, transaction_token, original_token, preceding_token, account_id, effect, binding,
	approved, granted, currency, amount, method, type, acting_user_token, card_token, card_product_token, source, gateway, mode, mid, mcc, merchant, country,
	channel, reason, memo, tags, rule, version, status, created_time, received_at, decided_at, waited_micros, day, trace, answer, request ON funding_decisions
BEGIN
	SELECT RAISE(ABORT, 'decisions are never changed');
END;
--bun:split
CREATE TRIGGER ledger_proposals_keep BEFORE DELETE ON ledger_proposals
BEGIN
	SELECT RAISE(ABORT, 'proposals are never deleted');
END;
--bun:split
CREATE TRIGGER ledger_proposals_change BEFORE UPDATE ON ledger_proposals
WHEN OLD.state <> 'open' OR (OLD.id, OLD.kind, OLD.account_id, OLD.contra, OLD.amount, OLD.purchase, OLD.transaction_token, OLD.memo, OLD.proposed_by, OLD.proposed_at)
	IS NOT (NEW.id, NEW.kind, NEW.account_id, NEW.contra, NEW.amount, NEW.purchase, NEW.transaction_token, NEW.memo, NEW.proposed_by, NEW.proposed_at)
BEGIN
	SELECT RAISE(ABORT, 'proposals are never changed, only settled once');
END;
{{else}}
CREATE FUNCTION ledger_entries_book() RETURNS trigger LANGUAGE plpgsql
	SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
	UPDATE ledger_accounts a SET posted = a.posted + c.posted, held = a.held + c.held, promised = a.promised + c.promised
	FROM (
		SELECT side.id, sum(side.posted)::bigint AS posted, sum(side.held)::bigint AS held, sum(side.promised)::bigint AS promised FROM (
			SELECT debit_id AS id, CASE book WHEN 'posted' THEN -amount ELSE 0 END AS posted,
				CASE WHEN book = 'held' AND debit_id = account_id THEN amount ELSE 0 END AS held,
				CASE WHEN book = 'promised' AND debit_id = account_id THEN -amount ELSE 0 END AS promised FROM added
			UNION ALL
			SELECT credit_id, CASE book WHEN 'posted' THEN amount ELSE 0 END,
				CASE WHEN book = 'held' AND credit_id = account_id THEN -amount ELSE 0 END,
				CASE WHEN book = 'promised' AND credit_id = account_id THEN amount ELSE 0 END FROM added
		) side GROUP BY side.id HAVING sum(abs(side.posted) + abs(side.held) + abs(side.promised)) > 0
	) c WHERE a.id = c.id;
	UPDATE ledger_holds h SET amount = h.amount + c.amount, promised = h.promised + c.promised
	FROM (
		SELECT purchase, account_id,
			sum(CASE WHEN book <> 'held' THEN 0 WHEN debit_id = account_id THEN amount ELSE -amount END)::bigint AS amount,
			sum(CASE WHEN book <> 'promised' THEN 0 WHEN credit_id = account_id THEN amount ELSE -amount END)::bigint AS promised
		FROM added WHERE book <> 'posted' GROUP BY purchase, account_id
	) c WHERE h.purchase = c.purchase AND h.account_id = c.account_id;
	IF EXISTS (SELECT FROM added e JOIN ledger_accounts a ON a.id IN (e.debit_id, e.credit_id) WHERE a.currency <> e.currency) THEN
		RAISE EXCEPTION 'an entry in the currency of no such account';
	END IF;
	IF EXISTS (
		SELECT FROM (SELECT DISTINCT ON (account_id) account_id, posted_after, held_after FROM added ORDER BY account_id, id DESC) e
		JOIN ledger_accounts a ON a.id = e.account_id WHERE a.posted <> e.posted_after OR a.held <> e.held_after
	) THEN
		RAISE EXCEPTION 'an entry that was made from a balance of before';
	END IF;
	IF EXISTS (
		SELECT FROM added e JOIN ledger_accounts a ON a.id = e.account_id
		WHERE NOT e.forced AND e.debit_id = a.id AND e.posted_after - e.held_after < a.floor
	) THEN
		RAISE EXCEPTION 'an approval of more than there is';
	END IF;
	RETURN NULL;
END $$;
--bun:split
CREATE TRIGGER ledger_entries_book AFTER INSERT ON ledger_entries REFERENCING NEW TABLE AS added
	FOR EACH STATEMENT EXECUTE FUNCTION ledger_entries_book();
--bun:split
CREATE FUNCTION ledger_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION '% are never changed or deleted', TG_TABLE_NAME;
END $$;
--bun:split
CREATE TRIGGER ledger_entries_change BEFORE UPDATE OR DELETE ON ledger_entries FOR EACH ROW EXECUTE FUNCTION ledger_keep();
--bun:split
CREATE TRIGGER ledger_entries_keep BEFORE TRUNCATE ON ledger_entries FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep();
--bun:split
CREATE TRIGGER ledger_accounts_keep BEFORE DELETE ON ledger_accounts FOR EACH ROW EXECUTE FUNCTION ledger_keep();
--bun:split
CREATE TRIGGER ledger_accounts_same BEFORE UPDATE ON ledger_accounts FOR EACH ROW
	WHEN ((OLD.id, OLD.kind, OLD.holder, OLD.currency) IS DISTINCT FROM (NEW.id, NEW.kind, NEW.holder, NEW.currency)) EXECUTE FUNCTION ledger_keep();
--bun:split
CREATE TRIGGER funding_decisions_keep BEFORE DELETE ON funding_decisions FOR EACH ROW EXECUTE FUNCTION ledger_keep();
--bun:split
CREATE TRIGGER funding_decisions_truncate BEFORE TRUNCATE ON funding_decisions FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep();
--bun:split
CREATE FUNCTION funding_decisions_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF OLD.outcome NOT IN ('', 'confirmed') OR NEW.outcome = '' THEN
		RAISE EXCEPTION 'what the platform made of a decision only goes forward';
	END IF;
	OLD.outcome := NEW.outcome;
	OLD.outcome_at := NEW.outcome_at;
	IF OLD IS DISTINCT FROM NEW THEN
		RAISE EXCEPTION 'decisions are never changed';
	END IF;
	RETURN NEW;
END $$;
--bun:split
CREATE TRIGGER funding_decisions_change BEFORE UPDATE ON funding_decisions FOR EACH ROW EXECUTE FUNCTION funding_decisions_change();
--bun:split
CREATE TRIGGER ledger_proposals_keep BEFORE DELETE ON ledger_proposals FOR EACH ROW EXECUTE FUNCTION ledger_keep();
--bun:split
CREATE TRIGGER ledger_proposals_change BEFORE UPDATE ON ledger_proposals FOR EACH ROW
	WHEN (OLD.state <> 'open' OR (OLD.id, OLD.kind, OLD.account_id, OLD.contra, OLD.amount, OLD.purchase, OLD.transaction_token, OLD.memo, OLD.proposed_by, OLD.proposed_at)
		IS DISTINCT FROM (NEW.id, NEW.kind, NEW.account_id, NEW.contra, NEW.amount, NEW.purchase, NEW.transaction_token, NEW.memo, NEW.proposed_by, NEW.proposed_at))
	EXECUTE FUNCTION ledger_keep();
{{end}}
