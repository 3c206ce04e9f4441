package simulate_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/wire"
)

// funder is a program's gateway without a network between. It approves, unless it is
// to say something else.
type funder struct{ says string }

// RoundTrip answers a question.
func (f *funder) RoundTrip(r *http.Request) (*http.Response, error) {
	type order struct {
		Message  *wire.FundingMessage `json:"jit_funding"`
		Currency string               `json:"currency_code"`
	}
	var asked struct {
		Load   *order `json:"gpa_order"`
		Unload *order `json:"gpa_order_unload"`
	}
	if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
		return nil, err
	}
	o := asked.Load
	if o == nil {
		o = asked.Unload
	}
	said, status := *o.Message, http.StatusOK
	said.Balances = map[string]*wire.Balance{o.Currency: {CurrencyCode: o.Currency}}
	switch f.says {
	case "part":
		half, err := strconv.ParseInt(strings.Split(said.Amount.String(), ".")[0], 10, 64)
		if err != nil {
			return nil, err
		}
		said.Amount = marqeta.AmountFromMinor(half/2, 0)
	case "no":
		status, said.DeclineReason = http.StatusPaymentRequired, "SUSPECTED_FRAUD"
	case "nonsense":
		said.Token = "another"
	case "nothing":
		return nil, errors.New("nobody is there")
	}
	body, err := json.Marshal(map[string]any{"jit_funding": said})
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(bytes.NewReader(body))}, err
}

// checkFunder wants a ledger that is kept from the funding messages alone, as a
// program does behind its gateway, to hold what the source has paid in.
func (w *world) checkFunder(purchases []book.Purchase, said []wire.Transaction) {
	w.Helper()
	held := map[string]int64{} // by the first message of a series
	slices.SortFunc(said, func(a, b wire.Transaction) int { return number(w, a.Identifier) - number(w, b.Identifier) })
	for _, t := range said {
		if t.GPAOrder == nil || t.State == wire.Declined || t.Identifier == "" {
			continue
		}
		m, source := t.GPAOrder.JITFunding, t.GPAOrder.Funding.Source.Type
		switch by := t.StandInApprovedBy; {
		case strings.HasPrefix(by, "COMMANDO") && source != "program", by == "NETWORK" && source != "programgateway":
			w.Fatalf("approved by %s and paid by %s: %+v", by, source, t)
		}
		series, amount := cmp.Or(m.OriginalToken, m.Token), minor(w, t.CurrencyCode, m.Amount)
		switch _, method, _ := strings.Cut(m.Method, "."); {
		case strings.HasPrefix(method, "auth_plus_capture"), method == "force_capture", strings.HasSuffix(t.Type, "auth_plus_capture.reversal"), t.Type == "pindebit.reversal":
		case strings.HasSuffix(method, "reversal"):
			held[series] -= amount
		case strings.Contains(method, "clearing"), strings.HasSuffix(method, "capture"):
			held[series] -= min(amount, held[series])
			if t.AmountToBeReleased != nil {
				held[series] -= minor(w, t.CurrencyCode, *t.AmountToBeReleased)
			}
		default:
			held[series] += amount
		}
	}
	for _, p := range purchases {
		if p.Message != "" && !p.State.Single && !p.State.Credit && held[p.Message] != p.State.Loaded {
			w.Fatalf("the funding messages of %+v hold %d", p, held[p.Message])
		}
	}
}

func number(t judge, identifier string) int {
	t.Helper()
	n, err := strconv.Atoi(cmp.Or(identifier, "0"))
	if err != nil {
		t.Fatal(err)
	}
	return n
}
