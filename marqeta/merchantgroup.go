package marqeta

import (
	"context"
	"encoding/json"
)

// MerchantGroup is a set of merchants that authorization controls and exemptions can
// name.
type MerchantGroup struct {
	Token            string   `json:"token"`
	Name             string   `json:"name"`
	MIDs             []string `json:"mids,omitempty"`
	Active           bool     `json:"active"`
	CreatedTime      Time     `json:"created_time,omitzero"`
	LastModifiedTime Time     `json:"last_modified_time,omitzero"`

	Raw json.RawMessage `json:"-"`
}

func (g *MerchantGroup) keep(raw json.RawMessage) { g.Raw = raw }

// MerchantGroupRequest makes or changes a merchant group. Name is required on creation;
// what is not set is not sent. The list of merchants is only ever sent whole.
type MerchantGroupRequest struct {
	Token  string   `json:"token,omitempty"` // 1 to 36 characters; only on creation
	Name   string   `json:"name,omitempty"`  // up to 40 characters
	MIDs   []string `json:"mids,omitempty"`  // at most 4,000
	Active *bool    `json:"active,omitempty"`
}

// CreateMerchantGroup makes a group.
func (c *Client) CreateMerchantGroup(ctx context.Context, in MerchantGroupRequest) (MerchantGroup, error) {
	return one[MerchantGroup](ctx, c, post("/merchantgroups", in, in.Token))
}

// MerchantGroup reads a group.
func (c *Client) MerchantGroup(ctx context.Context, token string) (MerchantGroup, error) {
	return one[MerchantGroup](ctx, c, get("/merchantgroups/{token}", nil, token))
}

// MerchantGroups lists groups, newest change first unless sorted otherwise; mid, when
// not empty, limits them to those that hold the merchant.
func (c *Client) MerchantGroups(ctx context.Context, mid string, o ListOptions) (Page[MerchantGroup], error) {
	q := o.query()
	setText(q, "mid", mid)
	return many[MerchantGroup](ctx, c, get("/merchantgroups", q))
}

// UpdateMerchantGroup changes what is set in the request.
func (c *Client) UpdateMerchantGroup(ctx context.Context, token string, in MerchantGroupRequest) (MerchantGroup, error) {
	in.Token = ""
	return one[MerchantGroup](ctx, c, put("/merchantgroups/{token}", in, token))
}
