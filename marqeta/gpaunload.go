package marqeta

import "context"

// GPAUnload returns money from a general purpose account to the source it came from:
// one that was ordered, or the one that JIT Funding makes for a refund.
type GPAUnload struct {
	GPAOrder
	OriginalOrderToken string `json:"original_order_token,omitempty"`
}

// GPAUnloadRequest returns all or part of an earlier load. OriginalOrderToken and
// Amount are required.
type GPAUnloadRequest struct {
	Token                     string `json:"token,omitempty"` // 1 to 36 characters
	OriginalOrderToken        string `json:"original_order_token"`
	Amount                    Amount `json:"amount"` // decimal, at most the load's amount
	FundingSourceAddressToken string `json:"funding_source_address_token,omitempty"`
	Memo                      string `json:"memo,omitempty"`
	Tags                      string `json:"tags,omitempty"`
}

// GPAUnloadFilter says which unloads to list; empty members do not restrict.
type GPAUnloadFilter struct {
	ListOptions
	UserToken          string
	BusinessToken      string
	OriginalOrderToken string
}

// UnloadGPA returns money of an earlier load. More than was loaded is refused with
// status 412.
func (c *Client) UnloadGPA(ctx context.Context, in GPAUnloadRequest) (GPAUnload, error) {
	return one[GPAUnload](ctx, c, post("/gpaorders/unloads", in, in.Token))
}

// GPAUnload reads an unload.
func (c *Client) GPAUnload(ctx context.Context, token string) (GPAUnload, error) {
	return one[GPAUnload](ctx, c, get("/gpaorders/unloads/{unload_token}", nil, token))
}

// GPAUnloads lists unloads, last changed first unless sorted otherwise.
func (c *Client) GPAUnloads(ctx context.Context, f GPAUnloadFilter) (Page[GPAUnload], error) {
	q := f.query()
	setText(q, "user_token", f.UserToken)
	setText(q, "business_token", f.BusinessToken)
	setText(q, "original_order_token", f.OriginalOrderToken)
	return many[GPAUnload](ctx, c, get("/gpaorders/unloads", q))
}
