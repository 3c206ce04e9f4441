package control

import (
	"slices"
	"time"

	"carddeck/marqeta"
)

// MaxActive is how many active controls of the whole program Marqeta takes, velocity and
// authorization controls together. Those of a user or a card product do not count.
const MaxActive = 90

// Reaches reports whether a control with this association is about the spending of a
// user with cards of any of these card products. One with neither user nor products is
// reached by program-level controls alone.
func Reaches(a marqeta.Association, user string, products ...string) bool {
	switch a.Level() {
	case marqeta.UserLevel:
		return a.UserToken == user && (a.CardProductToken == "" || slices.Contains(products, a.CardProductToken))
	case marqeta.CardProductLevel:
		return slices.Contains(products, a.CardProductToken)
	}
	return true
}

// Set is spend controls of every kind.
type Set struct {
	Velocity []marqeta.VelocityControl
	Auth     []marqeta.AuthControl
	Exempt   []marqeta.ExemptMID
}

// InForce gives the controls of the set that are active at an instant and reach a user
// with cards of these card products, the widest level first and otherwise in the set's
// order.
func (s Set) InForce(at time.Time, user string, products ...string) Set {
	return Set{
		Velocity: applying(s.Velocity, func(v marqeta.VelocityControl) (marqeta.Association, bool) {
			return v.Association, v.Active && Reaches(v.Association, user, products...)
		}),
		Auth: applying(s.Auth, func(a marqeta.AuthControl) (marqeta.Association, bool) {
			return a.Association, a.Active && During(a.StartTime, a.EndTime, at) && Reaches(a.Association, user, products...)
		}),
		Exempt: applying(s.Exempt, func(e marqeta.ExemptMID) (marqeta.Association, bool) {
			return e.Association, e.Active && During(e.StartTime, e.EndTime, at) && Reaches(e.Association, user, products...)
		}),
	}
}

// Len is how many controls the set has.
func (s Set) Len() int { return len(s.Velocity) + len(s.Auth) + len(s.Exempt) }

// During reports whether an instant lies between a start and an end, which is excluded;
// a zero bound is open.
func During(start, end marqeta.Time, at time.Time) bool {
	return !at.Before(start.Time) && (end.IsZero() || at.Before(end.Time))
}

func applying[T any](all []T, applies func(T) (marqeta.Association, bool)) []T {
	var out []T
	for _, level := range []marqeta.ControlLevel{marqeta.ProgramLevel, marqeta.CardProductLevel, marqeta.UserLevel} {
		for _, c := range all {
			if a, ok := applies(c); ok && a.Level() == level {
				out = append(out, c)
			}
		}
	}
	return out
}
