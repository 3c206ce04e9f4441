package store

import (
	"context"
	"strings"

	"github.com/uptrace/bun"
)

// apply adds the filter to a query and says in what order its index keeps the rows.
// Filters stand in the order of how much they narrow: the first that is set picks the
// index.
func (f TransactionFilter) apply(q *bun.SelectQuery) order {
	if f.Declined && f.State == "" {
		f.State = "DECLINED"
	}
	// A constant, so that both databases can match it with the indexes.
	if f.FundingRecords {
		q.Where("funding_record")
	} else if !strings.HasPrefix(f.Type, "gpa.") {
		q.Where("NOT funding_record")
	}
	if f.DeclineGroup != "" {
		q.Where("decline_group IS NOT NULL")
	}
	return narrow(q, order{at: "user_transaction_time", token: "token", from: f.From, to: f.To}, []filter{
		{"gpa_order_token", f.GPAOrder}, {"card_token", f.Card}, {"user_token", f.User}, {"last_four", f.LastFour},
		{"decline_group", f.DeclineGroup}, {"mid", f.MID}, {"response_code", f.ResponseCode}, {"mcc", f.MCC}, {"card_product_token", f.CardProduct},
		{"type", f.Type}, {"state", f.State},
	})
}

// countUpTo counts what a page would show if it had no end.
func (s *Store) countUpTo(ctx context.Context, doing string, f TransactionFilter, p Page, most int64) (int64, error) {
	if most <= 0 {
		return 0, nil // bun takes a limit of 0 for none
	}
	var n int64
	q := s.read.NewSelect().Model((*Transaction)(nil)).ColumnExpr("1")
	q = paged(q, p, f.apply(q)).Limit(most)
	err := s.read.NewSelect().TableExpr("(?) AS found", q).ColumnExpr("count(*)").Scan(ctx, &n)
	return n, translate(doing, err)
}
