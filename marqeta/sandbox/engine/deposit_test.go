package engine_test

import (
	"testing"
	"time"

	"carddeck/marqeta/sandbox/engine"
)

// The steps of a deposit add up: nothing stays promised, and the account has what
// was applied and not returned.
func TestDeposits(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		credit bool
		steps  func(engine.Deposit) []engine.DepositEntry
		kinds  []string
		want   engine.Account
	}{
		"announced credit": {true, func(d engine.Deposit) []engine.DepositEntry { return []engine.DepositEntry{d.Announce()} },
			[]string{".pending"}, engine.Account{Pending: 70}},
		"announced debit": {false, func(d engine.Deposit) []engine.DepositEntry { return []engine.DepositEntry{d.Announce()} },
			[]string{".pending"}, engine.Account{}},
		"applied credit": {true, func(d engine.Deposit) []engine.DepositEntry { return []engine.DepositEntry{d.Announce(), d.Apply()} },
			[]string{".pending", ""}, engine.Account{Ledger: 70}},
		"applied debit": {false, func(d engine.Deposit) []engine.DepositEntry { return []engine.DepositEntry{d.Announce(), d.Apply()} },
			[]string{".pending", ""}, engine.Account{Ledger: -70}},
		"dropped credit": {true, func(d engine.Deposit) []engine.DepositEntry {
			return []engine.DepositEntry{d.Announce(), d.Drop(".reject")}
		},
			[]string{".pending", ".reject"}, engine.Account{}},
		"dropped debit": {false, func(d engine.Deposit) []engine.DepositEntry {
			return []engine.DepositEntry{d.Announce(), d.Drop(".reject")}
		},
			[]string{".pending", ".reject"}, engine.Account{}},
		"returned credit": {true, func(d engine.Deposit) []engine.DepositEntry {
			return []engine.DepositEntry{d.Announce(), d.Apply(), d.Return()}
		}, []string{".pending", "", ".reversal"}, engine.Account{}},
		"returned debit": {false, func(d engine.Deposit) []engine.DepositEntry {
			return []engine.DepositEntry{d.Announce(), d.Apply(), d.Return()}
		}, []string{".pending", "", ".reversal"}, engine.Account{}},
	} {
		var account engine.Account
		for i, e := range c.steps(engine.Deposit{Credit: c.credit, Amount: 70}) {
			before := account
			account = account.Apply(e.Effect)
			if moved := account.Available() - before.Available(); moved != e.Effect.Impact || e.Kind != c.kinds[i] || e.Amount*e.Amount != 70*70 {
				t.Errorf("%s: step %d is %+v and moves %d", name, i, e, moved)
			}
		}
		if account != c.want {
			t.Errorf("%s: %+v, want %+v", name, account, c.want)
		}
	}
}

// Until when a deposit may be returned: two banking days mostly.
func TestReturnable(t *testing.T) {
	t.Parallel()
	for settled, c := range map[string]struct{ reason, last string }{
		"2026-03-02": {"R01", "2026-03-04"}, // Monday to Wednesday
		"2026-03-05": {"R02", "2026-03-09"}, // over a weekend
		"2026-05-22": {"R29", "2026-05-27"}, // over Memorial Day
		"2026-11-25": {"R16", "2026-11-30"}, // Thanksgiving
		"2026-09-04": {"R01", "2026-09-09"}, // Labor Day
		"2026-10-09": {"R01", "2026-10-14"}, // Columbus Day
		"2026-01-16": {"R01", "2026-01-21"}, // Martin Luther King's
		"2026-02-13": {"R01", "2026-02-18"}, // Washington's
		"2026-06-18": {"R01", "2026-06-23"}, // Juneteenth on a Friday
		"2026-07-02": {"R01", "2026-07-06"}, // the fourth on a Saturday
		"2027-07-02": {"R01", "2027-07-07"}, // the fourth on a Sunday
		"2026-12-31": {"R01", "2027-01-05"}, // New Year's
		"2026-03-03": {"R10", "2026-05-02"}, // sixty days
		"2026-03-04": {"R06", ""},           // no end
	} {
		at := func(day string) time.Time {
			v, err := time.Parse(time.DateOnly, day)
			if err != nil {
				t.Fatal(err)
			}
			return v.Add(13 * time.Hour)
		}
		if c.last == "" {
			if !engine.Returnable(c.reason, at(settled), at("2030-01-01")) {
				t.Errorf("%s of %s ends", c.reason, settled)
			}
			continue
		}
		last := at(c.last)
		if !engine.Returnable(c.reason, at(settled), last) || engine.Returnable(c.reason, at(settled), last.AddDate(0, 0, 1)) {
			t.Errorf("%s of %s does not end with %s", c.reason, settled, c.last)
		}
	}
}
