package marqeta

import (
	"context"
	"encoding/json"
)

// AuthControl names merchants that are denied or, under a program that denies whatever
// no control allows, merchants that are allowed (Marqeta, core-api/auth-controls).
type AuthControl struct {
	Token         string        `json:"token"`
	Name          string        `json:"name"`
	Active        bool          `json:"active"`
	Association   Association   `json:"association,omitzero"`
	MerchantScope MerchantScope `json:"merchant_scope,omitzero"`
	StartTime     Time          `json:"start_time,omitzero"` // zero: since ever
	EndTime       Time          `json:"end_time,omitzero"`   // excluded; zero: for ever

	Raw json.RawMessage `json:"-"`
}

func (a *AuthControl) keep(raw json.RawMessage) { a.Raw = raw }

// AuthControlRequest makes or changes an authorization control. Name is required on
// creation; what is not set is not sent, and on change the platform leaves it alone.
type AuthControlRequest struct {
	Token         string         `json:"token,omitempty"` // 1 to 36 characters
	Name          string         `json:"name,omitempty"`  // up to 255 characters
	Active        *bool          `json:"active,omitempty"`
	Association   *Association   `json:"association,omitempty"`
	MerchantScope *MerchantScope `json:"merchant_scope,omitempty"`
	StartTime     Time           `json:"start_time,omitzero"`
	EndTime       Time           `json:"end_time,omitzero"`
}

// CreateAuthControl makes an authorization control.
func (c *Client) CreateAuthControl(ctx context.Context, in AuthControlRequest) (AuthControl, error) {
	return one[AuthControl](ctx, c, post("/authcontrols", in, in.Token))
}

// AuthControl reads an authorization control.
func (c *Client) AuthControl(ctx context.Context, token string) (AuthControl, error) {
	return one[AuthControl](ctx, c, get("/authcontrols/{token}", nil, token))
}

// AuthControls lists authorization controls, newest change first unless sorted
// otherwise.
func (c *Client) AuthControls(ctx context.Context, f ControlFilter) (Page[AuthControl], error) {
	return many[AuthControl](ctx, c, get("/authcontrols", f.query()))
}

// UpdateAuthControl changes what is set in the request.
func (c *Client) UpdateAuthControl(ctx context.Context, token string, in AuthControlRequest) (AuthControl, error) {
	in.Token = token // the platform requires it in the body, too
	return one[AuthControl](ctx, c, put("/authcontrols/{token}", in, token))
}
