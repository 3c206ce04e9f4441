package simulate

import (
	"cmp"
	"slices"
	"strings"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/wire"
)

// accountFunding is what a pull of money says of its receiver.
type accountFunding struct {
	wire.AccountFunding
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name"`
}

// shown names the receiver in one, as transactions do.
func (f *accountFunding) shown() *wire.AccountFunding {
	if f == nil {
		return nil
	}
	shown := f.AccountFunding
	shown.ReceiverName = cmp.Or(shown.ReceiverName, strings.TrimSpace(f.FirstName+" "+f.LastName))
	return &shown
}

var (
	moneySources = []string{"CREDIT", "DEBIT", "PREPAID", "DEPOSIT_ACCOUNT", "CASH", "MOBILE_MONEY_ACCOUNT", "NON_VISA_CREDIT", "CHECK", "ACH"}

	moneyAccounts = []string{
		"OTHER", "RTN_BANK_ACCOUNT", "IBAN", "CARD_ACCOUNT", "EMAIL", "PHONE_NUMBER",
		"BANK_ACCOUNT_NUMBER_AND_BANK_IDENTIFICATION_CODE", "WALLET_ID", "SOCIAL_NETWORK_ID",
	}

	moneyPurposes = []string{
		"FAMILY_SUPPORT", "REGULAR_LABOR_TRANSFERS", "TRAVEL_AND_TOURISM", "EDUCATION", "MEDICAL_TREATMENT", "EMERGENCY_NEED",
		"SAVINGS", "GIFTS", "OTHER", "SALARY", "CROWD_LENDING", "CRYPTO_CURRENCY",
	}

	transfers = []string{
		"ACCOUNT_TO_ACCOUNT", "PERSON_TO_PERSON", "WALLET_TRANSFER", "MONEY_TRANSFER_BY_BANK", "BUSINESS_TO_BUSINESS",
		"DISBURSEMENT", "GOVERNMENT_DISBURSEMENT", "GAMBLING_PAYOUT", "LOYALTY", "MERCHANT_DISBURSEMENT", "ONLINE_GAMBLING_PAYOUT",
		"PENSION_DISBURSEMENT", "PREPAID_LOADS", "CARD_BILL_PAYMENT", "BILL_PAYMENT", "CASH_CLAIM", "CASH_IN", "CASH_OUT",
		"MOBILE_AIR_TIME_PAYMENT", "MONEY_TRANSFER_BY_MERCHANT", "FACE_TO_FACE_MERCHANT_PAYMENT", "GOVERNMENT_PAYMENT",
		"PAYMENTS_GOODS_SERVICES", "FUNDS_TRANSFER", "GENERAL_BUSINESS_TO_BUSINESS_TRANSFER", "BUSINESS_TO_BUSINESS_TRANSFER",
		"CASH_DEPOSIT", "PURCHASE_REPAYMENT", "AFT_OR_OCT_ELIGIBILITY", "CONSUMER_BILL_PAYMENT", "REQUEST_TO_PAY", "GAMING_PAYMENT",
	}
	pulls  = slices.Concat(transfers, []string{"LIQUID_ASSET", "FAST_REFUND"})
	pushes = slices.Concat(transfers, []string{"PREPAID"}) // that of the first generation
)

func (f accountFunding) check(c *rest.Check) {
	c.Required("account_funding.first_name", f.FirstName, 255)
	c.Required("account_funding.funding_source", f.FundingSource, 255)
	c.Required("account_funding.receiver_account_type", f.ReceiverAccountType, 255)
	c.Required("account_funding.transaction_type", f.TransactionType, 255)
	c.Size("account_funding.last_name", f.LastName, 0, 255)
	c.Size("account_funding.receiver_name", f.ReceiverName, 0, 255)
	c.OneOf("account_funding.funding_source", f.FundingSource, moneySources...)
	c.OneOf("account_funding.receiver_account_type", f.ReceiverAccountType, moneyAccounts...)
	c.OneOf("account_funding.transaction_type", f.TransactionType, pulls...)
	c.OneOf("account_funding.transaction_purpose", f.TransactionPurpose, moneyPurposes...)
}

// checkCredit reads a push of money. Its type is published in both cases.
func checkCredit(c *rest.Check, o wire.OriginalCredit) {
	c.OneOf("original_credit.funding_source", o.FundingSource, moneySources...)
	c.OneOf("original_credit.sender_account_type", o.SenderAccountType, moneyAccounts...)
	c.OneOf("original_credit.transaction_type", strings.ToUpper(o.TransactionType), pushes...)
	c.Size("original_credit.sender_name", o.SenderName, 0, 255)
	c.That(o.ScreeningScore == "" || isDigits(o.ScreeningScore, 1, 3), "original_credit.screening_score", "must be up to three digits")
}

// shownCredit is a push of money as transactions show it: with its type in small
// letters.
func shownCredit(o *wire.OriginalCredit) *wire.OriginalCredit {
	if o == nil {
		return nil
	}
	shown := *o
	shown.TransactionType = strings.ToLower(o.TransactionType)
	return &shown
}

// isDigits reports whether s is between least and most decimal digits.
func isDigits(s string, least, most int) bool {
	return len(s) >= least && len(s) <= most && !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
}
