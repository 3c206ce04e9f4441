package book

import (
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// controls are the spend controls of the program, the groups they name, and what
// has been counted for them.
type controls struct {
	VelocityControls *state.Collection[VelocityControl]
	VelocityAt       *state.Index[VelocityControl] // by level
	lifetimes        *state.Index[VelocityControl] // by level, those that count for ever
	AuthControls     *state.Collection[wire.AuthControl]
	AuthControlsAt   *state.Index[wire.AuthControl] // by level
	ExemptMIDs       *state.Collection[wire.ExemptMID]
	ExemptMIDsAt     *state.Index[wire.ExemptMID] // by level
	MCCGroups        *state.Collection[wire.MCCGroup]
	MerchantGroups   *state.Collection[wire.MerchantGroup]
	counts           *state.Tallies[slot]
}

// VelocityControl is a velocity control with what is not shown of it.
type VelocityControl struct {
	wire.VelocityControl
	Since int64 `json:"stored_since,omitzero"` // of a lifetime: what is counted from then on
}

func newControls(s *state.Store) controls {
	c := controls{
		VelocityControls: state.NewCollection[VelocityControl](s, "velocity_control"),
		AuthControls:     state.NewCollection[wire.AuthControl](s, "auth_control"),
		ExemptMIDs:       state.NewCollection[wire.ExemptMID](s, "exempt_mid"),
		MCCGroups:        state.NewCollection[wire.MCCGroup](s, "mcc_group"),
		MerchantGroups:   state.NewCollection[wire.MerchantGroup](s, "merchant_group"),
		counts:           state.NewTallies[slot](s, "velocity"),
	}
	c.VelocityAt = state.NewIndex(c.VelocityControls, func(v VelocityControl) string { return v.Association.Key() })
	c.lifetimes = state.NewIndex(c.VelocityControls, func(v VelocityControl) string {
		if v.Window != engine.Lifetime {
			return ""
		}
		return v.Association.Key()
	})
	c.AuthControlsAt = state.NewIndex(c.AuthControls, func(v wire.AuthControl) string { return v.Association.Key() })
	c.ExemptMIDsAt = state.NewIndex(c.ExemptMIDs, func(v wire.ExemptMID) string { return v.Association.Key() })
	return c
}

// Spender is whose spending with which cards, in which currency.
type Spender struct{ User, Product, Currency string }

// levels are the keys of the controls that may apply, the widest first.
func (s Spender) levels() [3]string {
	return [...]string{
		wire.Association{}.Key(), wire.Association{CardProductToken: s.Product}.Key(), wire.Association{UserToken: s.User}.Key(),
	}
}

// covers reports whether a merchant is in a scope.
func (b *Book) covers(tx *state.Tx, s wire.MerchantScope, mid, mcc string) bool {
	switch {
	case s.MID != "":
		return s.MID == mid
	case s.MCC != "":
		return s.MCC == mcc
	case s.MCCGroup != "":
		g, _ := b.MCCGroups.Get(tx, s.MCCGroup)
		return g.Has(mcc)
	case s.MerchantGroupToken != "":
		g, _ := b.MerchantGroups.Get(tx, s.MerchantGroupToken)
		return g.Has(mid)
	}
	return true
}

// Rules gathers the authorization controls of a spender, asked about a merchant.
func (b *Book) Rules(tx *state.Tx, who Spender, mid, mcc string) (r engine.Rules) {
	asleep := b.asleep(tx)
	for _, level := range who.levels() {
		for _, v := range b.ExemptMIDsAt.Get(tx, level) {
			if v.Active {
				covers := b.covers(tx, wire.MerchantScope{MID: v.MID, MerchantGroupToken: v.MerchantGroupToken}, mid, mcc)
				r.Exempt = append(r.Exempt, rule(v.Token, v.Name, v.Association, covers, v.Period))
			}
		}
		for _, v := range b.AuthControlsAt.Get(tx, level) {
			if bool(v.Active) && !asleep[v.Token] {
				r.Controls = append(r.Controls, b.ruleOf(tx, v, mid, mcc))
			}
		}
	}
	return r
}

func (b *Book) ruleOf(tx *state.Tx, v wire.AuthControl, mid, mcc string) engine.Rule {
	return rule(v.Token, v.Name, v.Association, b.covers(tx, v.MerchantScope, mid, mcc), v.Period)
}

func rule(token, name string, a wire.Association, covers bool, p wire.Period) engine.Rule {
	starts, ends := p.Bounds()
	return engine.Rule{Control: engine.Control{Token: token, Name: name, Level: a.Level()}, Covers: covers, Starts: starts, Ends: ends}
}
