package transactions

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"carddeck/marqeta"
	"carddeck/marqeta/dictionary"
	"carddeck/marqeta/explain"
	"carddeck/store"
	views "carddeck/views/transactions"
	"carddeck/views/ui"
	"carddeck/web/change"
	"carddeck/web/problem"
)

// Again simulates what a transaction asked for once more, and leads to what becomes of it.
func (h *Handler) Again(w http.ResponseWriter, r *http.Request) error {
	s, err := h.read(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	if _, err := h.notification(r.Context(), &s); err != nil {
		return err
	}
	kind, request, ok := repeat(parse(s.raw))
	if !ok {
		return &problem.Problem{Status: http.StatusConflict, Title: "This cannot be tried again",
			Detail: "Only what asked for a decision can be asked again. Nothing was sent.", Href: path(s.Token), Action: "The transaction"}
	}
	a, err := h.around(r.Context(), s.Transaction)
	if err != nil {
		return err
	}
	if s.ResponseCode == "1002" && a.card.Expiration != "" {
		request.CardOptions.Expiration = a.card.Expiration // as the cardholder types it the second time
	}
	err = h.changes.Carry(w, r, change.Change{
		Area: "simulator", Action: "simulate " + string(kind) + " again", Request: request,
	}, func(ctx context.Context, ch *change.Change) error {
		made, err := h.program.Simulate(ctx, kind, request)
		if err != nil {
			return err
		}
		ch.Target, ch.Path, ch.Said = made.Token, path(made.Token)+"?again="+url.QueryEscape(s.Token), "It was tried again."
		return nil
	})
	if refused, ok := marqeta.AsError(err); ok {
		return &problem.Problem{Status: http.StatusUnprocessableEntity, Title: "Marqeta would not simulate it again",
			Detail: refused.Words() + " Change the request in the simulator.", Href: againPath(s.Transaction), Action: "Open it in the simulator"}
	}
	return err
}

// repeat is the request that a transaction came from, as far as the transaction tells:
// what was typed for PIN, security code and expiration is told by none.
func repeat(t marqeta.Transaction) (marqeta.SimulationKind, marqeta.Simulation, bool) {
	kind := marqeta.SimulationKind(t.Type)
	needs, ok := kind.Fields()
	follows := needs.Preceding == marqeta.Required
	asks := (t.Opener() && !strings.HasSuffix(t.Type, "refund")) || kind == marqeta.SimulateAuthorizationIncremental
	if !ok || !asks || (follows && t.PrecedingRelatedTransactionToken == "") || (!follows && t.CardToken == "") {
		return kind, marqeta.Simulation{}, false
	}
	amount := requested(t)
	out := marqeta.Simulation{
		Amount: &amount, CurrencyCode: t.CurrencyCode, CurrencyConversion: t.CurrencyConversion, Network: t.Network, SubNetwork: subNetwork(t.Subnetwork),
		IsPreauthorization: t.IsPreauthorization, AccountType: t.FromAccount, Fees: t.Fees, AccountFunding: t.AccountFunding, OriginalCredit: t.OriginalCredit,
		CardAcceptor: acceptor(t), CardOptions: presented(t),
	}
	if follows {
		out.PrecedingRelatedTransactionToken = t.PrecedingRelatedTransactionToken
	} else {
		out.CardToken = t.CardToken
	}
	if needs.CashBack == marqeta.Required {
		out.CashBackAmount = &t.CashBackAmount
	}
	if t.POS != nil && t.POS.PANEntryMode != "" {
		out.POS = &marqeta.SimulationPOS{PANEntryMode: t.POS.PANEntryMode}
	}
	return kind, out, true
}

// requested is the amount without what the platform adds to it: cash back, and the fees that
// a cardholder pays on top.
func requested(t marqeta.Transaction) marqeta.Amount {
	amount := t.RequestAmount
	if amount.IsZero() {
		amount = t.Amount
	}
	amount = amount.Sub(t.CashBackAmount)
	for _, f := range t.Fees {
		switch {
		case f.Type != "ACQUIRER_FEE" && f.Type != "CUR_CONV_CARDHOLDER_FEE":
		case f.CreditDebit == "C":
			amount = amount.Add(f.Amount)
		default:
			amount = amount.Sub(f.Amount)
		}
	}
	return amount
}

// subNetwork gives those that a simulation takes.
func subNetwork(s string) string {
	if slices.Contains([]string{"VISANET", "VISANETDEBIT", "VISAINTERLINK", "VISAPLUS", "MAESTRO", "CIRRUS", "MASTERCARDDEBIT"}, s) {
		return s
	}
	return ""
}

func acceptor(t marqeta.Transaction) *marqeta.SimulationCardAcceptor {
	a := t.CardAcceptor
	out := &marqeta.SimulationCardAcceptor{
		MID: a.MID, MCC: a.MCC, Name: a.Name, StreetAddress: a.StreetAddress, City: a.City, State: a.State, PostalCode: a.PostalCode, CountryCode: a.CountryCode,
		POI: &marqeta.POI{},
	}
	if m := t.TransactionMetadata; m != nil && m.PaymentChannel != "OTHER" {
		out.POI.Channel = marqeta.Scalar(m.PaymentChannel)
	}
	if t.POS != nil && t.POS.CardHolderPresence != nil {
		out.POI.CardholderPresence = "0"
		if *t.POS.CardHolderPresence {
			out.POI.CardholderPresence = "1"
		}
	}
	return out
}

func presented(t marqeta.Transaction) *marqeta.SimulationCardOptions {
	out := &marqeta.SimulationCardOptions{}
	if t.POS != nil {
		out.CardPresent = t.POS.CardPresence
	}
	if v := t.AddressVerification; v != nil && v.Request != nil {
		out.BillingAddress = &marqeta.SimulationBillingAddress{Address: v.Request.StreetAddress, Zip: v.Request.PostalCode}
	}
	return out
}

// tryAgain is the step that asks again, for a page.
func (h *Handler) tryAgain(s seen) (ui.Step, bool) {
	_, _, ok := repeat(parse(s.raw))
	return ui.Step{Text: "Try it again", Icon: "refresh", Post: path(s.Token) + "/again", Key: h.changes.NewKey()}, ok && s.State == "DECLINED"
}

// repeated says what a transaction repeats, by the address; nothing where that is no
// earlier try of the same kind with the same card.
func (h *Handler) repeated(ctx context.Context, s seen, first string) (views.Again, error) {
	if first == "" {
		return views.Again{}, nil
	}
	before, err := store.LookUp(ctx, first, h.store.Transaction)
	if err != nil || before.Token == s.Token || before.CardToken != s.CardToken || before.Type != s.Type {
		return views.Again{}, err
	}
	out := views.Again{Mark: ui.Mark{Tone: ui.Good, Text: "Again: passed"}, Href: path(before.Token)}
	if s.State == "DECLINED" {
		out.Mark = ui.Mark{Tone: ui.Bad, Text: "Again: declined"}
	}
	words, ok := dictionary.Words(marqeta.ResponseCode(before.ResponseCode))
	if !ok {
		words = before.ResponseMemo
	}
	out.Text = "The first try, " + money(before) + place(before, "at") + ": " + ui.Name(words) + code(before)
	return out, nil
}

// cured reports whether what refused a transaction is known to be gone.
func cured(a around, tr explain.Trace) bool {
	switch tr.DecidedBy {
	case dictionary.CardState:
		return a.card.State == string(marqeta.CardActive)
	case dictionary.AccountState:
		return a.user.Active && tr.Line(dictionary.AccountState).Values.Text("status") != string(marqeta.UserActive)
	}
	return false
}
