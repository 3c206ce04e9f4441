package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/store/storetest"

	"github.com/google/go-cmp/cmp"
)

// Every copy comes back as it was put, never goes backwards, and is missed with
// ErrNotFound.
func TestPutNeverGoesBack(t *testing.T) {
	t.Parallel()
	later := noon.Add(time.Hour)
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		end := time.Date(2030, 3, 31, 23, 59, 59, 0, time.UTC)
		t.Run("card", func(t *testing.T) {
			c := store.Card{Token: "c", UserToken: "u", CardProductToken: "p", LastFour: "4821", State: "ACTIVE", StateReason: "New card activated",
				FulfillmentStatus: "ISSUED", Expiration: "0330", ExpirationTime: end, InstrumentType: "VIRTUAL_PAN", CreatedAt: noon, ModifiedAt: later}
			older, newer := c, c
			older.State, older.LastFour, older.ModifiedAt = "UNACTIVATED", "0000", noon
			newer.State, newer.ModifiedAt = "SUSPENDED", later.Add(time.Second)
			for _, put := range []store.Card{c, older, c} {
				if err := s.PutCard(ctx, put); err != nil {
					t.Fatal(err)
				}
			}
			got, err := s.Card(ctx, "c")
			c.StateAt, c.StateRank = got.StateAt, got.StateRank
			if diff := cmp.Diff(c, got); err != nil || diff != "" || !got.StateAt.Equal(later) {
				t.Errorf("Card: %v (-put +got):\n%s", err, diff)
			}
			if err := s.PutCard(ctx, newer); err != nil {
				t.Fatal(err)
			}
			if got, _ := s.Card(ctx, "c"); got.State != "SUSPENDED" {
				t.Errorf("after a newer one: %s", got.State)
			}
		})
		t.Run("user", func(t *testing.T) {
			u := store.User{Token: "u", FirstName: "Ada", LastName: "King", Email: "Ada@Example.com", Phone: "+15105550142", ParentToken: "parent",
				Status: "ACTIVE", Active: true, CreatedAt: noon, ModifiedAt: later}
			older := u
			older.Status, older.Active, older.Email, older.ModifiedAt = "UNVERIFIED", false, "old@example.com", noon
			for _, put := range []store.User{older, u, older} {
				if err := s.PutUser(ctx, put); err != nil {
					t.Fatal(err)
				}
			}
			got, err := s.User(ctx, "u")
			u.StatusAt, u.StatusRank = got.StatusAt, got.StatusRank
			if diff := cmp.Diff(u, got); err != nil || diff != "" || got.FullName() != "Ada King" {
				t.Errorf("User: %v (-put +got):\n%s", err, diff)
			}
		})
		t.Run("card product", func(t *testing.T) {
			p := store.CardProduct{Token: "p", Name: "Courier", Active: true, StartDate: noon.Truncate(24 * time.Hour), Funding: "managed",
				FundingSourceToken: "f", InstrumentType: "PHYSICAL_MSR", Config: []byte(`{"a":1}`), CreatedAt: noon, ModifiedAt: later}
			older := p
			older.Name, older.ModifiedAt = "Old", noon
			for _, put := range []store.CardProduct{older, p, older} {
				if err := s.PutCardProduct(ctx, put); err != nil {
					t.Fatal(err)
				}
			}
			got, err := s.CardProduct(ctx, "p")
			if diff := cmp.Diff(p, got); err != nil || diff != "" {
				t.Errorf("CardProduct: %v (-put +got):\n%s", err, diff)
			}
		})
		t.Run("funding source", func(t *testing.T) {
			f := store.FundingSource{Token: "my_source_01", Kind: "programgateway", Name: "Gateway", Active: true, URL: "https://example.com", CreatedAt: noon, ModifiedAt: later}
			older := f
			older.Name, older.ModifiedAt = "Old", noon
			for _, put := range []store.FundingSource{older, f, older, {Token: "another_e_01", CreatedAt: noon, ModifiedAt: noon}, {Token: "x"}} {
				if err := s.PutFundingSource(ctx, put); err != nil {
					t.Fatal(err)
				}
			}
			got, err := s.FundingSource(ctx, "my_source_01")
			f.Tail = "e_01"
			if diff := cmp.Diff(f, got); err != nil || diff != "" {
				t.Errorf("FundingSource: %v (-put +got):\n%s", err, diff)
			}
			for mask, want := range map[string]int{"**********e_01": 2, "my_source_01": 1, "**********none": 0, store.MaskFundingSource("x"): 1} {
				if got, err := s.FundingSourceByMask(ctx, mask); err != nil || len(got) != want {
					t.Errorf("FundingSourceByMask(%s) = %d, %v, want %d", mask, len(got), err, want)
				}
			}
		})
		t.Run("gpa_order", func(t *testing.T) {
			o := store.GPAOrder{Token: "o", State: "COMPLETION", AmountMinor: 1050, Currency: "USD", FundingType: "program", FundingSourceToken: "**********e_01",
				UserToken: "u", FundingTransaction: "g", Memo: "by hand", CreatedAt: noon, ModifiedAt: later}
			older := o
			older.State, older.ModifiedAt = "PENDING", noon
			for _, put := range []store.GPAOrder{older, o, older} {
				if err := s.PutGPAOrder(ctx, put); err != nil {
					t.Fatal(err)
				}
			}
			got, err := s.GPAOrder(ctx, "o")
			o.Kind, o.EventRank = "load", got.EventRank
			if diff := cmp.Diff(o, got); err != nil || diff != "" || got.Amount() != marqeta.MustAmount("10.5") {
				t.Errorf("GPAOrder: %v (-put +got):\n%s", err, diff)
			}
		})
		for what, err := range map[string]error{
			"Card": second(s.Card(ctx, "?")), "User": second(s.User(ctx, "?")), "CardProduct": second(s.CardProduct(ctx, "?")),
			"FundingSource": second(s.FundingSource(ctx, "?")), "GPAOrder": second(s.GPAOrder(ctx, "?")),
			"Transaction": second(s.Transaction(ctx, "?")), "Lifecycle": second(s.Lifecycle(ctx, "?")), "Audit": second(s.Audit(ctx, 9)),
		} {
			if !errors.Is(err, store.ErrNotFound) {
				t.Errorf("%s of none = %v, want ErrNotFound", what, err)
			}
		}
	})
}

func second[T any](_ T, err error) error { return err }

// A card read from the platform and a transition of it agree, whichever comes first,
// and a later transition wins over an earlier read.
func TestReadAndTransitionAgree(t *testing.T) {
	t.Parallel()
	suspended := card("t1", "state.suspended", "SUSPENDED", "2026-03-02T12:30:00Z")
	read := store.Card{Token: "r-card", UserToken: "r-user", LastFour: "4821", State: "ACTIVE", InstrumentType: "VIRTUAL_PAN", CreatedAt: noon, ModifiedAt: noon}
	for name, steps := range map[string][]func(*store.Store){
		"read first": {
			func(s *store.Store) { _ = s.PutCard(t.Context(), read) },
			func(s *store.Store) { deliver(t, s, envelope(suspended.envelope, suspended.of("r"))); applyAll(t, s) },
		},
		"transition first": {
			func(s *store.Store) { deliver(t, s, envelope(suspended.envelope, suspended.of("r"))); applyAll(t, s) },
			func(s *store.Store) { _ = s.PutCard(t.Context(), read) },
		},
	} {
		s := storetest.New(t)
		for _, step := range steps {
			step(s)
		}
		got, err := s.Card(t.Context(), "r-card")
		if err != nil || got.State != "SUSPENDED" || got.StateReason != "because t1" || got.InstrumentType != "VIRTUAL_PAN" || !got.CreatedAt.Equal(noon) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

// A card's transactions learn its last four and card product from the card, whichever
// is known first.
func TestTransactionsLearnFromTheCard(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		read := store.Card{Token: "c", LastFour: "4821", CardProductToken: "p", CreatedAt: noon, ModifiedAt: noon}
		deliver(t, s, envelope("transactions", authorization))
		applyAll(t, s)
		if err := s.PutCard(ctx, read); err != nil {
			t.Fatal(err)
		}
		deliver(t, s, `{"transactions":[{"token":"b","type":"refund","state":"COMPLETION","amount":1,"currency_code":"USD","card_token":"c","created_time":"2026-03-02T10:00:00Z"}]}`)
		applyAll(t, s)
		got, err := s.ListTransactions(ctx, store.TransactionFilter{LastFour: "4821", CardProduct: "p"}, store.Page{})
		if err != nil || len(got.Rows) != 2 {
			t.Errorf("%d transactions of the card's last four, %v, want 2", len(got.Rows), err)
		}
	})
}

func TestInTx(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		stop := errors.New("stop")
		put := func(ctx context.Context, tx *store.Store) error {
			if err := tx.PutCardProduct(ctx, store.CardProduct{Token: "p", CreatedAt: noon, ModifiedAt: noon}); err != nil {
				return err
			}
			// Its own writes are seen inside, also by a transaction in the transaction.
			return tx.InTx(ctx, func(ctx context.Context, inner *store.Store) error {
				return second(inner.CardProduct(ctx, "p"))
			})
		}
		err := s.InTx(ctx, func(ctx context.Context, tx *store.Store) error { return errors.Join(put(ctx, tx), stop) })
		if !errors.Is(err, stop) || errors.Is(err, store.ErrNotFound) {
			t.Errorf("InTx = %v, want %v", err, stop)
		}
		if _, err := s.CardProduct(ctx, "p"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("after a failed transaction: %v, want ErrNotFound", err)
		}
		changed, cancel := s.Subscribe()
		defer cancel()
		if err := s.InTx(ctx, put); err != nil {
			t.Fatal(err)
		}
		if _, err := s.CardProduct(ctx, "p"); err != nil {
			t.Errorf("after a transaction: %v", err)
		}
		select {
		case <-changed:
		default:
			t.Error("nobody was told")
		}
	})
}

func TestStamp(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for _, tc := range []struct {
			environment string
			want        error
		}{{"embedded sandbox", nil}, {"embedded sandbox", nil}, {"sandbox-api.example.com", store.ErrWrongEnvironment}, {"embedded sandbox", nil}} {
			if err := s.Stamp(t.Context(), tc.environment); !errors.Is(err, tc.want) {
				t.Errorf("Stamp(%q) = %v, want %v", tc.environment, err, tc.want)
			}
		}
	})
}
