package store_test

import (
	"encoding/json"
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
