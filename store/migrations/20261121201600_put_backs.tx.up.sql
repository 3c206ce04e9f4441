CREATE TABLE put_backs (
    id {{.ID}},
    cause {{.Text}} NOT NULL,
    change {{.Bytes}} NOT NULL,
    problem {{.Text}} NOT NULL,
    operator_id BIGINT NOT NULL,
    operator_email {{.Text}} NOT NULL,
    created_at {{.Time}} NOT NULL
);
