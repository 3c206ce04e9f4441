package store_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"carddeck/marqeta/webhook"
	"carddeck/store"
	"carddeck/store/storetest"

	"github.com/google/go-cmp/cmp"
)

// deliver records a body as the receiver would.
func deliver(t testing.TB, s *store.Store, body string) {
	t.Helper()
	m, err := webhook.Decode([]byte(body))
	if err != nil {
		t.Fatal(err)
	}
	m.ReceivedAt, m.Remote, m.Signature = noon, "192.0.2.7:4711", webhook.Unchecked
	if err := s.Record(context.WithoutCancel(t.Context()), m); err != nil {
		t.Fatal(err)
	}
}

func envelope(kind string, bodies ...string) string {
	return `{"` + kind + `":[` + strings.Join(bodies, ",") + `]}`
}

// applyAll applies until nothing is left.
func applyAll(t testing.TB, s *store.Store) {
	t.Helper()
	for {
		n, err := s.Apply(t.Context(), 500)
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			return
		}
	}
}

// rows is everything the local copies say about one run of a lifecycle.
type rows struct {
	Transactions, Records []store.Transaction
	Orders                []store.GPAOrder
	Card                  store.Card
	User                  store.User
}

func rowsOf(t testing.TB, s *store.Store, run string) rows {
	t.Helper()
	ctx := t.Context()
	var r rows
	transactions, err := s.ListTransactions(ctx, store.TransactionFilter{Card: run + "-card"}, store.Page{})
	if err != nil {
		t.Fatal(err)
	}
	records, err := s.ListTransactions(ctx, store.TransactionFilter{Card: run + "-card", FundingRecords: true}, store.Page{})
	if err != nil {
		t.Fatal(err)
	}
	orders, err := s.ListGPAOrders(ctx, store.GPAOrderFilter{User: run + "-user"}, store.Page{})
	if err != nil {
		t.Fatal(err)
	}
	r.Transactions, r.Records, r.Orders = transactions.Rows, records.Rows, orders.Rows
	for _, list := range [][]store.Transaction{r.Transactions, r.Records} {
		for i := range list {
			list[i].NotificationID = 0 // numbered as they came
		}
	}
	r.Card, _ = s.Card(ctx, run+"-card")
	r.User, _ = s.User(ctx, run+"-user")
	return r
}

// without writes rows with the run's name taken out of every text, so that runs can be
// compared.
func without(t testing.TB, run string, r rows) string {
	t.Helper()
	text, err := json.MarshalIndent(r, "", " ")
	if err != nil || len(r.Transactions) == 0 {
		t.Fatalf("run %s has %d transactions, %v", run, len(r.Transactions), err)
	}
	return strings.ReplaceAll(string(text), run+"-", "~")
}

func play(t testing.TB, s *store.Store, name, run string) rows {
	t.Helper()
	for _, n := range lifecycles[name].notices {
		deliver(t, s, envelope(n.envelope, n.of(run)))
		applyAll(t, s)
	}
	return rowsOf(t, s, run)
}

func TestLifecycleStates(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		run := 0
		for name, life := range lifecycles {
			run++
			got := play(t, s, name, fmt.Sprint(run))
			for token, want := range life.states {
				row, err := s.Transaction(t.Context(), fmt.Sprintf("%d-%s", run, token))
				if err != nil || row.State != want {
					t.Errorf("%s: %s counts as %q, %v, want %q", name, token, row.State, err, want)
				}
			}
			if len(got.Transactions) == 0 {
				t.Errorf("%s: no transactions", name)
			}
		}
		kept, err := s.ListNotifications(t.Context(), store.NotificationFilter{}, store.Page{Limit: store.MaxLimit})
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range kept.Rows {
			if n.Status != store.Applied || n.AppliedAt.IsZero() {
				t.Errorf("%s %s is %s: %s", n.Family, n.Token, n.Status, n.Reason)
			}
		}
	})
}

// Any order, any repetition and any grouping of a lifecycle's notifications ends in
// the same rows.
func TestOrderDoesNotMatter(t *testing.T) {
	t.Parallel()
	permutations := 1000
	if underRace {
		permutations = 70
	}
	names := make([]string, 0, len(lifecycles))
	for name := range lifecycles {
		names = append(names, name)
	}
	slices.Sort(names)
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		want := map[string]string{}
		for i, name := range names {
			run := fmt.Sprintf("base%d", i)
			want[name] = without(t, run, play(t, s, name, run))
		}
		random := rand.New(rand.NewPCG(2026, 11))
		for i := range permutations {
			name, run := names[i%len(names)], fmt.Sprintf("run%d", i)
			shuffled := slices.Clone(lifecycles[name].notices)
			for range random.IntN(len(shuffled) + 1) {
				shuffled = append(shuffled, shuffled[random.IntN(len(shuffled))])
			}
			random.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
			for len(shuffled) > 0 {
				var bodies []string
				kind, size := shuffled[0].envelope, 1+random.IntN(4)
				for len(shuffled) > 0 && len(bodies) < size && shuffled[0].envelope == kind {
					bodies, shuffled = append(bodies, shuffled[0].of(run)), shuffled[1:]
				}
				deliver(t, s, envelope(kind, bodies...))
				if random.IntN(2) == 0 {
					applyAll(t, s)
				}
			}
			applyAll(t, s)
			if diff := cmp.Diff(want[name], without(t, run, rowsOf(t, s, run))); diff != "" {
				t.Fatalf("%s, permutation %d (-in order +permuted):\n%s", name, i, diff)
			}
		}
	})
}
