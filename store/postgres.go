package store

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"
)

func isPostgres(dsn string) bool {
	return strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://")
}

// openPostgres opens a pool. bun writes arguments into the text, so a cache of
// prepared statements would hold one entry per text: the exec mode keeps none.
func openPostgres(ctx context.Context, dsn string, _ Config) (*database, error) {
	c, err := pgx.ParseConfig(dsn)
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	c.DefaultQueryExecMode = pgx.QueryExecModeExec
	if c.RuntimeParams["application_name"] == "" {
		c.RuntimeParams["application_name"] = "carddeck"
	}
	for name, value := range map[string]string{"timezone": "UTC", "jit": "off", "lock_timeout": "10s",
		"idle_in_transaction_session_timeout": "60s"} {
		c.RuntimeParams[name] = value
	}
	pool := stdlib.OpenDB(*c, stdlib.OptionAfterConnect(readUTC), stdlib.OptionShouldPing(doubtful))
	pool.SetMaxOpenConns(8 * runtime.GOMAXPROCS(0))
	pool.SetMaxIdleConns(4 * runtime.GOMAXPROCS(0))
	pool.SetConnMaxIdleTime(5 * time.Minute)
	db := bun.NewDB(pool, pgdialect.New())
	if err := checkPostgres(ctx, db); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &database{reader: db, writer: db}, nil
}

func readUTC(_ context.Context, c *pgx.Conn) error {
	c.TypeMap().RegisterType(&pgtype.Type{Name: "timestamptz", OID: pgtype.TimestamptzOID,
		Codec: &pgtype.TimestamptzCodec{ScanLocation: time.UTC}})
	return nil
}

// checkPostgres reads back the settings without which a commit is no promise.
func checkPostgres(ctx context.Context, db *bun.DB) error {
	for _, setting := range []string{"fsync", "full_page_writes", "synchronous_commit"} {
		var value string
		if err := db.QueryRowContext(ctx, "SELECT current_setting(?)", setting).Scan(&value); err != nil {
			return fmt.Errorf("open the database: %w", err)
		}
		if value == "off" {
			return fmt.Errorf("%w: PostgreSQL runs with %s = off", ErrNotDurable, setting)
		}
	}
	return nil
}
