package store

import (
	"context"
	"time"
)

// Decision counts authorizations that were decided alike.
type Decision struct {
	Declined bool
	Code     string // response code
	Count    int
}

// Decisions counts the newest authorizations and single-message purchases since a time
// by how they were decided, looking at no more than most transactions.
func (s *Store) Decisions(ctx context.Context, since time.Time, most int64) ([]Decision, error) {
	newest := s.read.NewSelect().Model((*Transaction)(nil)).Column("state", "response_code", "type").
		Where("NOT funding_record").Where("user_transaction_time >= ?", since).
		OrderExpr("user_transaction_time DESC, token DESC").Limit(most)
	var out []Decision
	err := s.read.NewSelect().TableExpr("(?) AS newest", newest).
		ColumnExpr("state = 'DECLINED' AS declined, response_code AS code, count(*) AS count").
		Where("type IN ('authorization', 'authorization.incremental', 'pindebit', 'authorization.cashback', "+
			"'authorization.atm.withdrawal', 'pindebit.authorization', 'pindebit.cashback', 'pindebit.atm.withdrawal')").
		GroupExpr("1, 2").Scan(ctx, &out)
	return out, translate("count decisions", err)
}
