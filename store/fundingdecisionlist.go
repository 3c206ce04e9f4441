package store

import (
	"context"
	"strconv"
	"time"

	"carddeck/marqeta/ledger"

	"github.com/uptrace/bun"
)

// FundingDecisionDetail is a decision with its bytes and what belongs to it.
type FundingDecisionDetail struct {
	FundingDecision
	Holder    ledger.Holder
	Told      *Transaction      // what the platform made of it; nil until it has told
	Conflicts []FundingConflict // requests that came under its token and said something else
}

// FundingDecision finds a decision by the token of its funding message; ErrNotFound when
// there is none.
func (s *Store) FundingDecision(ctx context.Context, token string) (FundingDecisionDetail, error) {
	var d FundingDecisionDetail
	if err := s.read.NewSelect().Model(&d.FundingDecision).Where("token = ?", token).Scan(ctx); err != nil {
		return d, translate("find decision", err)
	}
	a, err := s.AccountByID(ctx, d.AccountID)
	if err != nil {
		return d, err
	}
	d.Holder = ledger.Holder{Kind: a.Kind, Token: a.Holder}
	t, err := s.Transaction(ctx, d.TransactionToken)
	switch {
	case err == nil:
		d.Told = &t
	case !missing(err):
		return d, err
	}
	err = s.read.NewSelect().Model(&d.Conflicts).Where("token = ?", token).OrderExpr("id").Limit(maxShown).Scan(ctx)
	return d, translate("find the conflicts of a decision", err)
}

// FundingDecisionsAbout gives the decisions about a transaction, oldest first, without
// their bytes.
func (s *Store) FundingDecisionsAbout(ctx context.Context, transaction string) ([]FundingDecision, error) {
	var all []FundingDecision
	err := s.read.NewSelect().Model(&all).ExcludeColumn(decisionBytes...).Where("transaction_token = ?", transaction).
		OrderExpr("received_at, token").Limit(maxShown).Scan(ctx)
	return all, translate("find the decisions about a transaction", err)
}

var decisionBytes = []string{"trace", "answer", "request", "facing"}

// FundingDecisionFilter narrows ListFundingDecisions; what is zero does not.
type FundingDecisionFilter struct {
	AccountID  int64
	Outcome    DecisionOutcome
	Unreported bool // only those of which no notification has told
	Gateway    string
	Declined   bool // by us

	// From and To bound ReceivedAt: From is included, To is not.
	From, To time.Time
}

// ListFundingDecisions gives decisions by when they were asked for, the latest first,
// without their bytes.
func (s *Store) ListFundingDecisions(ctx context.Context, f FundingDecisionFilter, p Page) (Slice[FundingDecision], error) {
	var rows []FundingDecision
	q := s.read.NewSelect().Model(&rows).ExcludeColumn(decisionBytes...)
	if err := paged(q, p, f.apply(q)).Scan(ctx); err != nil {
		return Slice[FundingDecision]{}, translate("list decisions", err)
	}
	return slice(rows, p, func(d FundingDecision) Key { return Key{d.ReceivedAt, d.Token} }), nil
}

// apply adds the filter to a query, with the constants that the indexes want, and says
// in what order its index keeps the rows.
func (f FundingDecisionFilter) apply(q *bun.SelectQuery) order {
	account := ""
	if f.AccountID != 0 {
		account = strconv.FormatInt(f.AccountID, 10)
	}
	where(q, "gateway", f.Gateway)
	outcome := ""
	switch {
	case f.Unreported:
		q.Where("outcome = ''")
	case f.Outcome != "" && f.Outcome != Confirmed:
		q.Where("outcome NOT IN ('', 'confirmed')")
		outcome = string(f.Outcome)
	case f.Outcome == Confirmed:
		q.Where("outcome = 'confirmed'")
	}
	if f.Declined {
		q.Where("NOT approved")
	}
	return narrow(q, order{at: "received_at", token: "token", from: f.From, to: f.To}, []filter{{"account_id", account}, {"outcome", outcome}})
}
