package main

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// onSQLite and onPostgres are the outages of each.
var (
	onSQLite = []outage{
		{name: "locked", begin: locked("sqlite", "?_txlock=immediate", "SELECT 1")},
		{name: "full", room: true, begin: full},
		{name: "failing syncs", begin: syncing("error=EIO")},
		{name: "slow syncs", begin: syncing("delay_enter=2500000")},
	}
	onPostgres = []outage{
		{name: "locked", begin: locked("pgx", "", "LOCK TABLE ledger_accounts IN EXCLUSIVE MODE")},
		{name: "frozen", begin: frozen},
		{name: "stopped", begin: func(_ context.Context, at *place) (func() error, error) { return at.server.Start, at.server.Stop() }},
		{name: "killed", begin: func(_ context.Context, at *place) (func() error, error) { return at.server.Start, at.server.Kill() }},
		{name: "full", room: true, begin: full},
		{name: "failing syncs", begin: syncing("error=EIO")},
		{name: "slow syncs", begin: syncing("delay_enter=2500000")},
	}
)

// locked keeps everybody else from writing, from another process.
func locked(driver, options, lock string) func(context.Context, *place) (func() error, error) {
	return func(ctx context.Context, at *place) (end func() error, err error) {
		db, err := sql.Open(driver, at.dsn+options)
		if err != nil {
			return nil, err
		}
		var tx *sql.Tx
		for began := time.Now(); time.Since(began) < 10*time.Second; { // the console is quicker now and then
			if tx, err = db.BeginTx(ctx, nil); err == nil {
				break
			}
		}
		if err == nil {
			_, err = tx.ExecContext(ctx, lock)
		}
		if err != nil {
			return nil, errors.Join(err, db.Close())
		}
		return func() error { return errors.Join(tx.Rollback(), db.Close()) }, nil
	}
}

// full leaves no room on the file system.
func full(_ context.Context, at *place) (end func() error, err error) {
	path := filepath.Join(at.mount, "filler")
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	size := int64(0)
	for step := int64(64 << 20); step >= 1<<10; {
		if err := syscall.Fallocate(int(f.Fd()), 0, size, step); err != nil {
			step /= 2
			continue
		}
		size += step
	}
	return func() error {
		err := errors.Join(f.Close(), os.Remove(path))
		if at.server != nil {
			err = errors.Join(err, at.server.Heal())
		}
		return err
	}, nil
}

// syncing spoils every sync of whoever writes the store.
func syncing(fault string) func(context.Context, *place) (func() error, error) {
	return func(_ context.Context, at *place) (end func() error, err error) {
		processes := []int{at.cmd.Process.Pid}
		if at.server != nil {
			if processes, err = at.server.Processes(); err != nil {
				return nil, err
			}
		}
		stop, err := inject(processes, fault)
		if err != nil || at.server == nil {
			return stop, err
		}
		return func() error { return errors.Join(stop(), at.server.Heal()) }, nil
	}
}

// frozen lets the server keep its connections and say nothing.
func frozen(_ context.Context, at *place) (end func() error, err error) {
	return func() error { return at.server.Signal(syscall.SIGCONT) }, at.server.Signal(syscall.SIGSTOP)
}
