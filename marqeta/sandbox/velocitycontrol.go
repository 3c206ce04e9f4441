package sandbox

import (
	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

var noVelocityControl = rest.NotFound("Velocity control")

func (s *Server) createVelocityControl(c *rest.Call) (rest.Reply, error) {
	in := struct {
		Token *string `json:"token"`
		wire.VelocityControlFields
	}{VelocityControlFields: wire.NewVelocityControl()}
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	if err := onlyInUpdates(in.Window); err != nil {
		return rest.Reply{}, err
	}
	made, err := create(s, c, s.book.VelocityControls, in.Token, rest.TokenTaken, func(tx *state.Tx, token string) (book.VelocityControl, error) {
		var v book.VelocityControl
		v.Token, v.VelocityControlFields = token, in.VelocityControlFields
		v.Begin(tx)
		return v, s.checkVelocityControl(tx, v)
	})
	return created(made.VelocityControl, err)
}

// onlyInUpdates refuses the windows that Marqeta takes in an update and not before.
func onlyInUpdates(w engine.Window) error {
	if w != engine.Quarter && w != engine.Year {
		return nil
	}
	var check rest.Check
	check.OneOf("velocity_window", string(w), string(engine.Day), string(engine.Week), string(engine.Month), string(engine.Lifetime), string(engine.Transaction))
	return check.Err()
}

func (s *Server) checkVelocityControl(tx *state.Tx, v book.VelocityControl) error {
	m, err := book.MoneyIn(v.CurrencyCode)
	if err != nil {
		return err
	}
	if _, err := m.Minor("amount_limit", *v.AmountLimit); err != nil {
		return err
	}
	if err := s.checkControl(tx, v.Association, v.MerchantScope); err != nil {
		return err
	}
	return s.checkControls(tx, v.Association, v.Active, v.Token)
}

func (s *Server) velocityControl(c *rest.Call) (rest.Reply, error) {
	v, err := one(c, s.book.VelocityControls, noVelocityControl)
	return answered(v.VelocityControl, err)
}

func (s *Server) listVelocityControls(c *rest.Call) (rest.Reply, error) {
	of := associated(c.URL.Query())
	return list(c, s.book.VelocityControls, rest.General, state.Query[book.VelocityControl]{
		Where: func(v book.VelocityControl) bool { return of(v.Association) },
	}, func(v book.VelocityControl) wire.VelocityControl { return v.VelocityControl })
}

func (s *Server) updateVelocityControl(c *rest.Call) (rest.Reply, error) {
	return s.changeVelocityControl(c, func(v *book.VelocityControl) error { return parse(c, &v.VelocityControlFields) })
}

// deleteVelocityControl switches a control off; it stays to be looked at.
func (s *Server) deleteVelocityControl(c *rest.Call) (rest.Reply, error) {
	return s.changeVelocityControl(c, func(v *book.VelocityControl) error { v.Active = false; return nil })
}

func (s *Server) changeVelocityControl(c *rest.Call, change func(*book.VelocityControl) error) (rest.Reply, error) {
	changed, err := update(s, c, s.book.VelocityControls, noVelocityControl, func(tx *state.Tx, v *book.VelocityControl) error {
		window := v.Window
		if err := change(v); err != nil {
			return err
		}
		if v.Window != window {
			v.Begin(tx)
		}
		return s.checkVelocityControl(tx, *v)
	}, func(*book.VelocityControl, rest.Time) {})
	return answered(changed.VelocityControl, err)
}
