package state_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"carddeck/marqeta/sandbox/state"
)

type note struct {
	Text  string `json:"text"`
	Group string `json:"group"`
}

type shelves struct {
	store   *state.Store
	notes   *state.Collection[note]
	byGroup *state.Index[note]
	journal *state.Journal[note]
}

func open(t *testing.T, dir string) shelves {
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
	s := shelves{store: st, notes: state.NewCollection[note](st, "note")}
	s.byGroup = state.NewIndex(s.notes, func(n note) string { return n.Group })
	s.journal = state.NewJournal(st, "entry", func(n note) string { return n.Group })
	if err := st.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s shelves) update(t *testing.T, do func(*state.Tx) error) {
	t.Helper()
	if err := s.store.Update(t.Context(), do); err != nil {
		t.Fatal(err)
	}
}

var errStop = errors.New("stop")

// Nothing of an update that returns an error remains, whatever it staged.
func TestUpdatesThatFail(t *testing.T) {
	t.Parallel()
	s := open(t, state.Memory)
	s.update(t, func(tx *state.Tx) error {
		s.notes.Put(tx, "kept", note{"old", "a"})
		return s.journal.Put(tx, "kept", note{"old", "a"})
	})
	err := s.store.Update(t.Context(), func(tx *state.Tx) error {
		s.notes.Put(tx, "kept", note{"new", "b"})
		s.notes.Put(tx, "kept", note{"newer", "c"})
		s.notes.Put(tx, "fresh", note{"x", "b"})
		if err := s.journal.Put(tx, "kept", note{"new", "b"}); err != nil {
			return err
		}
		if v, _ := s.notes.Get(tx, "kept"); v.Text != "newer" {
			t.Errorf("inside the update: %+v", v)
		}
		if len(s.byGroup.Get(tx, "b")) != 1 || len(s.byGroup.Get(tx, "c")) != 1 || len(s.byGroup.Get(tx, "a")) != 0 {
			t.Error("inside the update the index has the old groups")
		}
		return errStop
	})
	if !errors.Is(err, errStop) {
		t.Fatalf("Update = %v", err)
	}
	if v, ok := s.notes.Read("kept"); !ok || v != (note{"old", "a"}) {
		t.Errorf("kept = %+v %v", v, ok)
	}
	if _, ok := s.notes.Read("fresh"); ok {
		t.Error("fresh exists")
	}
	if got := s.byGroup.Read("a"); len(got) != 1 {
		t.Errorf("group a = %+v", got)
	}
	s.update(t, func(tx *state.Tx) error {
		if v, _, ok, err := s.journal.Find(tx, "kept"); err != nil || !ok || v.Text != "old" {
			t.Errorf("journal = %+v %v %v", v, ok, err)
		}
		if len(s.byGroup.Get(tx, "b")) != 0 || len(s.byGroup.Get(tx, "c")) != 0 || s.notes.Len(tx) != 1 {
			t.Error("the index kept what was undone")
		}
		return nil
	})
}

func TestPanicsInAnUpdateAreUndone(t *testing.T) {
	t.Parallel()
	s := open(t, state.Memory)
	func() {
		defer func() { _ = recover() }()
		_ = s.store.Update(t.Context(), func(tx *state.Tx) error {
			s.notes.Put(tx, "x", note{})
			panic("oops")
		})
	}()
	s.update(t, func(tx *state.Tx) error {
		if s.notes.Len(tx) != 0 {
			t.Error("x exists")
		}
		return s.notes.Add(tx, "x", []byte("h"), note{})
	})
	err := s.store.Update(t.Context(), func(tx *state.Tx) error { return s.notes.Add(tx, "x", nil, note{}) })
	if err == nil {
		t.Error("a token was added twice")
	}
}

// A journal outgrows its cache and is read from the file, also inside an update.
func TestJournalBeyondItsCache(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	const entries = 5000
	for start := 0; start < entries; start += 500 {
		s.update(t, func(tx *state.Tx) error {
			for i := start; i < start+500; i++ {
				if err := s.journal.Add(tx, fmt.Sprint(i), []byte{1}, note{fmt.Sprint("text ", i), fmt.Sprint(i % 7)}); err != nil {
					return err
				}
			}
			return nil
		})
	}
	for _, i := range []int{0, 1, 4321, entries - 1} {
		if v, ok, err := s.journal.Read(t.Context(), fmt.Sprint(i)); err != nil || !ok || v.Text != fmt.Sprint("text ", i) {
			t.Errorf("entry %d = %+v %v %v", i, v, ok, err)
		}
	}
	s.update(t, func(tx *state.Tx) error {
		v, hash, ok, err := s.journal.Find(tx, "0")
		if err != nil || !ok || len(hash) != 1 {
			t.Errorf("entry 0 = %+v %v %v %v", v, hash, ok, err)
		}
		v.Text = "changed"
		return s.journal.Put(tx, "0", v)
	})
	if v, _, err := s.journal.Read(t.Context(), "0"); err != nil || v.Text != "changed" {
		t.Errorf("entry 0 = %+v %v", v, err)
	}
	found, more, err := s.journal.Children(t.Context(), state.Children{Parent: "3", Oldest: true, Start: 1, Count: 2})
	if err != nil || !more || len(found) != 2 || found[0].Text != "text 10" || found[1].Text != "text 17" {
		t.Errorf("children = %+v %v %v", found, more, err)
	}
	if _, ok, err := s.journal.Read(t.Context(), "none"); ok || err != nil {
		t.Errorf("entry none = %v %v", ok, err)
	}
	if _, ok, err := s.journal.Read(t.Context(), "\x00"); ok || err != nil {
		t.Errorf("entry NUL = %v %v", ok, err)
	}
}

// A caller who goes away in the middle of a read takes nothing with it.
func TestCancelledReadsInMemory(t *testing.T) {
	t.Parallel()
	s := open(t, state.Memory)
	s.update(t, func(tx *state.Tx) error { return s.journal.Put(tx, "x", note{"here", "g"}) })
	for range 50 {
		ctx, cancel := context.WithCancel(t.Context())
		go cancel()
		_, _, _ = s.journal.Children(ctx, state.Children{Count: 10})
		cancel()
	}
	if found, _, err := s.journal.Children(t.Context(), state.Children{Count: 10}); err != nil || len(found) != 1 {
		t.Errorf("children = %+v %v", found, err)
	}
}

func TestClosedStore(t *testing.T) {
	t.Parallel()
	s := open(t, state.Memory)
	if err := s.store.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.store.Update(t.Context(), func(*state.Tx) error { return nil }); err == nil {
		t.Error("a closed store was updated")
	}
	if err := s.store.Close(); err != nil {
		t.Errorf("closed twice: %v", err)
	}
}
