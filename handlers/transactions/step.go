package transactions

import (
	"context"
	"net/http"
	"net/url"
	"slices"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/views/ui"
	"carddeck/web/change"
	"carddeck/web/form"
	"carddeck/web/problem"
)

// stepForm holds the answer of a step's form, as typed.
type stepForm struct {
	Amount string `form:"amount" validate:"required,amount"`
	Then   string `form:"then" validate:"max=200"` // what a preset means to come after it
}

// check says what is wrong with the answer, for a currency.
func (f stepForm) check(currency string) form.Errors {
	errs := form.Check(f)
	if a, err := marqeta.ParseAmount(f.Amount); err == nil && len(errs) == 0 {
		if _, err := a.Minor(store.Digits(currency)); err != nil {
			errs.Add("amount", currency+" has fewer decimals.")
		}
	}
	return errs
}

// minor gives the amount in minor units; false when it cannot be read.
func (f stepForm) minor(currency string) (int64, bool) {
	a, err := marqeta.ParseAmount(f.Amount)
	if err != nil || a.Sign() <= 0 {
		return 0, false
	}
	n, err := a.Minor(store.Digits(currency))
	return n, err == nil
}

// Step draws the form of a next step. An amount in the address fills it in, so that
// the preview follows what is typed.
func (h *Handler) Step(w http.ResponseWriter, r *http.Request) error {
	s, n, err := h.next(r)
	if err != nil {
		return err
	}
	if n.whyNot != "" {
		return notNow(n)
	}
	in := stepForm{Amount: amountOf(proposed(n, standing(s)), n.subject.Currency)}
	if r.URL.Query().Has("amount") {
		if err := form.Read(r, &in); err != nil {
			return err
		}
	}
	return h.drawStep(w, r, http.StatusOK, s, n, drawnStep{form: in})
}

// Take carries a next step out and leads to the transaction that it made.
func (h *Handler) Take(w http.ResponseWriter, r *http.Request) error {
	s, n, err := h.next(r)
	if err != nil {
		return err
	}
	var in stepForm
	if err := form.Read(r, &in); err != nil {
		return err
	}
	if errs := in.check(n.subject.Currency); len(errs) > 0 {
		return h.drawStep(w, r, http.StatusUnprocessableEntity, s, n, drawnStep{form: in, errs: errs})
	}
	request := n.request(in)
	err = h.changes.Carry(w, r, change.Change{
		Area: "simulator", Action: "simulate " + string(n.verb), Request: request,
	}, func(ctx context.Context, ch *change.Change) error {
		// Asked here and not before, so that a second click finds the first one's
		// transaction even when that was the last step there was.
		if n.whyNot != "" {
			return notNow(n)
		}
		made, err := h.program.Simulate(ctx, n.kind, request)
		if err != nil {
			return err
		}
		ch.Target, ch.Path, ch.Said = made.Token, path(made.Token), said(n, made)
		if in.Then != "" && !made.Declined() {
			ch.Path += "?then=" + url.QueryEscape(in.Then)
		}
		return nil
	})
	if refused, ok := marqeta.AsError(err); ok {
		return h.drawStep(w, r, http.StatusUnprocessableEntity, s, n, drawnStep{form: in, refused: refused})
	}
	return err
}

// next reads the transaction of the address and the step that is asked for.
func (h *Handler) next(r *http.Request) (seen, next, error) {
	s, err := h.read(r.Context(), r.PathValue("token"))
	if err != nil {
		return s, next{}, err
	}
	steps := nextSteps(s.Transaction, s.life)
	at := slices.IndexFunc(steps, func(n next) bool { return string(n.verb) == r.PathValue("step") })
	if at < 0 {
		return s, next{}, &problem.Problem{Status: http.StatusNotFound, Title: "There is no such step",
			Detail: "A transaction is followed by a clearing, incremental, advice, reversal or refund.",
			Href:   path(s.Token), Action: "The transaction"}
	}
	return s, steps[at], nil
}

// standing is where the money of the purchase stands after its last message.
func standing(s seen) effect {
	steps := effects(s.life)
	return steps[len(steps)-1]
}

func notNow(n next) *problem.Problem {
	return &problem.Problem{Status: http.StatusConflict, Title: wording(n).name + " is not possible now",
		Detail: ui.Capital(n.whyNot) + ". Nothing was sent.", Href: path(n.subject.Token), Action: "The transaction"}
}

// request is what the answer means for Marqeta. A refund names the card alone and
// repeats the merchant, as the merchant itself would.
func (n next) request(in stepForm) marqeta.Simulation {
	amount, _ := marqeta.ParseAmount(in.Amount) // an unreadable one is the form's error, and is not sent
	out := marqeta.Simulation{PrecedingRelatedTransactionToken: n.names, Amount: &amount, CurrencyCode: n.subject.Currency}
	if n.verb == refund {
		t := n.subject
		out.CardToken = t.CardToken
		if t.Merchant != "" || t.MID != "" {
			out.CardAcceptor = &marqeta.SimulationCardAcceptor{
				MID: t.MID, MCC: t.MCC, Name: t.Merchant, City: t.City, CountryCode: t.Country,
			}
		}
	}
	return out
}

// said words the outcome; a decline is an outcome of the simulation like any other.
func said(n next, made marqeta.Transaction) string {
	name := wording(n).name + " of " + made.Amount.Fixed(store.Digits(made.CurrencyCode)) + " " + made.CurrencyCode
	if made.Declined() {
		return name + " was simulated, and declined."
	}
	return name + " was simulated."
}

// amountOf writes minor units as they are typed: digits with the currency's decimals.
func amountOf(minor int64, currency string) string {
	digits := store.Digits(currency)
	return marqeta.AmountFromMinor(minor, digits).Fixed(digits)
}
