ALTER TABLE funding_decisions ADD COLUMN facing {{.Bytes}};
{{if .SQLite}}
--bun:split
CREATE TRIGGER funding_decisions_facing BEFORE UPDATE OF facing ON funding_decisions
BEGIN
	SELECT RAISE(ABORT, 'decisions are never changed');
END;
{{end}}
