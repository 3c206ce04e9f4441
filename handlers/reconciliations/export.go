package reconciliations

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"carddeck/store"
)

// Line is one difference in an export. Amounts are decimals as text, empty on the side
// where there is none.
type Line struct {
	Class       string `json:"class"`
	Standing    string `json:"standing"` // open or explained
	Token       string `json:"token"`
	Type        string `json:"type"`
	CardToken   string `json:"card_token"`
	Currency    string `json:"currency"`
	OurAmount   string `json:"our_amount"`
	TheirAmount string `json:"their_amount"`
	OurState    string `json:"our_state"`
	TheirState  string `json:"their_state"`
	Explanation string `json:"explanation"`
	ExplainedBy string `json:"explained_by"`
}

// Day is a comparison in an export.
type Day struct {
	Day         string `json:"day"`
	ComparedAt  string `json:"compared_at"`
	Ours        int64  `json:"ours"`
	Theirs      int64  `json:"theirs"`
	Matched     int64  `json:"matched"`
	Explained   int64  `json:"explained"`
	Open        int64  `json:"open"`
	Sums        []Sum  `json:"sums"`
	Differences []Line `json:"differences"`
}

// Sum is what a day adds up to in a currency, as decimals.
type Sum struct {
	Currency string `json:"currency"`
	Ours     string `json:"ours"`
	Theirs   string `json:"theirs"`
}

// Export makes what both formats, and the command, write of a day.
func Export(r store.Reconciliation, items []store.ReconciliationItem) Day {
	out := Day{
		Day: r.Day, ComparedAt: r.RanAt.UTC().Format(time.RFC3339), Ours: r.Ours, Theirs: r.Theirs, Matched: r.Matched, Explained: r.Explained, Open: r.Unexplained,
		Sums: []Sum{}, Differences: []Line{},
	}
	for _, t := range r.Sums() {
		of := store.ReconciliationItem{Currency: t.Currency}
		out.Sums = append(out.Sums, Sum{t.Currency, decimal(of, &t.Ours), decimal(of, &t.Theirs)})
	}
	for _, i := range items {
		standing := "open"
		if i.Explanation != "" {
			standing = "explained"
		}
		out.Differences = append(out.Differences, Line{
			i.Class, standing, i.Token, i.Type, i.CardToken, i.Currency, decimal(i, i.OurAmount), decimal(i, i.TheirAmount), i.OurState, i.TheirState, i.Explanation, i.ExplainedBy,
		})
	}
	return out
}

func decimal(i store.ReconciliationItem, minor *int64) string {
	if minor == nil {
		return ""
	}
	return i.Money(*minor).Fixed(store.Digits(i.Currency))
}

// JSON sends a day with all its differences.
func (h *Handler) JSON(w http.ResponseWriter, r *http.Request) error {
	one, items, err := h.find(r)
	if err != nil {
		return err
	}
	text, err := json.MarshalIndent(Export(one, items), "", "  ")
	if err != nil {
		return err
	}
	attach(w, one.Day, "json", "application/json")
	_, _ = w.Write(append(text, '\n')) // a browser that has gone needs none
	return nil
}

// columns are the head of a CSV.
var columns = []string{"class", "standing", "token", "type", "card_token", "currency", "our_amount", "their_amount", "our_state", "their_state", "explanation", "explained_by"}

// CSV sends the differences of a day (RFC 4180).
func (h *Handler) CSV(w http.ResponseWriter, r *http.Request) error {
	one, items, err := h.find(r)
	if err != nil {
		return err
	}
	attach(w, one.Day, "csv", "text/csv; charset=utf-8")
	out := csv.NewWriter(w)
	out.UseCRLF = true
	_ = out.Write(columns) // its errors mean that the browser has gone
	for _, l := range Export(one, items).Differences {
		_ = out.Write([]string{
			l.Class, l.Standing, plain(l.Token), plain(l.Type), plain(l.CardToken), plain(l.Currency), l.OurAmount, l.TheirAmount,
			plain(l.OurState), plain(l.TheirState), plain(l.Explanation), plain(l.ExplainedBy),
		})
	}
	out.Flush()
	return nil
}

func attach(w http.ResponseWriter, day, ending, kind string) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", `attachment; filename="reconciliation-`+day+"."+ending+`"`)
	w.Header().Set("Cache-Control", "no-store")
}

// plain puts an apostrophe before text that spreadsheets would calculate (OWASP, CSV
// injection).
func plain(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r\n", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
