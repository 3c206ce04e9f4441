package simulate

import (
	"cmp"
	"strings"

	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/wire"
)

// acceptor is the merchant. Both generations' names of a field are read.
type acceptor struct {
	MID             string     `json:"mid"`
	MCC             string     `json:"mcc"`
	Name            string     `json:"name"`
	Address         string     `json:"address"`
	StreetAddress   string     `json:"street_address"`
	City            string     `json:"city"`
	State           string     `json:"state"`
	PostalCode      string     `json:"postal_code"`
	Zip             string     `json:"zip"`
	CountryCode     string     `json:"country_code"`
	Country         string     `json:"country"`
	Phone           string     `json:"phone"`
	URL             string     `json:"url"`
	ServicePhone    string     `json:"customer_service_phone"`
	PartialApproval *rest.Flag `json:"partial_approval_capable"`           // legacy
	SecurityLevel   string     `json:"ecommerce_security_level_indicator"` // legacy
	POI             struct {
		TID               string     `json:"tid"`
		PartialApproval   *rest.Flag `json:"partial_approval_capable"`
		CardPresence      *rest.Flag `json:"card_presence"`
		CardholderPresent *rest.Flag `json:"cardholder_presence"`
		Channel           string     `json:"channel"`
		ProcessingType    string     `json:"processing_type"`
		PINPresent        *rest.Flag `json:"pin_present"`
		SpecialCondition  string     `json:"special_condition_indicator"`
	} `json:"poi"`
}

type cardOptions struct {
	PIN            string          `json:"pin"`
	CVV            string          `json:"cvv"`
	Expiration     string          `json:"expiration"`
	CardPresent    *rest.Flag      `json:"card_present"`
	BillingAddress *billingAddress `json:"billing_address"`
}

type billingAddress struct {
	FirstName     string `json:"first_name"`
	LastName      string `json:"last_name"`
	Address       string `json:"address"`
	Zip           string `json:"zip"`
	CompressedZip string `json:"compressed_zip"` // legacy: without its separator
}

func (b billingAddress) postalCode() string { return cmp.Or(b.Zip, b.CompressedZip) }

type terminal struct {
	PartialApproval  *rest.Flag `json:"partial_approval_capable"`
	PANEntryMode     string     `json:"pan_entry_mode"`
	SpecialCondition string     `json:"special_condition_indicator"`
}

type nameCheck struct {
	RequestType string           `json:"request_type"`
	Request     wire.CheckedName `json:"request"`
}

// channel says where the card is used, as far as a card product can close it.
func (m *message) channel() engine.Channel {
	switch m.paymentChannel() {
	case "ATM":
		return engine.ATM
	case "ECOMMERCE":
		return engine.ECommerce
	}
	return engine.Store
}

// paymentChannel reads the free text of poi.channel. What follows a purchase was
// done where that was, unless it says otherwise.
func (m *message) paymentChannel() string {
	said := strings.ToUpper(m.in.CardAcceptor.POI.Channel)
	if m.kind.atm {
		return "ATM"
	}
	for _, known := range []string{"ATM", "ECOMMERCE", "MAIL", "PHONE", "MOTO"} {
		if strings.Contains(said, known) {
			return known
		}
	}
	switch {
	case m.in.older.commerce != "":
		return "ECOMMERCE"
	case bool(m.in.ForcePost):
		return "OTHER"
	}
	return cmp.Or(m.purchase.Channel, "OTHER")
}

func cardPresent(in simulation) bool {
	return flagOr(in.CardOptions.CardPresent, flagOr(in.CardAcceptor.POI.CardPresence, true))
}

func flagOr(f *rest.Flag, otherwise bool) bool {
	if f == nil {
		return otherwise
	}
	return bool(*f)
}
