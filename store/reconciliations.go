package store

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"carddeck/marqeta"

	"github.com/uptrace/bun"
)

// Reconciliation compares one UTC day's transactions, by the platform's created_time, as
// they are here and as the platform lists them.
type Reconciliation struct {
	bun.BaseModel `bun:"table:reconciliations,alias:reconciliation"`

	Day         string `bun:",pk"` // 2006-01-02
	RanAt       time.Time
	ByWhom      string // empty when the console did it by its clock
	Ours        int64  // transactions here
	Theirs      int64  // transactions that the platform lists
	Matched     int64  // that are the same on both sides
	Explained   int64  // differences for which there is a reason
	Unexplained int64  // the rest, which somebody must look at
	Totals      []byte // JSON of []ReconciliationTotal
}

// ReconciliationTotal is what the day's transactions that were not declined sum to in a
// currency, in minor units. Credits and debits add up: it is a check, not a balance.
type ReconciliationTotal struct {
	Currency string `json:"currency"`
	Ours     int64  `json:"ours"`
	Theirs   int64  `json:"theirs"`
}

// Sums gives the totals by currency.
func (r Reconciliation) Sums() (all []ReconciliationTotal) {
	_ = json.Unmarshal(r.Totals, &all) // written by PutReconciliation
	return all
}

// ReconciliationItem is one difference. Amounts are minor units of Currency, nil on the
// side where there is none.
type ReconciliationItem struct {
	bun.BaseModel `bun:"table:reconciliation_items,alias:item"`

	Day         string `bun:",pk"`
	Token       string `bun:",pk"`
	Class       string `bun:",pk"` // one of the constants below
	Type        string
	CardToken   string
	Currency    string
	OurState    string
	TheirState  string
	OurAmount   *int64
	TheirAmount *int64
	Explanation string // a sentence; empty while it is open
	ExplainedBy string // the operator; empty when the console found it out
}

// The classes of differences.
const (
	MissingHere   = "missing here"
	MissingThere  = "missing there"
	AmountDiffers = "amount differs"
	StateDiffers  = "state differs"
	Duplicate     = "duplicate"
)

// Money writes minor units of the item's currency as the exact decimal.
func (i ReconciliationItem) Money(minor int64) marqeta.Amount { return money(minor, i.Currency) }

// PutReconciliation keeps a day's comparison in place of an earlier one. What operators
// explained stays explained where the difference is the same.
func (s *Store) PutReconciliation(ctx context.Context, r Reconciliation, totals []ReconciliationTotal, items []ReconciliationItem) error {
	text, err := json.Marshal(totals)
	if err != nil {
		return err
	}
	return s.InTx(ctx, func(ctx context.Context, tx *Store) error {
		before, err := tx.ReconciliationItems(ctx, r.Day)
		if err != nil {
			return err
		}
		said := make(map[string]ReconciliationItem, len(before))
		for _, i := range before {
			said[i.Token+"\x00"+i.Class] = i
		}
		now := r
		now.Totals, now.Explained, now.Unexplained = text, 0, 0
		kept := make([]ReconciliationItem, len(items))
		for n, i := range items {
			if was, ok := said[i.Token+"\x00"+i.Class]; ok && i.Explanation == "" && was.ExplainedBy != "" && same(was, i) {
				i.Explanation, i.ExplainedBy = was.Explanation, was.ExplainedBy
			}
			if i.Explanation == "" {
				now.Unexplained++
			} else {
				now.Explained++
			}
			kept[n] = i
		}
		if _, err := tx.write.NewInsert().Model(&now).On("CONFLICT (day) DO UPDATE").Exec(ctx); err != nil {
			return translate("keep a reconciliation", err)
		}
		if _, err := tx.write.NewDelete().Model((*ReconciliationItem)(nil)).Where("day = ?", r.Day).Exec(ctx); err != nil {
			return translate("forget the last reconciliation", err)
		}
		for some := range slices.Chunk(kept, 200) {
			if _, err := tx.write.NewInsert().Model(&some).Exec(ctx); err != nil {
				return translate("keep the differences of a day", err)
			}
		}
		return nil
	})
}

func same(a, b ReconciliationItem) bool {
	equal := func(x, y *int64) bool { return (x == nil) == (y == nil) && (x == nil || *x == *y) }
	return a.OurState == b.OurState && a.TheirState == b.TheirState && equal(a.OurAmount, b.OurAmount) && equal(a.TheirAmount, b.TheirAmount)
}

// ExplainDifference lets an operator explain a difference that is open; ErrNotFound when
// there is none.
func (s *Store) ExplainDifference(ctx context.Context, day, token, class, explanation, email string) error {
	return s.InTx(ctx, func(ctx context.Context, tx *Store) error {
		err := changed("explain a difference")(tx.write.NewUpdate().Model((*ReconciliationItem)(nil)).
			Set("explanation = ?", explanation).Set("explained_by = ?", email).
			Where("day = ?", day).Where("token = ?", token).Where("class = ?", class).Where("explanation = ''").Exec(ctx))
		if err != nil {
			return err
		}
		return changed("count an explanation")(tx.write.NewUpdate().Model((*Reconciliation)(nil)).
			Set("explained = explained + 1").Set("unexplained = unexplained - 1").Where("day = ?", day).Exec(ctx))
	})
}

// Reconciliation finds a day's comparison; ErrNotFound when it was not made.
func (s *Store) Reconciliation(ctx context.Context, day string) (Reconciliation, error) {
	var r Reconciliation
	err := s.read.NewSelect().Model(&r).Where("day = ?", day).Scan(ctx)
	return r, translate("find reconciliation", err)
}

// ReconciliationItems gives the differences of a day, the open ones first.
func (s *Store) ReconciliationItems(ctx context.Context, day string) ([]ReconciliationItem, error) {
	var all []ReconciliationItem
	err := s.read.NewSelect().Model(&all).Where("day = ?", day).OrderExpr("explanation <> '', class, token").Scan(ctx)
	return all, translate("list the differences of a day", err)
}

// ListReconciliations gives the days that were compared, the latest first. Keys carry the
// day as token.
func (s *Store) ListReconciliations(ctx context.Context, p Page) (Slice[Reconciliation], error) {
	var rows []Reconciliation
	q := s.read.NewSelect().Model(&rows).Limit(p.limit() + 1)
	switch {
	case p.Older != nil:
		q.Where("day < ?", p.Older.Token).OrderExpr("day DESC")
	case p.Newer != nil:
		q.Where("day > ?", p.Newer.Token).OrderExpr("day")
	default:
		q.OrderExpr("day DESC")
	}
	if err := q.Scan(ctx); err != nil {
		return Slice[Reconciliation]{}, translate("list reconciliations", err)
	}
	return slice(rows, p, func(r Reconciliation) Key { return Key{r.RanAt, r.Day} }), nil
}

// TransactionsCreated gives each transaction that the platform created in a time, from
// included and to not, without the hidden funding records, by time and token.
func (s *Store) TransactionsCreated(ctx context.Context, from, to time.Time, each func(Transaction)) error {
	last, over := Key{At: from}, ">="
	for {
		var some []Transaction
		err := s.read.NewSelect().Model(&some).Where("(created_time, token) "+over+" (?, ?)", last.At, last.Token).Where("created_time < ?", to).
			Where("NOT funding_record").OrderExpr("created_time, token").Limit(MaxLimit).Scan(ctx)
		if err != nil {
			return translate("list the transactions of a day", err)
		}
		for _, t := range some {
			each(t)
		}
		if len(some) < MaxLimit {
			return nil
		}
		last, over = Key{some[len(some)-1].CreatedTime, some[len(some)-1].Token}, ">"
	}
}
