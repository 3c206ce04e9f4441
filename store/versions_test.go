package store_test

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/store/storetest"
)

// How a card stood at an instant is known, in whatever order its transitions came; and
// what was before the first of them is not.
func TestVersionsTellHowItStood(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		moves := []notice{
			card("t1", "state.activated", "ACTIVE", "2026-03-02T09:00:00Z"), card("t2", "state.suspended", "SUSPENDED", "2026-03-02T10:00:00Z"),
			card("t3", "state.reinstated", "ACTIVE", "2026-03-02T10:00:00Z"), card("t4", "state.suspended", "SUSPENDED", "2026-03-02T11:00:00Z"),
		}
		rand.New(rand.NewPCG(1, 2)).Shuffle(len(moves), func(i, j int) { moves[i], moves[j] = moves[j], moves[i] })
		for _, n := range append(moves, moves[0], user("u1", "SUSPENDED", "2026-03-02T10:00:00Z")) {
			deliver(t, s, envelope(n.envelope, n.of("r")))
			applyAll(t, s)
		}
		for at, want := range map[string]string{"08:59": "", "09:00": "ACTIVE", "09:59": "ACTIVE", "10:00": "ACTIVE", "10:59": "ACTIVE", "11:00": "SUSPENDED"} {
			instant, err := time.Parse("15:04 2006-01-02", at+" 2026-03-02")
			if err != nil {
				t.Fatal(err)
			}
			v, err := s.VersionAt(t.Context(), store.CardVersions, "r-card", instant)
			if want == "" && !errors.Is(err, store.ErrNotFound) || want != "" && !strings.Contains(string(v.Body), `"state":"`+want+`"`) {
				t.Errorf("at %s: %s, %v, want %q", at, v.Body, err, want)
			}
		}
		if v, err := s.VersionAt(t.Context(), store.UserVersions, "r-user", noon); err != nil || string(v.Body) != `{"status":"SUSPENDED"}` {
			t.Errorf("the user: %s, %v", v.Body, err)
		}
		if v, err := s.FirstVersion(t.Context(), store.CardVersions, "r-card"); err != nil || v.FromAt.Hour() != 9 {
			t.Errorf("the first: %+v, %v", v, err)
		}
	})
}

// A copy of the platform's objects leaves nothing in a version that names anybody.
func TestVersionsNameNobody(t *testing.T) {
	t.Parallel()
	storetest.DSNs(t, func(t *testing.T, dsn string) {
		s := storetest.Open(t, store.Config{DSN: dsn})
		ctx := t.Context()
		if err := errors.Join(
			s.PutUser(ctx, store.UserOf(marqeta.User{Token: "u", FirstName: "Ada", Email: "ada@example.com", Phone: "5551234", SSN: "111223333", Status: "ACTIVE"})),
			s.PutCard(ctx, store.CardOf(marqeta.Card{Token: "c", PAN: "4111111111111111", LastFour: "1111", Expiration: "0330", State: "ACTIVE"})),
			s.PutCardProduct(ctx, store.CardProduct{Token: "p", Name: "Fleet", Active: true, Config: []byte(`{"poi":{"atm":true}}`)}),
			s.PutCardProduct(ctx, store.CardProduct{Token: "q", Name: "Broken", Config: []byte(`{`)}),
		); err != nil {
			t.Fatal(err)
		}
		rows, err := raw(t, dsn).QueryContext(ctx, "SELECT body FROM contents")
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		n := 0
		for ; rows.Next(); n++ {
			var body string
			if err := rows.Scan(&body); err != nil {
				t.Fatal(err)
			}
			for _, secret := range []string{"Ada", "example.com", "5551234", "111223333", "4111", "1111", "0330", "123"} {
				if strings.Contains(body, secret) {
					t.Errorf("a version says %s", body)
				}
			}
		}
		if n != 4 || rows.Err() != nil {
			t.Errorf("%d contents, %v", n, rows.Err())
		}
	})
}
