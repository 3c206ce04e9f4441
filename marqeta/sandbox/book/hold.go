package book

import (
	"fmt"
	"math"
	"math/big"

	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

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

// Raise gives what an authorization over amount holds: more, where a group of the
// category says so, the most of several.
func (b *Book) Raise(tx *state.Tx, p wire.CardProduct, mcc string, m Money, amount int64) (int64, error) {
	held := amount
	for _, h := range b.holds(tx, p, mcc) {
		if h.HoldIncrease == nil || amount == 0 {
			continue
		}
		more, err := m.increased(amount, *h.HoldIncrease)
		if err != nil {
			return 0, err
		}
		held = max(held, more)
	}
	return m.Sum("amount with the hold increase of its merchant category", held, 0)
}

// increased raises an amount; a fraction of a minor unit is held whole.
func (m Money) increased(amount int64, by wire.HoldIncrease) (int64, error) {
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(m.decimals)), nil)
	value, ok := new(big.Rat).SetString(by.Value.String())
	if !ok {
		return 0, fmt.Errorf("read a hold increase of %s", by.Value)
	}
	held := new(big.Rat).SetInt64(amount)
	switch by.Type {
	case wire.ByAmount:
		held.Add(held, value.Mul(value, new(big.Rat).SetInt(unit)))
	case wire.ByPercent:
		held.Add(held, value.Mul(value, held).Quo(value, big.NewRat(100, 1)))
	case wire.UpToLimit:
		held = value.Mul(value, new(big.Rat).SetInt(unit))
	}
	whole, rest := new(big.Int).QuoRem(held.Num(), held.Denom(), new(big.Int))
	if rest.Sign() > 0 {
		whole.Add(whole, big.NewInt(1))
	}
	if !whole.IsInt64() {
		return math.MaxInt64, nil
	}
	return whole.Int64(), nil
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
