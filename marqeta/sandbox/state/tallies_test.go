package state_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"sync"
	"testing"

	"carddeck/marqeta/sandbox/state"
)

type slot struct {
	Day  int    `json:"d"`
	Kind string `json:"k,omitzero"`
}

type tallies struct {
	store *state.Store
	sums  *state.Tallies[slot]
}

func openTallies(t *testing.T, dir string) tallies {
	t.Helper()
	st, err := state.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	return tallies{st, state.NewTallies[slot](st, "spend")}
}

func (s tallies) add(t *testing.T, key string, sums ...state.Sum[slot]) {
	t.Helper()
	err := s.store.Update(t.Context(), func(tx *state.Tx) error {
		for _, sum := range sums {
			if err := s.sums.Add(tx, key, sum); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// are wants the sums of a key; slots that came to nothing may be absent.
func (s tallies) are(t *testing.T, key string, want ...state.Sum[slot]) {
	t.Helper()
	got, wanted := map[slot]state.Sum[slot]{}, map[slot]state.Sum[slot]{}
	for _, sum := range want {
		wanted[sum.Slot] = sum
	}
	err := s.store.Update(t.Context(), func(tx *state.Tx) error {
		sums, err := s.sums.Sums(tx, key)
		for _, sum := range sums {
			if sum.Amount != 0 || sum.Times != 0 {
				got[sum.Slot] = sum
			}
		}
		return err
	})
	if err != nil || !maps.Equal(got, wanted) {
		t.Errorf("%s = %v, want %v (%v)", key, got, wanted, err)
	}
}

func TestTallies(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := openTallies(t, dir)
	monday, tuesday := slot{Day: 1}, slot{2, "atm"}
	s.add(t, "a", state.Sum[slot]{monday, 10, 1}, state.Sum[slot]{tuesday, 5, 1}, state.Sum[slot]{monday, 7, 1})
	s.add(t, "a", state.Sum[slot]{monday, -2, 0})
	s.add(t, "a\x00'", state.Sum[slot]{monday, 1, 1})
	s.add(t, "huge", state.Sum[slot]{monday, state.MaxSum, 1}, state.Sum[slot]{monday, state.MaxSum, 1}, state.Sum[slot]{tuesday, -state.MaxSum, 1}, state.Sum[slot]{tuesday, -1, 1})
	err := s.store.Update(t.Context(), func(tx *state.Tx) error {
		for range 3 {
			if err := s.sums.Add(tx, "a", state.Sum[slot]{monday, 100, 1}); err != nil {
				return err
			}
		}
		if err := s.sums.Add(tx, "b", state.Sum[slot]{monday, 100, 1}); err != nil {
			return err
		}
		return errStop
	})
	if !errors.Is(err, errStop) {
		t.Fatalf("Update = %v", err)
	}
	for range 2 {
		s.are(t, "a", state.Sum[slot]{monday, 15, 2}, state.Sum[slot]{tuesday, 5, 1})
		s.are(t, "a\x00'", state.Sum[slot]{monday, 1, 1})
		s.are(t, "b")
		s.are(t, "huge", state.Sum[slot]{monday, state.MaxSum, 2}, state.Sum[slot]{tuesday, -state.MaxSum, 2})
		if err := s.store.Close(); err != nil {
			t.Fatal(err)
		}
		s = openTallies(t, dir)
	}
}

// More keys than are remembered, added to by many at once.
func TestTalliesBeyondTheirMemory(t *testing.T) {
	t.Parallel()
	s := openTallies(t, t.TempDir())
	const keys, writers = 9000, 3
	var all sync.WaitGroup
	for range writers {
		all.Go(func() {
			for at := 0; at < keys; at += 500 {
				err := s.store.Update(context.Background(), func(tx *state.Tx) error {
					for i := at; i < at+500; i++ {
						if err := s.sums.Add(tx, fmt.Sprint(i), state.Sum[slot]{slot{Day: i}, int64(i), 1}); err != nil {
							return err
						}
					}
					return nil
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	for _, i := range []int{0, 1, 4321, keys - 1} {
		s.are(t, fmt.Sprint(i), state.Sum[slot]{slot{Day: i}, int64(i * writers), writers})
	}
}

func TestTalliesOfACallerWhoWentAway(t *testing.T) {
	t.Parallel()
	s := openTallies(t, t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.store.Update(ctx, func(tx *state.Tx) error { return s.sums.Add(tx, "a", state.Sum[slot]{slot{}, 1, 1}) }); err == nil {
		t.Error("the sums were not read and yet added to")
	}
	s.are(t, "a")
}
