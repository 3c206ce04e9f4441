package store_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"carddeck/marqeta/ledger"
	"carddeck/store"
	"carddeck/store/storetest"
)

// clearing says of a notification whether it is the last of its purchase.
func clearing(final bool) func(map[string]any) {
	return func(t map[string]any) { t["is_final_clearing"] = final }
}

// unlinked takes from a notification what it follows.
func unlinked(t map[string]any) {
	delete(t, "preceding_related_transaction_token")
	delete(t["gpa_order"].(map[string]any)["jit_funding"].(map[string]any), "original_jit_funding_token")
}

// tell has the platform say something, and applies it.
func tell(t testing.TB, s *store.Store, bodies ...string) {
	t.Helper()
	deliver(t, s, envelope("transactions", bodies...))
	applyAll(t, s)
}

// verified checks the books and gives their hash.
func verified(t testing.TB, s *store.Store) string {
	t.Helper()
	r, err := s.VerifyLedger(t.Context(), func(store.LedgerReport) {})
	if err != nil || !r.Sound() {
		t.Errorf("verify: %v, hash %.12s, replayed %.12s, %v", err, r.Hash, r.Replayed, r.Faults)
	}
	return r.Hash
}

// The worked examples of a ledger for JIT Funding, in the store.
func TestLedgerExamples(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		fund(t, s, 20000)
		decide(t, s, question(1, "pgfs.authorization", 4000))
		balance(t, s, 20000, 4000)
		tell(t, s, gatewayed(1, "authorization", "PENDING", 4000))
		balance(t, s, 20000, 4000)
		tell(t, s, gatewayed(2, "authorization.clearing", "COMPLETION", 4600))
		balance(t, s, 15400, 0)
		tell(t, s, gatewayed(3, "refund", "COMPLETION", 600, unlinked))
		balance(t, s, 16000, 0)

		decide(t, s, question(4, "pgfs.authorization", 10000))
		balance(t, s, 16000, 10000)
		advice := func(t map[string]any) {
			t["preceding_related_transaction_token"] = "t4"
			order := t["gpa_order"].(map[string]any)["jit_funding"].(map[string]any)
			order["original_jit_funding_token"], order["amount"], order["method"] = "j4", 62.8, "pgfs.authorization.reversal"
		}
		tell(t, s, gatewayed(5, "authorization.advice", "PENDING", 3720, advice))
		balance(t, s, 16000, 3720)
		tell(t, s, gatewayed(6, "authorization.clearing", "COMPLETION", 3720, advice))
		balance(t, s, 12280, 0)

		a, err := s.Account(t.Context(), ada, "USD")
		if err != nil {
			t.Fatal(err)
		}
		entries, err := s.ListEntries(t.Context(), a.ID, store.Page{})
		var told []string
		for _, e := range slices.Backward(entries.Rows) {
			told = append(told, fmt.Sprintf("%s %s %d: %d, %d", e.TransactionToken, e.Kind, e.Change(), e.PostedAfter, e.HeldAfter))
		}
		want := []string{
			" funding 20000: 20000, 0", "t1 hold 4000: 20000, 4000", "t2 release -4000: 20000, 0", "t2 capture -4600: 15400, 0", "t3 credit 600: 16000, 0",
			"t4 hold 10000: 16000, 10000", "t5 release -6280: 16000, 3720", "t6 release -3720: 16000, 0", "t6 capture -3720: 12280, 0",
		}
		if err != nil || !slices.Equal(told, want) {
			t.Errorf("entries, %v:\n%s", err, strings.Join(told, "\n"))
		}
		at, err := s.Position(t.Context(), "t2")
		if err != nil || at.Purchase != "t1" || len(at.Steps) != 2 || !at.Steps[1].Moves() || at.Steps[1].Because != "more money is taken than was set aside" {
			t.Errorf("position: %+v, %v", at, err)
		}
		misfits, err := s.ListMisfits(t.Context(), store.Page{})
		if err != nil || len(misfits.Rows) != 1 || misfits.Rows[0].Kind != ledger.ClearingOverHold || misfits.Rows[0].Expected != 4000 || misfits.Rows[0].Found != 4600 {
			t.Errorf("misfits: %+v, %v", misfits.Rows, err)
		}
		verified(t, s)
	})
}

// What does not concern the ledger does not move it: another way of funding, and the
// hidden twin of a funding.
func TestLedgerLeavesAlone(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		managed := func(t map[string]any) {
			t["gpa_order"].(map[string]any)["funding"] = map[string]any{"source": map[string]any{"type": "program"}}
		}
		tell(t, s, gatewayed(1, "authorization", "PENDING", 4000, managed))
		if at, err := s.Position(t.Context(), "t1"); err != nil || at.Steps[0].Moves() || at.Steps[0].Because == "" {
			t.Errorf("managed: %+v, %v", at, err)
		}
		if all, err := s.ListAccounts(t.Context(), store.AccountFilter{}, store.Page{}); err != nil || len(all.Rows) != 0 {
			t.Errorf("accounts: %+v, %v", all, err)
		}
		// A product that our copy knows to be a gateway's tells what the message does not.
		if err := s.PutCardProduct(t.Context(), store.CardProduct{Token: "gw", Name: "Gateway", Funding: "gateway", CreatedAt: noon, ModifiedAt: noon}); err != nil {
			t.Fatal(err)
		}
		tell(t, s, gatewayed(7, "authorization", "PENDING", 500, unlinked, managed, func(t map[string]any) {
			t["card_product_token"], t["standin_approved_by"] = "gw", "COMMANDO_AUTO"
		}))
		balance(t, s, 0, 500)
		if h, err := s.HoldsOf(t.Context(), "t7"); err != nil || len(h) != 1 || h[0].Origin != ledger.StandIn {
			t.Errorf("holds: %+v, %v", h, err)
		}
		verified(t, s)
	})
}

// The same facts in any order, and repeated, make the same books; so does a replay.
func TestLedgerInAnyOrder(t *testing.T) {
	t.Parallel()
	var bodies []string
	for p := range 12 {
		n := p*10 + 10
		link := func(t map[string]any) {
			t["preceding_related_transaction_token"] = fmt.Sprintf("t%d", n)
			t["gpa_order"].(map[string]any)["jit_funding"].(map[string]any)["original_jit_funding_token"] = fmt.Sprintf("j%d", n)
		}
		add := func(i int, typ, state string, minor int64, change ...func(map[string]any)) {
			bodies = append(bodies, gatewayed(n+i, typ, state, minor, append(change, link)...))
		}
		opened := gatewayed(n, "authorization", []string{"PENDING", "PENDING", "DECLINED"}[p%3], 1000, unlinked)
		bodies = append(bodies, opened)
		if p%3 == 2 {
			continue
		}
		add(1, "authorization.incremental", []string{"PENDING", "DECLINED"}[p%2], 300)
		add(2, "authorization.advice", "PENDING", 900)
		if p%4 == 0 {
			add(3, "authorization.reversal", "PENDING", 100)
		}
		add(4, "authorization.clearing", "COMPLETION", 500, clearing(p%5 == 0))
		add(5, "authorization.clearing", "COMPLETION", 450, clearing(p%2 == 1))
		add(6, "refund", "COMPLETION", 70)
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		fund(t, s, 100000)
		for p := range 12 {
			n := p*10 + 10
			decide(t, s, question(n, "pgfs.authorization", 1000))
			if p%2 == 0 {
				decide(t, s, question(n+1, "pgfs.authorization.incremental", 300, following(n+1, fmt.Sprintf("t%d", n), fmt.Sprintf("j%d", n))))
			}
		}
		shuffled := slices.Concat(bodies, bodies[:len(bodies)/2])
		rand.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		for _, b := range shuffled {
			tell(t, s, b)
		}
		hash := verified(t, s)
		a, _ := s.Account(t.Context(), ada, "USD")
		t.Logf("hash %.16s after %d notifications, posted %d, held %d", hash, len(shuffled), a.Posted, a.Held)
		if a.Posted != 100000-8*950+8*70 || hash[:16] != "f0922e32ecc9cb35" {
			t.Errorf("posted %d, hash %s", a.Posted, hash)
		}
	})
}
