package marqeta

import (
	"context"
	"encoding/json"
)

// ExemptMID exempts a merchant, or a group of them, from every authorization control.
type ExemptMID struct {
	Token              string      `json:"token"`
	Name               string      `json:"name"`
	Active             bool        `json:"active"`
	Association        Association `json:"association,omitzero"`
	MID                string      `json:"mid,omitempty"` // this or MerchantGroupToken
	MerchantGroupToken string      `json:"merchant_group_token,omitempty"`
	StartTime          Time        `json:"start_time,omitzero"` // zero: since ever
	EndTime            Time        `json:"end_time,omitzero"`   // excluded; zero: for ever
	Created            Time        `json:"created,omitzero"`
	LastUpdated        Time        `json:"last_updated,omitzero"`

	Raw json.RawMessage `json:"-"`
}

func (e *ExemptMID) keep(raw json.RawMessage) { e.Raw = raw }

// ExemptMIDRequest exempts a merchant. Name and one of MID and MerchantGroupToken are
// required. Later only Active can change.
type ExemptMIDRequest struct {
	Token              string       `json:"token,omitempty"` // 1 to 36 characters
	Name               string       `json:"name,omitempty"`  // up to 255 characters
	Association        *Association `json:"association,omitempty"`
	MID                string       `json:"mid,omitempty"`
	MerchantGroupToken string       `json:"merchant_group_token,omitempty"`
	StartTime          Time         `json:"start_time,omitzero"`
	EndTime            Time         `json:"end_time,omitzero"`
}

// CreateExemptMID exempts a merchant.
func (c *Client) CreateExemptMID(ctx context.Context, in ExemptMIDRequest) (ExemptMID, error) {
	return one[ExemptMID](ctx, c, post("/authcontrols/exemptmids", in, in.Token))
}

// ExemptMID reads an exemption.
func (c *Client) ExemptMID(ctx context.Context, token string) (ExemptMID, error) {
	return one[ExemptMID](ctx, c, get("/authcontrols/exemptmids/{token}", nil, token))
}

// ExemptMIDs lists exemptions, newest change first unless sorted otherwise.
func (c *Client) ExemptMIDs(ctx context.Context, f ControlFilter) (Page[ExemptMID], error) {
	return many[ExemptMID](ctx, c, get("/authcontrols/exemptmids", f.query()))
}

// ActivateExemptMID puts an exemption in force, or out of force. The platform's answer
// has no body.
func (c *Client) ActivateExemptMID(ctx context.Context, token string, active bool) error {
	in := struct {
		Active bool `json:"active"`
	}{active}
	_, err := c.send(ctx, put("/authcontrols/exemptmids/{token}", in, token))
	return err
}
