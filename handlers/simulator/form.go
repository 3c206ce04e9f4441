package simulator

import (
	"cmp"
	"fmt"
	"strings"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/form"
)

// Generations of Marqeta's simulations.
const (
	current = "2.0"
	legacy  = "legacy"
)

// simulationForm holds the answers of the form, as typed. PIN and CVV are secrets: they
// are sent on and nowhere else, not even back into the form.
type simulationForm struct {
	Kind       string `form:"kind" validate:"required"`
	Generation string `form:"generation" validate:"omitempty,oneof=2.0 legacy"`

	Card     string `form:"card_token" validate:"required,max=36"`
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

	Presence   string         `form:"card_present" validate:"omitempty,oneof=true false"`
	Expiration string         `form:"expiration" validate:"omitempty,numeric,len=4"`
	CVV        marqeta.Secret `form:"cvv" validate:"omitempty,numeric,len=3"`
	PIN        marqeta.Secret `form:"pin" validate:"omitempty,numeric,max=4"`
	Partial    bool           `form:"partial_approval_capable"`

	Sender       string `form:"first_name" validate:"max=50"`
	Source       string `form:"funding_source" validate:"omitempty,oneof=CREDIT DEBIT PREPAID DEPOSIT_ACCOUNT CASH MOBILE_MONEY_ACCOUNT NON_VISA_CREDIT"`
	Account      string `form:"account_type" validate:"omitempty,oneof=OTHER RTN_BANK_ACCOUNT IBAN CARD_ACCOUNT EMAIL PHONE_NUMBER WALLET_ID SOCIAL_NETWORK_ID"`
	TransferKind string `form:"transaction_type" validate:"max=50"`
}

// fresh is what the form proposes before anything is typed: a purchase of ten dollars
// on the network that most programs use.
func fresh(card string) simulationForm {
	return simulationForm{
		Kind: string(marqeta.SimulateAuthorization), Generation: current, Card: card, Amount: "10.00", Currency: "USD",
		Name: "Aegis Fleet Services", MID: "11111", MCC: "6411", City: "Berkeley", State: "CA", PostalCode: "94702", Country: "USA",
		Network: "VISA", Source: "DEBIT", Account: "CARD_ACCOUNT", TransferKind: "ACCOUNT_TO_ACCOUNT",
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
	if f.Generation == legacy && k.value != marqeta.SimulateAuthorization {
		errs.Add("generation", "The older endpoints are offered for an authorization only.")
	}
	if f.Generation == legacy && f.MID == "" {
		errs.Add("mid", "The older endpoints need one.")
	}
	needs, _ := k.value.Fields()
	if needs.Amount == marqeta.Required {
		// A purchase of nothing is how a merchant checks a card.
		f.money(errs, "amount", f.Amount, k.value == marqeta.SimulateAuthorization)
	}
	if needs.CashBack == marqeta.Required {
		f.money(errs, "cash_back_amount", f.CashBack, false)
	}
	if k.funding() && f.Sender == "" {
		errs.Add("first_name", "Account funding needs the name of who sends the money.")
	}
	return errs
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
