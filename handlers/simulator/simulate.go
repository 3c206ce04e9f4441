package simulator

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/views/ui"
	"carddeck/web/change"
	"carddeck/web/form"
	"carddeck/web/pick"
)

// Show draws the form. Answers in the address fill it in, so that a card's page or a
// preset can propose one and the preview can follow what is typed.
func (h *Handler) Show(w http.ResponseWriter, r *http.Request) error {
	in := fresh("")
	if err := form.Read(r, &in); err != nil {
		return err
	}
	in.PIN, in.CVV = "", "" // an address is no place for a secret
	if _, err := h.pick(r.Context(), &in); err != nil {
		return err
	}
	return h.draw(w, r, http.StatusOK, drawn{form: in})
}

// Simulate sends the message and leads to the transaction that came of it. A decline is
// a success of the simulation: the transaction's page explains it.
func (h *Handler) Simulate(w http.ResponseWriter, r *http.Request) error {
	var in simulationForm
	if err := form.Read(r, &in); err != nil {
		return err
	}
	wrong, err := h.pick(r.Context(), &in)
	if err != nil {
		return err
	}
	before, err := h.followed(r.Context(), in)
	if err != nil {
		return err
	}
	if before.Token != "" {
		in.Currency = before.Currency // the message's amount is in it, and has its decimals
	}
	errs := in.check()
	if wrong != "" {
		errs["card_token"] = wrong
	}
	if len(errs) > 0 {
		return h.draw(w, r, http.StatusUnprocessableEntity, drawn{form: in, errs: errs})
	}
	err = h.changes.Carry(w, r, change.Change{
		Area: "simulator", Action: "simulate " + strings.ToLower(kindOf(in.Kind).label), Request: in.shown(),
	}, func(ctx context.Context, ch *change.Change) error {
		made, err := h.send(ctx, in)
		if err != nil {
			return err
		}
		ch.Target, ch.Path, ch.Said = made.Token, landing(in, made), said(in, made)
		return nil
	})
	if refused, ok := marqeta.AsError(err); ok {
		return h.draw(w, r, http.StatusUnprocessableEntity, drawn{form: in, refused: refused})
	}
	return err
}

// pick puts the card's token in the place of its last four digits, and says what is
// wrong where those do not tell which is meant.
func (h *Handler) pick(ctx context.Context, in *simulationForm) (wrong string, err error) {
	in.Card, wrong, err = pick.Card(ctx, h.store, in.Card)
	if err != nil {
		return "", fmt.Errorf("find the card that is meant: %w", err)
	}
	return wrong, nil
}

func (h *Handler) send(ctx context.Context, in simulationForm) (marqeta.Transaction, error) {
	if path, first := strings.CutPrefix(in.Kind, older); first {
		return h.program.SimulateLegacy(ctx, marqeta.LegacySimulationKind(path), in.older())
	}
	return h.program.Simulate(ctx, marqeta.SimulationKind(in.Kind), in.request())
}

// landing is the transaction's page, with what a preset means to come next.
func landing(in simulationForm, made marqeta.Transaction) string {
	at := "/transactions/" + url.PathEscape(made.Token)
	if in.Then == "" || made.Declined() {
		return at
	}
	return at + "?then=" + url.QueryEscape(in.Then)
}

// said words the outcome for the transaction's page.
func said(in simulationForm, made marqeta.Transaction) string {
	name := kindOf(in.Kind).label
	if !made.Amount.IsZero() {
		name += " of " + money(made)
	}
	if made.Declined() {
		return name + " was simulated, and declined."
	}
	return name + " was simulated."
}

// money words the amount as the transaction's page does.
func money(made marqeta.Transaction) string {
	minor, err := made.Amount.Minor(store.Digits(made.CurrencyCode))
	if err != nil {
		return made.Amount.String() + " " + made.CurrencyCode
	}
	return ui.MoneyOf(minor, made.CurrencyCode).String()
}
