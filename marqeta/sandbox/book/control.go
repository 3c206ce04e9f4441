package book

import (
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// controls are the spend controls of the program and the groups they name.
type controls struct {
	MCCGroups      *state.Collection[wire.MCCGroup]
	MerchantGroups *state.Collection[wire.MerchantGroup]
}

func newControls(s *state.Store) controls {
	return controls{
		MCCGroups:      state.NewCollection[wire.MCCGroup](s, "mcc_group"),
		MerchantGroups: state.NewCollection[wire.MerchantGroup](s, "merchant_group"),
	}
}

// holds gives what the groups of a category change about the holds of a product's
// cards; a product may be exempt.
func (b *Book) holds(tx *state.Tx, p wire.CardProduct, mcc string) (all []wire.MCCControls) {
	if !p.Config.TransactionControls.AllowMCCGroupControls {
		return nil
	}
	for _, g := range b.MCCGroups.All(tx) {
		if holds, ok := g.Holds(); ok && g.Has(mcc) {
			all = append(all, holds)
		}
	}
	return all
}

// HoldDays says for how many days an authorization holds money unless it is
// cleared: as the category's group says, the longest of several, else engine.HoldDays.
func (b *Book) HoldDays(tx *state.Tx, p wire.CardProduct, mcc string) int {
	days := 0
	for _, h := range b.holds(tx, p, mcc) {
		days = max(days, h.Days())
	}
	if days == 0 {
		days = engine.HoldDays(mcc)
	}
	return days
}
