DROP TABLE gateway_alarms;
--bun:split
DROP TABLE gateway_minutes;
--bun:split
DROP TABLE gateway_answers;
--bun:split
DROP TABLE gateway_rules;
{{if not .SQLite}}
--bun:split
DROP FUNCTION gateway_rules_guard();
{{end}}
--bun:split
DROP TABLE gateways;
