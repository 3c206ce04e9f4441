package store

import (
	"context"
	"strconv"
	"time"

	"carddeck/marqeta/ledger"

	"github.com/uptrace/bun"
)

// Hold is what is set aside for one purchase, or promised by it. It stays when nothing
// is any more.
type Hold struct {
	bun.BaseModel `bun:"table:ledger_holds,alias:hold"`

	Purchase  string `bun:",pk"` // token of the purchase's first transaction
	AccountID int64  `bun:",pk"`
	Amount    int64  // minor units of the account's currency; 0 when it is over
	Promised  int64  // announced and not cleared
	State     ledger.State
	Origin    ledger.Origin
	OpenedAt  time.Time // by the platform's clock
	ChangedAt time.Time // by ours
}

// ListHolds gives what is set aside on an account, the latest first; open says to leave
// out what is over. Keys carry the purchase as token.
func (s *Store) ListHolds(ctx context.Context, account int64, open bool, p Page) (Slice[Hold], error) {
	var rows []Hold
	q := s.read.NewSelect().Model(&rows)
	o := narrow(q, order{at: "opened_at", token: "purchase"}, []filter{{"account_id", strconv.FormatInt(account, 10)}})
	if open {
		q.Where("amount > 0")
	}
	if err := paged(q, p, o).Scan(ctx); err != nil {
		return Slice[Hold]{}, translate("list holds", err)
	}
	return slice(rows, p, Hold.key), nil
}

// OpenHolds gives everything set aside that was opened before a time, the latest first.
func (s *Store) OpenHolds(ctx context.Context, before time.Time, p Page) (Slice[Hold], error) {
	var rows []Hold
	q := s.read.NewSelect().Model(&rows).Where("amount > 0")
	if err := paged(q, p, order{at: "opened_at", token: "purchase", to: before}).Scan(ctx); err != nil {
		return Slice[Hold]{}, translate("list open holds", err)
	}
	return slice(rows, p, Hold.key), nil
}

func (h Hold) key() Key { return Key{h.OpenedAt, h.Purchase} }

// HoldsOf gives what was set aside for the purchase that begins with a transaction.
func (s *Store) HoldsOf(ctx context.Context, purchase string) ([]Hold, error) {
	var rows []Hold
	err := s.read.NewSelect().Model(&rows).Where("purchase = ?", purchase).OrderExpr("account_id").Scan(ctx)
	return rows, translate("find the holds of a purchase", err)
}
