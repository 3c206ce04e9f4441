package sandbox

import (
	"time"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// listAvailable answers with what a user has left of every active control that
// applies to the user, also as a holder of certain cards or as anybody. Single
// transactions use nothing up.
func (s *Server) listAvailable(c *rest.Call) (rest.Reply, error) {
	user := c.Param("user_token")
	if _, ok := s.book.Users.Read(user); !ok {
		return rest.Reply{}, rest.ErrHolderPath
	}
	w, err := rest.General.Window(c.URL.Query())
	if err != nil {
		return rest.Reply{}, err
	}
	q := state.Query[book.VelocityControl]{Start: w.Start, Count: w.Count}
	if q.Order, err = sorting[book.VelocityControl](w); err != nil {
		return rest.Reply{}, err
	}
	products := map[string]bool{"": true}
	for _, card := range s.book.CardsByUser.Read(user) {
		products[card.CardProductToken] = true
	}
	q.Where = func(v book.VelocityControl) bool {
		return bool(v.Active) && v.Window != engine.Transaction &&
			(v.Association.UserToken == "" || v.Association.UserToken == user) && products[v.Association.CardProductToken]
	}
	found, more := s.book.VelocityControls.Page(q)
	left := make([]wire.AvailableVelocity, len(found))
	err = s.book.State.Update(c.Context(), func(tx *state.Tx) error {
		for i, v := range found {
			l, err := s.book.Limit(tx, v, user)
			if err != nil {
				return err
			}
			if left[i], err = available(v, l, s.book.Clock()); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return rest.Reply{}, err
	}
	return rest.OK(rest.NewPage(w, left, more))
}

func available(v book.VelocityControl, l engine.Limit, now time.Time) (wire.AvailableVelocity, error) {
	m, err := book.MoneyIn(v.CurrencyCode)
	a := wire.AvailableVelocity{VelocityControl: v.VelocityControl}
	left := l.Left()
	a.Available.Uses, a.Available.Amount = left.Times, m.Amount(left.Amount)
	if _, to := l.Window.Bounds(now); !to.IsZero() {
		days := int((to.Sub(now) + 24*time.Hour - 1) / (24 * time.Hour))
		a.Available.DaysRemaining = &days
	}
	return a, err
}
