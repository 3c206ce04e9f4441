CREATE TABLE certifications (
	id {{.ID}},
	name {{.Text}} NOT NULL UNIQUE,
	gateway {{.Text}} NOT NULL,
	webhook {{.Text}} NOT NULL,
	currency {{.Text}} NOT NULL,
	limit_millis BIGINT NOT NULL,
	state {{.Text}} NOT NULL CHECK (state IN ('running', 'done', 'stopped')),
	failure {{.Text}} NOT NULL,
	passed BIGINT NOT NULL,
	failed BIGINT NOT NULL,
	other BIGINT NOT NULL,
	operator_id BIGINT NOT NULL,
	operator_email {{.Text}} NOT NULL,
	began_at {{.Time}} NOT NULL,
	seen_at {{.Time}} NOT NULL,
	ended_at {{.Time}}
);
--bun:split
CREATE TABLE certification_results (
	id {{.ID}},
	certification_id BIGINT NOT NULL REFERENCES certifications (id),
	number BIGINT NOT NULL,
	title {{.Text}} NOT NULL,
	outcome {{.Text}} NOT NULL CHECK (outcome IN ('passed', 'failed', 'not applicable', 'cannot be seen')),
	verdict {{.Text}} NOT NULL,
	slowest_micros BIGINT NOT NULL,
	evidence {{.Bytes}} NOT NULL,
	UNIQUE (certification_id, number)
);
