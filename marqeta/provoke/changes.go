package provoke

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// move moves a card or user of the subject to a state and back to ACTIVE.
func move(act Act, kind, member, token, to, what, back string) Change {
	call := func(state string) Call {
		return Call{http.MethodPost, "/" + kind + "transitions", object{kind + "_token": token, member: state, "reason_code": "00", "channel": "API"}}
	}
	return Change{Act: act, Target: token, What: what, Do: call(to), Back: back, Undo: call("ACTIVE"),
		Kept:   Member{"/" + kind + "s/" + url.PathEscape(token), member, "ACTIVE"},
		ByHand: "Open the " + kind + " " + token + " and make it active again."}
}

// edit changes members of an object, and gives them back what they were.
func edit(act Act, token, path, name, what string, is, was object) Change {
	return Change{Act: act, Target: token, What: what, Do: Call{http.MethodPut, path, is},
		Back: "give the " + name + " its settings back", Undo: Call{http.MethodPut, path, before(is, was)},
		ByHand: "Open the " + name + " " + token + " and set " + strings.Join(leaves("", before(is, was)), ", ") + "."}
}

// leaves spells what an edit says: config.poi.atm to true.
func leaves(path string, o object) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(o)) {
		if inner, deeper := o[name].(object); deeper {
			out = append(out, leaves(path+name+".", inner)...)
			continue
		}
		out = append(out, fmt.Sprintf("%s%s to %v", path, name, o[name]))
	}
	return out
}

// config changes members of the card product's config.
func (s Subject) config(what string, fields object) Change {
	return edit(EditProduct, s.Product, s.productPath(), "card product", what, object{"config": fields}, s.product)
}

func (s Subject) controls(what string, fields object) Change {
	return s.config(what, object{"transaction_controls": fields})
}

// unfunded switches just-in-time funding off, so that the account has to pay.
func (s Subject) unfunded() []Change {
	off := object{}
	for _, kind := range []string{program, gateway} {
		if s.fundedBy(kind) {
			off[kind] = object{"enabled": false}
		}
	}
	if len(off) == 0 {
		return nil
	}
	return []Change{s.config("switch just-in-time funding off", object{"jit_funding": off})}
}

// issue issues another card to the subject's user. It ends terminated.
func (s Subject) issue() Change {
	c := s.end("02", "")
	return Change{Act: IssueCard, Target: s.other, What: "issue another card",
		Do:   Call{http.MethodPost, "/cards", object{"token": s.other, "user_token": s.User, "card_product_token": s.Product}},
		Back: "terminate the other card", Undo: c.Do, Kept: Member{"/cards/" + url.PathEscape(s.other), "state", "TERMINATED"},
		ByHand: "Open the card " + s.other + " and terminate it."}
}

// end terminates the other card for good.
func (s Subject) end(reason, what string) Change {
	return Change{Act: TerminateCard, Target: s.other, What: what, Do: Call{http.MethodPost, "/cardtransitions", object{
		"card_token": s.other, "state": "TERMINATED", "reason_code": reason, "channel": "API"}}}
}

// limit makes a velocity control of the user.
func (s Subject) limit(fields object) Change {
	body := object{"token": s.made, "name": "Made to see a decline", "association": object{"user_token": s.User}, "currency_code": "USD", "velocity_window": "DAY"}
	for name, value := range fields {
		body[name] = value
	}
	return Change{Act: MakeVelocity, Target: s.made, What: "make a velocity control", Do: Call{http.MethodPost, "/velocitycontrols", body},
		Back: "deactivate the velocity control", Undo: Call{Method: http.MethodDelete, Path: "/velocitycontrols/" + url.PathEscape(s.made)},
		ByHand: "Open the velocity control " + s.made + " and deactivate it."}
}

// deny makes an authorization control of the user for the merchant of the purchase.
func (s Subject) deny() Change {
	return Change{Act: MakeControl, Target: s.made, What: "make an authorization control",
		Do: Call{http.MethodPost, "/authcontrols", object{"token": s.made, "name": "Made to see a decline", "active": true,
			"association": object{"user_token": s.User}, "merchant_scope": object{"mid": merchant}}},
		Back: "deactivate the authorization control", Undo: Call{http.MethodPut, "/authcontrols/" + url.PathEscape(s.made), object{"active": false}},
		ByHand: "Open the authorization control " + s.made + " and deactivate it."}
}

// unverified makes the user one who has yet to pass KYC, in a group that minds.
func (s Subject) unverified() []Change {
	return []Change{
		{Act: MakeGroup, Target: s.made, What: "make an account holder group that asks for KYC", Do: Call{http.MethodPost, "/accountholdergroups", object{
			"token": s.made, "name": "Made to see a decline", "config": object{"kyc_required": "CONDITIONAL"}}}},
		edit(EditUser, s.User, s.userPath(), "user", "put the user into that group", object{"account_holder_group_token": s.made}, s.user),
		move(MoveUser, "user", "status", s.User, "LIMITED", "limit the user", "make the user active again"),
	}
}
