package simulator

import (
	"carddeck/marqeta"
	"carddeck/views/ui"
)

// kind is a message that begins something, as the form offers it. What follows one is
// offered on the page of its transaction.
type kind struct {
	value marqeta.SimulationKind
	label string
	note  string // what it is, for somebody who has never sent one
}

var kinds = []kind{
	{marqeta.SimulateAuthorization, "Authorization",
		"A purchase in two messages. The amount is put on hold now; the merchant asks for its money later, by a clearing."},
	{marqeta.SimulatePINDebit, "PIN debit", "A purchase in one message: approved and paid at once."},
	{marqeta.SimulateRefund, "Refund", "Money comes back, offline: nobody is asked, and Marqeta links it to no purchase."},
	{marqeta.SimulatePINDebitATMWithdrawal, "ATM withdrawal", "Cash from a machine, in one message: approved and paid at once."},
	{marqeta.SimulatePINDebitBalanceInquiry, "Balance inquiry", "A machine asks for the balance. There is no amount and no money moves."},
	{marqeta.SimulateOriginalCreditAuthPlusCapture, "Original credit", "Money is sent to the card, such as winnings or a payout, and paid at once."},

	{marqeta.SimulateAuthorizationCashback, "Authorization with cash back", "A purchase that hands out cash as well. The cash is added to the amount."},
	{marqeta.SimulateAuthorizationATMWithdrawal, "ATM withdrawal, in two messages", "Cash from a machine or a bank teller, put on hold now and cleared later."},
	{marqeta.SimulateAuthorizationQuasiCash, "Quasi-cash", "Chips, money orders and the like. The card product has to allow it."},
	{marqeta.SimulateAuthorizationClearing, "Force post", "A clearing without an authorization. It is paid in any case, since the merchant has handed over the goods."},

	{marqeta.SimulatePINDebitAuthorization, "PIN debit authorization", "A fuel pump with a PIN: the amount is put on hold now and cleared later."},
	{marqeta.SimulatePINDebitCashback, "PIN debit with cash back", "A purchase in one message that hands out cash as well. The cash is added to the amount."},
	{marqeta.SimulatePINDebitQuasiCash, "Quasi-cash, PIN debit", "Chips, money orders and the like, in one message. The card product has to allow it."},
	{marqeta.SimulatePINDebitRefund, "PIN debit refund", "Money comes back for a PIN debit, at once."},

	{marqeta.SimulateRefundAuthorization, "Refund authorization", "A refund is announced and may be declined. It is paid when its clearing comes."},
	{marqeta.SimulateOriginalCreditAuthorization, "Original credit, in two messages", "Money sent to the card is announced now and paid when its clearing comes."},
	{marqeta.SimulateAccountFundingAuthPlusCapture, "Account funding", "Somebody else pulls money from the card, for a wallet or a transfer, and is paid at once."},
	{marqeta.SimulateAccountFundingAuthorization, "Account funding, in two messages", "Somebody else pulls money from the card: held now, cleared later."},
}

// kindOf finds a kind by its value; the zero kind when it is not offered.
func kindOf(value string) kind {
	for _, k := range kinds {
		if string(k.value) == value {
			return k
		}
	}
	return kind{}
}

func kindOptions() []ui.Option {
	var out []ui.Option
	for _, k := range kinds {
		out = append(out, ui.Option{Value: string(k.value), Text: k.label})
	}
	return out
}

// funding reports whether a kind needs to know who sends the money.
func (k kind) funding() bool {
	return k.value == marqeta.SimulateAccountFundingAuthorization || k.value == marqeta.SimulateAccountFundingAuthPlusCapture
}

// credits reports whether a kind is an original credit, which may tell who sends it.
func (k kind) credits() bool {
	return k.value == marqeta.SimulateOriginalCreditAuthorization || k.value == marqeta.SimulateOriginalCreditAuthPlusCapture
}
