package sandbox

import (
	"strconv"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

func (s *Server) createGatewaySource(c *rest.Call) (rest.Reply, error) {
	in := struct {
		Token *string `json:"token"`
		wire.GatewayFundingSourceFields
	}{GatewayFundingSourceFields: wire.NewGatewayFundingSource().GatewayFundingSourceFields}
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	if err := in.Check(); err != nil {
		return rest.Reply{}, err
	}
	made, err := create(s, c, s.book.GatewaySources, in.Token, rest.AlreadyProcessed, func(tx *state.Tx, token string) (wire.GatewayFundingSource, error) {
		return wire.GatewayFundingSource{
			Token: token, GatewayFundingSourceFields: in.GatewayFundingSourceFields,
			Account: s.nextAccount(tx), Version: "0", Times: wire.Born(s.book.Now()),
		}, nil
	})
	if err != nil {
		return rest.Reply{}, err
	}
	return rest.Created(made)
}

func (s *Server) gatewaySource(c *rest.Call) (rest.Reply, error) {
	v, ok := s.book.GatewaySources.Read(c.Param("token"))
	if !ok {
		return rest.Reply{}, rest.NotFound("Funding source")
	}
	return rest.OK(v)
}

func (s *Server) updateGatewaySource(c *rest.Call) (rest.Reply, error) {
	return s.changeGatewaySource(c, func(v *wire.GatewayFundingSource) error {
		return c.Decode(&v.GatewayFundingSourceFields)
	})
}

func (s *Server) updateGatewayHeaders(c *rest.Call) (rest.Reply, error) {
	return s.changeGatewaySource(c, func(v *wire.GatewayFundingSource) error {
		return addHeaders(c, &v.CustomHeader)
	})
}

func (s *Server) changeGatewaySource(c *rest.Call, change func(*wire.GatewayFundingSource) error) (rest.Reply, error) {
	v, err := update(s, c, s.book.GatewaySources, rest.NotFound("Funding source"), func(_ *state.Tx, v *wire.GatewayFundingSource) error {
		if err := change(v); err != nil {
			return err
		}
		return v.Check()
	}, func(v *wire.GatewayFundingSource, now rest.Time) {
		v.Modified = now
		if n, err := strconv.Atoi(v.Version); err == nil {
			v.Version = strconv.Itoa(n + 1)
		}
	})
	if err != nil {
		return rest.Reply{}, err
	}
	return rest.OK(v)
}

// addHeaders adds the request's custom headers, or replaces those of their name.
func addHeaders(c *rest.Call, to *rest.Metadata) error {
	var in struct {
		CustomHeader rest.Metadata `json:"custom_header"`
	}
	if err := c.Decode(&in); err != nil {
		return err
	}
	if *to == nil {
		*to = rest.Metadata{}
	}
	for name, value := range in.CustomHeader {
		(*to)[name] = value
	}
	return nil
}
