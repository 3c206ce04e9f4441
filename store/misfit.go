package store

import (
	"context"
	"time"

	"carddeck/marqeta/ledger"

	"github.com/uptrace/bun"
)

// Misfit is something that does not fit the rest of its purchase. It goes when the
// missing piece comes. Amounts are minor units of Currency.
type Misfit struct {
	bun.BaseModel `bun:"table:ledger_misfits,alias:misfit"`

	TransactionToken string            `bun:",pk"`
	Kind             ledger.MisfitKind `bun:",pk"`
	Purchase         string            // token of the purchase's first transaction
	AccountID        int64             `bun:",nullzero"`
	Currency         string
	Expected         int64
	Found            int64
	NotedAt          time.Time
}

// ListMisfits gives what does not fit, the latest first. Keys carry the transaction's
// token, so that those of one transaction and time may stand on two pages.
func (s *Store) ListMisfits(ctx context.Context, p Page) (Slice[Misfit], error) {
	var rows []Misfit
	q := s.read.NewSelect().Model(&rows)
	if err := paged(q, p, order{at: "noted_at", token: "transaction_token"}).Scan(ctx); err != nil {
		return Slice[Misfit]{}, translate("list misfits", err)
	}
	return slice(rows, p, func(m Misfit) Key { return Key{m.NotedAt, m.TransactionToken} }), nil
}

// noteMisfits keeps the misfits of the purchase as they are now.
func (b *booking) noteMisfits(ctx context.Context) error {
	type place struct {
		transaction string
		kind        ledger.MisfitKind
	}
	want := map[place]Misfit{}
	for _, m := range b.position.Misfits {
		want[place{m.Transaction, m.Kind}] = Misfit{
			TransactionToken: m.Transaction, Kind: m.Kind, Purchase: b.position.Purchase, AccountID: b.account,
			Currency: b.position.Currency, Expected: m.Expected, Found: m.Found, NotedAt: b.now(),
		}
	}
	var is []Misfit
	if err := b.Store.write.NewSelect().Model(&is).Where("transaction_token IN (?)", bun.List(b.purchase.known())).Scan(ctx); err != nil {
		return translate("find the misfits of a purchase", err)
	}
	for _, m := range is {
		w, still := want[place{m.TransactionToken, m.Kind}]
		if still {
			w.NotedAt = m.NotedAt
			if w == m {
				delete(want, place{m.TransactionToken, m.Kind})
			} else {
				want[place{m.TransactionToken, m.Kind}] = w
			}
			continue
		}
		if _, err := b.Store.write.NewDelete().Model(&m).WherePK().Exec(ctx); err != nil {
			return translate("forget a misfit", err)
		}
		if err := b.settleRepair(ctx, RepairKind(m.Kind), m.TransactionToken, "What came since makes it fit."); err != nil {
			return err
		}
	}
	for _, m := range want {
		if _, err := b.Store.write.NewInsert().Model(&m).On("CONFLICT (transaction_token, kind) DO UPDATE").Exec(ctx); err != nil {
			return translate("note a misfit", err)
		}
		if err := b.openRepair(ctx, m.repair()); err != nil {
			return err
		}
	}
	return nil
}

// repair is the place in the queue that a misfit takes.
func (m Misfit) repair() Repair {
	return Repair{
		Kind: RepairKind(m.Kind), Subject: m.TransactionToken, Purchase: m.Purchase, TransactionToken: m.TransactionToken,
		AccountID: m.AccountID, Currency: m.Currency, Expected: m.Expected, Found: m.Found,
	}
}
