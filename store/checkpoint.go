package store

import (
	"context"
	"sync"
	"time"

	"github.com/uptrace/bun"
)

// SQLite copies its log into the file when it has grown to so many pages. By itself it
// does so inside whichever commit comes to them, and everybody behind that commit waits
// for the copy and two more syncs; here it is done beside the writer, and SQLite's own
// habit is only left for when that should fail. The log may grow to 48 MB: the file then
// takes each page once instead of many times.
const (
	copyAfter   = 12000
	copyAtLast  = 48000
	copyLook    = 250 * time.Millisecond
	copiedAtEnd = 200 // pages that the writer may wait for
)

// copier copies the log of a SQLite file until it is stopped.
type copier struct {
	stop func() // may be called more than once
	quit chan struct{}
}

func newCopier(d *database) *copier {
	c := &copier{quit: make(chan struct{})}
	done := make(chan struct{})
	c.stop = sync.OnceFunc(func() { close(c.quit); <-done })
	go func() {
		defer close(done)
		c.run(d)
	}()
	return c
}

func (c *copier) run(d *database) {
	look := time.NewTicker(copyLook)
	defer look.Stop()
	for {
		select {
		case <-c.quit:
			return
		case <-look.C:
		}
		if err := d.copyLog(context.Background(), copyAfter); err != nil {
			d.log.Error("copy the log into the database", "error", err)
		}
	}
}

// copyLog copies the log beside the writer when it is that long. What was written
// meanwhile is little in the end: the writer waits for that, and its next commit starts
// the log anew.
func (d *database) copyLog(ctx context.Context, after int64) error {
	left, err := checkpoint(ctx, d.reader, "NOOP")
	if err != nil || left < after {
		return err
	}
	for range 3 {
		if _, err = checkpoint(ctx, d.reader, "PASSIVE"); err != nil {
			return err
		}
		if left, err = checkpoint(ctx, d.reader, "NOOP"); err != nil || left < copiedAtEnd {
			break
		}
	}
	if err == nil {
		_, err = checkpoint(ctx, d.writer, "PASSIVE")
	}
	return err
}

// checkpoint gives how many pages of the log the file does not have yet. Somebody who
// still reads what is older keeps some from being copied; that is no error.
func checkpoint(ctx context.Context, pool *bun.DB, how string) (left int64, err error) {
	var busy, pages, copied int64
	err = pool.DB.QueryRowContext(ctx, "PRAGMA wal_checkpoint("+how+")").Scan(&busy, &pages, &copied)
	return pages - copied, translate("copy the log", err)
}
