package store_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"carddeck/marqeta/webhook"
	"carddeck/store"
	"carddeck/store/storetest"

	"github.com/google/go-cmp/cmp"
)

const authorization = `{"token":"a","type":"authorization","state":"PENDING","amount":12.5,"currency_code":"USD","user_token":"u","card_token":"c","created_time":"2026-03-02T10:00:00Z"}`

func notifications(t testing.TB, s *store.Store, f store.NotificationFilter) []store.Notification {
	t.Helper()
	list, err := s.ListNotifications(t.Context(), f, store.Page{Limit: store.MaxLimit})
	if err != nil {
		t.Fatal(err)
	}
	return list.Rows
}

// The bytes come back as they were sent, invalid UTF-8 and NUL included.
func TestNotificationKeepsItsBytes(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		raw := "{\"token\":\"a\", \"memo\":\"\xff\xfe \\u0000 caf\xc3\xa9\",\n \"amount\":1e2}"
		body := "{ \"transactions\" : [ {\"token\":\"first\"} , " + raw + " ] }"
		m, err := webhook.Decode([]byte(body))
		if err != nil {
			t.Fatal(err)
		}
		m.ReceivedAt, m.Remote, m.Signature, m.Header = noon, "192.0.2.7:1", webhook.Verified, map[string]string{"User-Agent": "\xffx"}
		if err := s.Record(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		found := notifications(t, s, store.NotificationFilter{Token: "a"})
		if len(found) != 1 {
			t.Fatalf("%d notifications, want 1", len(found))
		}
		d, err := s.Notification(t.Context(), found[0].ID)
		if err != nil || string(d.Raw) != raw {
			t.Errorf("Raw = %q, %v, want %q", d.Raw, err, raw)
		}
		if d.Position != 1 || d.Signature != webhook.Verified || d.Remote != "192.0.2.7:1" || d.Header["User-Agent"] != "\uFFFDx" || !d.ReceivedAt.Equal(noon) {
			t.Errorf("circumstances: %+v", d)
		}
		if _, err := s.Notification(t.Context(), 99); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("Notification of none = %v, want ErrNotFound", err)
		}
	})
}

// One notification delivered a thousand times by fifty senders, alone and in batches
// with others, is stored once.
func TestDuplicatesAreOne(t *testing.T) {
	t.Parallel()
	const senders, each = 50, 20
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var group sync.WaitGroup
		for sender := range senders {
			group.Go(func() {
				for i := range each {
					if i%5 == 0 {
						deliver(t, s, envelope("transactions", fmt.Sprintf(`{"token":"other-%d-%d"}`, sender, i), authorization))
					} else {
						deliver(t, s, envelope("transactions", authorization))
					}
				}
			})
		}
		group.Wait()
		found := notifications(t, s, store.NotificationFilter{Token: "a"})
		if len(found) != 1 || found[0].Duplicates != senders*each-1 {
			t.Fatalf("found %+v, want one with %d duplicates", found, senders*each-1)
		}
		applyAll(t, s)
		if n, err := s.CountTransactionsUpTo(t.Context(), store.TransactionFilter{Card: "c"}, 10); err != nil || n != 1 {
			t.Errorf("%d transactions, %v, want 1", n, err)
		}
		if n := messages(t, s); n != 1+senders*each/5 && n != senders*each/5 {
			t.Errorf("%d messages kept, want those with something new", n)
		}
	})
}

// messages counts message rows by what the notifications point at.
func messages(t testing.TB, s *store.Store) int {
	t.Helper()
	seen := map[int64]bool{}
	for _, n := range notifications(t, s, store.NotificationFilter{}) {
		seen[n.MessageID] = true
	}
	return len(seen)
}

func TestContradictionIsFlagged(t *testing.T) {
	t.Parallel()
	change := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(authorization) }
	for name, tc := range map[string]struct {
		second string
		status store.Status
		state  string // of the transaction afterwards
		reason string
	}{
		"a state that goes on":        {change("PENDING", "CLEARED"), store.Applied, "CLEARED", ""},
		"the same in another writing": {change(":12.5,", " : 12.50 ,"), store.Applied, "PENDING", "says the same"},
		"reordered":                   {`{"type":"authorization",` + strings.Replace(authorization, `{"token":"a","type":"authorization"`, `"token":"\u0061"`, 1), store.Applied, "PENDING", "says the same"},
		"another amount":              {change("12.5", "1250"), store.Flagged, "PENDING", "another transaction"},
		"another card":                {change(`"c"`, `"d"`, "PENDING", "CLEARED"), store.Flagged, "PENDING", "another transaction"},
		"another memo":                {change(`"u"`, `"u","memo":"x"`), store.Flagged, "PENDING", "as far a state"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := storetest.New(t)
			deliver(t, s, envelope("transactions", authorization))
			applyAll(t, s)
			deliver(t, s, envelope("transactions", tc.second))
			applyAll(t, s)
			last := notifications(t, s, store.NotificationFilter{Token: "a"})
			if len(last) != 2 || last[0].Status != tc.status || !strings.Contains(last[0].Reason, tc.reason) || (tc.reason == "") != (last[0].Reason == "") {
				t.Fatalf("the second is %+v, want %s, %q", last[0], tc.status, tc.reason)
			}
			if got, err := s.Transaction(t.Context(), "a"); err != nil || got.State != tc.state || got.AmountMinor != 1250 || got.CardToken != "c" {
				t.Errorf("the transaction is %+v, %v, want %s", got, err, tc.state)
			}
			if d, err := s.Notification(t.Context(), last[0].ID); err != nil || len(d.Versions) != 1 || d.Versions[0].ID != last[1].ID {
				t.Errorf("versions %+v, %v, want the first", d.Versions, err)
			}
		})
	}
}

// A state that comes late changes nothing, whichever came first.
func TestLateStateIsNoNews(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	deliver(t, s, envelope("transactions", strings.Replace(authorization, "PENDING", "CLEARED", 1)))
	deliver(t, s, envelope("transactions", authorization))
	applyAll(t, s)
	got, err := s.Transaction(t.Context(), "a")
	if err != nil || got.State != "CLEARED" || got.ReportedState != "CLEARED" {
		t.Errorf("state %s, reported %s, %v, want CLEARED", got.State, got.ReportedState, err)
	}
	if late := notifications(t, s, store.NotificationFilter{Token: "a"})[0]; late.Status != store.Applied || !strings.Contains(late.Reason, "later state") {
		t.Errorf("the late one is %s: %s", late.Status, late.Reason)
	}
}

// What cannot be applied stays with its reason, stops nothing, is tried eight times and
// can be run again.
func TestFailedNotification(t *testing.T) {
	t.Parallel()
	storetest.DSNs(t, func(t *testing.T, dsn string) {
		clock := noon
		s := storetest.Open(t, store.Config{DSN: dsn, Now: func() time.Time { return clock }})
		ctx := t.Context()
		for kind, bodies := range map[string][]string{
			"transactions": {
				`{"token":"no-amount","amount":"ten","currency_code":"USD","created_time":"2026-03-02T10:00:00Z"}`,
				`{"token":"half-cent","amount":0.005,"currency_code":"USD","created_time":"2026-03-02T10:00:00Z"}`,
				`{"token":"no-time","amount":1,"currency_code":"USD"}`, `{"token":"bad-time","created_time":"yesterday"}`,
				`{"amount":1,"created_time":"2026-03-02T10:00:00Z"}`, `[]`, `null`, `"x"`,
			},
			"cardtransitions": {`{"token":"no-card","state":"ACTIVE","created_time":"2026-03-02T10:00:00Z"}`, `{"token":"no-state","card_token":"c"}`},
			"usertransitions": {`{"token":"no-user","status":"ACTIVE"}`},
		} {
			deliver(t, s, envelope(kind, bodies...))
		}
		deliver(t, s, envelope("transactions", authorization))
		if n, err := s.Apply(ctx, 100); n != 12 || err != nil {
			t.Errorf("Apply = %d, %v, want 12", n, err)
		}
		if _, err := s.Transaction(ctx, "a"); err != nil {
			t.Errorf("the good one behind them: %v", err)
		}
		failed := notifications(t, s, store.NotificationFilter{Status: store.Failed})
		if len(failed) != 11 {
			t.Errorf("%d failed, want 11", len(failed))
		}
		for _, n := range failed {
			if n.Attempts != 1 || n.Reason == "" || !n.DueAt.Equal(noon.Add(time.Second)) {
				t.Errorf("%s: %d attempts, due %v, reason %q", n.Token, n.Attempts, n.DueAt, n.Reason)
			}
		}
		tries := 1
		for range 20 {
			clock = clock.Add(3 * time.Hour)
			if n, err := s.Apply(ctx, 100); err != nil {
				t.Fatal(err)
			} else if n > 0 {
				tries++
			}
		}
		one := notifications(t, s, store.NotificationFilter{Token: "half-cent"})[0]
		if tries != 8 || one.Attempts != 8 || !one.DueAt.IsZero() || !strings.Contains(one.Reason, "more than 2 decimals") {
			t.Errorf("after %d tries: %+v, want 8 and no more", tries, one)
		}
		if err := s.RetryNotification(ctx, one.ID); err != nil {
			t.Fatal(err)
		}
		if n, err := s.Apply(ctx, 100); n != 1 || err != nil {
			t.Errorf("Apply after a retry = %d, %v, want 1", n, err)
		}
		if again, _ := s.Notification(ctx, one.ID); again.Attempts != 1 || again.Status != store.Failed {
			t.Errorf("after a retry: %+v", again.Notification)
		}
		if err := s.RetryNotification(ctx, 999); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("RetryNotification of none = %v, want ErrNotFound", err)
		}
	})
}

// Everything can be applied anew without a change.
func TestRetryOfAllChangesNothing(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	before := play(t, s, "grown, lowered, cleared in two parts", "r")
	for _, n := range notifications(t, s, store.NotificationFilter{}) {
		if err := s.RetryNotification(t.Context(), n.ID); err != nil {
			t.Fatal(err)
		}
		applyAll(t, s)
	}
	if diff := cmp.Diff(before, rowsOf(t, s, "r")); diff != "" {
		t.Errorf("after applying all again (-before +after):\n%s", diff)
	}
}

func TestUnknownKindsAreKept(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		deliver(t, s, envelope("chargebacktransitions", `{"token":"cb","state":"INITIATED"}`))
		deliver(t, s, `{"surprise":1}`)
		if n, err := s.Apply(t.Context(), 10); n != 0 || err != nil {
			t.Errorf("Apply = %d, %v, want nothing to do", n, err)
		}
		kept := notifications(t, s, store.NotificationFilter{Status: store.Kept})
		if len(kept) != 2 || kept[0].Family != webhook.Unknown || kept[1].Family != "chargebacktransition" {
			t.Errorf("kept %+v", kept)
		}
		if got := notifications(t, s, store.NotificationFilter{Family: "chargebacktransition", Status: store.Kept}); len(got) != 1 {
			t.Errorf("%d of the family, want 1", len(got))
		}
	})
}
