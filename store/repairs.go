package store

import (
	"context"
	"strconv"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/ledger"

	"github.com/uptrace/bun"
)

// Repair is something about gateway-funded money that does not fit and that somebody has
// to look at. It never moves money itself: a proposal does, which a second operator
// approves. Amounts are minor units of Currency.
type Repair struct {
	bun.BaseModel `bun:"table:repairs,alias:repair"`

	ID      int64 `bun:",pk,autoincrement"`
	Kind    RepairKind
	Subject string // token that it is about, once for each kind: a transaction's, a purchase's or a decision's

	// The evidence: what is known leads to a page of its own; the rest is empty.
	Purchase         string
	TransactionToken string
	DecisionToken    string
	AccountID        int64 `bun:",nullzero"`

	Currency string
	Expected int64
	Found    int64

	State         RepairState
	OpenedAt      time.Time
	ClosedAt      time.Time `bun:",nullzero"`
	ClosedByEmail string    // empty when nobody had to
	Reason        string    // why it is closed, or what the operator noted
	ProposalID    int64     `bun:",nullzero"` // the latest made for it
}

// RepairKind says what does not fit: a kind of misfit, or one that time tells.
type RepairKind string

// What only time, or the platform's answer, tells.
const (
	LateApproval       RepairKind = "late approval"       // we approved after the platform had given up waiting
	UnreportedDecision RepairKind = "unreported decision" // no notification tells what became of it
	HoldNeverCleared   RepairKind = "hold never cleared"  // long past the platform's expiry
)

// RepairKinds gives every kind, those that concern most money first.
func RepairKinds() []RepairKind {
	all := []RepairKind{HoldNeverCleared, UnreportedDecision, LateApproval}
	for _, k := range []ledger.MisfitKind{
		ledger.ClearingWithoutHold, ledger.ClearingOverHold, ledger.ReversalWithoutHold, ledger.UndoWithoutOriginal, ledger.EndedUnseen, ledger.DeclineOverridden,
		ledger.AdviceDiffers, ledger.OtherCurrency, ledger.OtherHolder, ledger.NoHolder, ledger.UnknownType, ledger.NegativeAmount,
	} {
		all = append(all, RepairKind(k))
	}
	return all
}

// RepairState is how far a repair has come.
type RepairState string

// A repair is open until something that came later settles it, an operator acknowledges
// it, or a proposal made for it is carried out.
const (
	RepairOpen         RepairState = "open"
	RepairSettled      RepairState = "settled"
	RepairAcknowledged RepairState = "acknowledged"
	RepairCorrected    RepairState = "corrected"
)

// Money writes minor units of the repair's currency as the exact decimal.
func (r Repair) Money(minor int64) marqeta.Amount { return money(minor, r.Currency) }

// Repair finds a repair; ErrNotFound when there is none.
func (s *Store) Repair(ctx context.Context, id int64) (Repair, error) {
	var r Repair
	err := s.read.NewSelect().Model(&r).Where("id = ?", id).Scan(ctx)
	return r, translate("find repair", err)
}

// RepairFilter narrows ListRepairs; what is zero does not.
type RepairFilter struct {
	State RepairState
	Kind  RepairKind
}

func (f RepairFilter) apply(q *bun.SelectQuery) *bun.SelectQuery {
	where(q, "state", f.State)
	where(q, "kind", f.Kind)
	return q
}

// ListRepairs gives repairs, the latest first. Keys carry the ID as token.
func (s *Store) ListRepairs(ctx context.Context, f RepairFilter, p Page) (Slice[Repair], error) {
	var rows []Repair
	if err := byID(f.apply(s.read.NewSelect().Model(&rows)), p).Scan(ctx); err != nil {
		return Slice[Repair]{}, translate("list repairs", err)
	}
	return slice(rows, p, func(r Repair) Key { return Key{r.OpenedAt, strconv.FormatInt(r.ID, 10)} }), nil
}

// CountRepairsUpTo counts what the filter finds, but no further than most.
func (s *Store) CountRepairsUpTo(ctx context.Context, f RepairFilter, most int64) (n int64, err error) {
	q := f.apply(s.read.NewSelect().Model((*Repair)(nil)).ColumnExpr("1")).Limit(max(most, 1))
	err = s.read.NewSelect().TableExpr("(?) AS found", q).ColumnExpr("count(*)").Scan(ctx, &n)
	return n, translate("count repairs", err)
}
