package marqeta

// FulfillmentConfig says how the cards of a product are made and sent.
type FulfillmentConfig struct {
	PaymentInstrument       string               `json:"payment_instrument,omitempty"` // becomes the card's instrument_type
	AllowCardCreation       *bool                `json:"allow_card_creation,omitempty"`
	PackageID               string               `json:"package_id,omitempty"`
	BINPrefix               string               `json:"bin_prefix,omitempty"`
	BINPrefixes             []BINPrefix          `json:"bin_prefixes,omitempty"`
	BINIssueCountry         string               `json:"bin_issue_country,omitempty"`
	PANLength               string               `json:"pan_length,omitempty"`
	BulkShip                *bool                `json:"bulk_ship,omitempty"`
	AllZeroCardSecurityCode *bool                `json:"all_zero_card_security_code,omitempty"`
	EnableOfflinePIN        *bool                `json:"enable_offline_pin,omitempty"`
	UppercaseNameLines      *bool                `json:"uppercase_name_lines,omitempty"`
	FulfillmentProvider     string               `json:"fulfillment_provider,omitempty"`
	Shipping                *Shipping            `json:"shipping,omitempty"`
	CardPersonalization     *CardPersonalization `json:"card_personalization,omitempty"`
}

// The payment instruments that a card product can issue.
const (
	PhysicalMSR         = "PHYSICAL_MSR" // magnetic stripe
	PhysicalICC         = "PHYSICAL_ICC" // chip
	PhysicalContactless = "PHYSICAL_CONTACTLESS"
	PhysicalCombo       = "PHYSICAL_COMBO" // chip and contactless
	VirtualPAN          = "VIRTUAL_PAN"    // nothing is printed
)

// BINPrefix is a number range that cards may be taken from.
type BINPrefix struct {
	BINPrefix string `json:"bin_prefix"`       // 6 to 14 digits
	Status    string `json:"status,omitempty"` // ACTIVE or INACTIVE
}

// Shipping says how and where a card is sent.
type Shipping struct {
	Method           string           `json:"method,omitempty"`
	CareOfLine       string           `json:"care_of_line,omitempty"`
	ReturnAddress    *ShippingAddress `json:"return_address,omitempty"`
	RecipientAddress *ShippingAddress `json:"recipient_address,omitempty"`
}

// ShippingAddress is a name and address on an envelope.
type ShippingAddress struct {
	FirstName  string `json:"first_name,omitempty"`
	MiddleName string `json:"middle_name,omitempty"`
	LastName   string `json:"last_name,omitempty"`
	Address1   string `json:"address1,omitempty"`
	Address2   string `json:"address2,omitempty"`
	City       string `json:"city,omitempty"`
	State      string `json:"state,omitempty"`
	PostalCode string `json:"postal_code,omitempty"`
	Zip        string `json:"zip,omitempty"` // older spelling of the postal code
	Country    string `json:"country,omitempty"`
	Phone      string `json:"phone,omitempty"`
}

// CardPersonalization says what is printed on a card and on its carrier.
type CardPersonalization struct {
	Text      *CardText    `json:"text,omitempty"`
	Images    *CardImages  `json:"images,omitempty"`
	Carrier   *CardCarrier `json:"carrier,omitempty"`
	PersoType string       `json:"perso_type,omitempty"` // EMBOSS, LASER, FLAT
}

// CardText is the lines of names on a card.
type CardText struct {
	NameLine1 *CardTextLine `json:"name_line_1,omitempty"`
	NameLine2 *CardTextLine `json:"name_line_2,omitempty"`
	NameLine3 *CardTextLine `json:"name_line_3,omitempty"`
}

// CardTextLine is one line of text on a card.
type CardTextLine struct {
	Value string `json:"value,omitempty"`
}

// CardImages names the image files on a card and its carrier.
type CardImages struct {
	Card                *CardImage `json:"card,omitempty"`
	Carrier             *CardImage `json:"carrier,omitempty"`
	Signature           *CardImage `json:"signature,omitempty"`
	CarrierReturnWindow *CardImage `json:"carrier_return_window,omitempty"`
}

// CardImage is one image file; ThermalColor belongs to the card, Message1 to the carrier.
type CardImage struct {
	Name         string `json:"name,omitempty"`
	ThermalColor string `json:"thermal_color,omitempty"`
	Message1     string `json:"message_1,omitempty"`
}

// CardCarrier is the letter that a card is stuck to.
type CardCarrier struct {
	TemplateID        string `json:"template_id,omitempty"`
	LogoFile          string `json:"logo_file,omitempty"`
	LogoThumbnailFile string `json:"logo_thumbnail_file,omitempty"`
	MessageFile       string `json:"message_file,omitempty"`
	MessageLine       string `json:"message_line,omitempty"`
	MessageLine2      string `json:"message_line_2,omitempty"`
}

// CardFulfillment is the fulfillment of one card.
type CardFulfillment struct {
	CardFulfillmentReason string               `json:"card_fulfillment_reason,omitempty"` // NEW, LOST_STOLEN, EXPIRED
	CardPersonalization   *CardPersonalization `json:"card_personalization,omitempty"`
	Shipping              *Shipping            `json:"shipping,omitempty"`
}
