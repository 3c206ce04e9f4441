package state

import (
	"cmp"
	"container/list"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/go-json-experiment/json"
)

// Collection is one kind of document, wholly in memory. Values are handed out as
// they are stored: whoever wants to change one changes a copy.
type Collection[T any] struct {
	store   *Store
	kind    string
	entries map[string]*entry[T]
	created []*entry[T] // published, oldest first
	recent  *list.List  // published, last changed first
	indexes []*Index[T]
}

type entry[T any] struct {
	token   string
	seq     int64
	changed int64
	hash    []byte
	live    *T // what the next update sees
	durable *T // what readers see; nil until first written
	recent  *list.Element
}

// NewCollection declares a kind of document. Kinds are declared before Load.
func NewCollection[T any](s *Store, kind string) *Collection[T] {
	c := &Collection[T]{store: s, kind: kind, entries: map[string]*entry[T]{}, recent: list.New()}
	s.loaders[kind] = c
	return c
}

func (c *Collection[T]) load(row documentRow) error {
	v := new(T)
	if err := json.Unmarshal(row.Body, v); err != nil {
		return fmt.Errorf("damaged document: %w", err)
	}
	if _, twice := c.entries[row.Token]; twice {
		return errors.New("damaged state: it is there twice")
	}
	e := &entry[T]{token: row.Token, seq: row.Seq, changed: row.Changed, hash: row.Hash, live: v, durable: v}
	c.entries[row.Token] = e
	c.created = append(c.created, e)
	c.index(e, nil)
	return nil
}

// loaded puts the documents, which come in the order of their creation, into that
// of their last change.
func (c *Collection[T]) loaded() {
	changed := slices.Clone(c.created)
	slices.SortFunc(changed, func(a, b *entry[T]) int { return cmp.Compare(a.changed, b.changed) })
	for _, e := range changed {
		e.recent = c.recent.PushFront(e)
	}
}

// Get gives the document as the running update sees it.
func (c *Collection[T]) Get(_ *Tx, token string) (T, bool) {
	if e, ok := c.entries[token]; ok {
		return *e.live, true
	}
	var none T
	return none, false
}

// Find is Get with the hash the document was added with; its error is always nil.
func (c *Collection[T]) Find(_ *Tx, token string) (v T, hash []byte, found bool, err error) {
	if e, ok := c.entries[token]; ok {
		return *e.live, e.hash, true, nil
	}
	return v, nil, false, nil
}

// Read gives the durable document.
func (c *Collection[T]) Read(token string) (T, bool) {
	c.store.mu.RLock()
	defer c.store.mu.RUnlock()
	if e, ok := c.entries[token]; ok && e.durable != nil {
		return *e.durable, true
	}
	var none T
	return none, false
}

// Add stages a new document with the hash of the request that made it, nil if a
// request of another kind did. It fails if the token is in use.
func (c *Collection[T]) Add(tx *Tx, token string, hash []byte, v T) error {
	if _, taken := c.entries[token]; taken {
		return fmt.Errorf("add %s %s: the token is in use", c.kind, token)
	}
	e := &entry[T]{token: token, seq: tx.next(), hash: hash}
	c.entries[token] = e
	c.stage(tx, e, v, func() { delete(c.entries, token) })
	return nil
}

// Put stages a document's new value, of a new one too.
func (c *Collection[T]) Put(tx *Tx, token string, v T) {
	e, ok := c.entries[token]
	if !ok {
		e = &entry[T]{token: token, seq: tx.next()}
		c.entries[token] = e
	}
	c.stage(tx, e, v, func() {
		if !ok {
			delete(c.entries, token)
		}
	})
}

func (c *Collection[T]) stage(tx *Tx, e *entry[T], v T, forget func()) {
	before, changed := e.live, tx.next()
	e.live = &v
	c.index(e, before)
	tx.add(change{
		write: func(ctx context.Context, w *writer) error {
			body, err := json.Marshal(&v)
			if err != nil {
				return err
			}
			return w.exec(ctx, `INSERT INTO documents (seq, changed, kind, token, hash, body) VALUES (?, ?, ?, ?, ?, ?)
				ON CONFLICT (seq) DO UPDATE SET changed = excluded.changed, body = excluded.body`,
				e.seq, changed, c.kind, e.token, e.hash, body)
		},
		publish: func() {
			if e.durable == nil {
				c.created = append(c.created, e)
				e.recent = c.recent.PushFront(e)
			} else {
				c.recent.MoveToFront(e.recent)
			}
			e.durable, e.changed = &v, changed
		},
		undo: func() {
			e.live = before
			c.unindex(e, v)
			forget()
		},
	})
}
