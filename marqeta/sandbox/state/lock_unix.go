//go:build unix

package state

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// lock is held on an open file, so the system lets it go when the process ends in
// whatever way.
type lock struct{ file *os.File }

func acquire(path string) (*lock, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, errors.Join(ErrInUse, f.Close())
		}
		return nil, errors.Join(fmt.Errorf("lock it: %w", err), f.Close())
	}
	return &lock{f}, nil
}

func (l *lock) release() error { return l.file.Close() }
