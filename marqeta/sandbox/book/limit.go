package book

import (
	"time"

	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// Begin makes a lifetime begin now; other windows look back.
func (v *VelocityControl) Begin(tx *state.Tx) {
	if v.Since = 0; v.Window == engine.Lifetime {
		v.Since = tx.Sequence()
	}
}

// Limits gathers the velocity controls that apply to a spender at a merchant, with
// what the window of each has counted.
func (b *Book) Limits(tx *state.Tx, who Spender, mid, mcc string) (all []engine.Limit, err error) {
	asleep := b.asleep(tx)
	for _, level := range who.levels() {
		for _, v := range b.VelocityAt.Get(tx, level) {
			if asleep[v.Token] || !b.limits(tx, v, who, mid, mcc) {
				continue
			}
			l, err := b.Limit(tx, v, who.User)
			if err != nil {
				return nil, err
			}
			all = append(all, l)
		}
	}
	return all, nil
}

// limits reports whether a control is about a currency and a merchant.
func (b *Book) limits(tx *state.Tx, v VelocityControl, who Spender, mid, mcc string) bool {
	return bool(v.Active) && v.CurrencyCode == who.Currency && b.covers(tx, v.MerchantScope, mid, mcc)
}

// Limit is a velocity control as it stands for a user.
func (b *Book) Limit(tx *state.Tx, v VelocityControl, user string) (engine.Limit, error) {
	m, err := MoneyIn(v.CurrencyCode)
	if err != nil {
		return engine.Limit{}, err
	}
	l := engine.Limit{
		Control: engine.Control{Token: v.Token, Name: v.Name, Level: v.Association.Level()},
		Window:  v.Window, Times: engine.Unlimited, Declined: !bool(v.ApprovalsOnly), Included: v.Included(),
	}
	if v.UsageLimit != nil {
		l.Times = int64(*v.UsageLimit)
	}
	if l.Amount, err = m.Minor("amount_limit", *v.AmountLimit); err != nil {
		return l, err
	}
	if v.Window != engine.Transaction {
		l.Used, err = b.used(tx, v, Spender{User: user, Currency: v.CurrencyCode}, b.Clock())
	}
	return l, err
}

// used adds up what a control counts of a user's spending in its present window.
func (b *Book) used(tx *state.Tx, v VelocityControl, who Spender, at time.Time) (used engine.Used, err error) {
	key, apart := who.total(), false
	switch scope := v.MerchantScope; {
	case scope.MID != "":
		key = who.byMID(scope.MID)
	case scope != wire.MerchantScope{}:
		key, apart = who.byMCC(), true
	}
	sums, err := b.counts.Sums(tx, key)
	if err != nil {
		return used, err
	}
	from, _ := v.Window.Bounds(at)
	first, included := day(from), v.Included()
	const most = 1 << 62 // no slot has more than state.MaxSum
	covered := map[string]bool{}
	covers := func(mcc string) bool {
		is, known := covered[mcc]
		if !known {
			is = b.covers(tx, v.MerchantScope, "", mcc)
			covered[mcc] = is
		}
		return is
	}
	for _, s := range sums {
		switch slot := s.Slot; {
		case slot.Declined == bool(v.ApprovalsOnly),
			slot.Day < first,
			slot.Since < v.Since,
			v.Association.CardProductToken != "" && v.Association.CardProductToken != slot.Product,
			apart && !covers(slot.MCC):
			continue
		}
		amount, times, _ := included.Of(engine.Spend{Class: s.Slot.Class, Amount: s.Amount, Times: s.Times})
		used.Amount = max(-most, min(used.Amount+amount, most))
		used.Times += times
	}
	return used, nil
}
