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
// by how they were decided, no more than most of them. What the platform could not
// process at all was decided by nobody and does not count.
func (s *Store) Decisions(ctx context.Context, since time.Time, most int64) ([]Decision, error) {
	newest := s.read.NewSelect().Model((*Transaction)(nil)).Column("state", "response_code").
		Where("NOT funding_record").Where("user_transaction_time >= ?", since).Where("state <> 'ERROR'").
		Where("type IN ('authorization', 'authorization.incremental', 'authorization.cashback', 'authorization.atm.withdrawal', " +
			"'authorization.quasi.cash', 'pindebit', 'pindebit.authorization', 'pindebit.cashback', 'pindebit.atm.withdrawal', " +
			"'pindebit.quasi.cash', 'account.funding.authorization', 'account.funding.auth_plus_capture')").
		OrderExpr("user_transaction_time DESC, token DESC").Limit(most)
	var out []Decision
	err := s.read.NewSelect().TableExpr("(?) AS newest", newest).
		ColumnExpr("state = 'DECLINED' AS declined, response_code AS code, count(*) AS count").
		GroupExpr("1, 2").Scan(ctx, &out)
	return out, translate("count decisions", err)
}
