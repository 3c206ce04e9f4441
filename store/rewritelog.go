package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/uptrace/bun"
)

// rewriteLog makes what SQLite's log shows outlast a power cut. When a sync fails and the
// process is killed, the system may go on to show commits that the disk never got, and
// calls every later sync a success, since to it those pages are written. A decision read
// from such a commit must not be sent as one that is kept. Each page is therefore written
// again as it is, which makes the next sync tell the truth; a page torn meanwhile fails
// SQLite's own checksum. The writer is held, so that nobody appends.
func rewriteLog(ctx context.Context, writer *bun.DB, path string) (err error) {
	log, err := os.OpenFile(path+"-wal", os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // after an orderly end there is none
	}
	if err != nil {
		return fmt.Errorf("rewrite the log: %w", err)
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	tx, err := writer.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("rewrite the log: %w", err)
	}
	defer func() { err = errors.Join(err, tx.Rollback()) }()
	if _, err := io.CopyBuffer(onlyWriter{io.NewOffsetWriter(log, 0)}, onlyReader{io.NewSectionReader(log, 0, 1<<62)}, make([]byte, 1<<20)); err != nil {
		return fmt.Errorf("rewrite the log: %w", err)
	}
	if err := log.Sync(); err != nil {
		return fmt.Errorf("rewrite the log: %w", err)
	}
	return nil
}

// Without the shortcuts of files, through which bytes might not be written at all.
type (
	onlyWriter struct{ io.Writer }
	onlyReader struct{ io.Reader }
)
