package transactions

import (
	"context"
	"errors"
	"fmt"

	"carddeck/marqeta"
	"carddeck/store"
	views "carddeck/views/transactions"
	"carddeck/views/ui"
	"carddeck/web/funding"

	ledgerviews "carddeck/views/ledger"
)

// books says of every message of the purchase whether it moves our ledger, and leads to
// what we decided. A purchase that no gateway funds is not looked for in it.
func (h *Handler) books(ctx context.Context, p *views.ShowPage, s seen, a around) error {
	if !s.local {
		return nil
	}
	if !gated(s.Transaction, a) {
		p.BooksNote = "This transaction does not move it"
		p.Books = []ledgerviews.Step{{Text: "This transaction", Moves: ui.Mark{Tone: ui.Plain, Icon: "todo", Text: "No"},
			Because: "No program gateway funds it, so the platform keeps the account."}}
		return nil
	}
	position, err := h.store.Position(ctx, s.Token)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("find the position of a purchase: %w", err)
	}
	p.Books = funding.Steps(position, s.Token)
	p.BooksNote = fmt.Sprintf("%s on hold, %s posted by this purchase",
		ui.MoneyOf(position.Hold, position.Currency), ui.MoneyOf(position.Posted(), position.Currency))
	if position.Holder.Token != "" {
		p.BooksHref = funding.Account(position.Holder.Token)
	}
	for _, d := range a.decided {
		p.Related = append(p.Related, ui.Fact{Label: "Our decision", Value: ui.Link(funding.Decision(d.Token), funding.Verdict(d).Text)})
	}
	return nil
}

// gated reports whether a program gateway funds a transaction, as far as is known.
func gated(t store.Transaction, a around) bool {
	return t.ByGateway || t.JITToken != "" || marqeta.FundingKind(a.product.Funding) == marqeta.FundingGateway
}
