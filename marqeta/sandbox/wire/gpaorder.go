package wire

import (
	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
)

// The states of orders and transactions.
const (
	Pending    = "PENDING"
	Cleared    = "CLEARED"
	Completion = "COMPLETION"
	Declined   = "DECLINED"
	Reversed   = "REVERSED"
)

// GPAOrder is a load of an account: made by hand, or by the funding of a purchase,
// in which case its token stays through the purchase and TransactionToken is new
// with every message.
type GPAOrder struct {
	Token  string         `json:"token"`
	Amount marqeta.Amount `json:"amount"`
	Times
	TransactionToken   string          `json:"transaction_token,omitzero"`
	State              string          `json:"state"`
	Response           Response        `json:"response"`
	Funding            Funding         `json:"funding"`
	FundingSourceToken string          `json:"funding_source_token"` // masked if a program's
	JITFunding         *FundingMessage `json:"jit_funding,omitzero"`
	Memo               string          `json:"memo,omitzero"`
	Tags               string          `json:"tags,omitzero"`
	Party
	CurrencyCode              string      `json:"currency_code"`
	FundingSourceAddressToken string      `json:"funding_source_address_token,omitzero"`
	Fees                      []FeeDetail `json:"fees,omitempty"`
}

// GPAUnload is money going back from an account to a funding source.
type GPAUnload struct {
	Token  string         `json:"token"`
	Amount marqeta.Amount `json:"amount"`
	Times
	TransactionToken   string          `json:"transaction_token,omitzero"`
	State              string          `json:"state"`
	Response           Response        `json:"response"`
	Funding            Funding         `json:"funding"`
	FundingSourceToken string          `json:"funding_source_token"` // masked if a program's
	OriginalOrderToken string          `json:"original_order_token,omitzero"`
	JITFunding         *FundingMessage `json:"jit_funding,omitzero"`
	Memo               string          `json:"memo,omitzero"`
	Tags               string          `json:"tags,omitzero"`

	FundingSourceAddressToken string `json:"funding_source_address_token,omitzero"`
}

// Funding is where an order's money came from.
type Funding struct {
	Amount     marqeta.Amount `json:"amount"`
	Source     FundingSource  `json:"source"`
	Address    *SourceAddress `json:"source_address,omitzero"`
	GatewayLog *GatewayLog    `json:"gateway_log,omitzero"`
}

// FundingSource is a funding source as orders show it: its token masked.
type FundingSource struct {
	Type             string    `json:"type"`
	Token            string    `json:"token"`
	Active           rest.Flag `json:"active"`
	Name             string    `json:"name,omitzero"`
	IsDefaultAccount bool      `json:"is_default_account"`
	Times
}

// Response is an outcome: a four-digit code and its text.
type Response struct {
	Code                  string `json:"code"`
	Memo                  string `json:"memo"`
	AdditionalInformation string `json:"additional_information,omitzero"`
}

// Approved is the response of what went well.
func Approved() Response {
	return Response{Code: engine.Approved, Memo: engine.Memo(engine.Approved)}
}

// Masked shows a program funding source inside an order.
func (f ProgramFundingSource) Masked() FundingSource {
	return FundingSource{Type: string(ByProgram), Token: rest.MaskFundingSource(f.Token), Active: f.Active, Name: f.Name, Times: f.Times}
}

// Masked shows a gateway funding source inside an order.
func (f GatewayFundingSource) Masked() FundingSource {
	return FundingSource{Type: string(ByGateway), Token: rest.MaskFundingSource(f.Token), Active: f.Active, Name: f.Name, Times: f.Times}
}
