package book

import (
	"errors"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// reloads are the loads that accounts bring about themselves.
type reloads struct {
	AutoReloads   *state.Collection[wire.AutoReload]
	AutoReloadsAt *state.Index[wire.AutoReload] // by level
}

func newReloads(s *state.Store) (r reloads) {
	r.AutoReloads = state.NewCollection[wire.AutoReload](s, "auto_reload")
	r.AutoReloadsAt = state.NewIndex(r.AutoReloads, func(v wire.AutoReload) string { return v.Level() })
	return r
}

// Reload loads the account of whoever has just spent, if that took it below the
// trigger of an auto reload. Money that is promised counts, so that one of a bank
// is asked for once.
func (b *Book) Reload(tx *state.Tx, h Holder, product string, m Money) error {
	v, ok := b.autoReload(tx, h, product, m)
	if !ok {
		return nil
	}
	trigger, err := m.Minor("trigger_amount", v.OrderScope.GPA.Trigger)
	if err != nil {
		return err
	}
	a := b.Account(tx, b.Owner(tx, h).Token(), m.Code)
	if a.Available()+a.Pending >= trigger {
		return nil
	}
	return b.reload(tx, h, m, v)
}

// Afford reports whether a holder can spend an amount, with what an auto reload
// brings at once if the account is short.
func (b *Book) Afford(tx *state.Tx, h Holder, m Money, amount int64) (bool, error) {
	enough := func() bool { return b.Account(tx, b.Owner(tx, h).Token(), m.Code).Available() >= amount }
	v, ok := b.autoReload(tx, h, "", m)
	if enough() || !ok {
		return enough(), nil
	}
	err := b.reload(tx, h, m, v)
	return enough(), err
}

// autoReload finds the reload that counts for a holder, the nearest first.
func (b *Book) autoReload(tx *state.Tx, h Holder, product string, m Money) (wire.AutoReload, bool) {
	owner := b.Owner(tx, h)
	for _, at := range []wire.AutoReloadFields{
		{Association: &wire.ReloadAssociation{Party: h.Party}},
		{Association: &wire.ReloadAssociation{Party: owner.Party}},
		{Association: &wire.ReloadAssociation{CardProductToken: product}},
		{},
	} {
		for _, v := range b.AutoReloadsAt.Get(tx, at.Level()) {
			if bool(v.Active) && v.CurrencyCode == m.Code && v.OrderScope.GPA != nil {
				return v, true
			}
		}
	}
	return wire.AutoReload{}, false
}

// reload makes the order. One that is refused leaves the account as it is.
func (b *Book) reload(tx *state.Tx, h Holder, m Money, v wire.AutoReload) error {
	amount, err := m.Minor("reload_amount", v.OrderScope.GPA.Amount)
	if err != nil {
		return err
	}
	o, err := b.Load(tx, Loading{
		Token: b.NewToken(), Holder: h, Money: m, Amount: amount, Source: v.Source, Address: v.Address, Reload: &v,
	})
	if _, refused := errors.AsType[*rest.Error](err); refused {
		return nil
	}
	if err != nil {
		return err
	}
	return b.Orders.Put(tx, o.Token, o)
}
