DROP INDEX funding_decisions_account;
{{if not .SQLite}}
--bun:split
ALTER TABLE funding_decisions ALTER COLUMN trace SET COMPRESSION lz4, ALTER COLUMN answer SET COMPRESSION lz4, ALTER COLUMN request SET COMPRESSION lz4, ALTER COLUMN facing SET COMPRESSION lz4;
--bun:split
ALTER TABLE ledger_entries DROP CONSTRAINT ledger_entries_account_id_fkey;
--bun:split
ALTER TABLE ledger_entries DROP CONSTRAINT ledger_entries_debit_id_fkey;
--bun:split
ALTER TABLE ledger_entries DROP CONSTRAINT ledger_entries_credit_id_fkey;
--bun:split
CREATE OR REPLACE FUNCTION ledger_entries_book() RETURNS trigger LANGUAGE plpgsql
	SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
	wrong text;
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
	SELECT CASE
		WHEN count(d.id) < count(*) OR count(c.id) < count(*) THEN 'an entry of no account'
		WHEN bool_or(d.currency <> e.currency OR c.currency <> e.currency) THEN 'an entry in the currency of no such account'
		WHEN bool_or(e.latest AND (o.posted <> e.posted_after OR o.held <> e.held_after)) THEN 'an entry that was made from a balance of before'
		WHEN bool_or(NOT e.forced AND e.debit_id = o.id AND e.posted_after - e.held_after < o.floor) THEN 'an approval of more than there is'
	END INTO wrong
	FROM (SELECT *, id = max(id) OVER (PARTITION BY account_id) AS latest FROM added) e
	LEFT JOIN ledger_accounts d ON d.id = e.debit_id
	LEFT JOIN ledger_accounts c ON c.id = e.credit_id
	LEFT JOIN ledger_accounts o ON o.id = e.account_id;
	IF wrong IS NOT NULL THEN
		RAISE EXCEPTION '%', wrong;
	END IF;
	RETURN NULL;
END $$;
{{end}}
