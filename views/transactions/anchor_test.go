package transactions_test

import (
	"html"
	"strings"
	"testing"

	"carddeck/static"
	"carddeck/views/transactions"
	"carddeck/views/ui"
)

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
	b = append(b, `</span></td><td><span class="flex max-w-40 items-center gap-1"><a class="truncate" href="`...)
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
