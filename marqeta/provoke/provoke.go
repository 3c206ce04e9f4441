// Package provoke brings a chosen decline about in a sandbox: it sets up the cause, sends
// a purchase, and puts everything back.
package provoke

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"github.com/go-json-experiment/json"

	"carddeck/marqeta"
	"carddeck/marqeta/scenario"
)

// Plan is how one decline comes about on an active card of an active user. What cannot
// be put back, such as a card's end, is not offered.
type Plan struct {
	Code    marqeta.ResponseCode
	Cause   string // what is done to bring it about, a clause
	Put     func(about Subject) []Change
	Options map[string]any // card_options of the purchase
}

// Subject is whose purchase is declined.
type Subject struct {
	Card, User string
	Amount     marqeta.Amount // decimal, USD
	Control    string         // token of a control that may be made
}

// Change is a call, and the one that takes it back.
type Change struct {
	What       string // in words
	Do, Undo   Call
	HowByHands string // what a person does when Undo fails
}

// Call is one request to the Core API.
type Call struct {
	Method, Path string
	Body         any
}

// Plans gives the declines that can be provoked, by code.
func Plans() []Plan { return plans }

// Find gives the plan of a code.
func Find(code marqeta.ResponseCode) (Plan, bool) {
	for _, p := range plans {
		if p.Code == code {
			return p, true
		}
	}
	return Plan{}, false
}

var plans = []Plan{
	{Code: "1002", Cause: "another expiration date is typed in", Options: map[string]any{"expiration": "0101"}},
	{Code: "1003", Cause: "the card is suspended", Put: func(s Subject) []Change {
		return []Change{moved("card", "state", s.Card)}
	}},
	{Code: "1813", Cause: "the user is suspended", Put: func(s Subject) []Change {
		return []Change{moved("user", "status", s.User)}
	}},
	{Code: "1817", Cause: "a velocity control allows no use", Put: func(s Subject) []Change {
		return []Change{limited(s, s.Amount, 0)}
	}},
	{Code: "1834", Cause: "a velocity control allows no amount", Put: func(s Subject) []Change {
		return []Change{limited(s, marqeta.Amount{}, -1)}
	}},
}

func moved(kind, member, token string) Change {
	to := func(state, reason string) Call {
		return Call{http.MethodPost, "/" + kind + "transitions", map[string]any{
			kind + "_token": token, member: state, "reason_code": reason, "channel": "API"}}
	}
	return Change{What: "suspend the " + kind, Do: to("SUSPENDED", "00"), Undo: to("ACTIVE", "00"),
		HowByHands: "Open the " + kind + " " + token + " and reinstate it."}
}

func limited(s Subject, amount marqeta.Amount, uses int) Change {
	at := "/velocitycontrols/" + url.PathEscape(s.Control)
	body := map[string]any{"token": s.Control, "name": "Made to see a decline", "association": map[string]any{"user_token": s.User},
		"amount_limit": amount, "currency_code": "USD", "velocity_window": "DAY"}
	if uses >= 0 {
		body["usage_limit"] = uses
	}
	return Change{What: "make a velocity control", Do: Call{http.MethodPost, "/velocitycontrols", body}, Undo: Call{Method: http.MethodDelete, Path: at},
		HowByHands: "Open the velocity control " + s.Control + " and deactivate it."}
}

// NotPutBack says that a cause is still there, with what to do about it.
type NotPutBack struct {
	HowByHands string
	Err        error
}

func (e *NotPutBack) Error() string { return "what was set up could not be put back: " + e.Err.Error() }
func (e *NotPutBack) Unwrap() error { return e.Err }

// ErrNotActive says that the card or its user is not in order to begin with.
var ErrNotActive = errors.New("the card and its user have to be active")

// Run sets up the cause, simulates a purchase and puts everything back, in the opposite
// order, also when ctx ends on the way or the purchase fails. A *NotPutBack is in the error for
// whatever could not be put back; the token of the purchase is given all the same.
func (p Plan) Run(ctx context.Context, api scenario.API, s Subject) (token string, err error) {
	for path, member := range map[string]string{"/cards/" + url.PathEscape(s.Card): "state", "/users/" + url.PathEscape(s.User): "status"} {
		var is map[string]any
		if err := send(ctx, api, Call{Method: http.MethodGet, Path: path}, &is); err != nil {
			return "", err
		}
		if is[member] != "ACTIVE" {
			return "", ErrNotActive
		}
	}
	var changes []Change
	if p.Put != nil {
		changes = p.Put(s)
	}
	for _, c := range changes {
		// Taken back also when no answer comes, since it may have been carried out.
		defer func() {
			if undone := send(context.WithoutCancel(ctx), api, c.Undo, nil); undone != nil {
				err = errors.Join(err, &NotPutBack{c.HowByHands, undone})
			}
		}()
		if err := send(ctx, api, c.Do, nil); err != nil {
			return "", fmt.Errorf("%s: %w", c.What, err)
		}
	}
	body := map[string]any{"card_token": s.Card, "amount": s.Amount}
	if p.Options != nil {
		body["card_options"] = p.Options
	}
	var made struct {
		Transaction struct {
			Token string `json:"token"`
		} `json:"transaction"`
	}
	err = send(ctx, api, Call{http.MethodPost, "/simulations/cardtransactions/authorization", body}, &made)
	return made.Transaction.Token, err
}

// send makes a call and wants a success.
func send(ctx context.Context, api scenario.API, c Call, into any) error {
	status, answer, err := api.Call(ctx, c.Method, c.Path, c.Body)
	if err != nil {
		return fmt.Errorf("%s: %w", c.Method, err)
	}
	if status/100 != 2 {
		var said struct {
			Message string `json:"error_message"`
		}
		_ = json.Unmarshal(answer, &said)
		return fmt.Errorf("the platform answered %d: %s", status, said.Message)
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(answer, into)
}
