package transactions_test

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"carddeck/static"
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
	if got > mostAllocs {
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

// anchor is the page written by hand: the bytes around the rows as they are, and each
// cell of each row appended and escaped.
type anchor struct {
	head, foot string
	rows       []transactions.Row
	icons      map[string]string
	filter     string
	copy       string
}

func newAnchor(t testing.TB, page string, n int) anchor {
	t.Helper()
	start, end := strings.Index(page, "<tbody>")+len("<tbody>"), strings.Index(page, "</tbody>")
	if start < 0 || end < start {
		t.Fatal("the page has no rows")
	}
	a := anchor{head: page[:start], foot: page[end:], rows: rows(n), icons: map[string]string{}, filter: static.Icon("filter"), copy: static.Icon("copy")}
	for _, name := range []string{"ok", "fail", "pending", "undo", "info"} {
		a.icons[name] = static.Icon(name)
	}
	return a
}

func (a anchor) append(b []byte) []byte {
	b = append(b, a.head...)
	for i := range a.rows {
		b = a.row(b, &a.rows[i])
	}
	return append(b, a.foot...)
}

func (a anchor) row(b []byte, r *transactions.Row) []byte {
	b = append(b, `<tr><td><span class="status is-`...)
	b = append(b, string(r.Mark.Tone)...)
	b = append(b, `"><svg class="icon" aria-hidden="true"><use href="`...)
	b = escape(b, a.icons[r.Mark.Icon])
	b = append(b, `"></use></svg>`...)
	b = escape(b, r.Mark.Text)
	b = append(b, `</span></td><td class="num"><span class="amount`...)
	if r.Amount.Void {
		b = append(b, `-void`...)
	}
	b = append(b, `">`...)
	b = escape(b, r.Amount.Digits)
	b = append(b, `</span> <span class="ccy">`...)
	b = escape(b, r.Amount.Currency)
	b = append(b, `</span></td><td><span class="flex max-w-60 items-center gap-1"><a class="truncate" href="`...)
	b = escape(b, r.Href)
	b = append(b, `" data-open>`...)
	b = escape(b, r.Merchant)
	b = append(b, `</a> <a class="copy only" href="`...)
	b = escape(b, r.OnlyMerchant)
	b = append(b, `" aria-label="Only this merchant" data-filter><svg class="icon icon-sm" aria-hidden="true"><use href="`...)
	b = escape(b, a.filter)
	b = append(b, `"></use></svg></a></span></td><td class="dim">`...)
	b = escape(b, r.MCC)
	b = append(b, `</td><td><a href="`...)
	b = escape(b, r.CardHref)
	b = append(b, `">`...)
	b = escape(b, r.Card)
	b = append(b, `</a> <a class="copy only" href="`...)
	b = escape(b, r.OnlyCard)
	b = append(b, `" aria-label="Only this card" data-filter><svg class="icon icon-sm" aria-hidden="true"><use href="`...)
	b = escape(b, a.filter)
	b = append(b, `"></use></svg></a></td><td class="clip`...)
	if r.Mark.Tone != ui.Bad {
		b = append(b, ` dim`...)
	}
	b = append(b, `">`...)
	b = escape(b, r.What)
	b = append(b, `</td><td class="num dim"><time datetime="`...)
	b = escape(b, r.At.ISO)
	b = append(b, `">`...)
	b = escape(b, r.At.Text)
	b = append(b, `</time></td><td><a class="token" href="`...)
	b = escape(b, r.Href)
	b = append(b, `" title="`...)
	b = escape(b, r.Token)
	b = append(b, `">`...)
	b = escape(b, r.Short)
	b = append(b, `</a> <button type="button" class="copy needs-script" data-copy="`...)
	b = escape(b, r.Token)
	b = append(b, `" aria-label="Copy token" title="Copy token"><svg class="icon icon-sm" aria-hidden="true"><use href="`...)
	b = escape(b, a.copy)
	return append(b, `"></use></svg></button></td></tr>`...)
}

// escape appends text the way html.EscapeString writes it, in as long pieces as it can.
func escape(b []byte, s string) []byte {
	done := 0
	for i := range len(s) {
		var code string
		switch s[i] {
		case '&':
			code = "&amp;"
		case '<':
			code = "&lt;"
		case '>':
			code = "&gt;"
		case '"':
			code = "&#34;"
		case '\'':
			code = "&#39;"
		default:
			continue
		}
		b = append(append(b, s[done:i]...), code...)
		done = i + 1
	}
	return append(b, s[done:]...)
}

func TestEscapeIsHTMLs(t *testing.T) {
	t.Parallel()
	const all = `a&b<c>d"e'f•g`
	if got := string(escape(nil, all)); got != html.EscapeString(all) {
		t.Errorf("escape: got %s, want %s", got, html.EscapeString(all))
	}
}

func firstDifference(got, want string) string {
	i := 0
	for i < min(len(got), len(want)) && got[i] == want[i] {
		i++
	}
	cut := func(s string) string { return s[max(0, min(len(s), i)-80):min(len(s), i+80)] }
	return "got  …" + cut(got) + "…\nwant …" + cut(want) + "…"
}
