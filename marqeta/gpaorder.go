package marqeta

import (
	"context"
	"encoding/json"
)

// GPAOrder is a load of a general purpose account: one that was ordered, or the one
// that JIT Funding makes inside a transaction. Inside a transaction its token stays the
// same over the purchase while TransactionToken changes with each message.
type GPAOrder struct {
	Token                     string           `json:"token"`
	Amount                    Amount           `json:"amount"`
	CurrencyCode              string           `json:"currency_code,omitempty"`
	State                     TransactionState `json:"state"`
	Response                  Response         `json:"response,omitzero"`
	UserToken                 string           `json:"user_token,omitempty"`
	BusinessToken             string           `json:"business_token,omitempty"`
	TransactionToken          string           `json:"transaction_token,omitempty"`    // the gpa.* transaction of this load
	FundingSourceToken        string           `json:"funding_source_token,omitempty"` // masked for program sources
	FundingSourceAddressToken string           `json:"funding_source_address_token,omitempty"`
	Funding                   Funding          `json:"funding,omitzero"`
	JITFunding                *JITFunding      `json:"jit_funding,omitempty"`
	GatewayToken              Scalar           `json:"gateway_token,omitempty"`
	GatewayMessage            string           `json:"gateway_message,omitempty"`
	Memo                      string           `json:"memo,omitempty"`
	Tags                      string           `json:"tags,omitempty"`
	CreatedTime               Time             `json:"created_time,omitzero"`
	LastModifiedTime          Time             `json:"last_modified_time,omitzero"`

	Raw json.RawMessage `json:"-"`
}

func (o *GPAOrder) keep(raw json.RawMessage) { o.Raw = raw }

// GPAOrderRequest loads a user's or a business's account from a funding source.
// Amount, CurrencyCode, FundingSourceToken and one of the holders are required.
type GPAOrderRequest struct {
	Token                     string `json:"token,omitempty"` // 1 to 36 characters
	UserToken                 string `json:"user_token,omitempty"`
	BusinessToken             string `json:"business_token,omitempty"`
	Amount                    Amount `json:"amount"` // decimal, above 0
	CurrencyCode              string `json:"currency_code"`
	FundingSourceToken        string `json:"funding_source_token,omitempty"`
	FundingSourceAddressToken string `json:"funding_source_address_token,omitempty"`
	Memo                      string `json:"memo,omitempty"` // up to 99 characters
	Tags                      string `json:"tags,omitempty"` // up to 255 characters, separated by commas
}

// CreateGPAOrder loads an account.
func (c *Client) CreateGPAOrder(ctx context.Context, in GPAOrderRequest) (GPAOrder, error) {
	return one[GPAOrder](ctx, c, post("/gpaorders", in, in.Token))
}

// GPAOrder reads a load. The platform has no list of them.
func (c *Client) GPAOrder(ctx context.Context, token string) (GPAOrder, error) {
	return one[GPAOrder](ctx, c, get("/gpaorders/{token}", nil, token))
}
