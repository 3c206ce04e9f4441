package wire

import "carddeck/marqeta/sandbox/rest"

// BulkIssuance is an order for many cards of one product.
type BulkIssuance struct {
	Token string `json:"token"`
	BulkIssuanceFields
	CardsProcessed  int        `json:"cards_processed,omitzero"`
	Created         rest.Time  `json:"created_time"`
	NameStartIndex  int64      `json:"name_line1_start_index,omitzero"`
	NameEndIndex    int64      `json:"name_line1_end_index,omitzero"`
	FulfillmentTime *rest.Time `json:"card_fulfillment_time,omitzero"`
}

// BulkIssuanceFields are the ones a caller sets.
type BulkIssuanceFields struct {
	Fulfillment      *BulkFulfillment `json:"fulfillment"`
	Expedite         rest.Flag        `json:"expedite"`
	CardProductToken string           `json:"card_product_token"`
	CardAllocation   int              `json:"card_allocation"`
	UserAssociation  *UserAssociation `json:"user_association,omitzero"`
	NumericPostfix   rest.Flag        `json:"name_line_1_numeric_postfix"`
	RandomPostfix    rest.Flag        `json:"name_line_1_random_postfix"`
	ExpirationOffset *PartialOffset   `json:"expiration_offset,omitzero"`
}

// BulkFulfillment is how the order's cards are made and where they go.
type BulkFulfillment struct {
	Shipping            *Shipping        `json:"shipping,omitzero"`
	CardPersonalization *Personalization `json:"card_personalization,omitzero"`
}

// For is how the card with a postfix is made: its first line ends with it.
func (f *BulkFulfillment) For(postfix string) *CardFulfillment {
	own, text := *f.CardPersonalization, *f.CardPersonalization.Text
	text.NameLine1 = &NameLine{text.NameLine1.Value + postfix}
	own.Text = &text
	return &CardFulfillment{CardPersonalization: &own}
}

// UserAssociation says whose the cards are: one user's, or each a user's of its own.
type UserAssociation struct {
	SingleInventoryUser      rest.Flag `json:"single_inventory_user"`
	SingleInventoryUserToken string    `json:"single_inventory_user_token,omitzero"`
}

// Inventory is the user who gets every card, empty if each has its own.
func (a *UserAssociation) Inventory() string {
	if a == nil || !bool(a.SingleInventoryUser) {
		return ""
	}
	return a.SingleInventoryUserToken
}

// MaxAllocation is Marqeta's limit of an order.
const MaxAllocation = 50_000

// Check refuses what Marqeta would.
func (f BulkIssuanceFields) Check() error {
	var c rest.Check
	c.Size("card_product_token", f.CardProductToken, 1, 36)
	c.That(f.CardAllocation >= 1 && f.CardAllocation <= MaxAllocation, "card_allocation", "must be between 1 and 50000")
	c.That(f.Fulfillment != nil, "fulfillment", "may not be null")
	if f.Fulfillment != nil {
		c.That(f.Fulfillment.CardPersonalization != nil, "fulfillment.card_personalization", "may not be null")
		CheckMaking(&c, f.Fulfillment.Shipping, f.Fulfillment.CardPersonalization)
	}
	if a := f.UserAssociation; a != nil && bool(a.SingleInventoryUser) {
		c.Size("single_inventory_user_token", a.SingleInventoryUserToken, 1, 36)
	}
	return c.Err()
}
