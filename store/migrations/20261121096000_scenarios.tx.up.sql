CREATE TABLE scenarios (
    id {{.ID}},
    name {{.Text}} NOT NULL UNIQUE,
    title {{.Text}} NOT NULL,
    file {{.Bytes}} NOT NULL,
    operator_id BIGINT NOT NULL,
    operator_email {{.Text}} NOT NULL,
    created_at {{.Time}} NOT NULL,
    updated_at {{.Time}} NOT NULL
);
