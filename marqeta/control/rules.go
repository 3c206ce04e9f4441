package control

import "carddeck/marqeta"

// rules replays authorization controls. They remember nothing: each purchase is judged by
// itself.
type rules struct {
	set    Set
	groups Groups
	deny   bool   // the program denies what no control allows
	always string // the control that is judged as though it were always in force
}

func (r rules) refuses(e Event) bool {
	k := kindOf(e.Type)
	if !k.decided() || k.step == refund || k.step == promise {
		return false
	}
	for _, x := range r.set.Exempt {
		if x.Active && During(x.StartTime, x.EndTime, e.At) && Reaches(x.Association, e.User, e.CardProduct) &&
			r.groups.Covers(marqeta.MerchantScope{MID: x.MID, MerchantGroupToken: x.MerchantGroupToken}, e.MID, e.MCC) {
			return false
		}
	}
	for _, a := range r.set.Auth {
		if a.Active && (a.Token == r.always || During(a.StartTime, a.EndTime, e.At)) &&
			Reaches(a.Association, e.User, e.CardProduct) && r.groups.Covers(a.MerchantScope, e.MID, e.MCC) {
			return !r.deny
		}
	}
	return r.deny
}

func (r rules) take(Event, bool) {}
