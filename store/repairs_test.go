package store_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"carddeck/marqeta/ledger"
	"carddeck/store"
	"carddeck/store/storetest"
)

// later is a clock that a test moves.
type later struct{ nanos atomic.Int64 }

func (l *later) now() time.Time       { return noon.Add(time.Duration(l.nanos.Load())) }
func (l *later) pass(d time.Duration) { l.nanos.Add(int64(d)) }

// inTime runs a test on both databases with a clock of its own.
func inTime(t *testing.T, test func(t *testing.T, s *store.Store, clock *later)) {
	t.Helper()
	storetest.DSNs(t, func(t *testing.T, dsn string) {
		var clock later
		test(t, storetest.Open(t, store.Config{DSN: dsn, Now: clock.now}), &clock)
	})
}

// queue gives the repairs in a state.
func queue(t *testing.T, s *store.Store, state store.RepairState) []store.Repair {
	t.Helper()
	found, err := s.ListRepairs(t.Context(), store.RepairFilter{State: state}, store.Page{})
	if err != nil {
		t.Fatal(err)
	}
	return found.Rows
}

func only(t *testing.T, s *store.Store, state store.RepairState, kind store.RepairKind) store.Repair {
	t.Helper()
	all := queue(t, s, state)
	if len(all) != 1 || all[0].Kind != kind {
		t.Fatalf("%s repairs: %+v, want one %q", state, all, kind)
	}
	return all[0]
}

func TestAMisfitIsARepairUntilItFits(t *testing.T) {
	t.Parallel()
	inTime(t, func(t *testing.T, s *store.Store, _ *later) {
		fund(t, s, 10000)
		tell(t, s, gatewayed(2, "authorization.clearing", "COMPLETION", 4600))
		r := only(t, s, store.RepairOpen, store.RepairKind(ledger.ClearingWithoutHold))
		if r.Found != 4600 || r.TransactionToken != "t2" || r.AccountID == 0 {
			t.Errorf("repair %+v", r)
		}
		tell(t, s, gatewayed(1, "authorization", "PENDING", 4600))
		if r = only(t, s, store.RepairSettled, r.Kind); r.Reason == "" || r.ClosedAt.IsZero() || r.ClosedByEmail != "" {
			t.Errorf("settled as %+v", r)
		}
		balance(t, s, 5400, 0)
	})
}

func TestARepairIsAcknowledgedOnce(t *testing.T) {
	t.Parallel()
	inTime(t, func(t *testing.T, s *store.Store, _ *later) {
		fund(t, s, 10000)
		tell(t, s, gatewayed(1, "authorization", "PENDING", 4000), gatewayed(2, "authorization.clearing", "COMPLETION", 4600))
		r := only(t, s, store.RepairOpen, store.RepairKind(ledger.ClearingOverHold))
		if err := s.AcknowledgeRepair(t.Context(), r.ID, "a tip", "ada@example.com"); err != nil {
			t.Fatal(err)
		}
		if err := s.AcknowledgeRepair(t.Context(), r.ID, "again", "bo@example.com"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("again: %v", err)
		}
		tell(t, s, gatewayed(3, "refund", "COMPLETION", 100)) // the same purchase, worked out anew
		if r = only(t, s, store.RepairAcknowledged, r.Kind); r.Reason != "a tip" || r.ClosedByEmail != "ada@example.com" {
			t.Errorf("acknowledged as %+v", r)
		}
	})
}

// A hold that the platform never ends is released by two people, never by the clock.
func TestAHoldThatIsNeverCleared(t *testing.T) {
	t.Parallel()
	inTime(t, func(t *testing.T, s *store.Store, clock *later) {
		ctx := t.Context()
		fund(t, s, 10000)
		decide(t, s, question(1, "pgfs.authorization", 4000))
		expiry := noon.Add(7 * 24 * time.Hour)
		tell(t, s, gatewayed(1, "authorization", "PENDING", 4000, func(t map[string]any) { t["authorization_expiration"] = expiry.Format(time.RFC3339) }))
		clock.pass(20 * 24 * time.Hour)
		holds, err := s.OpenHolds(ctx, clock.now(), store.Page{})
		if err != nil || len(holds.Rows) != 1 {
			t.Fatalf("holds %+v, %v", holds.Rows, err)
		}
		if at, err := s.HoldExpiry(ctx, holds.Rows[0]); err != nil || !at.Equal(expiry) {
			t.Errorf("expiry %v, %v", at, err)
		}
		if err := s.HoldOverdue(ctx, holds.Rows[0]); err != nil {
			t.Fatal(err)
		}
		balance(t, s, 10000, 4000)
		r := only(t, s, store.RepairOpen, store.HoldNeverCleared)
		p, err := s.ProposeRepair(ctx, r.ID, store.Proposal{Kind: store.ReleaseHold, Memo: "expired", ProposedBy: 1, ProposedByEmail: "ada@example.com"})
		if err != nil || p.Amount != 4000 {
			t.Fatalf("proposal %+v, %v", p, err)
		}
		if _, err := s.ProposeRepair(ctx, r.ID, store.Proposal{Kind: store.ReleaseHold, ProposedBy: 2}); !errors.Is(err, store.ErrProposed) {
			t.Errorf("twice: %v", err)
		}
		if _, err := s.ApproveProposal(ctx, p.ID, 1, "ada@example.com"); !errors.Is(err, store.ErrOwnProposal) {
			t.Errorf("own: %v", err)
		}
		if _, err := s.ApproveProposal(ctx, p.ID, 2, "bo@example.com"); err != nil {
			t.Fatal(err)
		}
		balance(t, s, 10000, 0)
		if r = only(t, s, store.RepairCorrected, store.HoldNeverCleared); r.ClosedByEmail != "bo@example.com" {
			t.Errorf("corrected as %+v", r)
		}
		verified(t, s)
	})
}

// Asked minutes after a decision, a platform that knows no such transaction may only be
// slow. Still unknown five hours after it, the money is free; and a notification that
// comes all the same is the truth.
func TestAnUnreportedDecisionIsReleasedOnEvidence(t *testing.T) {
	t.Parallel()
	inTime(t, func(t *testing.T, s *store.Store, clock *later) {
		ctx := t.Context()
		fund(t, s, 10000)
		decide(t, s, question(1, "pgfs.authorization", 4000))
		decide(t, s, question(5, "pgfs.auth_plus_capture", 500))
		balance(t, s, 9500, 4000)
		due := func() []store.FundingDecision {
			all, err := s.UnreportedDecisions(ctx, 10)
			if err != nil {
				t.Fatal(err)
			}
			return all
		}
		if all := due(); len(all) != 0 {
			t.Errorf("due at once: %+v", all)
		}
		clock.pass(store.ReportPatience + time.Second)
		asked := 0
		for clock.now().Before(noon.Add(store.EvidenceAfter)) {
			for _, d := range due() {
				asked++
				if void, err := s.NotFound(ctx, d.Token); err != nil || void {
					t.Fatalf("void %t after %v, %v", void, clock.now().Sub(noon), err)
				}
				if err := s.ReportMissing(ctx, d); err != nil {
					t.Fatal(err)
				}
			}
			clock.pass(10 * time.Minute)
		}
		if balance(t, s, 9500, 4000); asked != 58 || len(queue(t, s, store.RepairOpen)) != 2 {
			t.Errorf("asked %d times, queue %+v", asked, queue(t, s, store.RepairOpen))
		}
		for _, d := range due() {
			if void, err := s.NotFound(ctx, d.Token); err != nil || !void {
				t.Fatalf("void %t, %v", void, err)
			}
		}
		balance(t, s, 10000, 0)
		if len(queue(t, s, store.RepairOpen)) != 0 || len(queue(t, s, store.RepairSettled)) != 2 || len(due()) != 0 {
			t.Errorf("queue %+v", queue(t, s, store.RepairOpen))
		}
		verified(t, s)
		tell(t, s, gatewayed(1, "authorization", "PENDING", 4000))
		balance(t, s, 10000, 4000)
		verified(t, s)
	})
}

// A clock that jumps by a day makes nothing of what the platform said minutes after a
// decision: it is asked for hours all the same.
func TestAJumpOfTheClockIsNoEvidence(t *testing.T) {
	t.Parallel()
	inTime(t, func(t *testing.T, s *store.Store, clock *later) {
		fund(t, s, 10000)
		decide(t, s, question(1, "pgfs.authorization", 4000))
		asked, passed := 0, time.Duration(0)
		for _, jump := range []time.Duration{0, 24 * time.Hour, -24 * time.Hour, 24 * time.Hour, 0} {
			clock.pass(store.ReportPatience + jump)
			for range 5 {
				all, err := s.UnreportedDecisions(t.Context(), 10)
				if err != nil {
					t.Fatal(err)
				}
				for _, d := range all {
					asked++
					if void, err := s.NotFound(t.Context(), d.Token); err != nil || void {
						t.Fatalf("void %t after %d polls in %v, %v", void, asked, passed, err)
					}
				}
				clock.pass(10 * time.Minute)
				passed += 10 * time.Minute
			}
		}
		if balance(t, s, 10000, 4000); asked < 10 {
			t.Errorf("asked %d times", asked)
		}
		verified(t, s)
	})
}

// The platform stopped waiting, declined and said so: our hold is gone with its word.
func TestALateApprovalGivesTheMoneyBack(t *testing.T) {
	t.Parallel()
	inTime(t, func(t *testing.T, s *store.Store, clock *later) {
		fund(t, s, 10000)
		decide(t, s, question(1, "pgfs.authorization", 4000))
		clock.pass(store.ReportPatience + time.Second)
		if d, err := s.FundingDecision(context.Background(), "j1"); err != nil {
			t.Fatal(err)
		} else if err := s.ReportMissing(t.Context(), d.FundingDecision); err != nil {
			t.Fatal(err)
		}
		only(t, s, store.RepairOpen, store.UnreportedDecision)
		tell(t, s, gatewayed(1, "authorization", "DECLINED", 4000, func(t map[string]any) {
			t["gpa_order"].(map[string]any)["funding"].(map[string]any)["gateway_log"] = map[string]any{"timed_out": true, "duration": 3000}
		}))
		balance(t, s, 10000, 0)
		all := queue(t, s, store.RepairSettled)
		if len(all) != 2 || all[0].Kind != store.LateApproval || all[0].Found != 4000 || all[1].Kind != store.UnreportedDecision {
			t.Errorf("settled: %+v", all)
		}
		verified(t, s)
	})
}
