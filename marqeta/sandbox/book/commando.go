package book

import (
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// commando is Commando Mode: the control sets and how their states changed.
type commando struct {
	CommandoModes       *state.Collection[wire.CommandoMode]
	CommandoByGateway   *state.Index[wire.CommandoMode] // at most one under a gateway source
	CommandoTransitions *state.Collection[wire.CommandoModeTransition]
	CommandoMovesOf     *state.Index[wire.CommandoModeTransition] // by control set
}

func newCommando(s *state.Store) (c commando) {
	c.CommandoModes = state.NewCollection[wire.CommandoMode](s, "commando_mode")
	c.CommandoByGateway = state.NewIndex(c.CommandoModes, func(m wire.CommandoMode) string { return m.GatewaySource })
	c.CommandoTransitions = state.NewCollection[wire.CommandoModeTransition](s, "commando_mode_transition")
	c.CommandoMovesOf = state.NewIndex(c.CommandoTransitions, func(t wire.CommandoModeTransition) string { return t.CommandoMode })
	return c
}

// Commando gives the control set of a gateway funding source, if it has one.
func (b *Book) Commando(tx *state.Tx, gateway string) (wire.CommandoMode, bool) {
	for _, m := range b.CommandoByGateway.Get(tx, gateway) {
		return m, true
	}
	return wire.CommandoMode{}, false
}
