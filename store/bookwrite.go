package store

import (
	"cmp"
	"context"

	"carddeck/marqeta/ledger"
)

// enter adds an entry that changes the sum of a book. The other side is the network's
// settlement.
func (b *booking) enter(book Book, account int64, purchase, transaction, kind string, change int64) {
	if change == 0 {
		return
	}
	a := b.accounts[account]
	e := Entry{
		AccountID: account, DebitID: account, CreditID: 0, Book: book, Amount: max(change, -change), Currency: a.Currency, Kind: kind,
		Purchase: purchase, TransactionToken: transaction, DecisionToken: b.cause.decision, NotificationID: b.cause.notification,
		Forced: b.cause.decision == "", At: b.now(),
	}
	if book == HeldBook {
		e.ProposalID = b.cause.proposal
	}
	if (change > 0) != (book == HeldBook) {
		e.DebitID, e.CreditID = 0, account
	}
	switch {
	case kind != "":
	case book == HeldBook && change > 0:
		e.Kind = "hold"
	case book == HeldBook:
		e.Kind = "release"
	case change > 0:
		e.Kind = "promise"
	default:
		e.Kind = "promise over"
	}
	switch book {
	case HeldBook:
		a.Held += change
	case PostedBook:
		a.Posted += change
	}
	e.PostedAfter, e.HeldAfter = a.Posted, a.Held
	b.entries = append(b.entries, e)
}

// write appends the entries; the database changes the balances with them.
func (b *booking) write(ctx context.Context) error {
	if err := b.keepHold(ctx); err != nil || len(b.entries) == 0 {
		return err
	}
	contra := map[string]int64{}
	for i := range b.entries {
		e := &b.entries[i]
		if contra[e.Currency] == 0 {
			own, err := b.openAccount(ctx, ledger.Holder{Kind: Settlement}, e.Currency)
			if err != nil {
				return err
			}
			contra[e.Currency] = own.ID
		}
		if e.DebitID == 0 {
			e.DebitID = contra[e.Currency]
		} else {
			e.CreditID = contra[e.Currency]
		}
	}
	return b.appendEntries(ctx, b.entries, b.accounts)
}

// keepHold keeps the state of what the purchase has on hold. The amounts follow from
// the entries.
func (b *booking) keepHold(ctx context.Context) error {
	at := b.position
	for _, h := range b.holds {
		was := h
		h.State, h.Origin, h.OpenedAt = ledger.Released, cmp.Or(h.Origin, at.Origin), cmp.Or(h.OpenedAt, at.Opened)
		if h.Purchase == at.Purchase && h.AccountID == b.account {
			h.State, h.Origin, h.OpenedAt = at.State, at.Origin, at.Opened
		}
		if h.OpenedAt.IsZero() {
			h.OpenedAt = b.now()
		}
		if was.State == h.State && was.Origin == h.Origin && was.OpenedAt.Equal(h.OpenedAt) {
			continue
		}
		h.Amount, h.Promised, h.ChangedAt = 0, 0, b.now()
		_, err := b.Store.write.NewInsert().Model(&h).On("CONFLICT (purchase, account_id) DO UPDATE").
			Set("state = EXCLUDED.state").Set("origin = EXCLUDED.origin").Set("opened_at = EXCLUDED.opened_at").
			Set("changed_at = EXCLUDED.changed_at").Exec(ctx)
		if err != nil {
			return translate("keep a hold", err)
		}
	}
	return nil
}
