package store_test

import (
	"testing"

	"carddeck/store"
	"carddeck/store/storetest"
)

// What a release without a ledger applied is told apart, and can be booked.
func TestAdoptTransactions(t *testing.T) {
	t.Parallel()
	storetest.DSNs(t, func(t *testing.T, dsn string) {
		s := storetest.Open(t, store.Config{DSN: dsn})
		managed := func(t map[string]any) {
			t["gpa_order"].(map[string]any)["funding"] = map[string]any{"source": map[string]any{"type": "program"}}
		}
		tell(t, s, gatewayed(1, "authorization", "PENDING", 4000, managed))
		db, _ := tables(t, dsn)
		execute(t, db, "UPDATE transactions SET jit_token = '', jit_method = '', jit_minor = 0, holder = '', holder_kind = ''")
		r, err := s.VerifyLedger(t.Context(), func(store.LedgerReport) {})
		if err != nil || r.Unread != 1 || !r.Sound() {
			t.Errorf("verify: %+v, %v", r, err)
		}
		if n, err := s.AdoptTransactions(t.Context()); err != nil || n != 1 {
			t.Errorf("adopted %d, %v", n, err)
		}
		applyAll(t, s)
		if got, err := s.Transaction(t.Context(), "t1"); err != nil || got.Holder != "ada" || got.JITToken != "j1" {
			t.Errorf("transaction: %+v, %v", got, err)
		}
		if r, err := s.VerifyLedger(t.Context(), func(store.LedgerReport) {}); err != nil || r.Unread != 0 || !r.Sound() {
			t.Errorf("verify: %+v, %v", r, err)
		}
	})
}
