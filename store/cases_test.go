package store_test

import (
	"errors"
	"slices"
	"sync"
	"testing"

	"carddeck/store"
	"carddeck/store/storetest"
)

// opened opens a case about a transaction.
func opened(t *testing.T, s *store.Store, subject string) store.Case {
	t.Helper()
	c, fresh, err := s.OpenCase(t.Context(), store.Case{Kind: store.TransactionCase, Subject: subject, Title: "About " + subject, OpenedBy: "ada@example.com"})
	if err != nil || !fresh {
		t.Fatalf("open a case about %s: %+v, fresh %t, %v", subject, c, fresh, err)
	}
	return c
}

// told gives the kinds of a case's log, the earliest first.
func told(t *testing.T, s *store.Store, id int64) []store.CaseEntryKind {
	t.Helper()
	log, err := s.ListCaseEntries(t.Context(), id, store.Page{})
	if err != nil {
		t.Fatal(err)
	}
	var kinds []store.CaseEntryKind
	for _, e := range slices.Backward(log.Rows) {
		kinds = append(kinds, e.Kind)
		if e.Who == "" || e.At.IsZero() || e.CaseID != id {
			t.Errorf("a line of the log is not whole: %+v", e)
		}
	}
	return kinds
}

func TestOneCaseASubject(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		first := opened(t, s, "tx-1")
		if first.ID == 0 || first.State != store.CaseOpen || first.Version != 1 || first.OpenedAt.IsZero() {
			t.Errorf("opened: %+v", first)
		}
		again, fresh, err := s.OpenCase(ctx, store.Case{Kind: store.TransactionCase, Subject: "tx-1", Title: "Another title", OpenedBy: "ben@example.com"})
		if err != nil || fresh || again.ID != first.ID || again.Title != first.Title {
			t.Errorf("opened twice: %+v, fresh %t, %v", again, fresh, err)
		}
		if group, fresh, err := s.OpenCase(ctx, store.Case{Kind: store.DeclineGroupCase, Subject: "tx-1", OpenedBy: "ada@example.com"}); err != nil || !fresh || group.ID == first.ID {
			t.Errorf("a group of the same name: %+v, fresh %t, %v", group, fresh, err)
		}
		if err := s.MoveCase(ctx, first.ID, 1, store.CaseResolved, "Told Ada.", "ada@example.com"); err != nil {
			t.Fatal(err)
		}
		second := opened(t, s, "tx-1")
		about, err := s.CasesAbout(ctx, store.TransactionCase, "tx-1")
		if err != nil || len(about) != 2 || about[0].ID != second.ID || about[1].State != store.CaseResolved || about[1].ResolvedAt.IsZero() {
			t.Errorf("CasesAbout = %+v, %v", about, err)
		}
		if err := s.MoveCase(ctx, first.ID, 2, store.CaseOpen, "", "ada@example.com"); !errors.Is(err, store.ErrConflict) {
			t.Errorf("a second one is opened again: %v", err)
		}
		if got, err := s.Case(ctx, first.ID); err != nil || got.State != store.CaseResolved || got.Version != 2 {
			t.Errorf("what was refused changed the case: %+v, %v", got, err)
		}
	})
}

// Two who click at once get the same case.
func TestCaseOpenedAtOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var (
			ids      [8]int64
			failed   [8]error
			together sync.WaitGroup
		)
		for i := range ids {
			together.Go(func() {
				c, _, err := s.OpenCase(t.Context(), store.Case{Kind: store.TransactionCase, Subject: "tx-1", OpenedBy: "ada@example.com"})
				ids[i], failed[i] = c.ID, err
			})
		}
		together.Wait()
		for i := range ids {
			if failed[i] != nil || ids[i] == 0 || ids[i] != ids[0] {
				t.Errorf("case %d, %v; the first got %d", ids[i], failed[i], ids[0])
			}
		}
		if kinds := told(t, s, ids[0]); !slices.Equal(kinds, []store.CaseEntryKind{store.CaseOpened}) {
			t.Errorf("the log: %v", kinds)
		}
	})
}

func TestNobodyOverwritesWhatTheyHaveNotSeen(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, c := t.Context(), opened(t, s, "tx-1")
		ada, err := s.AddOperator(ctx, store.Operator{Email: "ada@example.com", Name: "Ada", Role: "support", Active: true})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.AssignCase(ctx, c.ID, 1, ada, ada.Email); err != nil {
			t.Fatal(err)
		}
		for what, err := range map[string]error{
			"edit":   s.EditCase(ctx, c.ID, 1, "Mine", "", "ben@example.com"),
			"assign": s.AssignCase(ctx, c.ID, 1, store.Operator{}, "ben@example.com"),
			"move":   s.MoveCase(ctx, c.ID, 1, store.CaseResolved, "", "ben@example.com"),
		} {
			if !errors.Is(err, store.ErrStale) {
				t.Errorf("%s from an old version: %v, want ErrStale", what, err)
			}
		}
		for what, err := range map[string]error{
			"edit": s.EditCase(ctx, 99, 1, "", "", "x"), "note": s.AddCaseNote(ctx, 99, "x", "x"), "link": s.AddCaseLink(ctx, 99, "https://x", "", "x"),
			"unlink": s.RemoveCaseLink(ctx, c.ID, 99, "x"),
		} {
			if !errors.Is(err, store.ErrNotFound) {
				t.Errorf("%s of what there is not: %v, want ErrNotFound", what, err)
			}
		}
		// Notes and links add up, whoever looked at which version.
		for _, err := range []error{
			s.AddCaseNote(ctx, c.ID, "Called back.", ada.Email), s.AddCaseLink(ctx, c.ID, "https://support.example/7", "Ticket", ada.Email),
			s.EditCase(ctx, c.ID, 2, "Ours", "An approval", ada.Email), s.MoveCase(ctx, c.ID, 3, store.CaseWaiting, "Sent.", ada.Email),
			s.AssignCase(ctx, c.ID, 4, store.Operator{}, ada.Email),
		} {
			if err != nil {
				t.Error(err)
			}
		}
		if err := s.AddCaseLink(ctx, c.ID, "https://support.example/7", "Again", ada.Email); !errors.Is(err, store.ErrConflict) {
			t.Errorf("the same link twice: %v", err)
		}
		links, err := s.CaseLinks(ctx, c.ID)
		if err != nil || len(links) != 1 || links[0].Label != "Ticket" {
			t.Fatalf("CaseLinks = %+v, %v", links, err)
		}
		if err := s.RemoveCaseLink(ctx, c.ID, links[0].ID, ada.Email); err != nil {
			t.Error(err)
		}
		got, err := s.Case(ctx, c.ID)
		if err != nil || got.Title != "Ours" || got.Expected != "An approval" || got.State != store.CaseWaiting || got.AssigneeID != 0 || got.Version != 5 {
			t.Errorf("in the end: %+v, %v", got, err)
		}
		want := []store.CaseEntryKind{store.CaseOpened, store.CaseAssigned, store.CaseNoted, store.CaseLinked, store.CaseEdited, store.CaseMoved, store.CaseAssigned, store.CaseUnlinked}
		if kinds := told(t, s, c.ID); !slices.Equal(kinds, want) {
			t.Errorf("the log: %v, want %v", kinds, want)
		}
	})
}

func TestListCases(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		for i, subject := range []string{"a", "b", "c", "d", "e"} {
			c := opened(t, s, subject)
			if i < 2 {
				if err := s.AssignCase(ctx, c.ID, 1, store.Operator{ID: 7, Email: "ada@example.com"}, "x"); err != nil {
					t.Fatal(err)
				}
			}
			if i == 4 {
				if err := s.MoveCase(ctx, c.ID, 1, store.CaseResolved, "", "x"); err != nil {
					t.Fatal(err)
				}
			}
		}
		for want, f := range map[string]store.CaseFilter{
			"edcba": {}, "dcba": {Unresolved: true}, "e": {State: store.CaseResolved}, "ba": {Assignee: 7}, "edc": {Unassigned: true}, "": {State: store.CaseWaiting},
		} {
			got, page := "", store.Page{Limit: 2}
			for {
				found, err := s.ListCases(ctx, f, page)
				if err != nil {
					t.Fatal(err)
				}
				for _, c := range found.Rows {
					got += c.Subject
				}
				if page.Older = found.Older; found.Older == nil {
					break
				}
			}
			if n, err := s.CountCasesUpTo(ctx, f, 4); err != nil || got != want || n != int64(min(len(want), 4)) {
				t.Errorf("%+v: %q, %d counted, %v; want %q", f, got, n, err, want)
			}
		}
		for query, want := range map[string]int{"1": 1, "case 1": 1, "Case #1": 1, "#5": 1, "case": 0, "6": 0, "0": 0, "-1": 0, "1x": 0, "99999999999": 0} {
			if hits, err := s.Find(ctx, query); err != nil || len(hits) != want || want == 1 && hits[0].Kind != "case" {
				t.Errorf("Find(%q) = %+v, %v", query, hits, err)
			}
		}
	})
}
