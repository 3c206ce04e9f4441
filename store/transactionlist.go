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
	if !f.From.IsZero() {
		q.Where("user_transaction_time >= ?", f.From)
	}
	if !f.To.IsZero() {
		q.Where("user_transaction_time < ?", f.To)
	}
	o := order{at: "user_transaction_time", token: "token"}
	for _, narrow := range []filter{
		{"gpa_order_token", f.GPAOrder}, {"card_token", f.Card}, {"user_token", f.User}, {"last_four", f.LastFour},
		{"mid", f.MID}, {"response_code", f.ResponseCode}, {"card_product_token", f.CardProduct},
		{"type", f.Type}, {"state", f.State},
	} {
		if narrow.is == "" {
			continue
		}
		q.Where("? = ?", bun.Ident(narrow.column), narrow.is)
		if o.lead == "" {
			o.lead, o.leadIs = narrow.column, narrow.is
		}
	}
	return o
}

func (s *Store) countUpTo(ctx context.Context, doing string, q *bun.SelectQuery, most int64) (int64, error) {
	if most <= 0 {
		return 0, nil // bun takes a limit of 0 for none
	}
	var n int64
	err := s.read.NewSelect().TableExpr("(?) AS found", q.Limit(most)).ColumnExpr("count(*)").Scan(ctx, &n)
	return n, translate(doing, err)
}
