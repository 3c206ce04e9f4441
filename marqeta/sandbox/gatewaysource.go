package sandbox

import (
	"maps"
	"strconv"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

func (s *Server) createGatewaySource(c *rest.Call) (rest.Reply, error) {
	in := struct {
		Token *string `json:"token"`
		URL   *string `json:"url"` // empty is not absent: it switches the gateway off
		wire.GatewayFundingSourceFields
	}{GatewayFundingSourceFields: wire.NewGatewayFundingSource().GatewayFundingSourceFields}
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	if in.URL == nil {
		return rest.Reply{}, rest.Invalid("url may not be null")
	}
	in.GatewayFundingSourceFields.URL = *in.URL
	if err := in.Check(); err != nil {
		return rest.Reply{}, err
	}
	return created(create(s, c, s.book.GatewaySources, in.Token, rest.AlreadyProcessed, func(tx *state.Tx, token string) (wire.GatewayFundingSource, error) {
		return wire.GatewayFundingSource{
			Token: token, GatewayFundingSourceFields: in.GatewayFundingSourceFields,
			Account: s.book.NextAccount(tx), Version: "0", Times: wire.Born(s.book.Now()),
		}, nil
	}))
}

func (s *Server) gatewaySource(c *rest.Call) (rest.Reply, error) {
	return answered(one(c, s.book.GatewaySources, noFundingSource))
}

func (s *Server) updateGatewaySource(c *rest.Call) (rest.Reply, error) {
	return s.changeGatewaySource(c, func(v *wire.GatewayFundingSource) error {
		return c.Decode(&v.GatewayFundingSourceFields)
	})
}

func (s *Server) updateGatewayHeaders(c *rest.Call) (rest.Reply, error) {
	return s.changeGatewaySource(c, func(v *wire.GatewayFundingSource) error {
		return addHeaders(c, v.CustomHeader)
	})
}

func (s *Server) changeGatewaySource(c *rest.Call, change func(*wire.GatewayFundingSource) error) (rest.Reply, error) {
	return answered(update(s, c, s.book.GatewaySources, noFundingSource, func(_ *state.Tx, v *wire.GatewayFundingSource) error {
		if err := change(v); err != nil {
			return err
		}
		return v.Check()
	}, func(v *wire.GatewayFundingSource, now rest.Time) {
		v.Modified = now
		if n, err := strconv.Atoi(v.Version); err == nil {
			v.Version = strconv.Itoa(n + 1)
		}
	}))
}

// addHeaders adds the request's custom headers, or replaces those of their name.
func addHeaders(c *rest.Call, to rest.Metadata) error {
	var in struct {
		CustomHeader rest.Metadata `json:"custom_header"`
	}
	if err := c.Decode(&in); err != nil {
		return err
	}
	maps.Copy(to, in.CustomHeader)
	return nil
}
