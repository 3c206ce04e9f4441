package store

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"carddeck/marqeta/jit"
	"carddeck/marqeta/webhook"
)

// What may wait to be recorded. Beyond either the sender is told to come again.
const (
	maxWaiting      = 4096
	maxWaitingBytes = 64 << 20
)

// What one transaction takes: everything that waits, up to this.
const (
	maxGroup      = 512
	maxGroupBytes = 16 << 20
)

// Record makes a message durable; nil means that it is on stable storage. A
// notification whose bytes are known under the same family and token is only counted,
// and a message of nothing else leaves no row. ErrBusy and every other error mean that
// the sender must come again; when ctx ends first, the message may still be recorded.
func (s *Store) Record(ctx context.Context, m webhook.Message) error {
	if s.receiver == nil {
		return fmt.Errorf("record message: %w", ErrClosed)
	}
	e, err := newEntry(m)
	if err != nil {
		return fmt.Errorf("record message: %w", err)
	}
	if err := s.receiver.record(ctx, e); err != nil {
		return fmt.Errorf("record message: %w", err)
	}
	return nil
}

// entry is a message on its way to the database.
type entry struct {
	webhook.Message
	header  []byte
	digests [][sha256.Size]byte
	answer  chan error // holds one
}

// newEntry does in the caller's goroutine what the one writer need not do.
func newEntry(m webhook.Message) (*entry, error) {
	e := &entry{Message: m, header: []byte("{}"), answer: make(chan error, 1)}
	if len(m.Header) > 0 {
		header, err := json.Marshal(m.Header)
		if err != nil {
			return nil, err
		}
		e.header = header
	}
	e.digests = make([][sha256.Size]byte, len(m.Notifications))
	for i := range m.Notifications {
		e.digests[i] = sha256.Sum256(m.Raw(i))
	}
	return e, nil
}

// receiver owns the one goroutine that writes messages.
type receiver struct {
	group   group
	waiting chan *entry
	bytes   atomic.Int64 // of the bodies in waiting
	wake    chan struct{}
	news    *news
	failure atomic.Pointer[error]

	stop sync.Once
	quit chan struct{}
	done chan struct{}
}

// group writes entries in one transaction of a particular database.
type group interface {
	write([]*entry) error
	close() error
}

func newReceiver(s *Store) (*receiver, error) {
	open := newSQLiteGroup
	if !s.isSQLite() {
		open = newPostgresGroup
	}
	g, err := open(s.database)
	if err != nil {
		return nil, fmt.Errorf("start the receiver: %w", err)
	}
	return receive(g, &s.news), nil
}

func receive(g group, n *news) *receiver {
	r := &receiver{
		group: g, news: n, waiting: make(chan *entry, maxWaiting), wake: make(chan struct{}, 1),
		quit: make(chan struct{}), done: make(chan struct{}),
	}
	go r.run()
	return r
}

func (r *receiver) record(ctx context.Context, e *entry) error {
	if err := r.healthy(); err != nil {
		return err
	}
	size := int64(len(e.Body))
	if r.bytes.Add(size) > maxWaitingBytes {
		r.bytes.Add(-size)
		return ErrBusy
	}
	select {
	case <-r.quit:
		r.bytes.Add(-size)
		return ErrClosed
	case r.waiting <- e:
	default:
		r.bytes.Add(-size)
		return ErrBusy
	}
	select {
	case err := <-e.answer:
		return err
	case <-ctx.Done():
		return ctx.Err()
	case <-r.done:
		// The last group may have answered while the loop ended.
		select {
		case err := <-e.answer:
			return err
		default:
			return ErrClosed
		}
	}
}

// run takes whatever waits, commits it together and answers everybody. It never waits
// for a group to fill, so that a lone message is as quick as it can be.
func (r *receiver) run() {
	defer close(r.done)
	entries := make([]*entry, 0, maxGroup)
	for {
		select {
		case e := <-r.waiting:
			entries = r.fill(append(entries[:0], e))
			r.commit(entries)
			clear(entries)
		case <-r.quit:
			if len(r.waiting) == 0 {
				return
			}
		}
	}
}

func (r *receiver) fill(entries []*entry) []*entry {
	size := len(entries[0].Body)
	for len(entries) < maxGroup && size < maxGroupBytes {
		select {
		case e := <-r.waiting:
			entries = append(entries, e)
			size += len(e.Body)
		default:
			return entries
		}
	}
	return entries
}

// commit writes a group. When it fails before its commit, one message may be to blame:
// each is tried alone, so that the others do not suffer for it.
func (r *receiver) commit(entries []*entry) {
	err := r.healthy()
	if err == nil {
		err = r.write(entries)
	}
	alone := err != nil && len(entries) > 1 && r.healthy() == nil && !errors.As(err, new(unknownCommit))
	for _, e := range entries {
		r.bytes.Add(-int64(len(e.Body)))
		if alone {
			err = r.write([]*entry{e})
		}
		e.answer <- err
	}
	r.wakeApplier()
	r.news.tell()
}

func (r *receiver) write(entries []*entry) error {
	err := r.group.write(entries)
	if stop := (unknownCommit{}); errors.As(err, &stop) && stop.fatal {
		r.failure.CompareAndSwap(nil, &err)
	}
	return err
}

// unknownCommit is a COMMIT that returned an error: its rows may be there after all.
// The callers are told that it failed, and when the sender comes again, what is there
// is recognised. Where it is fatal the connection is not to be trusted any more.
type unknownCommit struct {
	err   error
	fatal bool
}

func (u unknownCommit) Error() string { return "commit with an unknown outcome: " + u.err.Error() }
func (u unknownCommit) Unwrap() error { return u.err }

// Is tells the decision endpoint what kind of failure this is.
func (unknownCommit) Is(err error) bool { return err == jit.ErrOutcome }

func (r *receiver) healthy() error {
	if err := r.failure.Load(); err != nil {
		return fmt.Errorf("the receiver stopped until the database is opened anew: %w", *err)
	}
	return nil
}

func (r *receiver) wakeApplier() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// close lets what waits be committed. A Record that comes at the same time gets
// ErrClosed.
func (r *receiver) close() {
	r.stop.Do(func() { close(r.quit) })
	<-r.done
	if err := r.group.close(); err != nil {
		r.failure.CompareAndSwap(nil, &err)
	}
}
