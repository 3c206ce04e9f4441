package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Snapshot is a state as it once was.
type Snapshot struct {
	Name  string
	Size  int64     // bytes
	Saved time.Time // by the machine's clock

	path    string
	address string  // of one in memory, for SQLite
	keeper  *sql.DB // which keeps it alive
}

// Snapshots are the snapshots of one data folder, each a database file, or of a
// state in memory. It is safe for use by many goroutines.
type Snapshots struct {
	dir string // empty in memory

	mu     sync.Mutex
	memory map[string]*Snapshot
}

// NewSnapshots gives the snapshots beside a state in dir, which may be Memory.
func NewSnapshots(dir string) *Snapshots {
	if dir == Memory {
		return &Snapshots{memory: map[string]*Snapshot{}}
	}
	return &Snapshots{dir: filepath.Join(dir, snapshotFolder)}
}

const (
	snapshotFolder = "snapshots"
	suffix         = ".db"
)

// List gives the snapshots in the order of their names.
func (v *Snapshots) List() (all []Snapshot, err error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, s := range v.memory {
		all = append(all, *s)
	}
	if v.dir != "" {
		entries, err := os.ReadDir(v.dir)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("list snapshots: %w", err)
		}
		for _, e := range entries {
			name, ok := strings.CutSuffix(e.Name(), suffix)
			info, err := e.Info()
			if !ok || err != nil {
				continue // no snapshot, or removed meanwhile
			}
			all = append(all, v.file(name, info))
		}
	}
	slices.SortFunc(all, func(a, b Snapshot) int { return strings.Compare(a.Name, b.Name) })
	return all, nil
}

// Find gives a snapshot, nil if there is none of the name.
func (v *Snapshots) Find(name string) (*Snapshot, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.dir == "" {
		return v.memory[name], nil
	}
	info, err := os.Stat(v.path(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("find snapshot %s: %w", name, err)
	}
	s := v.file(name, info)
	return &s, nil
}

// Save keeps what a state durably holds now under a name, in place of what it named
// before. Names are the caller's to check.
func (v *Snapshots) Save(ctx context.Context, s *Store, name string) (*Snapshot, error) {
	save := v.saveMemory
	if v.dir != "" {
		save = v.saveFile
	}
	if err := save(ctx, s, name); err != nil {
		return nil, fmt.Errorf("save snapshot %s: %w", name, err)
	}
	return v.Find(name)
}

func (v *Snapshots) saveFile(ctx context.Context, s *Store, name string) error {
	if err := os.MkdirAll(v.dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(v.dir, besidePrefix)
	if err != nil {
		return err
	}
	err = errors.Join(f.Close(), copyPages(ctx, s.read, fileAddress(f.Name()), false))
	if err == nil {
		err = errors.Join(os.Rename(f.Name(), v.path(name)), syncFolder(v.dir))
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}

var memories atomic.Int64

func (v *Snapshots) saveMemory(ctx context.Context, s *Store, name string) error {
	now := &Snapshot{Name: name, Saved: time.Now().UTC(), address: fmt.Sprintf("file:snapshot-%d?mode=memory&cache=shared", memories.Add(1))}
	keeper, err := sql.Open("sqlite", now.address)
	if err != nil {
		return err
	}
	keeper.SetMaxOpenConns(1)
	now.keeper = keeper
	if err = keeper.PingContext(ctx); err == nil {
		err = copyPages(ctx, s.read, now.address, false)
	}
	if err == nil {
		err = keeper.QueryRowContext(ctx, `SELECT page_count * page_size FROM pragma_page_count, pragma_page_size`).Scan(&now.Size)
	}
	if err != nil {
		return errors.Join(err, keeper.Close())
	}
	v.mu.Lock()
	before := v.memory[name]
	v.memory[name] = now
	v.mu.Unlock()
	if before != nil {
		return before.keeper.Close()
	}
	return nil
}

// Remove removes a snapshot.
func (v *Snapshots) Remove(name string) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.dir != "" {
		return errors.Join(os.Remove(v.path(name)), syncFolder(v.dir))
	}
	s := v.memory[name]
	delete(v.memory, name)
	return s.keeper.Close()
}

// Close lets go of the snapshots that are in memory.
func (v *Snapshots) Close() (err error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for name, s := range v.memory {
		err = errors.Join(err, s.keeper.Close())
		delete(v.memory, name)
	}
	return err
}

// copyTo writes a snapshot that is a file to another.
func (s *Snapshot) copyTo(to *os.File) error {
	from, err := os.Open(s.path)
	if err != nil {
		return err
	}
	defer from.Close()
	_, err = io.Copy(to, from)
	return errors.Join(err, to.Sync())
}

func (v *Snapshots) path(name string) string { return filepath.Join(v.dir, name+suffix) }

func (v *Snapshots) file(name string, info fs.FileInfo) Snapshot {
	return Snapshot{Name: name, Size: info.Size(), Saved: info.ModTime().UTC(), path: v.path(name)}
}

func fileAddress(path string) string { return "file:" + (&url.URL{Path: path}).EscapedPath() }
