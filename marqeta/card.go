package marqeta

import (
	"context"
	"encoding/json"
)

// Card is a payment card. It never carries a security code, and its number only as
// the mask: whatever the platform sends is masked before it is read.
type Card struct {
	Token                       string             `json:"token"`
	UserToken                   string             `json:"user_token"`
	CardProductToken            string             `json:"card_product_token"`
	LastFour                    string             `json:"last_four"`
	PAN                         string             `json:"pan,omitempty"`        // 111111______0821
	Expiration                  string             `json:"expiration,omitempty"` // MMyy
	ExpirationTime              Time               `json:"expiration_time,omitzero"`
	Barcode                     string             `json:"barcode,omitempty"`
	PINIsSet                    bool               `json:"pin_is_set"`
	State                       CardState          `json:"state"`
	StateReason                 string             `json:"state_reason,omitempty"`
	FulfillmentStatus           string             `json:"fulfillment_status,omitempty"`
	InstrumentType              string             `json:"instrument_type,omitempty"`
	Expedite                    bool               `json:"expedite"`
	Metadata                    Metadata           `json:"metadata,omitempty"`
	Fulfillment                 *CardFulfillment   `json:"fulfillment,omitempty"`
	ActivationActions           *ActivationActions `json:"activation_actions,omitempty"`
	BulkIssuanceToken           string             `json:"bulk_issuance_token,omitempty"`
	ReissuePANFromCardToken     string             `json:"reissue_pan_from_card_token,omitempty"`
	NewPANFromCardToken         string             `json:"new_pan_from_card_token,omitempty"`
	TranslatePINFromCardToken   string             `json:"translate_pin_from_card_token,omitempty"`
	ContactlessExemptionCounter int                `json:"contactless_exemption_counter,omitempty"`
	ContactlessExemptionTotal   *Amount            `json:"contactless_exemption_total_amount,omitempty"`
	CreatedTime                 Time               `json:"created_time,omitzero"`
	LastModifiedTime            Time               `json:"last_modified_time,omitzero"`

	Raw json.RawMessage `json:"-"`
}

func (c *Card) keep(raw json.RawMessage) { c.Raw = raw }

// ActivationActions happen when a card is activated. At most one of them is set.
type ActivationActions struct {
	TerminateReissuedSourceCard          *bool  `json:"terminate_reissued_source_card,omitempty"`
	SwapDigitalWalletTokensFromCardToken string `json:"swap_digital_wallet_tokens_from_card_token,omitempty"`
}

// CardRequest makes a card. UserToken and CardProductToken are required; what is not
// set is not sent.
type CardRequest struct {
	Token                     string             `json:"token,omitempty"` // 1 to 36 characters
	UserToken                 string             `json:"user_token"`
	CardProductToken          string             `json:"card_product_token"`
	Metadata                  Metadata           `json:"metadata,omitzero"`
	Expedite                  *bool              `json:"expedite,omitempty"`
	ExpirationOffset          *ExpirationOffset  `json:"expiration_offset,omitempty"`
	Fulfillment               *CardFulfillment   `json:"fulfillment,omitempty"`
	ReissuePANFromCardToken   string             `json:"reissue_pan_from_card_token,omitempty"`
	NewPANFromCardToken       string             `json:"new_pan_from_card_token,omitempty"`
	TranslatePINFromCardToken string             `json:"translate_pin_from_card_token,omitempty"`
	ActivationActions         *ActivationActions `json:"activation_actions,omitempty"`
	BulkIssuanceToken         string             `json:"bulk_issuance_token,omitempty"`
}

// CardUpdate changes a card. What is not set is left alone.
type CardUpdate struct {
	UserToken   string           `json:"user_token,omitempty"` // hands the card to another user
	Expedite    *bool            `json:"expedite,omitempty"`
	Fulfillment *CardFulfillment `json:"fulfillment,omitempty"`
	Metadata    Metadata         `json:"metadata,omitzero"` // replaces all pairs
}

// CreateCard makes a card. Its full number and security code are never asked for.
func (c *Client) CreateCard(ctx context.Context, in CardRequest) (Card, error) {
	return one[Card](ctx, c, post("/cards", in, in.Token))
}

// Card reads a card.
func (c *Client) Card(ctx context.Context, token string) (Card, error) {
	return one[Card](ctx, c, get("/cards/{token}", nil, token))
}

// CardsByUser lists a user's cards, last changed first unless sorted otherwise.
func (c *Client) CardsByUser(ctx context.Context, userToken string, o ListOptions) (Page[Card], error) {
	return many[Card](ctx, c, get("/cards/user/{token}", o.query(), userToken))
}

// CardsByLastFour lists the cards whose number ends in these four digits.
func (c *Client) CardsByLastFour(ctx context.Context, lastFour string, o ListOptions) (Page[Card], error) {
	q := o.query()
	q.Set("last_four", lastFour)
	return many[Card](ctx, c, get("/cards", q))
}

// UpdateCard changes what is set in the request. State is changed by TransitionCard.
func (c *Client) UpdateCard(ctx context.Context, token string, in CardUpdate) (Card, error) {
	body := struct {
		Token string `json:"token"` // the schema wants the token here as well
		CardUpdate
	}{token, in}
	return one[Card](ctx, c, put("/cards/{token}", body, token))
}
