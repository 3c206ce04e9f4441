package book

import (
	"fmt"
	"slices"
	"time"

	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/state"
)

// slot is what is counted together.
type slot struct {
	Day      int          `json:"d"` // since 1970, in UTC
	Since    int64        `json:"s,omitzero"`
	Class    engine.Class `json:"c"`
	Declined bool         `json:"x,omitzero"`
	Product  string       `json:"p"`
	MCC      string       `json:"m,omitzero"` // where categories are apart
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
