package store

import (
	"context"
	"strconv"
	"time"

	"carddeck/marqeta"

	"github.com/uptrace/bun"
)

// Entry is one movement on a holder's account: from the account it debits to the one it
// credits. Entries are never changed; a correction is another entry.
type Entry struct {
	bun.BaseModel `bun:"table:ledger_entries,alias:entry"`

	ID        int64 `bun:",pk,autoincrement"`
	AccountID int64 // the holder's
	DebitID   int64
	CreditID  int64
	Book      Book
	Amount    int64 // minor units of Currency, more than 0
	Currency  string
	Kind      string // "hold", "release", "capture", "refund", …

	// The cause: the purchase and the transaction or answer that moved it, or an
	// approved proposal. NotificationID is the notification that was being applied.
	Purchase         string
	TransactionToken string
	DecisionToken    string
	NotificationID   int64 `bun:",nullzero"`
	ProposalID       int64 `bun:",nullzero"`

	Forced      bool  // it happened, whether or not there was the money
	PostedAfter int64 // the account's, when this entry was made
	HeldAfter   int64
	At          time.Time
	Digest      []byte // over this entry and the digest before it; nil of before there were any
}

// Book says which of an account's sums an entry changes.
type Book string

// The books. A debit lowers what is posted or promised and raises what is on hold.
const (
	PostedBook   Book = "posted"
	HeldBook     Book = "held"
	PromisedBook Book = "promised"
)

// Change is what the entry does to the sum of its book; negative when it lowers it.
func (e Entry) Change() int64 {
	if (e.DebitID == e.AccountID) == (e.Book == HeldBook) {
		return e.Amount
	}
	return -e.Amount
}

// Money writes minor units of the entry's currency as the exact decimal.
func (e Entry) Money(minor int64) marqeta.Amount { return money(minor, e.Currency) }

// AvailableAfter is what the holder could spend when the entry was made.
func (e Entry) AvailableAfter() int64 { return e.PostedAfter - e.HeldAfter }

// ListEntries gives the entries of an account, the latest first. Keys carry the entry's
// ID as token.
func (s *Store) ListEntries(ctx context.Context, account int64, p Page) (Slice[Entry], error) {
	var rows []Entry
	if err := byID(s.read.NewSelect().Model(&rows).Where("account_id = ?", account), p).Scan(ctx); err != nil {
		return Slice[Entry]{}, translate("list ledger entries", err)
	}
	return slice(rows, p, func(e Entry) Key { return Key{e.At, strconv.FormatInt(e.ID, 10)} }), nil
}

// PurchaseEntries gives the entries of a purchase in their order, at most MaxLimit of
// the latest.
func (s *Store) PurchaseEntries(ctx context.Context, purchase string) ([]Entry, error) {
	var rows []Entry
	latest := s.read.NewSelect().Model((*Entry)(nil)).Where("purchase = ?", purchase).OrderExpr("id DESC").Limit(MaxLimit)
	err := s.read.NewSelect().Model(&rows).ModelTableExpr("(?) AS entry", latest).OrderExpr("id").Scan(ctx)
	return rows, translate("list the entries of a purchase", err)
}
