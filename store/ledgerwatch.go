package store

import (
	"context"
	"time"

	"carddeck/marqeta/jit"
)

// BooksWrong is the alarm of sums in the books that do not hold.
const BooksWrong jit.Alarm = "books wrong"

// CheckLedger recomputes every sum of the books, as they are at one moment. It is the
// part of VerifyLedger that is quick enough to be done while the console serves.
func (s *Store) CheckLedger(ctx context.Context) (faults []LedgerFault, err error) {
	err = s.still(ctx, func(ctx context.Context, s *Store) (err error) {
		faults, err = s.checkInvariants(ctx)
		return err
	})
	return faults, err
}

// WatchLedger checks the books at each tick until ctx ends, and raises an alarm where
// they are wrong. Large books are checked more rarely: a check is followed by a pause
// fifty times as long.
func (s *Store) WatchLedger(ctx context.Context, tick <-chan time.Time) error {
	var rested time.Time
	for {
		select {
		case <-ctx.Done():
			return nil
		case at := <-tick:
			if at.Before(rested) {
				continue
			}
		}
		began := time.Now()
		faults, err := s.CheckLedger(ctx)
		if err == nil && len(faults) > 0 {
			s.log.ErrorContext(ctx, "the books are not right; run `console ledger verify`", "first", faults[0].String(), "faults", len(faults))
			err = s.RaiseAlarm(ctx, GatewayAlarm{Kind: BooksWrong, About: faults[0].Rule, Detail: faults[0].String()})
		}
		if err != nil && ctx.Err() == nil {
			s.log.ErrorContext(ctx, "check the books", "error", err)
		}
		took := time.Since(began)
		rested = began.Add(50 * took)
	}
}
