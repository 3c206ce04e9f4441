package marqeta

import (
	"context"
	"encoding/json"
)

// MCCGroup is a set of merchant category codes that spend controls can name, and that
// may change how much is held at these merchants, and for how long (Marqeta,
// core-api/mcc-groups).
type MCCGroup struct {
	Token  string     `json:"token"`
	Name   string     `json:"name"`
	MCCs   []string   `json:"mccs"` // four digits, or a range such as 2224-2230
	Active bool       `json:"active"`
	Config *MCCConfig `json:"config,omitempty"`

	Raw json.RawMessage `json:"-"`
}

func (g *MCCGroup) keep(raw json.RawMessage) { g.Raw = raw }

// MCCConfig is what a group changes about authorizations.
type MCCConfig struct {
	AuthorizationControls *MCCHolds `json:"authorization_controls,omitempty"`
}

// MCCHolds say how much is held at the group's merchants, and for how many days.
type MCCHolds struct {
	HoldIncrease       *HoldIncrease `json:"hold_increase,omitempty"`
	HoldExpirationDays *int          `json:"hold_expiration_days,omitempty"` // 7 when absent
}

// HoldIncrease raises a hold by a decimal amount (AMOUNT), by percent (PERCENT) or up
// to an amount (UP_TO_LIMIT).
type HoldIncrease struct {
	Type  string `json:"type"`
	Value Amount `json:"value"`
}

// MCCGroupRequest makes or changes an MCC group. Name and MCCs are required on
// creation; what is not set is not sent. The list of codes is only ever sent whole.
type MCCGroupRequest struct {
	Token  string     `json:"token,omitempty"` // 1 to 36 characters; only on creation
	Name   string     `json:"name,omitempty"`
	MCCs   []string   `json:"mccs,omitempty"` // at most 500
	Active *bool      `json:"active,omitempty"`
	Config *MCCConfig `json:"config,omitempty"`
}

// CreateMCCGroup makes a group.
func (c *Client) CreateMCCGroup(ctx context.Context, in MCCGroupRequest) (MCCGroup, error) {
	return one[MCCGroup](ctx, c, post("/mccgroups", in, in.Token))
}

// MCCGroup reads a group.
func (c *Client) MCCGroup(ctx context.Context, token string) (MCCGroup, error) {
	return one[MCCGroup](ctx, c, get("/mccgroups/{token}", nil, token))
}

// MCCGroups lists groups, newest change first unless sorted otherwise; mcc, when not
// empty, limits them to those that hold the code.
func (c *Client) MCCGroups(ctx context.Context, mcc string, o ListOptions) (Page[MCCGroup], error) {
	q := o.query()
	setText(q, "mcc", mcc)
	return many[MCCGroup](ctx, c, get("/mccgroups", q))
}

// UpdateMCCGroup changes what is set in the request.
func (c *Client) UpdateMCCGroup(ctx context.Context, token string, in MCCGroupRequest) (MCCGroup, error) {
	in.Token = ""
	return one[MCCGroup](ctx, c, put("/mccgroups/{token}", in, token))
}
