package marqeta

import (
	"context"
	"encoding/json"
)

// CardProduct defines what the cards made from it may do and how they are funded.
type CardProduct struct {
	Token            string            `json:"token"`
	Name             string            `json:"name"`
	Active           bool              `json:"active"`
	StartDate        Date              `json:"start_date,omitzero"`
	EndDate          Date              `json:"end_date,omitzero"`
	Config           CardProductConfig `json:"config,omitzero"`
	CreatedTime      Time              `json:"created_time,omitzero"`
	LastModifiedTime Time              `json:"last_modified_time,omitzero"`

	Raw json.RawMessage `json:"-"`
}

func (p *CardProduct) keep(raw json.RawMessage) { p.Raw = raw }

// CardProductRequest creates or changes a card product. What is not set is not sent;
// on change the platform leaves the rest alone, at every depth of the config.
type CardProductRequest struct {
	Token     string             `json:"token,omitempty"`     // 1 to 36 characters; only on creation
	Name      string             `json:"name,omitempty"`      // 1 to 40 characters; required on creation
	StartDate Date               `json:"start_date,omitzero"` // required on creation
	EndDate   Date               `json:"end_date,omitzero"`
	Active    *bool              `json:"active,omitempty"`
	Config    *CardProductConfig `json:"config,omitempty"`
}

// FundingKind is where the money for a purchase comes from.
type FundingKind string

// The funding kinds that a card product can have.
const (
	FundingStandard    FundingKind = "standard"     // the balance loaded beforehand
	FundingManaged     FundingKind = "managed"      // a program funding source, Marqeta decides
	FundingGateway     FundingKind = "gateway"      // a program gateway funding source, your gateway decides
	FundingPaymentCard FundingKind = "payment card" // the user's own payment card
)

// Funding tells how purchases on the product's cards are funded, and the token of the
// funding source where there is one for the whole product.
func (p CardProduct) Funding() (kind FundingKind, sourceToken string) {
	jit := p.Config.JITFunding
	if jit == nil {
		return FundingStandard, ""
	}
	if s := jit.ProgramFundingSource; s != nil && isTrue(s.Enabled) {
		return FundingManaged, s.FundingSourceToken
	}
	if s := jit.ProgramGatewayFundingSource; s != nil && isTrue(s.Enabled) {
		return FundingGateway, s.FundingSourceToken
	}
	if s := jit.PaymentCardFundingSource; s != nil && isTrue(s.Enabled) {
		return FundingPaymentCard, ""
	}
	return FundingStandard, ""
}

// CreateCardProduct makes a card product. The platform fills the config's defaults.
func (c *Client) CreateCardProduct(ctx context.Context, in CardProductRequest) (CardProduct, error) {
	return one[CardProduct](ctx, c, post("/cardproducts", in, in.Token))
}

// CardProduct reads a card product with its whole config.
func (c *Client) CardProduct(ctx context.Context, token string) (CardProduct, error) {
	return one[CardProduct](ctx, c, get("/cardproducts/{token}", nil, token))
}

// CardProducts lists card products, newest first unless sorted otherwise. The
// platform gives at most ten at a time.
func (c *Client) CardProducts(ctx context.Context, o ListOptions) (Page[CardProduct], error) {
	return many[CardProduct](ctx, c, get("/cardproducts", o.query()))
}

// UpdateCardProduct changes what is set in the request.
func (c *Client) UpdateCardProduct(ctx context.Context, token string, in CardProductRequest) (CardProduct, error) {
	in.Token = ""
	return one[CardProduct](ctx, c, put("/cardproducts/{token}", in, token))
}

// PatchCardProduct changes exactly the members of a document, at every depth. Unlike
// UpdateCardProduct it can also empty a text.
func (c *Client) PatchCardProduct(ctx context.Context, token string, document json.Marshaler) (CardProduct, error) {
	return one[CardProduct](ctx, c, put("/cardproducts/{token}", document, token))
}

func isTrue(b *bool) bool { return b != nil && *b }
