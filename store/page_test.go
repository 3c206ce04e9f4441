package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"carddeck/store"
	"carddeck/store/storetest"
)

func TestKey(t *testing.T) {
	t.Parallel()
	for _, k := range []store.Key{{At: noon, Token: "a"}, {At: noon.Add(time.Microsecond), Token: "a.b é"}, {At: time.Time{}, Token: ""},
		{At: time.Date(1969, 1, 1, 0, 0, 0, 0, time.UTC), Token: strings.Repeat("x", 255)}} {
		if got, err := store.ParseKey(k.String()); err != nil || got != k {
			t.Errorf("ParseKey(%q) = %+v, %v, want %+v", k.String(), got, err, k)
		}
	}
	for _, s := range []string{"", "x", "!!", "MTIzNDU2", store.Key{At: noon, Token: "a\x00"}.String(), store.Key{At: noon, Token: "\xff"}.String(),
		strings.Repeat("A", 10000), store.Key{At: time.Date(12000, 1, 1, 0, 0, 0, 0, time.UTC)}.String(),
		store.Key{At: noon, Token: strings.Repeat("x", 256)}.String(), noonKey() + "=", noonKey() + "\n"} {
		if got, err := store.ParseKey(s); !errors.Is(err, store.ErrKey) {
			t.Errorf("ParseKey(%.30q) = %+v, %v, want ErrKey", s, got, err)
		}
	}
}

func noonKey() string { return store.Key{At: noon, Token: "a"}.String() }

func FuzzParseKey(f *testing.F) {
	f.Add(noonKey())
	f.Fuzz(func(t *testing.T, s string) {
		if k, err := store.ParseKey(s); err == nil {
			if again, err := store.ParseKey(k.String()); err != nil || again != k {
				t.Errorf("ParseKey(%q) = %+v, but written again %+v, %v", s, k, again, err)
			}
		}
	})
}

// Paging down and up again shows every row once, equal times included, and says rightly
// where there is more.
func TestPaging(t *testing.T) {
	t.Parallel()
	const total, limit = 23, 5
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		var want []string
		for i := range total {
			token := fmt.Sprintf("c%02d", i)
			c := store.Card{Token: token, UserToken: "u", State: "ACTIVE", CreatedAt: noon.Add(time.Duration(i/4) * time.Second), ModifiedAt: noon}
			if err := s.PutCard(ctx, c); err != nil {
				t.Fatal(err)
			}
			want = append([]string{token}, want...)
		}
		if err := s.PutCard(ctx, store.Card{Token: "other", CreatedAt: noon, ModifiedAt: noon}); err != nil {
			t.Fatal(err)
		}
		for name, filter := range map[string]store.CardFilter{"one filter": {User: "u"}, "two": {User: "u", State: "ACTIVE"}} {
			var down, up []string
			page := store.Page{Limit: limit}
			for pages := 0; ; pages++ {
				got, err := s.ListCards(ctx, filter, page)
				if err != nil {
					t.Fatal(err)
				}
				for _, c := range got.Rows {
					down = append(down, c.Token)
				}
				if (got.Newer == nil) != (pages == 0) {
					t.Errorf("%s: page %d says newer: %v", name, pages, got.Newer)
				}
				if got.Older == nil {
					break
				}
				page = store.Page{Limit: limit, Older: got.Older}
			}
			if !slices.Equal(down, want) {
				t.Errorf("%s: down %v, want %v", name, down, want)
			}
			page = store.Page{Limit: limit, Newer: &store.Key{At: noon, Token: "c00"}}
			for {
				got, err := s.ListCards(ctx, filter, page)
				if err != nil {
					t.Fatal(err)
				}
				var tokens []string
				for _, c := range got.Rows {
					tokens = append(tokens, c.Token)
				}
				up = append(tokens, up...)
				if got.Older == nil {
					t.Errorf("%s: a page above others says that nothing is older", name)
				}
				if got.Newer == nil {
					break
				}
				page = store.Page{Limit: limit, Newer: got.Newer}
			}
			if !slices.Equal(up, want[:total-1]) {
				t.Errorf("%s: up %v, want %v", name, up, want[:total-1])
			}
		}
		if got, err := s.ListCards(ctx, store.CardFilter{User: "nobody"}, store.Page{}); err != nil || len(got.Rows) != 0 || got.Newer != nil || got.Older != nil {
			t.Errorf("an empty list: %+v, %v", got, err)
		}
		if got, err := s.ListCards(ctx, store.CardFilter{}, store.Page{Limit: 1 << 40}); err != nil || len(got.Rows) != total+1 {
			t.Errorf("a limit beyond measure: %d rows, %v", len(got.Rows), err)
		}
	})
}

// Lists numbered as they came page the same way.
func TestPagingByID(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	for i := range 12 {
		deliver(t, s, envelope("transactions", fmt.Sprintf(`{"token":"t%02d"}`, i)))
	}
	var got []string
	page := store.Page{Limit: 5}
	for {
		list, err := s.ListNotifications(t.Context(), store.NotificationFilter{}, page)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range list.Rows {
			got = append(got, n.Token)
		}
		if list.Older == nil {
			page = store.Page{Limit: 5, Newer: list.Newer}
			break
		}
		page = store.Page{Limit: 5, Older: list.Older}
	}
	if len(got) != 12 || got[0] != "t11" || got[11] != "t00" {
		t.Errorf("down: %v", got)
	}
	list, err := s.ListNotifications(t.Context(), store.NotificationFilter{}, page)
	if err != nil || len(list.Rows) != 5 || list.Rows[4].Token != "t02" || list.Newer == nil {
		t.Errorf("up: %+v, %v", list, err)
	}
	if list, err := s.ListNotifications(t.Context(), store.NotificationFilter{}, store.Page{Older: &store.Key{Token: "no number"}}); err != nil || len(list.Rows) != 0 {
		t.Errorf("older than no number: %d rows, %v, want none", len(list.Rows), err)
	}
}
