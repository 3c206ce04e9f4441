{{if .SQLite}}
DROP TRIGGER funding_decisions_facing;
--bun:split
{{end}}
ALTER TABLE funding_decisions DROP COLUMN facing;
