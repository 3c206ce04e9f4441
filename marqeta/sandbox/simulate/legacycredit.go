package simulate

import (
	"strings"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/wire"
)

// credit is what the first generation says of an original credit.
type credit struct {
	Type           string  `json:"type"`
	Purpose        string  `json:"transactionPurpose"`
	ScreeningScore string  `json:"screening_score"`
	Sender         *sender `json:"sender_data"`
}

// sender is who pushes the money.
type sender struct {
	FundingSource  string     `json:"funding_source"`
	AccountType    string     `json:"sender_account_type"`
	Name           string     `json:"sender_name"`
	Reference      string     `json:"sender_reference_number"`
	Account        string     `json:"sender_account_number"`
	Address        string     `json:"sender_address"`
	City           string     `json:"sender_city"`
	State          string     `json:"sender_state"`
	Country        string     `json:"sender_country"`
	Unique         string     `json:"unique_transaction_reference_number"`
	Purpose        string     `json:"transaction_purpose"`
	VisaPurpose    string     `json:"visa_transaction_purpose"`
	DeferredHoldBy string     `json:"deferred_hold_by"`
	FastFunds      *rest.Flag `json:"fast_funds_enabled"`
}

// senderWords are names that the two generations spell differently.
var senderWords = map[string]string{
	"MOBILE_MONEY_PAYMENT":                        "MOBILE_MONEY_ACCOUNT",
	"BANK_ACCOUNT_NUMBER_AND_IDENTIFICATION_CODE": "BANK_ACCOUNT_NUMBER_AND_BANK_IDENTIFICATION_CODE",
}

func upper(word string) string {
	word = strings.ToUpper(word)
	if other, ok := senderWords[word]; ok {
		return other
	}
	return word
}

// original gives the credit as the second generation has it.
func (in credit) original() *wire.OriginalCredit {
	o := &wire.OriginalCredit{TransactionType: in.Type, ScreeningScore: in.ScreeningScore, Purpose: in.Purpose}
	if s := in.Sender; s != nil {
		o.FundingSource, o.SenderAccountType, o.SenderName = upper(s.FundingSource), upper(s.AccountType), s.Name
		o.SenderAddress, o.SenderCity, o.SenderState, o.SenderCountry = s.Address, s.City, s.State, s.Country
		o.DeferredHoldBy, o.FastFundsEnabled = s.DeferredHoldBy, s.FastFunds
		if s.Purpose != "" {
			o.Purpose = s.Purpose
		}
	}
	return o
}

func (in credit) checkCredit(c *rest.Check) {
	c.OneOf("type", in.Type, "account_to_account", "person_to_person", "prepaid", "wallet_transfer", "money_transfer_by_bank", "business_to_business",
		"disbursement", "government_disbursement", "gambling_payout", "loyalty", "merchant_disbursement", "online_gambling_payout",
		"pension_disbursement", "prepaid_loads", "card_bill_payment", "bill_payment", "cash_claim", "cash_in", "cash_out",
		"mobile_air_time_payment", "money_transfer_by_merchant", "face_to_face_merchant_payment", "government_payment",
		"payments_goods_services", "purchase_repayment")
	s := in.Sender
	if s == nil {
		return
	}
	c.Required("sender_data.funding_source", s.FundingSource, 255)
	c.OneOf("sender_data.funding_source", s.FundingSource, "credit", "debit", "prepaid", "deposit_account", "cash", "mobile_money_payment",
		"non_visa_credit", "check", "ach")
	c.OneOf("sender_data.sender_account_type", s.AccountType, "other", "rtn_bank_account", "iban", "card_account", "email", "phone_number",
		"bank_account_number_and_identification_code", "wallet_id", "social_network_id")
	c.OneOf("sender_data.transaction_purpose", s.Purpose, "family_support", "labor_transfers", "travel", "education", "medical_treatment",
		"emergency_need", "savings", "gifts", "other", "salary", "lending", "crypto_currency")
	c.OneOf("sender_data.deferred_hold_by", s.DeferredHoldBy, "absent", "visa", "originator")
	c.Size("sender_data.unique_transaction_reference_number", s.Unique, 0, 17)
	for field, v := range map[string]string{"sender_reference_number": s.Reference, "sender_account_number": s.Account, "sender_address": s.Address,
		"sender_city": s.City, "sender_state": s.State, "sender_country": s.Country, "visa_transaction_purpose": s.VisaPurpose} {
		c.Size("sender_data."+field, v, 0, 255)
	}
}
