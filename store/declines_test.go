package store_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"carddeck/store"
	"carddeck/store/storetest"

	"github.com/google/go-cmp/cmp"
)

// refusal writes the notification of a declined transaction. A tilde in its text stands
// for the run, as in notices.
func refusal(token, card, code, mcc, currency, at, more string) notice {
	if more != "" {
		more = "," + more
	}
	return notice{"transactions", fmt.Sprintf(`{"token":"~%s","type":"authorization","state":"DECLINED","amount":10,"request_amount":12,"currency_code":%q,
"user_token":"~user-of-%s","card_token":"~%s","created_time":%q,"user_transaction_time":%q,"response":{"code":%q,"memo":"no"%s},
"card_acceptor":{"mid":"1","mcc":"~%s","name":"Shop"}}`, token, currency, card, card, at, at, code, more, mcc)}
}

func cardOf(token, card, product string) notice {
	return notice{"cardtransitions", fmt.Sprintf(`{"token":"~%s","card_token":"~%s","user_token":"~user-of-%s","card_product_token":"~%s","type":"state.activated",
"state":"ACTIVE","last_four":"4821","created_time":"2026-03-01T09:00:00Z"}`, token, card, card, product)}
}

// refusals are declines of several causes, some told twice in other words, one that was
// pending before, two that know their card product only through a transition, and what is
// no decline.
func refusals() []notice {
	const limit = `"additional_information":"Fuel a day"`
	twice := refusal("d1", "a", "1016", "5812", "USD", "2026-03-02T10:00:00Z", "")
	again := twice
	again.body = strings.Replace(again.body, `"amount":10,`, `"amount": 1.0e1,`, 1)
	pending := refusal("d2", "a", "1016", "5812", "USD", "2026-03-02T10:30:00Z", "")
	pending.body = strings.Replace(pending.body, "DECLINED", "PENDING", 1)
	funding := refusal("f", "a", "1016", "5812", "USD", "2026-03-02T10:00:00Z", "")
	funding.body = strings.Replace(funding.body, `"type":"authorization"`, `"type":"gpa.credit.authorization","network":"MARQETA","preceding_related_transaction_token":"~d1"`, 1)
	return []notice{
		twice, again, pending, refusal("d2", "a", "1016", "5812", "USD", "2026-03-02T10:30:00Z", ""),
		refusal("d3", "b", "1016", "5812", "EUR", "2026-03-02T09:00:00Z", ""), refusal("d4", "b", "1016", "5812", "USD", "2026-03-03T09:00:00Z", ""),
		refusal("d5", "b", "1016", "7995", "USD", "2026-03-03T09:00:00Z", ""), refusal("d6", "a", "1834", "5812", "JPY", "2026-03-03T09:00:00Z", limit),
		refusal("d7", "a", "1834", "5812", "JPY", "2026-03-03T09:00:00Z", `"additional_information":"All a day"`),
		cardOf("t1", "b", "product"), funding,
		{"transactions", `{"token":"~ok","type":"authorization","state":"PENDING","amount":1,"currency_code":"USD","card_token":"~a","created_time":"2026-03-02T10:00:00Z"}`},
	}
}

// shownGroup is a group with all that is counted of it.
type shownGroup struct {
	store.DeclineGroup
	Hours        []store.DeclineHour
	Transactions []string
}

// groupsOf writes the groups of a run, with the run's name taken out.
func groupsOf(t testing.TB, s *store.Store, run string) string {
	t.Helper()
	found, err := s.ListDeclineGroups(t.Context(), store.DeclineFilter{}, store.Page{Limit: store.MaxLimit})
	if err != nil {
		t.Fatal(err)
	}
	var all []shownGroup
	for _, g := range found.Rows {
		if !strings.HasPrefix(g.MCC, run+"-") {
			continue
		}
		hours, err := s.DeclineHours(t.Context(), time.Time{}, g.ID)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := s.ListTransactions(t.Context(), store.TransactionFilter{DeclineGroup: g.ID}, store.Page{})
		if err != nil {
			t.Fatal(err)
		}
		shown := shownGroup{DeclineGroup: g, Hours: hours[g.ID]}
		for _, row := range rows.Rows {
			shown.Transactions = append(shown.Transactions, row.Token)
		}
		slices.Sort(shown.Transactions)
		shown.ID = ""
		for i := range shown.Amounts {
			shown.Amounts[i].GroupID = ""
		}
		for i := range shown.Hours {
			shown.Hours[i].GroupID = ""
		}
		all = append(all, shown)
	}
	slices.SortFunc(all, func(a, b shownGroup) int {
		return strings.Compare(a.Code+a.Control+a.MCC+a.CardProductToken, b.Code+b.Control+b.MCC+b.CardProductToken)
	})
	text, err := json.MarshalIndent(all, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(text), run+"-", "~")
}

func TestDeclinesAreCountedByTheirCause(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for _, n := range refusals() {
			deliver(t, s, envelope(n.envelope, n.of("run")))
			applyAll(t, s)
		}
		found, err := s.ListDeclineGroups(t.Context(), store.DeclineFilter{ByCount: true}, store.Page{})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, g := range found.Rows {
			line := fmt.Sprintf("%s %s %t %q %s %s: %d declines, %d cards, %d users, %s to %s, %s", g.Code, g.Decider, g.Sure, g.Control, g.MCC, g.CardProductToken,
				g.Declines, g.Cards, g.Users, g.FirstSeen.Format("02 15:04"), g.LastSeen.Format("02 15:04"), g.LatestToken)
			for _, a := range g.Amounts {
				line += fmt.Sprintf(", %d %s", a.AmountMinor, a.Currency)
			}
			got = append(got, line)
		}
		slices.Sort(got)
		want := []string{
			`1016 funding false "" run-5812 : 2 declines, 1 cards, 1 users, 02 10:00 to 02 10:30, run-d2, 2400 USD`,
			`1016 funding false "" run-5812 run-product: 2 declines, 1 cards, 1 users, 02 09:00 to 03 09:00, run-d4, 1200 EUR, 1200 USD`,
			`1016 funding false "" run-7995 run-product: 1 declines, 1 cards, 1 users, 03 09:00 to 03 09:00, run-d5, 1200 USD`,
			`1834 velocity_controls true "All a day" run-5812 : 1 declines, 1 cards, 1 users, 03 09:00 to 03 09:00, run-d7, 12 JPY`,
			`1834 velocity_controls true "Fuel a day" run-5812 : 1 declines, 1 cards, 1 users, 03 09:00 to 03 09:00, run-d6, 12 JPY`,
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("groups (-want +got):\n%s", diff)
		}
	})
}

// Whatever the order and the repetition of the notifications, the groups are the same;
// and counting them anew, or from nothing, gives the same once more.
func TestGroupsOfDeclinesDoNotDependOnTheOrder(t *testing.T) {
	t.Parallel()
	storetest.DSNs(t, func(t *testing.T, dsn string) {
		s := storetest.Open(t, store.Config{DSN: dsn})
		random := rand.New(rand.NewPCG(2026, 12))
		want := ""
		var runs []string
		for i := range 40 {
			run := fmt.Sprintf("run%d", i)
			runs = append(runs, run)
			notices := refusals()
			if i > 0 {
				for range random.IntN(len(notices) + 1) {
					notices = append(notices, notices[random.IntN(len(notices))])
				}
				random.Shuffle(len(notices), func(i, j int) { notices[i], notices[j] = notices[j], notices[i] })
			}
			for _, n := range notices {
				deliver(t, s, envelope(n.envelope, n.of(run)))
				if random.IntN(2) == 0 {
					applyAll(t, s)
				}
			}
			applyAll(t, s)
			if i == 0 {
				want = groupsOf(t, s, run)
			}
		}
		same := func(when string) {
			t.Helper()
			for _, run := range runs {
				if diff := cmp.Diff(want, groupsOf(t, s, run)); diff != "" {
					t.Fatalf("%s, %s (-in order +permuted):\n%s", run, when, diff)
				}
			}
		}
		same("as they came")
		db := raw(t, dsn)
		for when, spoil := range map[string][]string{
			"counted anew": nil,
			"from nothing": {"UPDATE transactions SET decline_group = NULL", "DELETE FROM decline_groups", "DELETE FROM decline_amounts",
				"DELETE FROM decline_hours", "DELETE FROM decline_holders"},
			"wrong counts": {"UPDATE decline_groups SET declines = 77, cards = 0", "DELETE FROM decline_hours", "UPDATE decline_amounts SET amount_minor = 1"},
		} {
			for _, statement := range spoil {
				if _, err := db.ExecContext(t.Context(), statement); err != nil {
					t.Fatal(err)
				}
			}
			var last store.RebuildProgress
			if err := s.RebuildDeclines(t.Context(), func(p store.RebuildProgress) { last = p }); err != nil {
				t.Fatal(err)
			}
			if last.Done != 7*40 || last.Total != last.Done || last.Checked != 5*40 {
				t.Errorf("%s: %+v", when, last)
			}
			same(when)
		}
	})
}

func TestResolvedDeclinesComeBack(t *testing.T) {
	t.Parallel()
	storetest.DSNs(t, func(t *testing.T, dsn string) {
		now := time.Date(2026, 3, 2, 12, 0, 0, 600e6, time.UTC)
		s := storetest.Open(t, store.Config{DSN: dsn, Now: func() time.Time { return now }})
		decline := func(token, at string) {
			t.Helper()
			deliver(t, s, envelope("transactions", refusal(token, "a", "1016", "5812", "USD", at, "").of("r")))
			applyAll(t, s)
		}
		decline("first", "2026-03-02T10:00:00Z")
		found, err := s.ListDeclineGroups(t.Context(), store.DeclineFilter{State: store.DeclinesOpen}, store.Page{})
		if err != nil || len(found.Rows) != 1 {
			t.Fatal(found, err)
		}
		id := found.Rows[0].ID
		expect := func(state store.DeclineState, reopened string, times int64) {
			t.Helper()
			g, err := s.DeclineGroup(t.Context(), id)
			at := ""
			if !g.ReopenedAt.IsZero() {
				at = g.ReopenedAt.Format(time.TimeOnly)
			}
			if err != nil || g.State != state || at != reopened || g.Reopenings != times {
				t.Errorf("%s, reopened at %q, %d times, %v; want %s at %q, %d times", g.State, at, g.Reopenings, err, state, reopened, times)
			}
		}
		if err := s.ResolveDeclines(t.Context(), id, "ada@example.com", "Raised the limit."); err != nil {
			t.Fatal(err)
		}
		if err := s.ResolveDeclines(t.Context(), id, "eve@example.com", ""); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("resolved twice: %v", err)
		}
		decline("late", "2026-03-02T11:59:59Z")
		expect(store.DeclinesResolved, "", 0)
		decline("after", "2026-03-02T13:00:00Z")
		expect(store.DeclinesOpen, "13:00:00", 1)
		decline("earlier", "2026-03-02T12:00:00Z") // in the second of the resolution
		expect(store.DeclinesOpen, "12:00:00", 1)
		now = now.Add(2 * time.Hour)
		if err := s.ResolveDeclines(t.Context(), id, "ada@example.com", "Again."); err != nil {
			t.Fatal(err)
		}
		expect(store.DeclinesResolved, "", 1)
		if err := s.ReopenDeclines(t.Context(), id, "eve@example.com", "No."); err != nil {
			t.Fatal(err)
		}
		expect(store.DeclinesOpen, "14:00:00", 1)
		if g, _ := s.DeclineGroup(t.Context(), id); g.ReopenedBy != "eve@example.com" || g.Note != "No." || g.ResolvedBy != "ada@example.com" || g.Declines != 4 {
			t.Errorf("it is %+v", g)
		}
		if err := s.ReopenDeclines(t.Context(), "none", "eve@example.com", ""); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("reopened none: %v", err)
		}
	})
}

func TestListDeclineGroups(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for _, n := range refusals() {
			deliver(t, s, envelope(n.envelope, n.of("run")))
		}
		applyAll(t, s)
		at := time.Date(2026, 3, 3, 9, 0, 0, 0, time.UTC)
		for name, tc := range map[string]struct {
			filter store.DeclineFilter
			want   int
		}{
			"all": {store.DeclineFilter{}, 5}, "open": {store.DeclineFilter{State: store.DeclinesOpen}, 5}, "resolved": {store.DeclineFilter{State: store.DeclinesResolved}, 0},
			"code": {store.DeclineFilter{Code: "1834"}, 2}, "decider": {store.DeclineFilter{Decider: "funding"}, 3},
			"product": {store.DeclineFilter{CardProduct: "run-product"}, 2}, "currency": {store.DeclineFilter{Currency: "EUR"}, 1},
			"from": {store.DeclineFilter{From: at}, 4}, "to": {store.DeclineFilter{To: at}, 2},
		} {
			for _, tc.filter.ByCount = range []bool{false, true} {
				var seen []string
				for page := (store.Page{Limit: 2}); ; {
					got, err := s.ListDeclineGroups(t.Context(), tc.filter, page)
					if err != nil {
						t.Fatal(err)
					}
					for _, g := range got.Rows {
						seen = append(seen, g.ID)
					}
					if len(seen) > 2 {
						back, err := s.ListDeclineGroups(t.Context(), tc.filter, store.Page{Limit: 2, Newer: got.Newer})
						if err != nil || len(back.Rows) != 2 {
							t.Errorf("%s: %d rows on the way back, %v", name, len(back.Rows), err)
						}
					}
					if page.Older = got.Older; page.Older == nil {
						break
					}
				}
				slices.Sort(seen)
				if len(slices.Compact(seen)) != tc.want {
					t.Errorf("%s, by count %t: %d groups, want %d", name, tc.filter.ByCount, len(seen), tc.want)
				}
			}
			if n, err := s.CountDeclineGroupsUpTo(t.Context(), tc.filter, 3); err != nil || n != int64(min(tc.want, 3)) {
				t.Errorf("%s: counted %d, %v", name, n, err)
			}
		}
	})
}
