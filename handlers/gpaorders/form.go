package gpaorders

import (
	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/form"
)

// loadForm holds the answers of the form that loads an account, as typed.
type loadForm struct {
	Token    string `form:"token"`
	User     string `form:"user_token" validate:"required,max=36"`
	Amount   string `form:"amount" validate:"required,amount"`
	Currency string `form:"currency_code" validate:"required,iso4217"`
	Source   string `form:"funding_source_token" validate:"required,max=36"`
	Memo     string `form:"memo" validate:"max=99"`
}

func (f loadForm) check() form.Errors {
	errs := form.Check(f)
	check(errs, f.Token, f.Amount, f.Currency)
	return errs
}

// check adds the rules that both forms have beyond their tags.
func check(errs form.Errors, token, amount, currency string) {
	if !form.Token(token) {
		errs.Add("token", form.TokenRule)
	}
	if a, err := marqeta.ParseAmount(amount); err == nil {
		if _, err := a.Minor(store.Digits(currency)); err != nil {
			errs.Add("amount", "The currency has fewer decimals.")
		}
	}
}

// request is what the answers mean for Marqeta.
func (f loadForm) request() marqeta.GPAOrderRequest {
	amount, _ := marqeta.ParseAmount(f.Amount) // an unreadable one is the form's error, and is not sent
	return marqeta.GPAOrderRequest{
		Token: f.Token, UserToken: f.User, Amount: amount, CurrencyCode: f.Currency, FundingSourceToken: f.Source, Memo: f.Memo,
	}
}

// unloadForm holds the answers of the form that returns money of a load, as typed.
type unloadForm struct {
	Token  string `form:"token"`
	Amount string `form:"amount" validate:"required,amount"`
	Memo   string `form:"memo" validate:"max=99"`
}

// check leaves it to Marqeta whether so much is left of the load: a second click must
// find what the first one did, and not a complaint that it is gone.
func (f unloadForm) check(currency string) form.Errors {
	errs := form.Check(f)
	check(errs, f.Token, f.Amount, currency)
	return errs
}

func (f unloadForm) request(order string) marqeta.GPAUnloadRequest {
	amount, _ := marqeta.ParseAmount(f.Amount) // an unreadable one is the form's error, and is not sent
	return marqeta.GPAUnloadRequest{Token: f.Token, OriginalOrderToken: order, Amount: amount, Memo: f.Memo}
}
