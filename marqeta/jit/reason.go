package jit

import "slices"

// Reason is a decline_reason of the platform's enumeration; empty in an approval.
type Reason string

// The reasons that Carddeck gives by itself. A rule may give any of Reasons.
const (
	InvalidAmount     Reason = "INVALID_AMOUNT"
	InsufficientFunds Reason = "INSUFFICIENT_FUNDS"
	NotPermitted      Reason = "TRANSACTION_NOT_PERMITTED"
	AmountLimit       Reason = "AMOUNT_LIMIT_EXCEEDED"
	CountLimit        Reason = "TRANSACTION_COUNT_LIMIT_EXCEEDED"
	Duplicate         Reason = "DUPLICATE_TRANSACTION"
)

// Reasons is the whole enumeration of Core API 3.0.40.
func Reasons() []Reason { return slices.Clone(reasons) }

var reasons = []Reason{
	InvalidAmount, InsufficientFunds, NotPermitted, "SUSPECTED_FRAUD", AmountLimit, CountLimit, Duplicate,
	"INVALID_MERCHANT", "INVALID_CARD", "NO_CREDIT_ACCOUNT", "NO_CHECKING_ACCOUNT", "NO_SAVINGS_ACCOUNT",
	"EXPIRED_CARD", "CLOSED_ACCOUNT", "CARD_NOT_ACTIVE", "CARDHOLDER_NOT_ACTIVE",
	"STOP_PAYMENT", "REVOCATION_AUTHORIZATION_ORDER", "REVOCATION_ALL_AUTHORIZATION_ORDER",
	"SOFT_DECLINE_AUTHENTICATION_REQUIRED", "SOFT_DECLINE_PIN_REQUIRED",
	"BLOCKED_BY_ISSUER", "BLOCKED_BY_CARDHOLDER", "BLOCKED_MERCHANT_BY_CARDHOLDER",
	"INVALID_DRIVER_NUMBER", "INVALID_VEHICLE_NUMBER",
}

// Valid reports whether the platform knows the reason.
func (r Reason) Valid() bool { return slices.Contains(reasons, r) }
