package transactions_test

import (
	"bytes"
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/a-h/templ"

	"carddeck/views/environment"
	"carddeck/views/layout"
	"carddeck/views/transactions"
	"carddeck/views/ui"
)

// A list of fifty is what operators look at all day. Its page, frame included, has to
// be drawn within five times of what appending the same bytes by hand takes, and in at
// most 600 allocations.
const (
	mostTimes  = 5
	mostAllocs = 600
)

func TestListPageAllocations(t *testing.T) {
	page, ctx := listPage(50)
	var b bytes.Buffer
	b.Grow(1 << 18)
	got := testing.AllocsPerRun(20, func() {
		b.Reset()
		if err := page.Render(ctx, &b); err != nil {
			t.Fatal(err)
		}
	})
	if got > mostAllocs+raceAllocs {
		t.Errorf("drawing a list page of 50 rows: %.0f allocations, want at most %d", got, mostAllocs)
	}
}

// The anchor must write what the page writes, or the ratio means nothing.
func TestAnchorWritesTheSameBytes(t *testing.T) {
	t.Parallel()
	page, ctx := listPage(50)
	var b bytes.Buffer
	if err := page.Render(ctx, &b); err != nil {
		t.Fatal(err)
	}
	a := newAnchor(t, b.String(), 50)
	if got := a.append(nil); string(got) != b.String() {
		t.Errorf("the anchor writes something else:\n%s", firstDifference(string(got), b.String()))
	}
}

func BenchmarkListPage(b *testing.B) {
	page, ctx := listPage(50)
	var out bytes.Buffer
	if err := page.Render(ctx, &out); err != nil {
		b.Fatal(err)
	}
	a := newAnchor(b, out.String(), 50)
	var anchor time.Duration
	b.Run("append", func(b *testing.B) {
		buf := make([]byte, 0, 1<<18)
		b.ReportAllocs()
		b.SetBytes(int64(out.Len()))
		for b.Loop() {
			buf = a.append(buf[:0])
		}
		anchor = b.Elapsed() / time.Duration(b.N)
	})
	b.Run("templ", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(out.Len()))
		for b.Loop() {
			out.Reset()
			if err := page.Render(ctx, &out); err != nil {
				b.Fatal(err)
			}
		}
		times := float64(b.Elapsed()) / float64(b.N) / float64(anchor)
		b.ReportMetric(times, "x-append")
		if times > mostTimes {
			b.Errorf("the page takes %.1f times what appending takes, want at most %d", times, mostTimes)
		}
	})
}

// listPage is a list as an operator sees it: every tone, a hostile merchant, filters.
func listPage(n int) (templ.Component, context.Context) {
	p := transactions.ListPage{
		Sub: "More than 1,000 match, newest first.", Export: "/transactions.csv", Simulate: "/simulator",
		Tabs:    []ui.Tab{{Text: "All", Href: "/transactions", Current: true}, {Text: "Declined", Href: "/transactions?state=DECLINED"}},
		Filters: transactions.Filters{State: ui.Field{Name: "state", Label: "State"}, Type: ui.Field{Name: "type", Label: "Kind"}},
		Fresh:   "/transactions/fresh?newer=abc", Pager: ui.Pager{Text: "50 transactions on this page", Older: "/transactions?older=abc"},
	}
	for _, name := range []string{"card", "last_four", "user", "card_product", "mid", "response_code", "gpa_order", "from", "to"} {
		p.Filters.Fields = append(p.Filters.Fields, ui.Field{Name: name, Label: name, Type: "text"})
	}
	p.Rows = rows(n)
	frame := layout.Frame{
		Title: "Transactions", Section: "/transactions", Path: "/transactions",
		Operator: &layout.Operator{Name: "Rosa Kimura", Role: "support", Initials: "RK"}, May: func(string) bool { return true },
	}
	ctx := environment.With(context.Background(), environment.Environment{Kind: environment.Embedded, Name: "embedded sandbox"})
	return layout.Page(frame, transactions.List(p)), ctx
}

func rows(n int) []transactions.Row {
	marks := []ui.Mark{
		transactions.Status("authorization", "PENDING", "0000"), transactions.Status("authorization.clearing", "COMPLETION", "0000"),
		transactions.Status("authorization", "DECLINED", "1003"), transactions.Status("authorization.reversal", "CLEARED", "0000"),
		transactions.Status("pindebit.balanceinquiry", "CLEARED", "0000"),
	}
	at := ui.MomentOf(time.Date(2026, 3, 12, 14, 3, 11, 0, time.UTC))
	var out []transactions.Row
	for i := range n {
		token := fmt.Sprintf("75136bd3-4cde-4ed9-9a50-a552d925%04d", i)
		mark := marks[i%len(marks)]
		out = append(out, transactions.Row{
			Mark: mark, Amount: ui.Money{Digits: "1,204.10", Currency: "USD", Void: mark.Tone == ui.Bad},
			Merchant: "Aegis Fleet & Sons <b>", OnlyMerchant: "/transactions?mid=000000000011111", MCC: "5411",
			Card: "•• 4417", CardHref: "/cards/card_ada_01", OnlyCard: "/transactions?card=card_ada_01",
			What: "Card suspended (1003)", At: at, Href: "/transactions/" + token, Token: token, Short: ui.Short(token),
		})
	}
	return out
}
