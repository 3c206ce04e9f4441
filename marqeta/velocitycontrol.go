package marqeta

import (
	"context"
	"encoding/json"
)

// VelocityWindow is over which time a velocity control adds up. Days, weeks (from
// Sunday), months and so on begin at midnight UTC.
type VelocityWindow string

// The velocity windows. Marqeta takes QuarterWindow and YearWindow on update only.
const (
	TransactionWindow VelocityWindow = "TRANSACTION" // each purchase by itself
	DayWindow         VelocityWindow = "DAY"
	WeekWindow        VelocityWindow = "WEEK"
	MonthWindow       VelocityWindow = "MONTH"
	QuarterWindow     VelocityWindow = "QUARTER"
	YearWindow        VelocityWindow = "YEAR"
	LifetimeWindow    VelocityWindow = "LIFETIME"
)

// VelocityControl limits how much, and how often, cards are used within a window
// (Marqeta, core-api/velocity-controls).
type VelocityControl struct {
	Token              string         `json:"token"`
	Name               string         `json:"name,omitempty"` // stands in a decline's additional_information
	Active             bool           `json:"active"`
	Association        Association    `json:"association,omitzero"`
	MerchantScope      MerchantScope  `json:"merchant_scope,omitzero"`
	AmountLimit        Amount         `json:"amount_limit"` // decimal, in CurrencyCode
	CurrencyCode       string         `json:"currency_code"`
	UsageLimit         *int           `json:"usage_limit,omitempty"` // nil and -1: any number of uses
	Window             VelocityWindow `json:"velocity_window"`
	ApprovalsOnly      bool           `json:"approvals_only"` // false: what was declined counts instead
	IncludePurchases   bool           `json:"include_purchases"`
	IncludeWithdrawals bool           `json:"include_withdrawals"`
	IncludeTransfers   bool           `json:"include_transfers"`
	IncludeCashback    bool           `json:"include_cashback"`
	IncludeCredits     bool           `json:"include_credits"`
	MoneyIn            *MoneyIn       `json:"money_in_transaction,omitempty"`

	Raw json.RawMessage `json:"-"`
}

func (v *VelocityControl) keep(raw json.RawMessage) { v.Raw = raw }

// MoneyIn says in place of include_credits which credits count.
type MoneyIn struct {
	CreditsTypes     []string `json:"include_credits_types,omitempty"`
	NetworkLoadTypes []string `json:"include_network_load_types,omitempty"`
}

// VelocityControlRequest makes or changes a velocity control. AmountLimit, CurrencyCode
// and Window are required on creation; what is not set is not sent, and on change the
// platform leaves it alone. Which credits count (money_in_transaction) is not offered.
type VelocityControlRequest struct {
	Token              string         `json:"token,omitempty"` // 1 to 36 characters
	Name               string         `json:"name,omitempty"`  // up to 255 characters
	Active             *bool          `json:"active,omitempty"`
	Association        *Association   `json:"association,omitempty"`
	MerchantScope      *MerchantScope `json:"merchant_scope,omitempty"`
	AmountLimit        *Amount        `json:"amount_limit,omitempty"`
	CurrencyCode       string         `json:"currency_code,omitempty"`
	UsageLimit         *int           `json:"usage_limit,omitempty"` // not for TransactionWindow
	Window             VelocityWindow `json:"velocity_window,omitempty"`
	ApprovalsOnly      *bool          `json:"approvals_only,omitempty"`
	IncludePurchases   *bool          `json:"include_purchases,omitempty"`
	IncludeWithdrawals *bool          `json:"include_withdrawals,omitempty"`
	IncludeTransfers   *bool          `json:"include_transfers,omitempty"`
	IncludeCashback    *bool          `json:"include_cashback,omitempty"`
	IncludeCredits     *bool          `json:"include_credits,omitempty"`
}

// AvailableVelocity is a velocity control with what a user has left of it.
type AvailableVelocity struct {
	VelocityControl
	Available struct {
		Uses          int    `json:"uses"`   // -1: any number
		Amount        Amount `json:"amount"` // decimal, in CurrencyCode
		DaysRemaining int    `json:"days_remaining,omitempty"`
	} `json:"available"`
}

// CreateVelocityControl makes a velocity control.
func (c *Client) CreateVelocityControl(ctx context.Context, in VelocityControlRequest) (VelocityControl, error) {
	return one[VelocityControl](ctx, c, post("/velocitycontrols", in, in.Token))
}

// VelocityControl reads a velocity control.
func (c *Client) VelocityControl(ctx context.Context, token string) (VelocityControl, error) {
	return one[VelocityControl](ctx, c, get("/velocitycontrols/{token}", nil, token))
}

// VelocityControls lists velocity controls, newest change first unless sorted otherwise.
func (c *Client) VelocityControls(ctx context.Context, f ControlFilter) (Page[VelocityControl], error) {
	return many[VelocityControl](ctx, c, get("/velocitycontrols", f.query()))
}

// UpdateVelocityControl changes what is set in the request.
func (c *Client) UpdateVelocityControl(ctx context.Context, token string, in VelocityControlRequest) (VelocityControl, error) {
	in.Token = token // the platform requires it in the body, too
	return one[VelocityControl](ctx, c, put("/velocitycontrols/{token}", in, token))
}

// AvailableVelocity lists what a user has left of the active controls of every level
// that apply to the user, the single-purchase ones left out.
func (c *Client) AvailableVelocity(ctx context.Context, userToken string, o ListOptions) (Page[AvailableVelocity], error) {
	return many[AvailableVelocity](ctx, c, get("/velocitycontrols/user/{user_token}/available", o.query(), userToken))
}
