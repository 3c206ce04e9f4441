package transactions_test

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"carddeck/marqeta"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

const hostile = `=1+1 <script>alert(1)</script> & "Söhne"` + "\u202e"

func TestListAndItsFilters(t *testing.T) {
	t.Parallel()
	app := start(t)
	open := simulate(t, app, ten)
	simulate(t, app, purchase{card: "card_ada", amount: "33", merchant: hostile, mid: "99999", mcc: "5411"})
	simulate(t, app, purchase{kind: marqeta.SimulateRefund, card: "card_ada", amount: "6", merchant: "Pine Street Books", mid: "44444", mcc: "5942"})
	suspend(t, app, "card_ada")
	simulate(t, app, purchase{card: "card_ada", amount: "42", merchant: "Fairview Market", mid: "55555", mcc: "5411"})
	b := app.As(auth.Support)

	b.Get("/transactions").Status(200).
		Has("h1", "Transactions").Has(".page-sub", "5 in all").Has(`.tabs [aria-current="page"]`, "All").
		Has("tbody", aegis).Has("tbody", "10.00 USD").Has("tbody", "Authorization").Has("tbody", "−6.00 USD").
		Has("tbody .is-bad", "Declined").Has("tbody", "Card suspended (1003)").
		Has("tbody", `=1+1 <script>alert(1)</script> & "Söhne"`).Lacks("tbody script").
		Has(`a[href="/simulator"]`, "Simulate a transaction").Has(`a[href="/transactions.csv"]`, "Export").
		Has(fmt.Sprintf(`tbody a[href="/transactions/%s"][data-open]`, open.Token), aegis).Lacks(".chips")

	card, err := app.Program.Card(t.Context(), "card_ada")
	must(t, err)
	today := time.Now().UTC()
	tests := []struct {
		query string
		want  int
		chip  string
	}{
		{"state=DECLINED", 1, "State Declined"},
		{"state=PENDING", 2, "State Pending"},
		{"type=refund", 1, "Kind Refund"},
		{"card=card_ada", 4, "Card card_ada"},
		{"user=ada", 4, "User ada"},
		{"card_product=travel", 4, "Card product travel"},
		{"last_four=" + card.LastFour, 4, "Card ends with " + card.LastFour},
		{"mid=55555", 1, "Merchant id 55555"},
		{"response_code=1003", 1, "Response code 1003"},
		{"gpa_order=load_ben", 1, "GPA order load_ben"},
		{"from=" + today.AddDate(0, 0, -1).Format(time.DateOnly), 5, "From "},
		{"to=" + today.AddDate(0, 0, 1).Format(time.DateOnly), 5, "Until "},
		{"to=" + today.AddDate(0, 0, -2).Format(time.DateOnly), 0, "Until "},
		{"state=DECLINED&card=card_ada&mid=55555", 1, "Merchant id 55555"},
		{"state=DECLINED&card=card_ben", 0, "Card card_ben"},
		{"state=NONSENSE", 0, "State NONSENSE"},
	}
	for _, tt := range tests {
		page := b.Get("/transactions?"+tt.query).Status(200).Has(".chips", tt.chip)
		if got := page.Doc.Find("tbody tr").Length(); got != tt.want {
			t.Errorf("?%s: got %d rows, want %d", tt.query, got, tt.want)
		}
		// The export has exactly the rows of the list.
		lines := exported(t, b.Get(page.Doc.Find(`a[href^="/transactions.csv"]`).AttrOr("href", "")).Status(200))
		if got := len(lines) - 2; got != tt.want {
			t.Errorf("?%s: exported %d rows, want %d", tt.query, got, tt.want)
		}
	}
}

func TestListRefusesWhatIsNoDate(t *testing.T) {
	t.Parallel()
	app := start(t)
	b := app.As(auth.Auditor)
	b.Get("/transactions?from=yesterday&mid=1").Status(422).
		Has("#from-error", "This is not a date").Has("details[open]", "From").Has(".empty", "Nothing was looked up").Lacks("tbody").
		Has(".chips", "From yesterday")
	if got := b.Get("/transactions?from=yesterday").Doc.Find(`input[name="from"]`).AttrOr("value", ""); got != "yesterday" {
		t.Errorf("what was typed is %q now", got)
	}
	b.Get("/transactions?from=2026-03-02&to=2026-03-01").Status(422).Has("#to-error", "before the first day")
	b.Get("/transactions.csv?from=yesterday").Status(422).Has("h1", "Nothing was exported")
	b.Get("/transactions?older=xyz").Status(400)
	b.Get("/transactions").Status(200).Lacks(`a[href="/simulator"]`)
}

func TestEmptyListsTeach(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	app.As(auth.Support).Get("/transactions").Status(200).
		Has(".empty", "No transaction yet").Has(`.empty a[href="/simulator"]`, "Simulate a transaction")
	app.As(auth.Auditor).Get("/transactions").Status(200).Has(".empty", "No transaction yet").Lacks(".empty a")
	app.As(auth.Auditor).Get("/transactions?mid=1").Status(200).
		Has(".empty", "No transaction matches").Has(`.empty a[href="/transactions"]`, "All transactions")
}

func TestFreshTellsWithoutMovingAnything(t *testing.T) {
	t.Parallel()
	app := start(t)
	b := app.As(auth.Support)
	poll := b.Get("/transactions?card=card_ada").Doc.Find("#fresh").AttrOr("hx-get", "")
	if !strings.HasPrefix(poll, "/transactions/fresh?") {
		t.Fatalf("the list asks %q for what is new", poll)
	}
	b.Aim("fresh").Get(poll).Status(http.StatusNoContent)
	simulate(t, app, purchase{card: "card_ben", amount: "5", merchant: "Elsewhere", mid: "2222", mcc: "5411"})
	b.Aim("fresh").Get(poll).Status(http.StatusNoContent)
	simulate(t, app, ten)
	b.Aim("fresh").Get(poll).Status(200).Has(`a.fresh[href="/transactions?card=card_ada"]`, "1 new").Lacks("tbody")

	// From the list as it is now on, nothing is new.
	poll = b.Get("/transactions?card=card_ada").Doc.Find("#fresh").AttrOr("hx-get", "")
	b.Aim("fresh").Get(poll).Status(http.StatusNoContent)
	b.Aim("fresh").Get("/transactions/fresh").Status(http.StatusNoContent)
	b.Get("/transactions/fresh?newer=xyz").Status(http.StatusBadRequest)
}

func TestPagesByKey(t *testing.T) {
	t.Parallel()
	app := start(t)
	for range 54 {
		simulate(t, app, purchase{card: "card_ada", amount: "1", merchant: aegis, mid: "11111", mcc: "6411"})
	}
	b := app.As(auth.Support)
	first := b.Get("/transactions?card=card_ada").Status(200).Has(".pager", "50 transactions on this page")
	older := b.Get(first.Doc.Find(`.pager a[rel="next"]`).AttrOr("href", "")).Status(200).Lacks("#fresh")
	seen := map[string]bool{}
	for _, page := range []*webtest.Page{first, older} {
		page.Doc.Find("tbody tr").Each(func(_ int, s *goquery.Selection) { seen[s.Find("a.token").AttrOr("title", "")] = true })
	}
	if len(seen) != 54 {
		t.Errorf("two pages show %d transactions, want 54", len(seen))
	}
	newer := b.Get(older.Doc.Find(`.pager a[rel="prev"]`).AttrOr("href", "")).Status(200)
	if got, want := newer.Text("tbody tr:first-child .token"), first.Text("tbody tr:first-child .token"); got != want {
		t.Errorf("newer leads to %s, want %s", got, want)
	}
}

func TestExportIsPlainText(t *testing.T) {
	t.Parallel()
	app := start(t)
	simulate(t, app, purchase{card: "card_ada", amount: "1234.5", merchant: hostile, mid: "99999", mcc: "0742"})
	page := app.As(auth.Auditor).Get("/transactions.csv?card=card_ada").Status(200)
	if got := page.Header.Get("Content-Type"); got != "text/csv; charset=utf-8" {
		t.Errorf("Content-Type: %q", got)
	}
	if got := page.Header.Get("Content-Disposition"); !strings.HasPrefix(got, `attachment; filename="transactions-`) {
		t.Errorf("Content-Disposition: %q", got)
	}
	lines := exported(t, page)
	row := map[string]string{}
	for i, column := range lines[0] {
		row[column] = lines[1][i]
	}
	for column, want := range map[string]string{"amount": "1234.50", "merchant": "'" + hostile, "mcc": "0742", "card_token": "card_ada", "type": "authorization"} {
		if row[column] != want {
			t.Errorf("%s: got %q, want %q", column, row[column], want)
		}
	}
	if last := lines[len(lines)-1][0]; last != "1 row" {
		t.Errorf("the file ends with %q", last)
	}
}

func exported(t testing.TB, page *webtest.Page) [][]string {
	t.Helper()
	r := csv.NewReader(strings.NewReader(page.Body))
	r.FieldsPerRecord = -1
	lines, err := r.ReadAll()
	must(t, err)
	return lines
}
