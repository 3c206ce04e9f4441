package store

import (
	"context"
	"database/sql"
	"time"
)

// One transaction removes so many rows at most, so that no decision waits for it long, and
// one call so many transactions, so that it ends.
const (
	trimRows  = 500
	trimTimes = 50
)

// TrimAnswers removes what was written down of the endpoint's answers before a time, where
// the time went and the counts of each minute, the oldest first and at most some ten
// thousands of rows. The decisions themselves are kept for ever.
func (s *Store) TrimAnswers(ctx context.Context, before time.Time) (removed int64, err error) {
	gateways, err := s.ListGateways(ctx)
	if err != nil {
		return 0, err
	}
	// Numbers grow with time, so that the oldest are found without an index by time.
	trims := []func() (sql.Result, error){func() (sql.Result, error) {
		return s.write.NewRaw("DELETE FROM gateway_answers WHERE id IN (SELECT id FROM (SELECT id, received_at FROM gateway_answers ORDER BY id LIMIT ?) AS oldest WHERE received_at < ?)",
			trimRows, before).Exec(ctx)
	}}
	for _, g := range gateways {
		trims = append(trims, func() (sql.Result, error) {
			return s.write.NewRaw("DELETE FROM gateway_minutes WHERE (source, minute, bucket) IN (SELECT source, minute, bucket FROM gateway_minutes WHERE source = ? AND minute < ? ORDER BY minute LIMIT ?)",
				g.Source, before, trimRows).Exec(ctx)
		})
	}
	for _, trim := range trims {
		for range trimTimes {
			n, err := affected(trim())
			if err != nil {
				return removed, translate("trim answers", err)
			}
			if removed += n; n < trimRows {
				break
			}
		}
	}
	return removed, nil
}

func affected(r sql.Result, err error) (int64, error) {
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}
