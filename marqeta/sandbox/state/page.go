package state

import (
	"cmp"
	"iter"
	"slices"
)

// Order is how a page is sorted. Ties always fall to the order of creation.
type Order[T any] struct {
	By      By
	Compare func(a, b T) int // for ByValue
	Desc    bool
}

// By names the quick orders and the slow one.
type By int

// The orders of a page.
const (
	ByChanged By = iota // last change
	ByCreated           // creation
	ByValue             // Order.Compare
)

// Query selects a page of a collection. The zero value is the first nothing.
type Query[T any] struct {
	Index *Index[T] // with Key: only documents under that key
	Key   string
	Where func(T) bool // nil passes all
	Order Order[T]
	Start int
	Count int
}

// Page gives the durable documents of a query, and whether more follow.
func (c *Collection[T]) Page(q Query[T]) (page []T, more bool) {
	c.store.mu.RLock()
	defer c.store.mu.RUnlock()
	skip := q.Start
	for e := range c.sorted(q) {
		if q.Where != nil && !q.Where(*e.durable) {
			continue
		}
		if skip > 0 {
			skip--
			continue
		}
		if len(page) == q.Count {
			return page, true
		}
		page = append(page, *e.durable)
	}
	return page, false
}

// Count gives the number of documents the running update sees that pass.
func (c *Collection[T]) Count(_ *Tx, where func(T) bool) int {
	n := 0
	for _, e := range c.entries {
		if where(*e.live) {
			n++
		}
	}
	return n
}

// Len gives the number of documents the running update sees.
func (c *Collection[T]) Len(*Tx) int { return len(c.entries) }

// All gives every document the running update sees, oldest first.
func (c *Collection[T]) All(_ *Tx) []T {
	entries := make([]*entry[T], 0, len(c.entries))
	for _, e := range c.entries {
		entries = append(entries, e)
	}
	slices.SortFunc(entries, func(a, b *entry[T]) int { return cmp.Compare(a.seq, b.seq) })
	all := make([]T, len(entries))
	for i, e := range entries {
		all[i] = *e.live
	}
	return all
}

func (c *Collection[T]) sorted(q Query[T]) iter.Seq[*entry[T]] {
	if q.Index == nil {
		switch {
		case q.Order.By == ByChanged && q.Order.Desc:
			return c.newestChange()
		case q.Order.By == ByCreated && q.Order.Desc:
			return func(yield func(*entry[T]) bool) {
				for _, e := range slices.Backward(c.created) {
					if !yield(e) {
						return
					}
				}
			}
		case q.Order.By == ByCreated:
			return slices.Values(c.created)
		}
	}
	entries := slices.Clone(c.created)
	if q.Index != nil {
		entries = q.Index.durable(q.Key)
	}
	slices.SortStableFunc(entries, q.Order.compare)
	return slices.Values(entries)
}

func (c *Collection[T]) newestChange() iter.Seq[*entry[T]] {
	return func(yield func(*entry[T]) bool) {
		for at := c.recent.Front(); at != nil; at = at.Next() {
			if !yield(at.Value.(*entry[T])) {
				return
			}
		}
	}
}

func (o Order[T]) compare(a, b *entry[T]) int {
	var n int
	switch o.By {
	case ByChanged:
		n = cmp.Compare(a.changed, b.changed)
	case ByValue:
		n = o.Compare(*a.durable, *b.durable)
	}
	if n == 0 {
		n = cmp.Compare(a.seq, b.seq)
	}
	if o.Desc {
		return -n
	}
	return n
}
