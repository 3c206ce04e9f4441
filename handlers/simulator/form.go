package simulator

import (
	"cmp"
	"fmt"
	"strings"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/form"
)

// simulationForm holds the answers of the form, as typed. What the kind does not take is
// not sent. PIN and CVV are secrets: they are sent on and nowhere else, not even back into
// the form.
type simulationForm struct {
	Kind    string `form:"kind" validate:"required"`
	Card    string `form:"card_token" validate:"max=36"`
	Follows string `form:"follows" validate:"max=36"`
	Then    string `form:"then" validate:"max=200"` // what a preset means to come next, for the transaction's page

	Amount   string `form:"amount"`
	CashBack string `form:"cash_back_amount"`
	Currency string `form:"currency_code" validate:"omitempty,iso4217"`

	Name       string `form:"name" validate:"max=255"`
	MID        string `form:"mid" validate:"omitempty,min=2,max=15"`
	MCC        string `form:"mcc" validate:"omitempty,numeric,len=4"`
	City       string `form:"city" validate:"max=40"`
	State      string `form:"state" validate:"max=2"`
	PostalCode string `form:"postal_code" validate:"max=10"`
	Country    string `form:"country_code" validate:"max=40"`
	Network    string `form:"network" validate:"omitempty,oneof=VISA MASTERCARD DISCOVER PULSE"`
	SubNetwork string `form:"sub_network" validate:"omitempty,oneof=VISANET VISANETDEBIT VISAINTERLINK VISAPLUS MAESTRO CIRRUS MASTERCARDDEBIT"`

	OriginalAmount   string `form:"original_amount"`
	OriginalCurrency string `form:"original_currency_code" validate:"omitempty,iso4217"`
	Rate             string `form:"conversion_rate" validate:"omitempty,max=20"`

	FeeType   string `form:"fee_type" validate:"omitempty,oneof=ISSUER_FEE SWITCH_FEE PINDEBIT_ASSOC_FEE ACQUIRER_FEE INTERCHANGE_FEE CUR_CONV_CARDHOLDER_FEE CUR_CONV_ISSUER_FEE CROSS_BORDER_ISSUER_FEE"`
	FeeAmount string `form:"fee_amount"`
	FeeCredit bool   `form:"fee_credit"`

	Presence   string         `form:"card_present" validate:"omitempty,oneof=true false"`
	Holder     string         `form:"cardholder_present" validate:"omitempty,oneof=true false"`
	Channel    string         `form:"channel" validate:"omitempty,oneof=ATM ECOMMERCE MAIL PHONE MOTO OTHER"`
	EntryMode  string         `form:"pan_entry_mode" validate:"omitempty,oneof=MAG_STRIPE MANUAL MAG_STRIPE_CONTACTLESS CHIP CHIP_CONTACTLESS BAR_CODE OCR MICR CARD_ON_FILE CHIP_FALLBACK OTHER"`
	Expiration string         `form:"expiration" validate:"omitempty,numeric,len=4"`
	CVV        marqeta.Secret `form:"cvv" validate:"omitempty,numeric,len=3"`
	PIN        marqeta.Secret `form:"pin" validate:"omitempty,numeric,max=4"`
	Partial    bool           `form:"partial_approval_capable"`
	Hold       bool           `form:"is_preauthorization"`
	Account    string         `form:"from_account" validate:"omitempty,oneof=checking savings credit"`

	BillingFirst   string `form:"billing_first_name" validate:"max=255"`
	BillingLast    string `form:"billing_last_name" validate:"max=255"`
	BillingAddress string `form:"billing_address" validate:"max=255"`
	BillingZip     string `form:"billing_zip" validate:"max=10"`

	Force   bool `form:"force_post"`
	Final   bool `form:"is_final_clearing"`
	Refund  bool `form:"is_refund"`
	Advised bool `form:"is_advice"`

	Sender       string `form:"first_name" validate:"max=50"`
	Source       string `form:"funding_source" validate:"omitempty,oneof=CREDIT DEBIT PREPAID DEPOSIT_ACCOUNT CASH MOBILE_MONEY_ACCOUNT NON_VISA_CREDIT"`
	AccountKind  string `form:"account_type" validate:"omitempty,oneof=OTHER RTN_BANK_ACCOUNT IBAN CARD_ACCOUNT EMAIL PHONE_NUMBER WALLET_ID SOCIAL_NETWORK_ID"`
	TransferKind string `form:"transaction_type" validate:"max=50"`
}

// fresh is what the form proposes before anything is typed: a purchase of ten dollars
// on the network that most programs use.
func fresh(card string) simulationForm {
	return simulationForm{
		Kind: string(marqeta.SimulateAuthorization), Card: card, Amount: "10.00", Currency: "USD",
		Name: "Aegis Fleet Services", MID: "11111", MCC: "6411", City: "Berkeley", State: "CA", PostalCode: "94702", Country: "USA",
		Network: "VISA", Source: "DEBIT", AccountKind: "CARD_ACCOUNT", TransferKind: "ACCOUNT_TO_ACCOUNT", Account: "checking",
	}
}

// check says what is wrong: each field's own rules, then what the kind asks for.
func (f simulationForm) check() form.Errors {
	errs := form.Check(f)
	k := kindOf(f.Kind)
	if k.value == "" {
		errs.Add("kind", "Choose one of the offered answers.")
		return errs
	}
	f.checkLinks(errs, k)
	if k.takes.amount {
		// A purchase of nothing is how a merchant checks a card; an advice may end a hold.
		f.money(errs, "amount", f.Amount, k.value == string(marqeta.SimulateAuthorization) || strings.HasSuffix(k.value, "advice"))
	}
	if k.takes.cashBack && (!k.first() || f.CashBack != "") {
		f.money(errs, "cash_back_amount", f.CashBack, false)
	}
	if k.takes.merchant && f.converted() {
		f.checkConversion(errs)
	}
	if k.takes.fees && (f.FeeType != "" || f.FeeAmount != "") {
		f.checkFee(errs)
	}
	if k.first() && k.takes.merchant && f.MID == "" {
		errs.Add("mid", "The first generation needs one.")
	}
	if k.takes.pulls && f.Sender == "" {
		errs.Add("first_name", "Account funding needs the name of who sends the money.")
	}
	return errs
}

// checkLinks wants the message to name its card, or what it follows.
func (f simulationForm) checkLinks(errs form.Errors, k kind) {
	switch {
	case k.takes.card && k.takes.follows && f.Card == "" && f.Follows == "":
		errs.Add("follows", "Name what is cleared; or a card, for a force post.")
	case k.takes.card && !k.takes.follows && f.Card == "":
		errs.Add("card_token", "Fill this in.")
	case k.takes.follows && !k.takes.card && f.Follows == "":
		errs.Add("follows", "Name the transaction that this follows.")
	}
}

// converted reports whether the merchant charged in another currency.
func (f simulationForm) converted() bool {
	return f.OriginalAmount != "" || f.OriginalCurrency != "" || f.Rate != ""
}

func (f simulationForm) checkConversion(errs form.Errors) {
	other := f
	other.Currency = f.OriginalCurrency
	if f.OriginalCurrency == "" {
		errs.Add("original_currency_code", "Name the merchant's currency, such as EUR.")
	}
	other.money(errs, "original_amount", f.OriginalAmount, false)
	if rate, err := marqeta.ParseAmount(f.Rate); f.Rate != "" && (err != nil || rate.Sign() <= 0) {
		errs.Add("conversion_rate", "A number above zero, such as 1.085.")
	}
}

func (f simulationForm) checkFee(errs form.Errors) {
	if f.FeeType == "" {
		errs.Add("fee_type", "Say what kind of fee it is.")
	}
	f.money(errs, "fee_amount", f.FeeAmount, false)
}

func (f simulationForm) money(errs form.Errors, field, text string, zero bool) {
	amount, err := marqeta.ParseAmount(text)
	switch {
	case text == "":
		errs.Add(field, "Fill this in.")
	case strings.Contains(text, ","):
		errs.Add(field, "Write a point before the decimals and nothing between thousands, such as 1204.50.")
	case err != nil, amount.Sign() < 0, amount.Sign() == 0 && !zero:
		errs.Add(field, "An amount above zero, such as 10.00.")
	default:
		if _, err := amount.Minor(store.Digits(f.Currency)); err != nil {
			errs.Add(field, f.decimals())
		}
	}
}

// decimals says how fine an amount of the currency can be.
func (f simulationForm) decimals() string {
	currency := cmp.Or(f.Currency, "The currency")
	if n := store.Digits(f.Currency); n > 0 {
		return fmt.Sprintf("%s has %d decimals, not more.", currency, n)
	}
	return currency + " has no decimals."
}
