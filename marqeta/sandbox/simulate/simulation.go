package simulate

import (
	"cmp"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/delivery"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/wire"
)

// simulation is the body of every simulated card transaction of the second
// generation; the legacy bodies are read into it.
type simulation struct {
	CardToken      string               `json:"card_token"`
	Preceding      string               `json:"preceding_related_transaction_token"`
	Original       string               `json:"original_transaction_token"` // a force post may name any transaction
	Amount         *marqeta.Amount      `json:"amount"`
	CashBack       *marqeta.Amount      `json:"cash_back_amount"`
	CardAcceptor   acceptor             `json:"card_acceptor"`
	Network        string               `json:"network"`
	SubNetwork     string               `json:"sub_network"`
	CurrencyCode   string               `json:"currency_code"`
	Conversion     *conversion          `json:"currency_conversion"`
	Preauth        *rest.Flag           `json:"is_preauthorization"`
	ForcePost      rest.Flag            `json:"force_post"`
	Final          *rest.Flag           `json:"is_final_clearing"` // ours: the schema has no way to ask for it
	Fees           []wire.NetworkFee    `json:"fees"`
	CardOptions    cardOptions          `json:"card_options"`
	POS            terminal             `json:"pos"`
	AccountFunding *wire.AccountFunding `json:"account_funding"`
	OriginalCredit *wire.OriginalCredit `json:"original_credit"`
	Webhook        *address             `json:"webhook"`

	transactionToken *string // legacy transaction_options
	legacy           bool
}

type conversion struct {
	OriginalAmount       marqeta.Amount `json:"original_amount"`
	ConversionRate       marqeta.Amount `json:"conversion_rate"`
	OriginalCurrencyCode string         `json:"original_currency_code"`
}

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
	PartialApproval *rest.Flag `json:"partial_approval_capable"` // legacy
	POI             struct {
		TID               string     `json:"tid"`
		PartialApproval   *rest.Flag `json:"partial_approval_capable"`
		CardPresence      *rest.Flag `json:"card_presence"`
		CardholderPresent *rest.Flag `json:"cardholder_presence"`
		Channel           string     `json:"channel"`
		PINPresent        *rest.Flag `json:"pin_present"`
	} `json:"poi"`
}

type cardOptions struct {
	PIN            string     `json:"pin"`
	CVV            string     `json:"cvv"`
	Expiration     string     `json:"expiration"`
	CardPresent    *rest.Flag `json:"card_present"`
	BillingAddress *struct {
		FirstName string `json:"first_name"`
		LastName  string `json:"last_name"`
		Address   string `json:"address"`
		Zip       string `json:"zip"`
	} `json:"billing_address"`
}

type terminal struct {
	PartialApproval *rest.Flag `json:"partial_approval_capable"`
	PANEntryMode    string     `json:"pan_entry_mode"`
}

// address is where a simulation wants its notification sent, beside the webhooks.
type address struct {
	Endpoint string `json:"endpoint"`
	Username string `json:"username"`
	Password string `json:"password"`
	Secret   string `json:"secret"`
}

func (a address) endpoint() delivery.Endpoint {
	return delivery.Endpoint{URL: a.Endpoint, Username: a.Username, Password: a.Password, Secret: a.Secret}
}

// partialApproval is what the request says of the terminal, nil if nothing. Our
// call: only a terminal that says so gets a part; the transaction shows true
// where nothing was said, as Marqeta's guide does.
func (in simulation) partialApproval() *rest.Flag {
	return cmp.Or(in.POS.PartialApproval, in.CardAcceptor.POI.PartialApproval, in.CardAcceptor.PartialApproval)
}

func (in simulation) check(k kind) error {
	var c rest.Check
	switch {
	case k.opens():
		c.Size("card_token", in.CardToken, 1, 36)
	case !k.posts():
		c.Size("preceding_related_transaction_token", in.Preceding, 1, 36)
	default:
		c.That(in.CardToken != "" || in.Preceding != "" || in.Original != "", "preceding_related_transaction_token", "may not be null without card_token")
	}
	c.Token("transaction_token", in.transactionToken)
	c.That(in.Amount != nil || k.step == inquiry, "amount", "may not be null")
	if in.Amount != nil && !k.decided() {
		c.That(in.Amount.Sign() > 0 || (k.step == advice && in.Amount.Sign() == 0), "amount", "must be greater than 0")
	}
	if in.CashBack != nil {
		c.That(in.CashBack.Sign() >= 0, "cash_back_amount", "must not be negative")
	}
	c.That(!k.cashBack || in.CashBack != nil, "cash_back_amount", "may not be null")
	in.checkTerminal(&c)
	if in.Webhook != nil {
		if err := rest.OutboundURL(in.Webhook.Endpoint); err != nil {
			c.That(false, "webhook.endpoint", err.Error())
		}
		c.Required("webhook.username", in.Webhook.Username, 255)
		c.Required("webhook.password", in.Webhook.Password, 255)
	}
	return c.Err()
}

func (in simulation) checkTerminal(c *rest.Check) {
	a := in.CardAcceptor
	c.That(a.MID == "" || len(a.MID) >= 2 && len(a.MID) <= 50, "card_acceptor.mid", "size must be between 2 and 50")
	c.Size("card_acceptor.mcc", a.MCC, 0, 5)
	c.Size("card_acceptor.name", a.Name, 0, 255)
	c.Size("card_acceptor.address", a.Address+a.StreetAddress, 0, 255)
	c.Size("card_acceptor.city", a.City, 0, 255)
	c.Size("card_acceptor.state", a.State, 0, 40)
	c.Size("card_acceptor.postal_code", a.PostalCode+a.Zip, 0, 20)
	c.Size("card_acceptor.country_code", a.CountryCode+a.Country, 0, 40)
	c.OneOf("network", in.Network, "VISA", "MASTERCARD", "DISCOVER", "PULSE")
	c.OneOf("sub_network", in.SubNetwork, "VISANET", "VISANETDEBIT", "VISAINTERLINK", "VISAPLUS", "MAESTRO", "CIRRUS", "MASTERCARDDEBIT")
	c.OneOf("pan_entry_mode", in.POS.PANEntryMode, "MAG_STRIPE", "MANUAL", "CARD_ON_FILE", "CHIP", "CHIP_CONTACTLESS", "CHIP_FALLBACK", "BAR_CODE", "OCR")
	o := in.CardOptions
	c.Size("card_options.pin", o.PIN, 0, 4)
	c.That(o.CVV == "" || len(o.CVV) == 3, "card_options.cvv", "size must be between 3 and 3")
	c.That(o.Expiration == "" || len(o.Expiration) == 4, "card_options.expiration", "size must be between 4 and 4")
	for _, f := range in.Fees {
		c.OneOf("fees.type", f.Type, "ISSUER_FEE", "SWITCH_FEE", "PINDEBIT_ASSOC_FEE", "ACQUIRER_FEE", "INTERCHANGE_FEE", "CUR_CONV_CARDHOLDER_FEE", "CUR_CONV_ISSUER_FEE", "CROSS_BORDER_ISSUER_FEE")
		c.OneOf("fees.credit_debit", f.CreditDebit, "C", "D")
	}
}
