package explain

import (
	"strings"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/dictionary"
)

// opinion is what the evidence says of one check by itself, whatever decided: passed,
// failed or unknown, never more than the evidence proves.
type opinion struct {
	result Result
	rests  Basis
	values Values
	token  string // of the spend control that it is about
}

// about begins an opinion that knows values of the notification and nothing else.
func about(values ...any) opinion {
	o := opinion{result: Unknown, rests: Nothing, values: Values{}}
	for i := 0; i+1 < len(values); i += 2 {
		o.values.put(values[i].(string), values[i+1])
	}
	if len(o.values) > 0 {
		o.rests = Reported
	}
	return o
}

// is settles an opinion by objects as of then.
func (o opinion) is(failed bool) opinion {
	o.rests, o.result = Derived, Passed
	if failed {
		o.result = Failed
	}
	return o
}

func (e Evidence) opinion(c dictionary.Check) opinion {
	look, ok := map[dictionary.Check]func(Evidence) opinion{
		dictionary.Message: message, dictionary.CardFound: cardFound, dictionary.UserFound: userFound,
		dictionary.CardState: cardState, dictionary.Expiry: expiry, dictionary.AccountState: accountState,
		dictionary.CardProductState: productState, dictionary.SecurityCode: securityCode, dictionary.PIN: pin,
		dictionary.AVS: avs, dictionary.PointOfInteraction: pointOfInteraction, dictionary.Country: country,
		dictionary.QuasiCash: quasi, dictionary.AuthorizationControls: authorizationControls,
		dictionary.VelocityControls: velocityControls, dictionary.Risk: risk, dictionary.Funds: funds,
		dictionary.GatewayAsked: gateway, dictionary.StandIn: standIn,
	}[c]
	if !ok {
		return about()
	}
	return look(e)
}

func message(e Evidence) opinion {
	t := e.Transaction
	return about("amount", asked(t), "currency_code", t.CurrencyCode, "network", t.Network, "subnetwork", t.Subnetwork)
}

// asked is what the merchant asked for; the approved amount of a decline is nothing.
func asked(t marqeta.Transaction) marqeta.Amount {
	if t.RequestAmount.IsZero() {
		return t.Amount
	}
	return t.RequestAmount
}

func cardFound(e Evidence) opinion { return found(about("card_token", e.Transaction.CardToken)) }

func userFound(e Evidence) opinion { return found(about("user_token", e.Transaction.UserToken)) }

// found passes where the notification names the object.
func found(o opinion) opinion {
	if len(o.values) > 0 {
		o.result = Passed
	}
	return o
}

func cardState(e Evidence) opinion {
	o, s, p := about(), e.card(), e.product()
	s.into(o.values, "state")
	switch marqeta.CardState(s.state) {
	case "":
		return o
	case marqeta.CardActive:
		return o.is(false)
	case marqeta.CardSuspended:
		if p == nil || p.Config.TransactionControls == nil || p.Config.TransactionControls.IgnoreCardSuspendedState == nil {
			o.rests = Derived
			return o
		}
		ignore := *p.Config.TransactionControls.IgnoreCardSuspendedState
		o.values.put("ignore_card_suspended_state", ignore)
		return o.is(!ignore)
	case marqeta.CardUnactivated, marqeta.CardTerminated:
		return o.is(true)
	}
	o.rests = Derived
	return o
}

// expiry knows nothing of a date that was typed: the notification does not repeat it.
func expiry(e Evidence) opinion {
	o := about()
	if e.Card == nil || !e.before(e.Card.LastModifiedTime) || e.Card.ExpirationTime.IsZero() {
		return o
	}
	o.values.put("expiration_time", e.Card.ExpirationTime)
	if o.rests = Derived; e.at().After(e.Card.ExpirationTime.Add(time.Second)) {
		o.result = Failed
	}
	return o
}

// accountState holds for the user; of a parent or business that owns the account the
// evidence says nothing.
func accountState(e Evidence) opinion {
	o, s := about(), e.user()
	s.into(o.values, "status")
	switch marqeta.UserStatus(s.state) {
	case "":
		return o
	case marqeta.UserActive:
		owned := e.User == nil || e.User.UsesParentAccount || e.Transaction.BusinessToken != ""
		if o.rests = Derived; !owned {
			o.result = Passed
		}
		return o
	case marqeta.UserLimited: // depends on the account holder group
		o.rests = Derived
		return o
	}
	return o.is(true)
}

func risk(e Evidence) opinion {
	f := e.Transaction.Fraud
	if f == nil || f.IssuerProcessor == nil {
		return about()
	}
	return about("score", string(f.IssuerProcessor.Score), "risk_level", f.IssuerProcessor.RiskLevel,
		"recommended_action", f.IssuerProcessor.RecommendedAction, "rule_violations", strings.Join(f.IssuerProcessor.RuleViolations, ", "))
}

func standIn(e Evidence) opinion {
	return about("standin_approved_by", e.Transaction.StandInApprovedBy, "standin_reason", e.Transaction.StandInReason)
}
