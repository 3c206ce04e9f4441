package state

import (
	"context"
	"fmt"
	"maps"

	"github.com/go-json-experiment/json"
)

// Tallies are running sums by key and, within a key, by slot. They stand for rows
// that would take too long to add up: the sums of a key are read once and then kept
// current in memory, along with those of the keys last asked for.
type Tallies[S comparable] struct {
	store *Store
	kind  string
	keys  map[string]*tally[S]
}

// Sum is what was added in a slot.
type Sum[S comparable] struct {
	Slot          S
	Amount, Times int64
}

type tally[S comparable] struct {
	sums   []Sum[S]
	at     map[S]int // index into sums
	staged int       // additions that are not durable yet
}

// MaxSum is the largest amount a slot holds, either way; what is beyond is lost.
const MaxSum = 1 << 53

const tallyKeys = 8192 // remembered

// NewTallies declares a kind. Slots are written as JSON.
func NewTallies[S comparable](s *Store, kind string) *Tallies[S] {
	return &Tallies[S]{store: s, kind: kind, keys: map[string]*tally[S]{}}
}

// Sums gives the sums of a key as the running update sees them, in no order. They
// are valid until the update ends or adds to the key.
func (t *Tallies[S]) Sums(tx *Tx, key string) ([]Sum[S], error) {
	k, err := t.load(tx, key)
	if err != nil {
		return nil, err
	}
	return k.sums, nil
}

// Add stages an addition, or with negative numbers a subtraction.
func (t *Tallies[S]) Add(tx *Tx, key string, by Sum[S]) error {
	k, err := t.load(tx, key)
	if err != nil {
		return err
	}
	slot, err := json.Marshal(by.Slot)
	if err != nil {
		return fmt.Errorf("encode a slot of %s %s: %w", t.kind, key, err)
	}
	i, known := k.at[by.Slot]
	if !known {
		i = len(k.sums)
		k.sums, k.at[by.Slot] = append(k.sums, Sum[S]{Slot: by.Slot}), i
	}
	before := k.sums[i]
	now := before
	now.Amount = max(-MaxSum, min(before.Amount+by.Amount, MaxSum))
	now.Times += by.Times
	k.sums[i] = now
	k.staged++
	tx.add(change{
		write: func(ctx context.Context, w *writer) error {
			return w.exec(ctx, `INSERT INTO tallies (kind, key, slot, amount, times) VALUES (?, ?, ?, ?, ?)
				ON CONFLICT DO UPDATE SET amount = excluded.amount, times = excluded.times`, t.kind, key, string(slot), now.Amount, now.Times)
		},
		publish: func() { k.staged-- },
		undo:    func() { k.sums[i] = before; k.staged-- },
	})
	return nil
}

func (t *Tallies[S]) load(tx *Tx, key string) (*tally[S], error) {
	if k := t.keys[key]; k != nil {
		return k, nil
	}
	// Past bun, which cannot bind a key that has a NUL in it.
	rows, err := t.store.read.DB.QueryContext(tx.ctx, `SELECT slot, amount, times FROM tallies WHERE kind = ? AND key = ?`, t.kind, key)
	if err != nil {
		return nil, fmt.Errorf("read %s %s: %w", t.kind, key, err)
	}
	defer rows.Close()
	k := &tally[S]{at: map[S]int{}}
	for rows.Next() {
		var s Sum[S]
		var slot string
		if err := rows.Scan(&slot, &s.Amount, &s.Times); err != nil {
			return nil, fmt.Errorf("read %s %s: %w", t.kind, key, err)
		}
		if err := json.Unmarshal([]byte(slot), &s.Slot); err != nil {
			return nil, fmt.Errorf("read %s %s: damaged slot: %w", t.kind, key, err)
		}
		k.at[s.Slot] = len(k.sums)
		k.sums = append(k.sums, s)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read %s %s: %w", t.kind, key, err)
	}
	if len(t.keys) >= tallyKeys {
		maps.DeleteFunc(t.keys, func(_ string, k *tally[S]) bool { return k.staged == 0 })
	}
	t.keys[key] = k
	return k, nil
}
