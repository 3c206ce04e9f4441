package transactions

import (
	"carddeck/store"
	views "carddeck/views/transactions"
	"carddeck/views/ui"
)

// effect is one step of a purchase and where its money stands afterwards, in minor
// units of the purchase's currency. Hold is what may still be cleared; posted is what
// has been paid for good, less what came back.
type effect struct {
	store.Transaction
	hold, posted int64
	over         int64 // how much more a clearing was than the hold that it met
	why          string
}

// effects adds a purchase up step by step, oldest first. It follows the messages
// alone: the balances that notifications carry are the account's and mix in every
// other purchase. An impacted_amount is never added, since it is negative at the
// authorization and once more at the clearing.
func effects(life []store.Transaction) []effect {
	var out []effect
	var p purchase
	for _, t := range life {
		if len(out) == 0 {
			p.currency = t.Currency
		}
		why := p.take(t)
		out = append(out, effect{t, p.hold, p.posted, p.over, why})
	}
	return out
}

// purchase is the money of one purchase as it stands.
type purchase struct {
	currency     string
	hold, posted int64
	over         int64        // of the latest message
	clearings    map[int]bool // numbers of a sequence of clearings that have come
}

// take applies a message and says in words what it did.
func (p *purchase) take(t store.Transaction) string {
	p.over = 0
	switch {
	case t.State == "DECLINED":
		return "A decline moves no money."
	case t.State == "ERROR":
		return "The platform could not process it; no money moved."
	case t.FundingRecord:
		return "The record of the funding; the card transaction beside it tells the same."
	case t.Currency != p.currency:
		return "In " + t.Currency + ", so it is not added up here."
	}
	held := p.hold
	switch views.ActOf(t.Type) {
	case views.Holds:
		p.hold += t.AmountMinor
		if t.AmountMinor == 0 {
			return "The card was only checked; nothing is held."
		}
		return "Set aside, and not paid yet."
	case views.Raises:
		p.hold += t.AmountMinor
		return p.money(t.AmountMinor) + " more is held: the amount is the addition."
	case views.Adjusts:
		p.hold = t.AmountMinor
		return "The amount is the new total; " + p.change(held)
	case views.Releases:
		return p.release(t)
	case views.Expires:
		p.hold = 0
		return "Its time was up; " + p.money(held) + " is free again."
	case views.Posts:
		return p.post(t)
	case views.Pays:
		p.posted += t.AmountMinor
		return "Approved and paid in one message."
	case views.Unpays:
		p.posted -= t.AmountMinor
		return "The payment is taken back."
	case views.Promises:
		return "Announced; nothing is paid until it clears."
	case views.Withdraws:
		return "What was announced will not come."
	case views.Credits:
		p.posted -= t.AmountMinor
		return "Paid to the account."
	case views.Uncredits:
		p.posted += t.AmountMinor
		return "The credit is taken back."
	case views.Inquires:
		return "A question; it moves no money."
	case views.Disputes:
		return "A step of a dispute, which is not added up here."
	}
	return "Marqeta has more kinds of transactions than this table adds up."
}

// release follows the state: a full reversal is born CLEARED, a partial one PENDING.
func (p *purchase) release(t store.Transaction) string {
	held := p.hold
	if t.State != "PENDING" {
		p.hold = 0
		return "The whole hold is free again."
	}
	p.hold = max(0, p.hold-t.AmountMinor)
	return p.money(held-p.hold) + " is free again; " + p.money(p.hold) + " stays on hold."
}

// post pays in full whatever was held: the merchant has the money, so a clearing
// cannot be refused.
func (p *purchase) post(t store.Transaction) string {
	held := p.hold
	p.posted += t.AmountMinor
	p.hold = max(0, held-t.AmountMinor)
	if p.last(t) && p.hold > 0 {
		rest := p.hold
		p.hold = 0
		return "The last payment; the remaining " + p.money(rest) + " is free again."
	}
	switch {
	case held == 0:
		return "Nothing is held. A clearing is paid all the same."
	case t.AmountMinor > held:
		p.over = t.AmountMinor - held
		return "Paid in full, though it is " + p.money(p.over) + " more than the hold."
	case p.hold > 0:
		return "Part of the hold is paid; " + p.money(p.hold) + " stays on hold."
	}
	return "The hold is paid."
}

// last reports whether a clearing is the end of its hold: it says so, or it completes
// the sequence that it counts itself in.
func (p *purchase) last(t store.Transaction) bool {
	if t.ClearingNumber > 0 {
		if p.clearings == nil {
			p.clearings = map[int]bool{}
		}
		p.clearings[t.ClearingNumber] = true
	}
	return t.FinalClearing || t.ClearingCount > 1 && len(p.clearings) >= t.ClearingCount
}

func (p *purchase) change(before int64) string {
	switch {
	case p.hold < before:
		return p.money(before-p.hold) + " of the hold is free again."
	case p.hold > before:
		return p.money(p.hold-before) + " more is held."
	}
	return "the hold stays as it is."
}

func (p *purchase) money(minor int64) string { return ui.MoneyOf(minor, p.currency).String() }
