DROP INDEX notifications_moved;
--bun:split
DROP INDEX audit_entries_started;
--bun:split
DROP INDEX transactions_mcc;
--bun:split
DROP INDEX transactions_decline_group;
--bun:split
ALTER TABLE transactions DROP COLUMN decline_group;
--bun:split
DROP TABLE decline_holders;
--bun:split
DROP TABLE decline_hours;
--bun:split
DROP TABLE decline_amounts;
--bun:split
DROP TABLE decline_groups;
