package reconciliations

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"strings"

	"carddeck/web/reconcile"
)

// JSON sends a day with all its differences.
func (h *Handler) JSON(w http.ResponseWriter, r *http.Request) error {
	one, items, err := h.find(r)
	if err != nil {
		return err
	}
	text, err := json.MarshalIndent(reconcile.Export(one, items), "", "  ")
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
	for _, l := range reconcile.Export(one, items).Differences {
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
