package explain

import (
	"carddeck/marqeta"
	"carddeck/marqeta/control"
)

// authorizationControls never settles: controls are as they are now, keep no time of
// their last change, and whether the program denies by default is told by nobody. A
// control that covers the merchant is named all the same.
func authorizationControls(e Evidence) opinion {
	t, o := e.Transaction, about("mid", e.Transaction.CardAcceptor.MID, "mcc", e.Transaction.CardAcceptor.MCC)
	if credit(t) || inquiry(t) {
		return passes(o)
	}
	if e.Controls == nil {
		return o
	}
	o.rests = Derived
	inForce := e.Controls.InForce(e.at(), e.spender(), t.CardProductToken)
	o.values.put("looked_at", len(inForce.Auth))
	for _, x := range inForce.Exempt {
		scope := marqeta.MerchantScope{MID: x.MID, MerchantGroupToken: x.MerchantGroupToken}
		if e.Groups.Covers(scope, t.CardAcceptor.MID, t.CardAcceptor.MCC) {
			o.values.put("exempt", Control{x.Token, x.Name, x.Association.Level()})
			return o
		}
	}
	for _, a := range inForce.Auth {
		if e.Groups.Covers(a.MerchantScope, t.CardAcceptor.MID, t.CardAcceptor.MCC) {
			o.token = a.Token
			o.values.put("control", Control{a.Token, a.Name, a.Association.Level()})
			return o
		}
	}
	return o
}

// spender is whose spending controls are about: who holds the card, not who owns the
// account.
func (e Evidence) spender() string {
	if e.Transaction.ActingUserToken != "" {
		return e.Transaction.ActingUserToken
	}
	return e.Transaction.UserToken
}

// velocityControls finds the control that the notification names. What it had counted
// then is kept by nobody, and its limit is the one of today.
func velocityControls(e Evidence) opinion {
	t, o := e.Transaction, about("named", e.Transaction.Response.AdditionalInformation, "amount", asked(e.Transaction))
	if e.Controls == nil {
		return o
	}
	o.rests = Derived
	named := t.Response.AdditionalInformation
	var fits []marqeta.VelocityControl
	for _, v := range e.Controls.Velocity {
		reaches := control.Reaches(v.Association, e.spender(), t.CardProductToken) && v.CurrencyCode == t.CurrencyCode
		if reaches && named != "" && (v.Name == named || v.Token == named) {
			fits = append(fits, v)
		}
	}
	if len(fits) != 1 {
		o.values.put("named_by", len(fits))
		return o
	}
	v := fits[0]
	o.token = v.Token
	l := Limit{
		Control: Control{v.Token, v.Name, v.Association.Level()}, Window: v.Window, Declined: !v.ApprovalsOnly, LimitNow: &v.AmountLimit,
	}
	if from, to := control.Bounds(v.Window, e.at()); !from.IsZero() {
		l.Start, l.End = marqeta.At(from), marqeta.At(to)
	}
	if v.UsageLimit != nil && *v.UsageLimit >= 0 {
		l.TimesMost = new(int64(*v.UsageLimit))
	}
	o.values.put("controls", []Limit{l})
	return o
}
