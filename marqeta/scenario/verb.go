package scenario

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// Verbs of steps.
const (
	simulate = "simulate"
	create   = "create"
	update   = "update"
	move     = "move"
	load     = "load"
	read     = "read"
	advance  = "advance"
)

// collections are the kinds of objects that steps create, update and read, with their
// paths.
var collections = map[string]string{
	"user": "/users", "card": "/cards", "card_product": "/cardproducts", "gpa_order": "/gpaorders",
	"program_funding_source": "/fundingsources/program", "gateway_funding_source": "/fundingsources/programgateway",
	"velocity_control": "/velocitycontrols", "authorization_control": "/authcontrols", "exempt_merchant": "/authcontrols/exemptmids",
	"mcc_group": "/mccgroups", "merchant_group": "/merchantgroups",
}

// readable are the kinds that can be read and not made.
var readable = map[string]string{"transaction": "/transactions", "balances": "/balances"}

// transitions move objects from state to state.
var transitions = map[string]string{"card": "/cardtransitions", "user": "/usertransitions"}

// kinds gives the words that may follow a verb; nil where anything may.
func kinds(verb string) []string {
	switch verb {
	case create, update:
		return slices.Sorted(maps.Keys(collections))
	case move:
		return slices.Sorted(maps.Keys(transitions))
	case read:
		return slices.Sorted(maps.Keys(joined(collections, readable)))
	}
	return nil
}

func joined(a, b map[string]string) map[string]string {
	out := maps.Clone(a)
	maps.Copy(out, b)
	return out
}

// verbs gives what a step says to do, by verb. A sound step has one.
func (s Step) verbs() map[string]string {
	out := map[string]string{}
	for verb, object := range map[string]string{
		simulate: s.Simulate, create: s.Create, update: s.Update, move: s.Move, load: s.Load, read: s.Read, advance: s.Advance,
	} {
		if object != "" {
			out[verb] = object
		}
	}
	return out
}

// verb gives what a sound step does.
func (s Step) verb() (verb, object string) {
	for verb, object = range s.verbs() {
	}
	return verb, object
}

// call is a request to the Core API.
type call struct {
	method, path string
	body         map[string]any
}

// call gives the request of a step whose references are filled in. follows and card are
// tokens.
func (s Step) call(follows, source string) call {
	verb, object := s.verb()
	at := "/" + url.PathEscape(s.Token)
	switch verb {
	case simulate:
		return call{http.MethodPost, "/simulations/cardtransactions/" + url.PathEscape(object), s.message(follows)}
	case create:
		return call{http.MethodPost, collections[object], nil}
	case update:
		return call{http.MethodPut, collections[object] + at, nil}
	case move:
		return call{http.MethodPost, transitions[object], map[string]any{object + "_token": s.Token, "channel": "API"}}
	case load:
		return call{http.MethodPost, "/gpaorders", map[string]any{
			"user_token": object, "amount": jsontext.Value(s.Amount), "currency_code": "USD", "funding_source_token": source,
		}}
	case read:
		return call{http.MethodGet, joined(collections, readable)[object] + at, nil}
	}
	return call{http.MethodPost, "/_sandbox/clock", map[string]any{"advance": object}}
}

// message is a simulated one.
func (s Step) message(follows string) map[string]any {
	body := map[string]any{}
	if s.Amount != "" {
		body["amount"] = jsontext.Value(s.Amount)
	}
	if follows != "" {
		body["preceding_related_transaction_token"] = follows
	} else {
		body["card_token"] = s.Card
	}
	if s.Force {
		body["force_post"] = true
	}
	return body
}

// Does words what the step does.
func (s Step) Does() string {
	verb, object := s.verb()
	object = strings.ReplaceAll(object, "_", " ")
	switch verb {
	case simulate:
		out := "Simulate " + object
		if s.Amount != "" {
			out += " of " + s.Amount
		}
		if s.Follows != "" {
			out += ", which follows " + s.Follows
		}
		return out
	case create:
		return "Create a " + object
	case update:
		return "Change the " + object + " " + s.Token
	case move:
		return "Move the " + object + " " + s.Token + " to another state"
	case load:
		return "Load " + s.Amount + " onto the account of " + object
	case read:
		return "Read the " + object + " " + s.Token
	}
	return "Let " + object + " pass on the sandbox's clock"
}
