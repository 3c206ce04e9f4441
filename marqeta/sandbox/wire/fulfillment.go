package wire

import "carddeck/marqeta/sandbox/rest"

// Fulfillment is how a card product's cards are made.
type Fulfillment struct {
	PaymentInstrument   string           `json:"payment_instrument"`
	PackageID           string           `json:"package_id"`
	AllZeroSecurityCode rest.Flag        `json:"all_zero_card_security_code"`
	BINPrefix           string           `json:"bin_prefix"`
	BulkShip            rest.Flag        `json:"bulk_ship"`
	PANLength           string           `json:"pan_length"`
	FulfillmentProvider string           `json:"fulfillment_provider"`
	AllowCardCreation   rest.Flag        `json:"allow_card_creation"`
	UppercaseNameLines  rest.Flag        `json:"uppercase_name_lines"`
	EnableOfflinePIN    rest.Flag        `json:"enable_offline_pin"`
	BINPrefixes         []BINPrefix      `json:"bin_prefixes,omitempty"`
	BINIssueCountry     string           `json:"bin_issue_country,omitzero"`
	Shipping            *Shipping        `json:"shipping,omitzero"`
	CardPersonalization *Personalization `json:"card_personalization,omitzero"`
}

// BINPrefix is a range of card numbers. It is kept and shown: every card's number
// begins with the one prefix of the sandbox.
type BINPrefix struct {
	Prefix string `json:"bin_prefix"`
	Status string `json:"status,omitzero"`
}

// CardFulfillment is how one card is made, where it differs from its product.
type CardFulfillment struct {
	Reason              string           `json:"card_fulfillment_reason,omitzero"`
	Shipping            *Shipping        `json:"shipping,omitzero"`
	CardPersonalization *Personalization `json:"card_personalization,omitzero"`
}

// NameLine1 is the first line printed on the card, empty if there is none.
func (f *CardFulfillment) NameLine1() string {
	if f == nil || f.CardPersonalization == nil || f.CardPersonalization.Text == nil || f.CardPersonalization.Text.NameLine1 == nil {
		return ""
	}
	return f.CardPersonalization.Text.NameLine1.Value
}

// Shipping is where a card goes.
type Shipping struct {
	Method           string         `json:"method,omitzero"`
	CareOfLine       string         `json:"care_of_line,omitzero"`
	ReturnAddress    *PostalAddress `json:"return_address,omitzero"`
	RecipientAddress *PostalAddress `json:"recipient_address,omitzero"`
}

// PostalAddress is one end of a shipment.
type PostalAddress struct {
	FirstName  string `json:"first_name,omitzero"`
	MiddleName string `json:"middle_name,omitzero"`
	LastName   string `json:"last_name,omitzero"`
	Address
	Phone string `json:"phone,omitzero"`
}

// Personalization is what is printed.
type Personalization struct {
	Text *struct {
		NameLine1 *NameLine `json:"name_line_1,omitzero"`
		NameLine2 *NameLine `json:"name_line_2,omitzero"`
		NameLine3 *NameLine `json:"name_line_3,omitzero"`
	} `json:"text,omitzero"`
	Images *struct {
		Card *struct {
			Name         string `json:"name,omitzero"`
			ThermalColor string `json:"thermal_color,omitzero"`
		} `json:"card,omitzero"`
		Carrier *struct {
			Name     string `json:"name,omitzero"`
			Message1 string `json:"message_1,omitzero"`
		} `json:"carrier,omitzero"`
		Signature           *Image `json:"signature,omitzero"`
		CarrierReturnWindow *Image `json:"carrier_return_window,omitzero"`
	} `json:"images,omitzero"`
	Carrier *struct {
		TemplateID        string `json:"template_id,omitzero"`
		LogoFile          string `json:"logo_file,omitzero"`
		LogoThumbnailFile string `json:"logo_thumbnail_file,omitzero"`
		MessageFile       string `json:"message_file,omitzero"`
		MessageLine       string `json:"message_line,omitzero"`
		MessageLine2      string `json:"message_line_2,omitzero"`
	} `json:"carrier,omitzero"`
	PersoType string `json:"perso_type,omitzero"`
}

// NameLine is a line of text on a card.
type NameLine struct {
	Value string `json:"value"`
}

// Image is the name of a picture.
type Image struct {
	Name string `json:"name,omitzero"`
}
