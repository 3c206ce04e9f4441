package store_test

import (
	"errors"
	"testing"
	"time"

	"carddeck/store"
	"carddeck/store/storetest"
)

func TestPutBacks(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, later := t.Context(), time.Now().Add(time.Hour)
		first, err := s.AddPutBack(ctx, store.PutBack{Cause: "1003", Change: []byte("a"), OperatorID: 7, OperatorEmail: "ada@example.com"})
		if err != nil || first.ID == 0 {
			t.Fatalf("added %+v, %v", first, err)
		}
		second, err := s.AddPutBack(ctx, store.PutBack{Cause: "1003", Change: []byte("b")})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.FailPutBack(ctx, first.ID, "no answer"); err != nil {
			t.Error(err)
		}
		all, err := s.PutBacks(ctx, later)
		if err != nil || len(all) != 2 || all[0].ID != second.ID || all[1].Problem != "no answer" || string(all[1].Change) != "a" || all[1].OperatorEmail != "ada@example.com" {
			t.Errorf("to be put back: %+v, %v", all, err)
		}
		if early, err := s.PutBacks(ctx, time.Now().Add(-time.Hour)); err != nil || len(early) != 0 {
			t.Errorf("an hour ago: %+v, %v", early, err)
		}
		for range 2 {
			if err := s.DeletePutBack(ctx, first.ID); err != nil {
				t.Error(err)
			}
		}
		if err := s.FailPutBack(ctx, first.ID, "again"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("the problem of what is gone: %v", err)
		}
	})
}
