package store_test

import (
	"context"
	"testing"
	"time"

	"carddeck/store"
	"carddeck/store/storetest"
)

// While the console serves, books that are wrong raise an alarm, once.
func TestWatchLedger(t *testing.T) {
	t.Parallel()
	storetest.DSNs(t, func(t *testing.T, dsn string) {
		s := storetest.Open(t, store.Config{DSN: dsn})
		fund(t, s, 10000)
		db, _ := tables(t, dsn)
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		tick, done := make(chan time.Time), make(chan error)
		go func() { done <- s.WatchLedger(ctx, tick) }()
		alarms := func() []store.GatewayAlarm {
			tick <- noon.AddDate(100, 0, 0)
			tick <- noon.AddDate(-100, 0, 0) // is taken when the check before is over
			all, err := s.ListAlarms(ctx, true, store.Page{})
			if err != nil {
				t.Fatal(err)
			}
			return all.Rows
		}
		if all := alarms(); len(all) != 0 {
			t.Errorf("alarms about sound books: %+v", all)
		}
		execute(t, db, "UPDATE ledger_accounts SET posted = posted + 1 WHERE kind = 'user'")
		alarms()
		all := alarms()
		if len(all) != 1 || all[0].Kind != store.BooksWrong || all[0].Times != 2 {
			t.Errorf("alarms: %+v", all)
		}
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}
