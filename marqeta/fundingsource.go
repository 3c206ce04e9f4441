package marqeta

import (
	"context"
	"encoding/json"
)

// FundingSource is a program funding source: the bank account behind Managed JIT
// Funding and behind loads of the GPA. In a sandbox its funds are simulated.
type FundingSource struct {
	Token            string `json:"token"`
	Name             string `json:"name"`
	Active           bool   `json:"active"`
	Account          string `json:"account,omitempty"` // path in the ledger, 12.003.001.000147
	CreatedTime      Time   `json:"created_time,omitzero"`
	LastModifiedTime Time   `json:"last_modified_time,omitzero"`

	Raw json.RawMessage `json:"-"`
}

func (f *FundingSource) keep(raw json.RawMessage) { f.Raw = raw }

// FundingSourceRequest creates or changes a program funding source. What is not set
// is not sent: the platform chooses it on creation and leaves it alone on change.
type FundingSourceRequest struct {
	Token  string `json:"token,omitempty"` // 1 to 36 characters; only on creation
	Name   string `json:"name,omitempty"`  // 1 to 50 characters; required on creation
	Active *bool  `json:"active,omitempty"`
}

// CreateFundingSource makes a program funding source.
func (c *Client) CreateFundingSource(ctx context.Context, in FundingSourceRequest) (FundingSource, error) {
	return one[FundingSource](ctx, c, post("/fundingsources/program", in, in.Token))
}

// FundingSource reads a program funding source. The platform has no list of them.
func (c *Client) FundingSource(ctx context.Context, token string) (FundingSource, error) {
	return one[FundingSource](ctx, c, get("/fundingsources/program/{token}", nil, token))
}

// UpdateFundingSource changes name and activity.
func (c *Client) UpdateFundingSource(ctx context.Context, token string, in FundingSourceRequest) (FundingSource, error) {
	in.Token = ""
	return one[FundingSource](ctx, c, put("/fundingsources/program/{token}", in, token))
}
