package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/store/storetest"

	"github.com/google/go-cmp/cmp"
)

func TestTransactionFields(t *testing.T) {
	t.Parallel()
	body, err := os.ReadFile("../marqeta/webhook/testdata/authorization.json")
	if err != nil {
		t.Fatal(err)
	}
	minor := func(n int64) *int64 { return &n }
	at := time.Date(2026, 3, 2, 10, 15, 30, 0, time.UTC)
	want := store.Transaction{
		Token: "75c2a4de-0b9e-4c05-8f11-6b5a8f6b0a01", Identifier: "88231", Type: "authorization", State: "PENDING", ReportedState: "PENDING",
		UserToken: "user_ada", ActingUserToken: "user_ada", CardToken: "card_ada_01", CardProductToken: "cp_courier", LastFour: "4821",
		Currency: "USD", AmountMinor: 4550, RequestAmountMinor: 4550, GPACurrency: "USD",
		ImpactedMinor: minor(-4550), LedgerMinor: minor(4550), AvailableMinor: minor(0),
		ResponseCode: "0000", ResponseMemo: "Approved or completed successfully", ApprovalCode: "530118",
		Merchant: `BLUE FOX "DINER" – Café`, MID: "000000000011111", MCC: "5812", City: "OAKLAND", Country: "USA",
		Network: "VISA", Subnetwork: "VISANET", GPAOrderToken: "c3a1f1de-30a4-4f1a-8a57-6a2f4f6f9d10",
		FundingType: "program", FundingSourceToken: "**********e_01",
		JITToken: "7a0d7c0e-52ae-49a5-b9d7-15d1c6a8f2b3", JITMethod: "pgfs.authorization", JITMinor: 4550, HolderKind: "user", Holder: "user_ada",
		UserTransactionTime: at, CreatedTime: at, SettlementDate: time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC),
	}
	wantOrder := store.GPAOrder{
		Token: want.GPAOrderToken, Kind: "load", State: "PENDING", AmountMinor: 4550, Currency: "USD", FundingType: "program",
		FundingSourceToken: "**********e_01", FundingSourceName: "Courier float", UserToken: "user_ada",
		ResponseCode: "0000", ResponseMemo: "Approved or completed successfully", Method: "pgfs.authorization",
		FundingTransaction: "51d7b1e4-2f60-4d1f-8f57-1d2e8b7a4a03", LastTransaction: want.Token, CreatedAt: at, ModifiedAt: at, EventNumber: 88231,
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		deliver(t, s, string(body))
		applyAll(t, s)
		got, err := s.Transaction(t.Context(), want.Token)
		if err != nil || got.NotificationID == 0 || got.Amount() != marqeta.MustAmount("45.5") {
			t.Errorf("Transaction = %+v, %v", got, err)
		}
		got.NotificationID = 0
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("Transaction (-want +got):\n%s", diff)
		}
		order, err := s.GPAOrder(t.Context(), want.GPAOrderToken)
		if diff := cmp.Diff(wantOrder, order); err != nil || diff != "" {
			t.Errorf("GPAOrder: %v (-want +got):\n%s", err, diff)
		}
	})
}

// Older spellings, other currencies, several balances, hostile and over-long text.
func TestTransactionVariants(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	deliver(t, s, envelope("transactions",
		`{"token":"yen","amount":"1200","currency_code":"JPY","user_transaction_time":"2026-03-02T10:00:00.123456789+0200","card_acceptor":{"country":"JPN"}}`,
		`{"token":"dinar","amount":1.234,"currency_code":"KWD","created_time":"2026-03-02T10:00:00.5Z","gpa":{"currency_code":"USD","impacted_amount":0,
			"balances":{"KWD":{"currency_code":"KWD","impacted_amount":-1.234},"USD":{"currency_code":"USD","impacted_amount":0}}}}`,
		"{\"token\":\"hostile\",\"amount\":1,\"currency_code\":\"USD\",\"created_time\":\"2026-03-02\",\"state\":\"declined\",\"card_acceptor\":{\"name\":\"<script>'; DROP TABLE users; --\\u0000\xff\",\"mid\":12345}}",
		fmt.Sprintf(`{"token":"long","amount":1,"currency_code":"USD","created_time":"2026-03-02T10:00:00Z","card_acceptor":{"name":"%0254dé"}}`, 0),
		`{"token":"refund","type":"refund","state":"COMPLETION","amount":10,"currency_code":"USD","created_time":"2026-03-02T10:00:00Z","identifier":77,
			"gpa_order_unload":{"token":"un","amount":10,"state":"COMPLETION","original_order_token":"load","funding":{"source":{"type":"program","token":"**********e_01"}}}}`,
		`{"token":"gpa-credit","type":"gpa.credit","network":"MARQETA","state":"COMPLETION","amount":10,"currency_code":"USD","created_time":"2026-03-02T10:00:00Z"}`,
	))
	applyAll(t, s)
	get := func(token string) store.Transaction {
		got, err := s.Transaction(t.Context(), token)
		if err != nil {
			t.Error(err)
		}
		return got
	}
	if got := get("yen"); got.AmountMinor != 1200 || got.Country != "JPN" || !got.CreatedTime.Equal(time.Date(2026, 3, 2, 8, 0, 0, 123456000, time.UTC)) {
		t.Errorf("yen: %+v", got)
	}
	if got := get("dinar"); got.AmountMinor != 1234 || got.GPACurrency != "KWD" || *got.ImpactedMinor != -1234 || got.LedgerMinor != nil {
		t.Errorf("dinar: %+v", got)
	}
	if got := get("hostile"); got.Merchant != "<script>'; DROP TABLE users; --\uFFFD\uFFFD" || got.MID != "12345" || !got.Declined() {
		t.Errorf("hostile: %+v", got)
	}
	if got := get("long"); len(got.Merchant) != 254 {
		t.Errorf("long: %d bytes, want the 254 before the character that would be cut", len(got.Merchant))
	}
	if order, err := s.GPAOrder(t.Context(), "un"); err != nil || order.Kind != "unload" || order.OriginalOrder != "load" || order.EventNumber != 77 {
		t.Errorf("unload: %+v, %v", order, err)
	}
	if got := get("gpa-credit"); got.FundingRecord {
		t.Error("a load made by hand counts as a funding record")
	}
}

func TestListTransactions(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		for i, name := range []string{"cleared in full", "cleared in part, still open"} {
			play(t, s, name, fmt.Sprint(i))
		}
		at := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
		for name, tc := range map[string]struct {
			filter store.TransactionFilter
			want   int64
		}{
			"all":             {store.TransactionFilter{}, 5},
			"state":           {store.TransactionFilter{State: "PENDING"}, 1},
			"type":            {store.TransactionFilter{Type: "authorization.clearing"}, 2},
			"card":            {store.TransactionFilter{Card: "0-card"}, 2},
			"user":            {store.TransactionFilter{User: "1-user"}, 3},
			"card and state":  {store.TransactionFilter{Card: "1-card", State: "COMPLETION"}, 1},
			"mid":             {store.TransactionFilter{MID: "11111"}, 5},
			"response":        {store.TransactionFilter{ResponseCode: "0000"}, 5},
			"declined":        {store.TransactionFilter{Declined: true}, 1},
			"gpa_order":       {store.TransactionFilter{GPAOrder: "0-order"}, 2},
			"nothing":         {store.TransactionFilter{CardProduct: "x"}, 0},
			"from":            {store.TransactionFilter{From: at}, 5},
			"from later":      {store.TransactionFilter{From: at.Add(time.Microsecond)}, 0},
			"to":              {store.TransactionFilter{To: at}, 0},
			"records":         {store.TransactionFilter{FundingRecords: true}, 1},
			"a record's type": {store.TransactionFilter{Type: "gpa.credit.authorization"}, 1},
		} {
			got, err := s.ListTransactions(ctx, tc.filter, store.Page{})
			if err != nil || int64(len(got.Rows)) != tc.want {
				t.Errorf("%s: %d rows, %v, want %d", name, len(got.Rows), err, tc.want)
			}
			for most, want := range map[int64]int64{100: tc.want, 1: min(tc.want, 1), 0: 0} {
				if n, err := s.CountTransactionsUpTo(ctx, tc.filter, most); err != nil || n != want {
					t.Errorf("%s: counted %d up to %d, %v, want %d", name, n, most, err, want)
				}
			}
			if n, err := s.NewerTransactions(ctx, tc.filter, store.Key{At: at.Add(-time.Hour)}, 3); err != nil || n != min(tc.want, 3) {
				t.Errorf("%s: %d newer, %v, want %d", name, n, err, min(tc.want, 3))
			}
			if len(got.Rows) > 0 {
				if n, err := s.NewerTransactions(ctx, tc.filter, got.Top, 3); err != nil || n != 0 {
					t.Errorf("%s: %d newer than the newest, %v", name, n, err)
				}
			}
		}
	})
}

// What happened within a second stands in the order in which it happened, and no page
// loses or repeats any of it.
func TestTransactionsOfOneSecond(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for name, number := range map[string]int{"m": 3, "z": 1, "a": 2, "q": 10} {
			deliver(t, s, envelope("transactions", fmt.Sprintf(`{"token":%q,"identifier":"%d","type":"pindebit","state":"COMPLETION","amount":1,
				"currency_code":"USD","created_time":"2026-03-02T10:00:00Z"}`, name, number)))
		}
		applyAll(t, s)
		got, err := s.ListTransactions(t.Context(), store.TransactionFilter{}, store.Page{})
		if err != nil {
			t.Fatal(err)
		}
		if order := tokens(got.Rows); order != "q m a z" {
			t.Errorf("they stand as %s", order)
		}
		if got.Top.Token != "z" {
			t.Errorf("the list is thought to begin at %+v", got.Top)
		}
		first, err := s.ListTransactions(t.Context(), store.TransactionFilter{}, store.Page{Limit: 2})
		if err != nil {
			t.Fatal(err)
		}
		second, err := s.ListTransactions(t.Context(), store.TransactionFilter{}, store.Page{Limit: 2, Older: first.Older})
		if err != nil || tokens(first.Rows)+" "+tokens(second.Rows) != "q z m a" {
			t.Errorf("by two they stand as %s and %s, %v", tokens(first.Rows), tokens(second.Rows), err)
		}
	})
}

func tokens(rows []store.Transaction) string {
	var out []string
	for _, row := range rows {
		out = append(out, row.Token)
	}
	return strings.Join(out, " ")
}

func TestLifecycle(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		play(t, s, "grown, lowered, cleared in two parts", "a")
		play(t, s, "cleared in full", "b")
		for _, from := range []string{"a-auth", "a-advice", "a-clear1"} {
			got, err := s.Lifecycle(t.Context(), from)
			if err != nil {
				t.Fatal(err)
			}
			var tokens []string
			for _, m := range got {
				tokens = append(tokens, m.Token)
			}
			if diff := cmp.Diff([]string{"a-auth", "a-more", "a-advice", "a-less", "a-clear1", "a-clear2"}, tokens); diff != "" {
				t.Errorf("Lifecycle(%s) (-want +got):\n%s", from, diff)
			}
		}
		if got, err := s.Lifecycle(t.Context(), "b-auth"); err != nil || len(got) != 2 {
			t.Errorf("Lifecycle beside a funding record: %d members, %v, want 2", len(got), err)
		}
		if got, err := s.Lifecycle(t.Context(), "b-gpa-2"); err != nil || len(got) != 3 {
			t.Errorf("Lifecycle of a funding record: %d members, %v, want 3", len(got), err)
		}
		// Links in a circle end.
		deliver(t, s, envelope("transactions",
			`{"token":"x","type":"authorization","state":"PENDING","amount":1,"currency_code":"USD","created_time":"2026-03-02T10:00:00Z","preceding_related_transaction_token":"y"}`,
			`{"token":"y","type":"authorization","state":"PENDING","amount":1,"currency_code":"USD","created_time":"2026-03-02T10:00:00Z","preceding_related_transaction_token":"x"}`,
			`{"token":"z","type":"authorization","state":"PENDING","amount":1,"currency_code":"USD","created_time":"2026-03-02T10:00:00Z","preceding_related_transaction_token":"z"}`))
		applyAll(t, s)
		if got, err := s.Lifecycle(t.Context(), "x"); err != nil || len(got) != 2 {
			t.Errorf("Lifecycle of a circle: %d members, %v", len(got), err)
		}
	})
}

func TestWaitTransaction(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, cancel := context.WithCancel(t.Context())
		tick := make(chan time.Time)
		ended := make(chan error, 1)
		go func() { ended <- s.RunApplier(ctx, tick) }()
		arrived := make(chan error, 1)
		go func() {
			got, err := s.WaitTransaction(t.Context(), "a")
			if err == nil && got.AmountMinor != 1250 {
				err = fmt.Errorf("got %+v", got)
			}
			arrived <- err
		}()
		deliver(t, s, envelope("transactions", authorization))
		if err := <-arrived; err != nil {
			t.Errorf("WaitTransaction = %v", err)
		}
		short, stop := context.WithTimeout(t.Context(), 10*time.Millisecond)
		defer stop()
		if _, err := s.WaitTransaction(short, "never"); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("WaitTransaction of none = %v, want the deadline", err)
		}
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("RunApplier = %v", err)
		}
	})
}
