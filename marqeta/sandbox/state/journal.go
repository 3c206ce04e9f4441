package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
)

// Journal is one kind of document that grows with traffic and is read from disk.
type Journal[T any] struct {
	store  *Store
	kind   string
	parent func(T) string
	sorted []string // members
	packed bool
	shelf  shelf[journalEntry]
}

type journalEntry struct {
	seq  int64
	hash []byte
	body []byte
}

// NewJournal declares a kind; parent gives the key that Children finds it by.
func NewJournal[T any](s *Store, kind string, parent func(T) string) *Journal[T] {
	return &Journal[T]{store: s, kind: kind, parent: parent, shelf: newShelf[journalEntry]()}
}

// Find gives the document and the hash it was added with, as the running update
// sees it.
func (j *Journal[T]) Find(tx *Tx, token string) (v T, hash []byte, found bool, err error) {
	e := j.shelf.live(token)
	if e == nil {
		if e, err = j.fetch(tx.ctx, token); err != nil || e == nil {
			return v, nil, false, err
		}
		j.shelf.remember(token, e)
	}
	v, err = j.decode(token, e.body)
	return v, e.hash, err == nil, err
}

// Read gives the durable document.
func (j *Journal[T]) Read(ctx context.Context, token string) (v T, found bool, err error) {
	j.store.mu.RLock()
	e := j.shelf.cached[token]
	j.store.mu.RUnlock()
	if e == nil {
		// What a reader fetched is not remembered: it might be older than what an
		// update publishes meanwhile.
		if e, err = j.fetch(ctx, token); err != nil || e == nil {
			return v, false, err
		}
	}
	v, err = j.decode(token, e.body)
	return v, err == nil, err
}

// Put stages a document's new value, of a new one too.
func (j *Journal[T]) Put(tx *Tx, token string, v T) error { return j.Add(tx, token, nil, v) }

// Add stages a new document with the hash of the request that made it. Where the
// document exists its value is replaced and its hash stays.
func (j *Journal[T]) Add(tx *Tx, token string, hash []byte, v T) error {
	body, err := json.Marshal(&v)
	if err != nil {
		return fmt.Errorf("encode %s %s: %w", j.kind, token, err)
	}
	e := &journalEntry{hash: hash, body: body}
	switch before := j.shelf.live(token); {
	case before != nil:
		e.seq, e.hash = before.seq, before.hash
	default:
		e.seq = tx.next()
	}
	publish, undo := j.shelf.stage(token, e)
	tx.add(change{publish: publish, undo: undo, write: func(ctx context.Context, w *writer) error {
		return w.exec(ctx, `INSERT INTO journal (seq, kind, token, parent, hash, body) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (kind, token) DO UPDATE SET body = excluded.body`,
			e.seq, j.kind, token, j.parent(v), e.hash, j.keep(e.body))
	}})
	return nil
}

// unknowable reports whether a key cannot be in the file: bun refuses to write a
// NUL into a query, and no token has one.
func unknowable(keys ...string) bool {
	return slices.ContainsFunc(keys, func(k string) bool { return strings.ContainsRune(k, 0) })
}

func (j *Journal[T]) fetch(ctx context.Context, token string) (*journalEntry, error) {
	if unknowable(token) {
		return nil, nil
	}
	var row journalRow
	err := j.store.read.NewSelect().Model(&row).Where("kind = ?", j.kind).Where("token = ?", token).Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("read %s %s: %w", j.kind, token, err)
	}
	if row.Body, err = unpack(row.Body); err != nil {
		return nil, fmt.Errorf("read %s %s: %w", j.kind, token, err)
	}
	return &journalEntry{seq: row.Seq, hash: row.Hash, body: row.Body}, nil
}

// Packed has documents kept packed. SQLite cannot look into them then: such a journal
// is not Sorted, nor listed with a Where.
func (j *Journal[T]) Packed() *Journal[T] {
	j.packed = true
	return j
}

func (j *Journal[T]) keep(body []byte) []byte {
	if !j.packed {
		return body
	}
	return pack(body)
}

func (j *Journal[T]) decode(token string, body []byte) (v T, err error) {
	if err := json.Unmarshal(body, &v); err != nil {
		return v, fmt.Errorf("read %s %s: damaged document: %w", j.kind, token, err)
	}
	return v, nil
}
