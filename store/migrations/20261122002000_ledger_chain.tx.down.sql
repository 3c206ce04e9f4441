{{if .SQLite}}
DROP TRIGGER ledger_entries_unchained;
{{else}}
DROP TRIGGER ledger_entries_unchained ON ledger_entries;
--bun:split
DROP FUNCTION ledger_entries_unchained();
{{end}}
--bun:split
ALTER TABLE ledger_accounts DROP COLUMN unchained;
--bun:split
ALTER TABLE ledger_accounts DROP COLUMN head;
--bun:split
ALTER TABLE ledger_entries DROP COLUMN digest;
