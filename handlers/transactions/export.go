package transactions

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"strings"
	"time"

	"carddeck/store"
	"carddeck/web/listing"
	"carddeck/web/problem"
	"carddeck/web/reqlog"
)

// columns are the head of an export.
var columns = []string{
	"token", "type", "state", "amount", "request_amount", "currency_code", "user_transaction_time", "created_time",
	"merchant", "mid", "mcc", "city", "country", "card_token", "last_four", "user_token", "card_product_token",
	"response_code", "response_memo", "approval_code", "network", "preceding_related_transaction_token",
	"gpa_order_token", "funding_type",
}

// batch is how many rows are read and sent at once.
const batch = store.MaxLimit

// Export sends the transactions that the list's filters find, all of them, as CSV
// (RFC 4180). The last line tells how many there are, so that a file which was cut
// short cannot pass for whole.
func (h *Handler) Export(w http.ResponseWriter, r *http.Request) error {
	f, errs := filter(listing.Parse(r))
	for key, sentence := range errs {
		return &problem.Problem{Status: http.StatusUnprocessableEntity, Title: "Nothing was exported",
			Detail: "The filter " + key + " cannot be read: " + sentence, Href: "/transactions", Action: "All transactions"}
	}
	page := store.Page{Limit: batch}
	found, err := h.store.ListTransactions(r.Context(), f, page)
	if err != nil {
		return fmt.Errorf("list transactions for export: %w", err)
	}
	name := "transactions-" + h.now().UTC().Format("20060102T150405Z") + ".csv"
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	w.Header().Set("Cache-Control", "no-store")

	out := csv.NewWriter(w)
	out.UseCRLF = true
	_ = out.Write(columns) // its errors stay until Error is asked
	for rows := 0; ; {
		for _, t := range found.Rows {
			_ = out.Write(record(t))
		}
		rows += len(found.Rows)
		if out.Flush(); out.Error() != nil {
			return nil // the browser has gone; there is nobody left to tell
		}
		if found.Older == nil {
			_, _ = fmt.Fprintf(w, "%s\r\n", listing.Count(rows, "row"))
			return nil
		}
		// A long export outlives the time that is enough for a page.
		_ = http.NewResponseController(w).SetWriteDeadline(h.now().Add(time.Minute))
		page.Older = found.Older
		if found, err = h.store.ListTransactions(r.Context(), f, page); err != nil {
			// The file is half sent: it ends without its count, and the log has the reason.
			request := reqlog.From(r.Context())
			request.Err = fmt.Errorf("list transactions for export after %d rows: %w", rows, err)
			_, _ = fmt.Fprintf(w, "incomplete after %d rows, reference %s\r\n", rows, request.Reference)
			return nil
		}
	}
}

// record is one line. Amounts are ours and stay numbers; everything else is text that
// a spreadsheet must not take for a formula.
func record(t store.Transaction) []string {
	digits := store.Digits(t.Currency)
	line := []string{
		t.Token, t.Type, t.State, t.Amount().Fixed(digits), t.RequestAmount().Fixed(digits), t.Currency,
		stamp(t.UserTransactionTime), stamp(t.CreatedTime), t.Merchant, t.MID, t.MCC, t.City, t.Country, t.CardToken, t.LastFour,
		t.UserToken, t.CardProductToken, t.ResponseCode, t.ResponseMemo, t.ApprovalCode, t.Network, t.PrecedingToken,
		t.GPAOrderToken, t.FundingType,
	}
	for i, column := range columns {
		if column != "amount" && column != "request_amount" {
			line[i] = plain(line[i])
		}
	}
	return line
}

// plain puts an apostrophe before text that spreadsheets would calculate (OWASP, CSV
// injection).
func plain(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r\n", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
