CREATE TABLE contents (
	digest {{.Bytes}} PRIMARY KEY,
	body {{.Bytes}} NOT NULL
);
--bun:split
CREATE TABLE versions (
	kind {{.Text}} NOT NULL,
	token {{.Text}} NOT NULL,
	from_at {{.Time}} NOT NULL,
	rank INTEGER NOT NULL,
	digest {{.Bytes}} NOT NULL REFERENCES contents (digest),
	seen_at {{.Time}} NOT NULL,
	PRIMARY KEY (kind, token, from_at, rank, digest)
);
