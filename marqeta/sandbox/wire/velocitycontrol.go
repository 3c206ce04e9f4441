package wire

import (
	"slices"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
)

// VelocityControl limits how much, and how often, cards are used.
type VelocityControl struct {
	Token string `json:"token"`
	VelocityControlFields
}

// VelocityControlFields are the ones a caller sets.
type VelocityControlFields struct {
	Name               string          `json:"name,omitzero"`
	Association        Association     `json:"association"`
	MerchantScope      MerchantScope   `json:"merchant_scope"`
	UsageLimit         *int32          `json:"usage_limit,omitzero"`
	ApprovalsOnly      rest.Flag       `json:"approvals_only"`
	IncludePurchases   rest.Flag       `json:"include_purchases"`
	IncludeWithdrawals rest.Flag       `json:"include_withdrawals"`
	IncludeTransfers   rest.Flag       `json:"include_transfers"` // there are none
	IncludeCashback    rest.Flag       `json:"include_cashback"`
	IncludeCredits     rest.Flag       `json:"include_credits"`
	MoneyIn            *MoneyIn        `json:"money_in_transaction,omitzero"`
	CurrencyCode       string          `json:"currency_code"`
	AmountLimit        *marqeta.Amount `json:"amount_limit"`
	Window             engine.Window   `json:"velocity_window"`
	Active             rest.Flag       `json:"active"`
}

// MoneyIn says in place of IncludeCredits which credits count.
type MoneyIn struct {
	CreditsTypes     []string `json:"include_credits_types,omitempty"`
	NetworkLoadTypes []string `json:"include_network_load_types,omitempty"` // there are none
}

// AvailableVelocity is a velocity control with what a user has left of it.
type AvailableVelocity struct {
	VelocityControl
	Available Available `json:"available"`
}

// Available is what is left in the present window. Our call: Uses is -1 where any
// number is allowed. DaysRemaining counts today.
type Available struct {
	Uses          int64          `json:"uses"`
	Amount        marqeta.Amount `json:"amount"`
	DaysRemaining *int           `json:"days_remaining,omitzero"`
}

// NewVelocityControl has the defaults a real sandbox was seen to give.
func NewVelocityControl() VelocityControlFields {
	return VelocityControlFields{
		ApprovalsOnly: true, IncludePurchases: true, IncludeWithdrawals: true, IncludeTransfers: true, IncludeCashback: true, Active: true,
	}
}

// Included is what the control counts.
func (f VelocityControlFields) Included() engine.Included {
	in := engine.Included{
		Purchases: bool(f.IncludePurchases), Withdrawals: bool(f.IncludeWithdrawals), CashBack: bool(f.IncludeCashback),
		Credits: bool(f.IncludeCredits), Deposits: bool(f.IncludeCredits),
	}
	if m := f.MoneyIn; m != nil {
		in.Credits = slices.Contains(m.CreditsTypes, "ALL")
		in.Deposits = in.Credits || slices.Contains(m.CreditsTypes, "CASH_DEPOSIT")
	}
	return in
}

// Check refuses what Marqeta would. Only an update may ask for a quarter or a year.
func (f VelocityControlFields) Check() error {
	var c rest.Check
	c.Size("name", f.Name, 0, 255)
	f.Association.check(&c)
	f.MerchantScope.check(&c)
	c.That(f.MerchantScope.MerchantGroupToken == "", "merchant_scope.merchant_group_token", "is for authorization controls")
	c.Required("currency_code", f.CurrencyCode, 3)
	c.That(f.AmountLimit != nil, "amount_limit", "may not be null")
	c.That(f.AmountLimit == nil || f.AmountLimit.Sign() >= 0, "amount_limit", "must be greater than or equal to 0")
	c.Required("velocity_window", string(f.Window), 36)
	c.OneOf("velocity_window", string(f.Window), string(engine.Day), string(engine.Week), string(engine.Month), string(engine.Quarter), string(engine.Year),
		string(engine.Lifetime), string(engine.Transaction))
	if f.UsageLimit != nil {
		c.That(*f.UsageLimit >= -1, "usage_limit", "must be greater than or equal to -1")
		c.That(*f.UsageLimit == -1 || f.Window != engine.Transaction, "usage_limit", "must not be given for a single transaction")
	}
	if f.MoneyIn != nil {
		c.That(!bool(f.IncludeCredits), "include_credits", "must not be given with money_in_transaction")
		for _, kind := range f.MoneyIn.CreditsTypes {
			c.OneOf("include_credits_types", kind, "CASH_DEPOSIT", "ALL", "NONE")
		}
		for _, kind := range f.MoneyIn.NetworkLoadTypes {
			c.OneOf("include_network_load_types", kind, "ALL", "NONE")
		}
	}
	return c.Err()
}
