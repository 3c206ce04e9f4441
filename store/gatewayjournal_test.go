package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"carddeck/marqeta/jit"
	"carddeck/store"
	"carddeck/store/storetest"
)

// noted are answers as the endpoint notes them.
func noted(at time.Time) []jit.Answered {
	ask := jit.Ask{Token: "t1", Transaction: "x1", Method: "pgfs.authorization", Currency: "USD", Amount: 4250, Merchant: "a\x00b"}
	plain := jit.Answered{Ask: ask, Received: at, Mode: jit.Decide, End: jit.Settled, Status: 200, Ours: jit.Verdict{Approved: true},
		Stages: jit.Stages{Read: time.Millisecond, Parsed: 2 * time.Millisecond, Waited: 3 * time.Millisecond, Wrote: 4 * time.Millisecond, Synced: 5 * time.Millisecond, Answered: 20 * time.Millisecond}}
	conflict, failed := plain, plain
	conflict.End, conflict.Status, conflict.Ours = jit.Conflict, 402, jit.Verdict{Reason: jit.Duplicate}
	failed.End, failed.Status, failed.Token, failed.Error, failed.Body, failed.Stages.Answered = jit.Failed, 402, "t2", "locked \xff\x00", []byte("{\xff}"), time.Second
	return []jit.Answered{plain, conflict, conflict, failed}
}

func TestJournal(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		j := s.NewJournal()
		now := time.Now().UTC()
		for _, a := range noted(now) {
			j.Note(a)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := j.Run(ctx); err != nil { // writes what waits
			t.Fatal(err)
		}
		if err := j.Run(ctx); err != nil { // nothing
			t.Fatal(err)
		}
		all, err := s.ListAnswers(t.Context(), store.AnswerFilter{Source: new("")}, store.Page{})
		if err != nil || len(all.Rows) != 4 {
			t.Fatalf("answers %+v: %v", all, err)
		}
		first, err := s.Answer(t.Context(), all.Rows[3].ID)
		if err != nil || first.Token != "t1" || first.TransactionToken != "x1" || first.Status != 200 || first.SyncedUs != 5000 || first.AnsweredUs != 20000 {
			t.Errorf("first %+v: %v", first, err)
		}
		if _, ok := first.Read(); ok {
			t.Error("a plain decision is kept twice")
		}
		if failed, err := s.ListAnswers(t.Context(), store.AnswerFilter{Ended: jit.Failed, Token: "t2"}, store.Page{}); err != nil || len(failed.Rows) != 1 {
			t.Errorf("failed %+v: %v", failed, err)
		} else if one, err := s.Answer(t.Context(), failed.Rows[0].ID); err != nil {
			t.Error(err)
		} else if d, ok := one.Read(); !ok || d.Error != "locked \uFFFD\uFFFD" || d.Request != "{\uFFFD}" || d.Ask.Merchant != "a\x00b" {
			t.Errorf("details %+v", d)
		}
		if slow, err := s.SlowestAnswers(t.Context(), "", now.Add(-time.Hour), 2); err != nil || len(slow) != 2 || slow[0].Token != "t2" {
			t.Errorf("slowest %+v: %v", slow, err)
		}
		l, err := s.GatewayLatency(t.Context(), "", now.Add(-time.Minute))
		if err != nil || l.Answers != 4 || l.Approvals != 1 || l.P50 < 20*time.Millisecond || l.P50 > 24*time.Millisecond || l.P99 < time.Second || l.Max > 1200*time.Millisecond {
			t.Errorf("latency %+v: %v", l, err)
		}
		alarms, err := s.ListAlarms(t.Context(), true, store.Page{})
		if err != nil || len(alarms.Rows) != 2 || alarms.Rows[0].Kind != jit.BooksFailed || alarms.Rows[1].Times != 2 || alarms.Rows[1].About != "t1" {
			t.Fatalf("alarms %+v: %v", alarms, err)
		}
		closeAlarm(t, s, alarms.Rows[1])
		lone := s.NewJournal()
		for _, a := range noted(now) {
			lone.Note(a)
		}
		if err := lone.Run(ctx); err != nil {
			t.Fatal(err)
		}
		if alarms, err := s.ListAlarms(t.Context(), false, store.Page{}); err != nil || len(alarms.Rows) != 3 || alarms.Rows[1].Times != 2 {
			t.Errorf("alarms %+v: %v", alarms, err)
		}
	})
}

func closeAlarm(t *testing.T, s *store.Store, a store.GatewayAlarm) {
	t.Helper()
	if err := s.CloseAlarm(t.Context(), a.ID, "ada@example.com"); err != nil {
		t.Error(err)
	}
	if err := s.CloseAlarm(t.Context(), a.ID, "bob@example.com"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("closing it again: %v", err)
	}
}

func TestAFullJournalBlocksNobody(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	j := s.NewJournal()
	a := noted(time.Now().UTC())[0]
	for range 16384 + 5 {
		j.Note(a)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := j.Run(ctx); err != nil {
		t.Fatal(err)
	}
	alarms, err := s.ListAlarms(t.Context(), true, store.Page{})
	if err != nil || len(alarms.Rows) != 1 || alarms.Rows[0].Kind != store.NotRecorded || alarms.Rows[0].Times != 5 {
		t.Errorf("alarms %+v: %v", alarms, err)
	}
}
