DROP TABLE ledger_misfits;
--bun:split
DROP TABLE ledger_entries;
--bun:split
DROP TABLE ledger_proposals;
--bun:split
DROP TABLE funding_conflicts;
--bun:split
DROP TABLE funding_decisions;
--bun:split
DROP TABLE ledger_holds;
--bun:split
DROP TABLE ledger_accounts;
{{if not .SQLite}}
--bun:split
DROP FUNCTION ledger_entries_book();
--bun:split
DROP FUNCTION ledger_keep();
--bun:split
DROP FUNCTION funding_decisions_change();
{{end}}
--bun:split
DROP INDEX transactions_jit_token;
--bun:split
DROP INDEX transactions_jit_original;
--bun:split
ALTER TABLE transactions DROP COLUMN jit_token;
--bun:split
ALTER TABLE transactions DROP COLUMN jit_original;
--bun:split
ALTER TABLE transactions DROP COLUMN jit_method;
--bun:split
ALTER TABLE transactions DROP COLUMN jit_minor;
--bun:split
ALTER TABLE transactions DROP COLUMN holder_kind;
--bun:split
ALTER TABLE transactions DROP COLUMN holder;
--bun:split
ALTER TABLE transactions DROP COLUMN by_gateway;
--bun:split
ALTER TABLE transactions DROP COLUMN standin_by;
--bun:split
ALTER TABLE transactions DROP COLUMN gateway_millis;
--bun:split
ALTER TABLE transactions DROP COLUMN gateway_timed_out;
