ALTER TABLE ledger_entries ADD COLUMN digest {{.Bytes}};
--bun:split
ALTER TABLE ledger_accounts ADD COLUMN head {{.Bytes}};
--bun:split
ALTER TABLE ledger_accounts ADD COLUMN unchained BIGINT NOT NULL DEFAULT 0;
--bun:split
UPDATE ledger_accounts SET unchained = e.number
	FROM (SELECT account_id, count(*) AS number FROM ledger_entries GROUP BY account_id) e WHERE e.account_id = ledger_accounts.id;
--bun:split
{{if .SQLite}}
CREATE TRIGGER ledger_entries_unchained AFTER INSERT ON ledger_entries WHEN NEW.digest IS NULL
BEGIN
	UPDATE ledger_accounts SET unchained = unchained + 1 WHERE id = NEW.account_id;
END;
{{else}}
CREATE FUNCTION ledger_entries_unchained() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	UPDATE ledger_accounts SET unchained = unchained + 1 WHERE id = NEW.account_id;
	RETURN NULL;
END $$;
--bun:split
CREATE TRIGGER ledger_entries_unchained AFTER INSERT ON ledger_entries
	FOR EACH ROW WHEN (NEW.digest IS NULL) EXECUTE FUNCTION ledger_entries_unchained();
{{end}}
