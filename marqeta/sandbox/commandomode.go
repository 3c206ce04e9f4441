package sandbox

import (
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

var (
	noCommandoMode = rest.NotFound("Commando mode")
	commandoPaging = rest.Paging{Count: 5, Most: 10, Sort: "-lastModifiedTime"}
)

// createCommandoMode is open to Marqeta's program managers only; a sandbox has no
// other callers.
func (s *Server) createCommandoMode(c *rest.Call) (rest.Reply, error) {
	var in struct {
		Token *string `json:"token"`
		wire.CommandoModeFields
	}
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	return created(create(s, c, s.book.CommandoModes, in.Token, rest.TokenTaken, func(tx *state.Tx, token string) (wire.CommandoMode, error) {
		m := wire.CommandoMode{Token: token, CommandoModeFields: in.CommandoModeFields, Times: wire.Born(s.book.Now())}
		if err := s.checkCommandoMode(tx, m); err != nil {
			return m, err
		}
		m.Current = wire.CommandoState{Channel: "SYSTEM", Reason: "New Commando Mode created"}
		first := s.book.CommandoMove(tx, m, s.book.NewToken(), m.Current.Type())
		s.book.CommandoTransitions.Put(tx, first.Token, first)
		return m, nil
	}))
}

// checkCommandoMode checks what a control set refers to. Our call: a second one for
// a gateway is refused with 400.
func (s *Server) checkCommandoMode(tx *state.Tx, m wire.CommandoMode) error {
	if _, ok := s.book.GatewaySources.Get(tx, m.GatewaySource); !ok {
		return rest.NotFoundBody("Program gateway funding source")
	}
	if _, ok := s.book.ProgramSources.Get(tx, m.Enables.ProgramSource); !ok {
		return rest.NotFoundBody("Program funding source")
	}
	for _, token := range m.Enables.VelocityControls {
		if _, ok := s.book.VelocityControls.Get(tx, token); !ok {
			return rest.NotFoundBody("Velocity control")
		}
	}
	for _, token := range m.Enables.AuthControls {
		if _, ok := s.book.AuthControls.Get(tx, token); !ok {
			return rest.NotFoundBody("Authorization control")
		}
	}
	if other, ok := s.book.Commando(tx, m.GatewaySource); ok && other.Token != m.Token {
		return rest.Invalid("program_gateway_funding_source_token already has a commando mode")
	}
	return nil
}

func (s *Server) commandoMode(c *rest.Call) (rest.Reply, error) {
	return answered(one(c, s.book.CommandoModes, noCommandoMode))
}

func (s *Server) listCommandoModes(c *rest.Call) (rest.Reply, error) {
	return list(c, s.book.CommandoModes, commandoPaging, state.Query[wire.CommandoMode]{}, asIs)
}

func (s *Server) updateCommandoMode(c *rest.Call) (rest.Reply, error) {
	return answered(update(s, c, s.book.CommandoModes, noCommandoMode, func(tx *state.Tx, m *wire.CommandoMode) error {
		if err := parse(c, &m.CommandoModeFields); err != nil {
			return err
		}
		return s.checkCommandoMode(tx, *m)
	}, func(m *wire.CommandoMode, now rest.Time) { m.Modified = now }))
}
