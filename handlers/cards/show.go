package cards

import (
	"context"
	"fmt"
	"net/http"
	"net/url"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/views/cards"
	"carddeck/views/environment"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/change"
	"carddeck/web/render"
)

// Show shows one card as Marqeta has it now, or our copy when Marqeta is silent.
func (h *Handler) Show(w http.ResponseWriter, r *http.Request) error {
	s, err := h.look(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	page := s.page()
	page.Steps = steps(s.card, auth.From(r.Context()), environment.From(r.Context()).Simulates())
	page.Transactions, err = h.recent(r.Context(), s.card.Token)
	if err != nil {
		return err
	}
	history, err := h.store.ListAudit(r.Context(), store.AuditFilter{Area: "cards", Target: s.card.Token}, store.Page{Limit: 20})
	if err != nil {
		return fmt.Errorf("list changes of card: %w", err)
	}
	page.History = change.History(history.Rows)
	return render.Page(w, r, http.StatusOK, render.View{
		Title: "Card " + number(s.card), Section: "/cards", Body: cards.Show(page),
	})
}

// steps are what the operator may do with the card, with the reason beside what is
// not possible now.
func steps(c marqeta.Card, operator auth.Operator, simulates bool) []ui.Step {
	var out []ui.Step
	if simulates && operator.May(auth.Simulate) {
		out = append(out, ui.Step{Text: "Simulate a purchase", Icon: "play", Href: "/simulator?card_token=" + url.QueryEscape(c.Token)})
	}
	if simulates && operator.May(auth.MoveCards) && c.State != marqeta.CardTerminated {
		out = append(out, ui.Step{Text: "Set a PIN", Icon: "lock", Href: path(c.Token) + "/pin"})
	}
	if operator.May(auth.CreateCards) {
		out = append(out, ui.Step{Text: "Edit", Icon: "edit", Href: path(c.Token) + "/edit"})
	}
	for _, m := range []Move{Activate, Suspend, Reinstate, Terminate} {
		need := auth.MoveCards
		if m.to == marqeta.CardTerminated {
			need = auth.TerminateCards
		}
		if operator.May(need) {
			out = append(out, ui.Step{Text: m.Text, Icon: m.Icon, Href: m.path(c.Token), WhyNot: m.whyNot(c.State)})
		}
	}
	return out
}

func (h *Handler) recent(ctx context.Context, token string) ([]cards.Transaction, error) {
	found, err := h.store.ListTransactions(ctx, store.TransactionFilter{Card: token}, store.Page{Limit: 10})
	if err != nil {
		return nil, fmt.Errorf("list transactions of card: %w", err)
	}
	return recent(found.Rows), nil
}
