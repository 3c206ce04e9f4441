package wire

import (
	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/rest"
)

// DefaultHolderGroup is the group of everybody who names none.
const DefaultHolderGroup = "DEFAULT_AHG"

// AccountHolderGroup is what applies to several account holders alike.
type AccountHolderGroup struct {
	Token string `json:"token"`
	AccountHolderGroupFields
}

// AccountHolderGroupFields are the ones a caller sets and changes.
type AccountHolderGroupFields struct {
	Name   string                   `json:"name,omitzero"`
	Config AccountHolderGroupConfig `json:"config"`
}

// AccountHolderGroupConfig says what members must go through and may do.
type AccountHolderGroupConfig struct {
	KYCRequired  string         `json:"kyc_required"`
	IsReloadable rest.Flag      `json:"is_reloadable"`
	FeeGroup     string         `json:"real_time_fee_group_token,omitzero"`
	PreKYC       PreKYCControls `json:"pre_kyc_controls"`
}

// PreKYCControls hold for a member that has yet to pass KYC where that is required
// conditionally. BalanceMax is in the program's currency.
type PreKYCControls struct {
	BalanceMax      marqeta.Amount `json:"balance_max"`
	CashAccess      rest.Flag      `json:"cash_access_enabled"`
	International   rest.Flag      `json:"international_enabled"`
	IsReloadable    rest.Flag      `json:"is_reloadable_pre_kyc"`
	NonProgramLoads rest.Flag      `json:"enable_non_program_loads"`
}

// When a member has to pass KYC.
const (
	KYCAlways      = "ALWAYS"
	KYCConditional = "CONDITIONAL"
	KYCNever       = "NEVER"
)

// NewAccountHolderGroup has the defaults a real sandbox gives.
func NewAccountHolderGroup() AccountHolderGroupFields {
	return AccountHolderGroupFields{Config: AccountHolderGroupConfig{
		KYCRequired: KYCNever, IsReloadable: true, PreKYC: PreKYCControls{BalanceMax: marqeta.MustAmount("1000")},
	}}
}

// InitialStatus is that of a new member.
func (c AccountHolderGroupConfig) InitialStatus() string {
	switch c.KYCRequired {
	case KYCAlways:
		return StatusUnverified
	case KYCConditional:
		return StatusLimited
	}
	return StatusActive
}

// Check refuses what Marqeta would.
func (f AccountHolderGroupFields) Check() error {
	var c rest.Check
	c.Size("name", f.Name, 0, 40)
	c.Required("config.kyc_required", f.Config.KYCRequired, 36)
	c.OneOf("config.kyc_required", f.Config.KYCRequired, KYCAlways, KYCConditional, KYCNever)
	c.Size("config.real_time_fee_group_token", f.Config.FeeGroup, 0, 36)
	c.That(f.Config.PreKYC.BalanceMax.Sign() >= 0, "config.pre_kyc_controls.balance_max", "must be greater than or equal to 0")
	return c.Err()
}
