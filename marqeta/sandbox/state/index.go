package state

import "slices"

// Index finds documents of a collection by a key other than their token.
type Index[T any] struct {
	collection *Collection[T]
	key        func(T) string
	entries    map[string][]*entry[T]
}

// NewIndex adds an index. Documents whose key is empty are not in it. Indexes are
// declared before Load.
func NewIndex[T any](c *Collection[T], key func(T) string) *Index[T] {
	x := &Index[T]{collection: c, key: key, entries: map[string][]*entry[T]{}}
	c.indexes = append(c.indexes, x)
	return x
}

// Get gives the documents with this key as the running update sees them, oldest
// first.
func (x *Index[T]) Get(_ *Tx, key string) []T {
	var found []T
	for _, e := range x.entries[key] {
		// An entry stays under a key it once had; its present key decides.
		if x.key(*e.live) == key {
			found = append(found, *e.live)
		}
	}
	return found
}

// Read gives the durable documents with this key, oldest first.
func (x *Index[T]) Read(key string) []T {
	x.collection.store.mu.RLock()
	defer x.collection.store.mu.RUnlock()
	var found []T
	for _, e := range x.durable(key) {
		found = append(found, *e.durable)
	}
	return found
}

func (x *Index[T]) durable(key string) []*entry[T] {
	var found []*entry[T]
	for _, e := range x.entries[key] {
		if e.durable != nil && x.key(*e.durable) == key {
			found = append(found, e)
		}
	}
	return found
}

// index files an entry under the keys of its present value; before is the value it
// replaces, nil for a new one.
func (c *Collection[T]) index(e *entry[T], before *T) {
	for _, x := range c.indexes {
		key := x.key(*e.live)
		switch {
		case key == "", before != nil && x.key(*before) == key:
		case before == nil || !slices.Contains(x.entries[key], e):
			x.entries[key] = append(x.entries[key], e)
		}
	}
}

// unindex takes back what staging v added for a new entry; for an old one the key
// check on reading is enough.
func (c *Collection[T]) unindex(e *entry[T], v T) {
	if e.live != nil {
		return
	}
	for _, x := range c.indexes {
		key := x.key(v)
		x.entries[key] = slices.DeleteFunc(x.entries[key], func(o *entry[T]) bool { return o == e })
	}
}
