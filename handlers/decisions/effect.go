package decisions

import (
	"context"
	"errors"
	"fmt"

	"carddeck/marqeta/jit"
	"carddeck/marqeta/ledger"
	"carddeck/store"
	views "carddeck/views/decisions"
	"carddeck/views/ui"
	"carddeck/web/funding"
)

// effect says what the decision did to the ledger, and what became of its purchase.
func (h *Handler) effect(ctx context.Context, s seen) (views.Effect, error) {
	position, err := h.store.Position(ctx, s.TransactionToken)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return views.Effect{}, fmt.Errorf("find the position of a purchase: %w", err)
	}
	entries, err := h.store.PurchaseEntries(ctx, position.Purchase)
	if err != nil {
		return views.Effect{}, fmt.Errorf("list the entries of a purchase: %w", err)
	}
	e := views.Effect{
		Note: "Account of " + s.Holder.Kind + " " + s.Holder.Token + ", " + s.Currency, Account: funding.Account(s.Holder.Token),
		Steps: funding.Steps(position, ""), Next: next(position), None: none(s.FundingDecision),
	}
	moved := movement{}
	for _, one := range entries {
		e.Entries = append(e.Entries, funding.Entry(one))
		if one.DecisionToken == s.Token {
			moved.add(one)
		}
	}
	e.Facts = balances(s.FundingDecision, moved)
	return e, nil
}

// movement is what a decision's own entries changed.
type movement struct{ posted, held int64 }

func (m *movement) add(e store.Entry) {
	switch e.Book {
	case store.PostedBook:
		m.posted += e.Change()
	case store.HeldBook:
		m.held += e.Change()
	}
}

// balances tells the account before and after the decision.
func balances(d store.FundingDecision, moved movement) []ui.Fact {
	before, known := d.Before()
	if !known {
		return nil
	}
	after := before
	after.Posted, after.Held = before.Posted+moved.posted, before.Held+moved.held
	fact := func(label string, was, is int64) ui.Fact {
		return ui.Fact{Label: label, Value: ui.Text(changedFrom(was, is, d.Currency))}
	}
	return []ui.Fact{
		fact("Posted", before.Posted, after.Posted), fact("On hold", before.Held, after.Held), fact("Available", before.Available(), after.Available()),
		{Label: "Approved that day before", Value: ui.Text(spent(before.Day, d.Currency))},
	}
}

func changedFrom(was, is int64, currency string) string {
	if was == is {
		return ui.MoneyOf(was, currency).Digits + ", unchanged"
	}
	return ui.MoneyOf(was, currency).Digits + " before, " + ui.MoneyOf(is, currency).Digits + " after"
}

func spent(s jit.Spent, currency string) string {
	if s.Count == 0 {
		return "nothing"
	}
	return fmt.Sprintf("%s in %d", ui.MoneyOf(s.Amount, currency), s.Count)
}

// none says why a decision made no entry.
func none(d store.FundingDecision) string {
	switch {
	case d.Mode == jit.Observe:
		return "Nothing moved: the customer's own gateway answered. The ledger follows what Marqeta tells."
	case !d.Approved:
		return "A decline moves nothing."
	case d.Effect == jit.Nothing:
		return "No money was asked for, so nothing moved."
	}
	return "Nothing of this purchase is booked."
}

// next says what is still to come of a purchase.
func next(p ledger.Position) string {
	switch {
	case p.Hold > 0:
		return ui.MoneyOf(p.Hold, p.Currency).String() + " is on hold. Next expected: a clearing, an advice or a reversal; without one the hold ends when Marqeta says that it has expired."
	case p.Promised > 0:
		return ui.MoneyOf(p.Promised, p.Currency).String() + " is announced and becomes the holder's when it is cleared."
	}
	return ""
}
