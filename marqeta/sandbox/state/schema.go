package state

import (
	"context"
	"errors"
	"fmt"

	"github.com/uptrace/bun"
)

// The file says what it is and how new: "CDSB" in SQLite's application_id, and
// the schema's number in user_version. It goes up with every table or index that
// is added below, which is all that an older file needs, and with how bodies are kept.
const (
	applicationID = 0x43445342
	schemaVersion = 5
)

// ErrNewer means that the file was written by a later version of the program.
var ErrNewer = errors.New("the state was written by a newer version of the sandbox; update the program or use another data folder")

// ErrForeign means that the file is a database, but somebody else's.
var ErrForeign = errors.New("this is not a sandbox database; use another data folder")

type documentRow struct {
	bun.BaseModel `bun:"table:documents"`

	Seq     int64  `bun:",pk"` // order of creation, over all tables
	Changed int64  `bun:",notnull"`
	Kind    string `bun:",notnull"`
	Token   string `bun:",notnull"` // once per kind, which the collections see to
	Hash    []byte
	Body    []byte `bun:",notnull"`
}

type journalRow struct {
	bun.BaseModel `bun:"table:journal"`

	Seq    int64  `bun:",pk"`
	Kind   string `bun:",notnull,unique:entry"`
	Token  string `bun:",notnull,unique:entry"`
	Parent string `bun:",notnull"`
	Hash   []byte
	Body   []byte `bun:",notnull"`
}

type transactionRow struct {
	bun.BaseModel `bun:"table:transactions"`

	Seq           int64  `bun:",pk"`
	Token         string `bun:",notnull,unique"`
	Identifier    int64  `bun:",notnull"` // 0 for the hidden funding records
	Type          string `bun:",notnull"`
	State         string `bun:",notnull"`
	User          string `bun:"user_token,notnull"`
	ActingUser    string `bun:"acting_user_token,notnull"`
	Card          string `bun:"card_token,notnull"`
	FundingSource string `bun:"funding_source_token,notnull"`
	Direction     string `bun:",notnull"`
	Purchase      string `bun:",notnull"`
	Happened      int64  `bun:",notnull"` // user_transaction_time, Unix seconds
	Created       int64  `bun:",notnull"`
	Hash          []byte
	Body          []byte `bun:",notnull"`
	Trace         []byte
}

type deliveryRow struct {
	bun.BaseModel `bun:"table:deliveries"`

	ID       int64  `bun:",pk"`
	Endpoint string `bun:",notnull"`
	Event    string `bun:",notnull"`
	Target   []byte
	Body     []byte `bun:",notnull"`
	State    string `bun:",notnull"`
	Attempts int    `bun:",notnull"`
	Due      int64  `bun:",notnull"` // Unix milliseconds
	Created  int64  `bun:",notnull"`
	Status   int    `bun:",notnull"`
	Answer   string `bun:",notnull"`
	About    string `bun:",notnull,default:''"`
	Tries    []byte // JSON of the last attempts
}

type timerRow struct {
	bun.BaseModel `bun:"table:timers"`

	Seq   int64  `bun:",pk"` // order among those of one instant
	Kind  string `bun:",notnull,unique:timer"`
	Token string `bun:",notnull,unique:timer"`
	Due   int64  `bun:",notnull"` // Unix milliseconds
}

var tables = []any{(*documentRow)(nil), (*journalRow)(nil), (*transactionRow)(nil), (*deliveryRow)(nil), (*timerRow)(nil)}

// tallies is one tree in the order of its keys: the slots of a key, and keys that
// begin alike, stand together on the disk.
const tallies = `CREATE TABLE IF NOT EXISTS tallies (kind TEXT NOT NULL, key TEXT NOT NULL, slot TEXT NOT NULL,
	amount INTEGER NOT NULL, times INTEGER NOT NULL, PRIMARY KEY (kind, key, slot)) WITHOUT ROWID`

// category is what an event begins with, as the index has it.
const category = `substr(event, 1, instr(event, '.') - 1)`

var indexes = []string{
	`CREATE INDEX IF NOT EXISTS journal_parent ON journal (kind, parent, seq)`,
	`CREATE INDEX IF NOT EXISTS transactions_time ON transactions (happened, seq)`,
	`CREATE INDEX IF NOT EXISTS transactions_user ON transactions (user_token, happened, seq)`,
	`CREATE INDEX IF NOT EXISTS transactions_actor ON transactions (acting_user_token, happened, seq)`,
	`CREATE INDEX IF NOT EXISTS transactions_card ON transactions (card_token, happened, seq)`,
	`CREATE INDEX IF NOT EXISTS transactions_source ON transactions (funding_source_token, happened, seq) WHERE funding_source_token <> ''`,
	`CREATE INDEX IF NOT EXISTS transactions_purchase ON transactions (purchase, seq)`,
	`CREATE INDEX IF NOT EXISTS transactions_identifier ON transactions (identifier) WHERE identifier > 0`,
	`CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (endpoint, due, id) WHERE state = 'waiting'`,
	`CREATE INDEX IF NOT EXISTS deliveries_state ON deliveries (state, id)`,
	`CREATE INDEX IF NOT EXISTS deliveries_endpoint ON deliveries (endpoint, id)`,
	`CREATE INDEX IF NOT EXISTS deliveries_event ON deliveries (event, id)`,
	`CREATE INDEX IF NOT EXISTS deliveries_category ON deliveries (` + category + `, id)`,
	`CREATE INDEX IF NOT EXISTS deliveries_about ON deliveries (about, id) WHERE about <> ''`,
	`CREATE INDEX IF NOT EXISTS timers_due ON timers (due, seq)`,
}

// prepare checks whose file this is, creates what is missing and confirms that a
// commit will be durable.
func (s *Store) prepare(ctx context.Context) error {
	var app, version, present int64
	if err := s.write.NewRaw(`SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_schema)`).
		Scan(ctx, &app, &version, &present); err != nil {
		return err
	}
	switch {
	case app == applicationID && version > schemaVersion:
		return ErrNewer
	case app != applicationID && present > 0:
		return ErrForeign
	}
	if app != applicationID || version < schemaVersion {
		if err := s.create(ctx, version); err != nil {
			return err
		}
	}
	if s.dir == Memory {
		return nil
	}
	var sync int64
	var mode string
	if err := s.write.NewRaw(`SELECT (SELECT synchronous FROM pragma_synchronous), (SELECT journal_mode FROM pragma_journal_mode)`).Scan(ctx, &sync, &mode); err != nil {
		return err
	}
	if sync < 2 || mode != "wal" {
		return fmt.Errorf("commits would not be durable here (synchronous %d, journal %s)", sync, mode)
	}
	return nil
}

// create makes what a new file, or one of an older version, lacks.
func (s *Store) create(ctx context.Context, version int64) error {
	return s.write.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error {
		if version == 1 {
			if err := unindexDocuments(ctx, tx); err != nil {
				return err
			}
		}
		if version > 0 && version < 4 {
			if err := widenDeliveries(ctx, tx); err != nil {
				return err
			}
		}
		for _, t := range tables {
			if _, err := tx.NewCreateTable().Model(t).IfNotExists().Exec(ctx); err != nil {
				return err
			}
		}
		for _, stmt := range append(indexes, tallies,
			fmt.Sprintf(`PRAGMA application_id = %d`, applicationID),
			fmt.Sprintf(`PRAGMA user_version = %d`, schemaVersion)) {
			if _, err := tx.NewRaw(stmt).Exec(ctx); err != nil {
				return err
			}
		}
		return nil
	})
}

// unindexDocuments takes the index of tokens off the documents, which are looked up in
// memory: it cost a page of the disk for each new one.
func unindexDocuments(ctx context.Context, tx bun.Tx) error {
	if _, err := tx.NewRaw(`ALTER TABLE documents RENAME TO documents_1`).Exec(ctx); err != nil {
		return err
	}
	if _, err := tx.NewCreateTable().Model((*documentRow)(nil)).Exec(ctx); err != nil {
		return err
	}
	_, err := tx.NewRaw(`INSERT INTO documents SELECT seq, changed, kind, token, hash, body FROM documents_1; DROP TABLE documents_1`).Exec(ctx)
	return err
}

// widenDeliveries adds what a delivery was about and how its attempts went. The index
// of what waits gives way to one by due time.
func widenDeliveries(ctx context.Context, tx bun.Tx) error {
	_, err := tx.NewRaw(`ALTER TABLE deliveries ADD COLUMN about VARCHAR NOT NULL DEFAULT '';
		ALTER TABLE deliveries ADD COLUMN tries BLOB; DROP INDEX IF EXISTS deliveries_waiting`).Exec(ctx)
	return err
}

// lastSeq is the highest number in use: every table draws from one sequence.
func (s *Store) lastSeq(ctx context.Context) (int64, error) {
	var last int64
	err := s.read.NewRaw(`SELECT max(
		(SELECT coalesce(max(changed), 0) FROM documents),
		(SELECT coalesce(max(seq), 0) FROM journal),
		(SELECT coalesce(max(seq), 0) FROM transactions),
		(SELECT coalesce(max(id), 0) FROM deliveries),
		(SELECT coalesce(max(seq), 0) FROM timers))`).Scan(ctx, &last)
	if err != nil {
		return 0, fmt.Errorf("read the last sequence number: %w", err)
	}
	return last, nil
}
