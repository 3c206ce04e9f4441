package book

import (
	"fmt"
	"slices"
	"time"

	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/state"
)

// What velocity controls limit is counted for every purchase and decline, whether
// there is a control or not: a control that is made later counts what its window
// already holds. Counted is by user and currency, three times over: in all, by
// merchant category, and by merchant. A slot is a day, so a control adds up as many
// slots as its window has days (times the classes and products the user has), however
// many transactions there were. A lifetime begins with its control, which need not be
// at midnight: from then on the user is counted in new slots.
//
// A purchase counts for what it has come to: what is held of it and what has been
// cleared. What is added counts on the day it is added; what is given back, by a
// reversal, an expiry or a final clearing of less, is taken from the day it was
// counted on, the latest first. A refund is linked to no purchase and counts on its
// own day, against what was spent.

// slot is what is counted together.
type slot struct {
	Day      int          `json:"d"` // since 1970, in UTC
	Since    int64        `json:"s,omitzero"`
	Class    engine.Class `json:"c"`
	Declined bool         `json:"x,omitzero"`
	Product  string       `json:"p"`
	MCC      string       `json:"m,omitzero"` // where categories are apart
}

// Part is a part of a purchase that was counted.
type Part struct {
	Class  engine.Class `json:"class"`
	Day    int          `json:"day"`
	Since  int64        `json:"since,omitzero"`
	Amount int64        `json:"amount"`
	Times  int64        `json:"times"`
}

// The keys of what is counted begin alike for one user and currency, and cannot be
// taken for another's: the length says where the token ends.
func (s Spender) key(scope string) string {
	return fmt.Sprintf("%d %s %s%s", len(s.User), s.User, s.Currency, scope)
}

func (s Spender) total() string           { return s.key("") }
func (s Spender) byMCC() string           { return s.key(" mcc") }
func (s Spender) byMID(mid string) string { return s.key(" mid " + mid) }
func (p Purchase) spender() Spender       { return Spender{p.UserToken, p.CardProductToken, p.Currency} }
func day(at time.Time) int                { return int(at.Unix() / (24 * 60 * 60)) }

// recount brings what is counted of a purchase to what it has come to.
func (b *Book) recount(tx *state.Tx, p *Purchase) error {
	if p.Class == "" {
		return nil // nothing that a limit counts
	}
	today := Part{Day: day(b.Clock()), Since: b.since(tx, p.spender())}
	for _, want := range p.worth() {
		for _, change := range p.changes(want, today) {
			p.counted(change)
			if err := b.count(tx, *p, change, false); err != nil {
				return err
			}
		}
	}
	p.Counted = slices.DeleteFunc(p.Counted, Part.empty)
	return nil
}

// CountDecline counts a message of the purchase that was declined.
func (b *Book) CountDecline(tx *state.Tx, p Purchase, spends []engine.Spend) error {
	now := Part{Day: day(b.Clock()), Since: b.since(tx, p.spender())}
	for _, s := range spends {
		now.Class, now.Amount, now.Times = s.Class, s.Amount, 1
		if err := b.count(tx, p, now, true); err != nil {
			return err
		}
	}
	return nil
}

func (b *Book) count(tx *state.Tx, p Purchase, c Part, declined bool) error {
	s := slot{Day: c.Day, Since: c.Since, Class: c.Class, Declined: declined, Product: p.CardProductToken}
	sum := state.Sum[slot]{Slot: s, Amount: c.Amount, Times: c.Times}
	who := p.spender()
	if err := b.counts.Add(tx, who.total(), sum); err != nil {
		return err
	}
	if err := b.counts.Add(tx, who.byMID(p.Acceptor.MID), sum); err != nil {
		return err
	}
	sum.Slot.MCC = p.Acceptor.MCC
	return b.counts.Add(tx, who.byMCC(), sum)
}

// since is the latest lifetime that began for a spender.
func (b *Book) since(tx *state.Tx, who Spender) (latest int64) {
	for _, level := range who.levels() {
		for _, v := range b.lifetimes.Get(tx, level) {
			latest = max(latest, v.Since)
		}
	}
	return latest
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
