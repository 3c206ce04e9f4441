{{if not .SQLite}}
CREATE OR REPLACE FUNCTION ledger_entries_book() RETURNS trigger LANGUAGE plpgsql
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
ALTER TABLE ledger_entries ADD CONSTRAINT ledger_entries_credit_id_fkey FOREIGN KEY (credit_id) REFERENCES ledger_accounts (id);
--bun:split
ALTER TABLE ledger_entries ADD CONSTRAINT ledger_entries_debit_id_fkey FOREIGN KEY (debit_id) REFERENCES ledger_accounts (id);
--bun:split
ALTER TABLE ledger_entries ADD CONSTRAINT ledger_entries_account_id_fkey FOREIGN KEY (account_id) REFERENCES ledger_accounts (id);
--bun:split
ALTER TABLE funding_decisions ALTER COLUMN trace SET COMPRESSION default, ALTER COLUMN answer SET COMPRESSION default, ALTER COLUMN request SET COMPRESSION default, ALTER COLUMN facing SET COMPRESSION default;
--bun:split
{{end}}
CREATE INDEX funding_decisions_account ON funding_decisions (account_id, received_at, token);
