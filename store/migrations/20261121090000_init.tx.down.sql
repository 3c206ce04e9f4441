DROP TABLE funding_sources;
--bun:split
DROP TABLE card_products;
--bun:split
DROP TABLE users;
--bun:split
DROP TABLE cards;
--bun:split
DROP TABLE gpa_orders;
--bun:split
DROP TABLE transactions;
--bun:split
DROP TABLE notifications;
--bun:split
DROP TABLE messages;
--bun:split
DROP TABLE audit_entries;
{{if not .SQLite}}
--bun:split
DROP FUNCTION audit_entries_guard();
{{end}}
--bun:split
DROP TABLE sign_in_links;
--bun:split
DROP TABLE sessions;
--bun:split
DROP TABLE operators;
--bun:split
DROP TABLE stamps;
