package book

import (
	"slices"

	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// commando is Commando Mode: the control sets and how their states changed.
type commando struct {
	CommandoModes       *state.Collection[wire.CommandoMode]
	CommandoByGateway   *state.Index[wire.CommandoMode] // at most one under a gateway source
	CommandoTransitions *state.Collection[wire.CommandoModeTransition]
	CommandoMovesOf     *state.Index[wire.CommandoModeTransition] // by control set
	Outages             *state.Collection[Outage]                 // by gateway source
}

// Outage is how a gateway fails while its control set stands in for it; no Failure is
// that it answers again.
type Outage struct {
	Failure string `json:"failure"`
}

func newCommando(s *state.Store) (c commando) {
	c.CommandoModes = state.NewCollection[wire.CommandoMode](s, "commando_mode")
	c.CommandoByGateway = state.NewIndex(c.CommandoModes, func(m wire.CommandoMode) string { return m.GatewaySource })
	c.CommandoTransitions = state.NewCollection[wire.CommandoModeTransition](s, "commando_mode_transition")
	c.CommandoMovesOf = state.NewIndex(c.CommandoTransitions, func(t wire.CommandoModeTransition) string { return t.CommandoMode })
	c.Outages = state.NewCollection[Outage](s, "gateway_outage")
	return c
}

// Commando gives the control set of a gateway funding source, if it has one.
func (b *Book) Commando(tx *state.Tx, gateway string) (wire.CommandoMode, bool) {
	for _, m := range b.CommandoByGateway.Get(tx, gateway) {
		return m, true
	}
	return wire.CommandoMode{}, false
}

// CommandoMove notifies that the state of a control set changed, or that a failure
// brought it into effect, and gives the record of it to keep.
func (b *Book) CommandoMove(tx *state.Tx, m wire.CommandoMode, token, kind string) wire.CommandoModeTransition {
	t := wire.CommandoModeTransition{
		Token: token, CommandoMode: m.Token, Type: kind, Name: m.Current.Username, Transition: m.Current, Created: b.Now(),
	}
	b.Notify(tx, "commandomodetransition."+t.Type, t)
	return t
}

// asleep are the spend controls that control sets list: they hold in Commando Mode
// only.
func (b *Book) asleep(tx *state.Tx) map[string]bool {
	var tokens map[string]bool
	for _, m := range b.CommandoModes.All(tx) {
		for _, token := range slices.Concat(m.Enables.VelocityControls, m.Enables.AuthControls) {
			if tokens == nil {
				tokens = map[string]bool{}
			}
			tokens[token] = true
		}
	}
	return tokens
}

// StandIn gathers what holds under a control set for a spender at a merchant: the
// controls it lists, as far as they are about both. By is left to the caller.
func (b *Book) StandIn(tx *state.Tx, m wire.CommandoMode, who Spender, mid, mcc string) (engine.StandIn, error) {
	source, _ := b.ProgramSources.Get(tx, m.Enables.ProgramSource)
	s := engine.StandIn{
		ControlSet: m.Token, Source: m.Enables.ProgramSource, SourceActive: bool(source.Active),
		Dry: func() bool { return b.Dry(tx, m.Enables.ProgramSource) }, Restricted: len(m.Enables.AuthControls) > 0,
	}
	s.Rules.Exempt = b.Rules(tx, who, mid, mcc).Exempt
	levels := who.levels()
	for _, token := range m.Enables.AuthControls {
		if v, _ := b.AuthControls.Get(tx, token); bool(v.Active) && slices.Contains(levels[:], v.Association.Key()) {
			s.Rules.Controls = append(s.Rules.Controls, b.ruleOf(tx, v, mid, mcc))
		}
	}
	for _, token := range m.Enables.VelocityControls {
		v, ok := b.VelocityControls.Get(tx, token)
		if !ok || !slices.Contains(levels[:], v.Association.Key()) || !b.limits(tx, v, who, mid, mcc) {
			continue
		}
		l, err := b.Limit(tx, v, who.User)
		if err != nil {
			return s, err
		}
		s.Limits = append(s.Limits, l)
	}
	return s, nil
}
