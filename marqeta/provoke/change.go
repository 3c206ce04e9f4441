package provoke

import (
	"context"
	"fmt"
	"net/http"

	"github.com/go-json-experiment/json"

	"carddeck/marqeta"
	"carddeck/marqeta/scenario"
)

// Act is a kind of change, for whoever asks who may make it.
type Act string

// The acts.
const (
	MoveCard      Act = "move card"
	IssueCard     Act = "issue card"
	TerminateCard Act = "terminate card"
	MoveUser      Act = "move user"
	EditUser      Act = "edit user"
	MakeGroup     Act = "make account holder group"
	EditProduct   Act = "edit card product"
	EditSource    Act = "edit funding source"
	MakeVelocity  Act = "make velocity control"
	MakeControl   Act = "make authorization control"
	TurnClock     Act = "turn the sandbox's clock"
	MakeSource    Act = "make funding source"
	MakeProduct   Act = "make card product"
	MakeUser      Act = "make user"
)

// Change is a call, and the one that takes it back. It is data, and survives as JSON.
type Change struct {
	Act    Act    `json:"act"`
	Target string `json:"target"` // token of what is changed or made
	What   string `json:"what"`   // in words: suspend the card
	Do     Call   `json:"do"`
	Back   string `json:"back,omitzero"` // in words: reinstate the card; empty where nothing is to be taken back
	Undo   Call   `json:"undo,omitzero"`
	Kept   Member `json:"kept,omitzero"`    // tells that there is nothing to take back
	ByHand string `json:"by_hand,omitzero"` // what a person does when Undo fails
	Shown  any    `json:"-"`                // of Do's body, where that holds a secret
}

// Text is the change as JSON, to be kept; Read gives it back.
func (c Change) Text() []byte {
	text, err := json.Marshal(c)
	if err != nil {
		panic(fmt.Errorf("write down how to %s: %w", c.Back, err)) // it holds nothing but texts, numbers and maps of them
	}
	return text
}

// Read reads a change that was kept.
func Read(text []byte) (c Change, err error) { return c, json.Unmarshal(text, &c) }

// Call is one request to the Core API.
type Call struct {
	Method string `json:"method"`
	Path   string `json:"path"`
	Body   any    `json:"body,omitempty"`
}

// Member is a member of an object with a value.
type Member struct {
	Path  string `json:"path"`
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Make makes the change. An error that is a *marqeta.Error says that it was refused.
func (c Change) Make(ctx context.Context, api scenario.API) error { return send(ctx, api, c.Do, nil) }

// TakeBack undoes the change. Where there is nothing to undo, it does nothing.
func (c Change) TakeBack(ctx context.Context, api scenario.API) error {
	if c.Kept.Path != "" {
		var is map[string]any
		err := send(ctx, api, Call{Method: http.MethodGet, Path: c.Kept.Path}, &is)
		if marqeta.IsNotFound(err) || err == nil && is[c.Kept.Name] == c.Kept.Value {
			return nil
		}
		if err != nil {
			return err
		}
	}
	err := send(ctx, api, c.Undo, nil)
	if marqeta.IsNotFound(err) {
		return nil // it was never made
	}
	return err
}

// send makes a call and wants a success.
func send(ctx context.Context, api scenario.API, c Call, into any) error {
	status, answer, err := api.Call(ctx, c.Method, c.Path, c.Body)
	if err != nil {
		return fmt.Errorf("%s: %w", c.Method, err)
	}
	if status/100 != 2 {
		var said struct {
			Code    string `json:"error_code"`
			Message string `json:"error_message"`
		}
		_ = json.Unmarshal(answer, &said)
		return &marqeta.Error{Status: status, Code: said.Code, Message: said.Message}
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(answer, into)
}
