package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// pinned is a connection to PostgreSQL that one goroutine keeps for itself, with what was
// prepared on it.
type pinned struct {
	pool    *sql.DB
	prepare func(context.Context, *pgx.Conn) error
	conn    *sql.Conn // nil before the first use and after a failure
}

// use gives f the connection, which it opens if need be. After any failure it is dropped,
// which undoes what was begun on it.
func (p *pinned) use(ctx context.Context, f func(*pgx.Conn) error) error {
	if err := p.open(ctx); err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	var failure error
	err := p.conn.Raw(func(c any) error {
		if failure = f(c.(*stdlib.Conn).Conn()); failure != nil {
			return driver.ErrBadConn
		}
		return nil
	})
	if err == nil {
		return nil
	}
	_ = p.conn.Close() // it is bad, and says so
	p.conn = nil
	if failure == nil {
		failure = err
	}
	return failure
}

func (p *pinned) open(ctx context.Context) error {
	if p.conn != nil {
		return nil
	}
	conn, err := p.pool.Conn(ctx)
	if err != nil {
		return err
	}
	if err := conn.Raw(func(c any) error { return p.prepare(ctx, c.(*stdlib.Conn).Conn()) }); err != nil {
		return errors.Join(err, conn.Close())
	}
	p.conn = conn
	return nil
}

func (p *pinned) close() error {
	if p.conn == nil {
		return nil
	}
	return p.conn.Close()
}
