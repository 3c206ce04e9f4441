package velocitycontrols

import (
	"net/http"
	"slices"
	"strconv"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/form"
	"carddeck/web/spend"
)

// limitForm holds the answers of the form, as typed.
type limitForm struct {
	Token    string `form:"token"`
	Name     string `form:"name" validate:"max=255"`
	Amount   string `form:"amount_limit" validate:"required"`
	Currency string `form:"currency_code" validate:"required,iso4217"`
	Uses     string `form:"usage_limit"`
	Window   string `form:"velocity_window" validate:"required,oneof=TRANSACTION DAY WEEK MONTH QUARTER YEAR LIFETIME"`
	Counts   string `form:"counts" validate:"required,oneof=approvals declines"`

	Purchases   bool `form:"include_purchases"`
	Withdrawals bool `form:"include_withdrawals"`
	Cashback    bool `form:"include_cashback"`
	Credits     bool `form:"include_credits"`
	Transfers   bool `form:"include_transfers"`

	Active bool `form:"active"`

	reach spend.Reach
}

// The answers to which verdicts count.
const (
	approvals = "approvals"
	declines  = "declines"
)

// read reads the form from the body, or on GET from the address.
func read(r *http.Request) (f limitForm, err error) {
	if err = form.Read(r, &f); err == nil {
		err = form.Read(r, &f.reach)
	}
	return f, err
}

// fresh is what the form proposes before anything is typed: Marqeta's own defaults.
func fresh(token string) limitForm {
	return limitForm{
		Token: token, Currency: "USD", Window: string(marqeta.DayWindow), Counts: approvals,
		Purchases: true, Withdrawals: true, Cashback: true, Transfers: true, Active: true,
	}
}

// answers is the form as an existing control would have been made by it.
func answers(v marqeta.VelocityControl) limitForm {
	f := limitForm{
		Token: v.Token, Name: v.Name, Amount: v.AmountLimit.Fixed(store.Digits(v.CurrencyCode)), Currency: v.CurrencyCode,
		Window: string(v.Window), Counts: declines, Active: v.Active, reach: spend.ReachOf(v.Association, v.MerchantScope),
		Purchases: v.IncludePurchases, Withdrawals: v.IncludeWithdrawals, Cashback: v.IncludeCashback,
		Credits: v.IncludeCredits, Transfers: v.IncludeTransfers,
	}
	if v.ApprovalsOnly {
		f.Counts = approvals
	}
	if v.UsageLimit != nil && *v.UsageLimit >= 0 {
		f.Uses = strconv.Itoa(*v.UsageLimit)
	}
	return f
}

// check says what is wrong: each field's own rules, then Marqeta's between them. Before is
// the control as it is; it is empty for a new one.
func (f limitForm) check(before marqeta.VelocityControl) form.Errors {
	errs := form.Check(f)
	f.reach.Check(errs)
	if f.reach.MerchantGroup != "" {
		errs.Add("mcc_group", "A velocity control cannot name a merchant group; authorization controls can.")
	}
	f.checkAmount(errs)
	window := marqeta.VelocityWindow(f.Window)
	if n, err := strconv.Atoi(f.Uses); f.Uses != "" && (err != nil || n < 0 || n > maxUses) {
		errs.Add("usage_limit", "A whole number from 0 to 1,000,000, or nothing for any number.")
	}
	if f.Uses != "" && window == marqeta.TransactionWindow {
		errs.Add("usage_limit", "Marqeta takes no number of uses where each use is judged by itself. Leave this empty, or choose a longer window.")
	}
	if before.Token == "" && slices.Contains([]marqeta.VelocityWindow{marqeta.QuarterWindow, marqeta.YearWindow}, window) {
		errs.Add("velocity_window", "Marqeta takes a quarter or a year only when a control is changed. Create it with a month, then edit it.")
	}
	if !f.Purchases && !f.Withdrawals && !f.Cashback && !f.Credits && !f.Transfers && before.MoneyIn == nil {
		errs.Add("counts", "Nothing is chosen below to be counted, so the control would never refuse anything.")
	}
	if f.Credits && before.MoneyIn != nil {
		errs.Add("counts", "This control says by type which credits count (money_in_transaction). Marqeta takes only one of the two, so leave money received out here.")
	}
	if before.Name != "" && f.Name == "" {
		errs.Add("name", "A name can be changed here, not taken away: Marqeta leaves alone what is not sent.")
	}
	return errs
}

const maxUses = 1_000_000

func (f limitForm) checkAmount(errs form.Errors) {
	amount, err := marqeta.ParseAmount(f.Amount)
	switch {
	case errs["amount_limit"] != "":
	case err != nil:
		errs.Add("amount_limit", "An amount such as 100.00: digits and a point, nothing else.")
	case amount.Sign() < 0:
		errs.Add("amount_limit", "An amount of zero or more.")
	case errs["currency_code"] == "":
		digits := store.Digits(f.Currency)
		if _, err := amount.Minor(digits); err != nil {
			errs.Add("amount_limit", f.Currency+" has "+decimals(digits)+".")
		}
	}
}

func decimals(n uint8) string {
	switch n {
	case 0:
		return "no decimals"
	case 1:
		return "one decimal"
	}
	return strconv.Itoa(int(n)) + " decimals"
}

// control is the control that the answers mean. What the form does not ask is left as it
// was before.
func (f limitForm) control(before marqeta.VelocityControl) marqeta.VelocityControl {
	v := before
	v.Token, v.Name, v.Active, v.Raw = f.Token, f.Name, f.Active, nil
	v.Association, v.MerchantScope = f.reach.Association(), f.reach.Scope()
	v.AmountLimit, _ = marqeta.ParseAmount(f.Amount) // an unreadable amount is the form's error, and is not sent
	v.CurrencyCode, v.Window, v.ApprovalsOnly = f.Currency, marqeta.VelocityWindow(f.Window), f.Counts != declines
	v.IncludePurchases, v.IncludeWithdrawals, v.IncludeCashback = f.Purchases, f.Withdrawals, f.Cashback
	v.IncludeCredits, v.IncludeTransfers = f.Credits, f.Transfers
	v.UsageLimit = nil
	if n, err := strconv.Atoi(f.Uses); err == nil {
		v.UsageLimit = &n
	}
	return v
}
