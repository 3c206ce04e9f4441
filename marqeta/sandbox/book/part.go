package book

import (
	"slices"

	"carddeck/marqeta/sandbox/engine"
)

// Part is a part of a purchase that was counted.
type Part struct {
	Class  engine.Class `json:"class"`
	Day    int          `json:"day"`
	Since  int64        `json:"since,omitzero"`
	Amount int64        `json:"amount"`
	Times  int64        `json:"times"`
}

// worth is what a purchase has come to by class. Money back from a merchant counts
// against purchases.
func (p Purchase) worth() []engine.Spend {
	amount := p.State.Held + p.State.Cleared - p.State.Reversed
	var times int64
	switch refund := p.State.Credit && p.Class == engine.Purchases; {
	case refund:
		amount = p.State.Reversed - p.State.Cleared // what is only announced is not back
	case amount != 0 || p.State.Opened == 0 && !p.Declined:
		times = 1
	}
	return engine.Spent(p.Class, amount, p.CashBack, times)
}

// changes gives what has to be counted now for a class to come to what is wanted.
func (p Purchase) changes(want engine.Spend, now Part) (changes []Part) {
	amount, times, refund := want.Amount, want.Times, want.Amount < 0
	for _, c := range p.Counted {
		if c.Class == want.Class {
			amount, times, refund = amount-c.Amount, times-c.Times, refund || c.Amount < 0
		}
	}
	now.Class, now.Amount, now.Times = want.Class, 0, 0
	if (amount < 0) == refund {
		now.Amount, amount = amount, 0
	}
	if times > 0 {
		now.Times, times = times, 0
	}
	changes = append(changes, now)
	for _, c := range slices.Backward(p.Counted) {
		if c.Class != want.Class {
			continue
		}
		if refund {
			c.Amount = min(amount, -c.Amount)
		} else {
			c.Amount = max(amount, -c.Amount)
		}
		c.Times = max(times, -c.Times)
		amount, times = amount-c.Amount, times-c.Times
		changes = append(changes, c)
	}
	return slices.DeleteFunc(changes, Part.empty)
}

func (c Part) empty() bool { return c.Amount == 0 && c.Times == 0 }

// counted notes a change.
func (p *Purchase) counted(change Part) {
	i := slices.IndexFunc(p.Counted, func(c Part) bool {
		return c.Class == change.Class && c.Day == change.Day && c.Since == change.Since
	})
	if i < 0 {
		p.Counted = append(p.Counted, change)
		return
	}
	p.Counted[i].Amount += change.Amount
	p.Counted[i].Times += change.Times
}
