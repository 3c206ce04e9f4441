package simulator

import "carddeck/marqeta"

// words name the messages of Simulations 2.0 and say what they are.
var words = map[marqeta.SimulationKind]struct{ label, note string }{
	marqeta.SimulateAuthorization:                      {"Authorization", "A purchase in two messages. The amount is put on hold now; the merchant asks for its money later, by a clearing."},
	marqeta.SimulateAuthorizationAdvice:                {"Authorization advice", "The merchant tells the real amount of an authorization, such as at a fuel pump. The hold becomes that amount."},
	marqeta.SimulateAuthorizationClearing:              {"Clearing", "The merchant asks for the money of an authorization. Without one it is a force post, which is paid in any case: the goods are handed over."},
	marqeta.SimulateAuthorizationReversal:              {"Authorization reversal", "The merchant gives back all or part of the hold."},
	marqeta.SimulateAuthorizationIncremental:           {"Incremental authorization", "More is put on hold for the same purchase, such as another night in a hotel. It is decided like a purchase."},
	marqeta.SimulateAuthorizationCashback:              {"Authorization with cash back", "A purchase that hands out cash as well. The cash is added to the amount."},
	marqeta.SimulateAuthorizationATMWithdrawal:         {"ATM withdrawal, in two messages", "Cash from a machine or a bank teller, put on hold now and cleared later."},
	marqeta.SimulateAuthorizationClearingATMWithdrawal: {"Clearing of an ATM withdrawal", "The machine's bank asks for the money of a withdrawal."},
	marqeta.SimulateAuthorizationQuasiCash:             {"Quasi-cash", "Chips, money orders and the like. The card product has to allow it."},
	marqeta.SimulateAuthorizationClearingQuasiCash:     {"Clearing of quasi-cash", "The merchant asks for the money of a quasi-cash purchase."},

	marqeta.SimulateAccountFundingAuthorization:           {"Account funding, in two messages", "Somebody else pulls money from the card: held now, cleared later."},
	marqeta.SimulateAccountFundingAuthorizationClearing:   {"Clearing of account funding", "The money that was pulled is paid."},
	marqeta.SimulateAccountFundingAuthorizationReversal:   {"Reversal of account funding", "The hold of account funding is given back."},
	marqeta.SimulateAccountFundingAuthPlusCapture:         {"Account funding", "Somebody else pulls money from the card, for a wallet or a transfer, and is paid at once."},
	marqeta.SimulateAccountFundingAuthPlusCaptureReversal: {"Account funding taken back", "Money that was pulled and paid at once comes back."},

	marqeta.SimulateRefund:                      {"Refund", "Money comes back, offline: nobody is asked, and Marqeta links it to no purchase."},
	marqeta.SimulateRefundAuthorization:         {"Refund authorization", "A refund is announced and may be declined. It is paid when its clearing comes."},
	marqeta.SimulateRefundAuthorizationReversal: {"Reversal of a refund authorization", "The announcement of a refund is withdrawn."},
	marqeta.SimulateRefundAuthorizationClearing: {"Clearing of a refund", "A refund is paid. It may come without having been announced."},

	marqeta.SimulatePINDebit:                      {"PIN debit", "A purchase in one message: approved and paid at once."},
	marqeta.SimulatePINDebitAuthorization:         {"PIN debit authorization", "A fuel pump with a PIN: the amount is put on hold now and cleared later."},
	marqeta.SimulatePINDebitAuthorizationClearing: {"Clearing of a PIN debit", "The merchant asks for the money of a PIN debit authorization."},
	marqeta.SimulatePINDebitAuthorizationReversal: {"Reversal of a PIN debit", "The hold of a PIN debit authorization is given back."},
	marqeta.SimulatePINDebitCashback:              {"PIN debit with cash back", "A purchase in one message that hands out cash as well. The cash is added to the amount."},
	marqeta.SimulatePINDebitRefund:                {"PIN debit refund", "Money comes back for a PIN debit, at once."},
	marqeta.SimulatePINDebitATMWithdrawal:         {"ATM withdrawal", "Cash from a machine, in one message: approved and paid at once."},
	marqeta.SimulatePINDebitBalanceInquiry:        {"Balance inquiry", "A machine asks for the balance. There is no amount and no money moves."},
	marqeta.SimulatePINDebitQuasiCash:             {"Quasi-cash, PIN debit", "Chips, money orders and the like, in one message. The card product has to allow it."},

	marqeta.SimulateOriginalCreditAuthorization:           {"Original credit, in two messages", "Money sent to the card is announced now and paid when its clearing comes."},
	marqeta.SimulateOriginalCreditAuthorizationClearing:   {"Clearing of an original credit", "Money sent to the card is paid. It may come without having been announced."},
	marqeta.SimulateOriginalCreditAuthPlusCapture:         {"Original credit", "Money is sent to the card, such as winnings or a payout, and paid at once."},
	marqeta.SimulateOriginalCreditAuthPlusCaptureReversal: {"Original credit taken back", "Money that was sent to the card is taken back."},
}

const firstGeneration = "First generation, /simulate"

// olderKinds are the messages of the first generation.
var olderKinds = []kind{
	{older + string(marqeta.LegacyAuthorization), "Older authorization", "As an authorization, by the first generation of simulations. With cash back it becomes that kind.", firstGeneration,
		takes{card: true, amount: true, cashBack: true, merchant: true, presented: true, hold: true, fees: true}},
	{older + string(marqeta.LegacyAuthorizationAdvice), "Older authorization advice", "The real amount of an authorization.", firstGeneration, takes{follows: true, amount: true, fees: true}},
	{older + string(marqeta.LegacyClearing), "Older clearing", "The merchant asks for the money of whatever it names; or pays it back, as a refund.", firstGeneration, takes{follows: true, amount: true, clears: true, fees: true, refunds: true}},
	{older + string(marqeta.LegacyReversal), "Older reversal", "The merchant gives back what it names, held or paid.", firstGeneration, takes{follows: true, amount: true, advised: true}},
	{older + string(marqeta.LegacyFinancial), "Older PIN debit", "A PIN debit; marked as a preauthorization it is one that is cleared later, with cash back it becomes that kind.", firstGeneration,
		takes{card: true, amount: true, cashBack: true, merchant: true, presented: true, hold: true, fees: true, account: true}},
	{older + string(marqeta.LegacyFinancialAdvice), "Older PIN debit advice", "Tells that a PIN debit authorization was used, which clears it.", firstGeneration, takes{follows: true, amount: true}},
	{older + string(marqeta.LegacyBalanceInquiry), "Older balance inquiry", "A machine asks for the balance of an account.", firstGeneration, takes{card: true, merchant: true, presented: true, account: true}},
	{older + string(marqeta.LegacyWithdrawal), "Older ATM withdrawal", "Cash from a machine, paid at once.", firstGeneration, takes{card: true, amount: true, merchant: true, presented: true, fees: true, account: true}},
	{older + string(marqeta.LegacyOriginalCredit), "Older original credit", "Money is sent to the card and paid at once.", firstGeneration, takes{card: true, amount: true, merchant: true, pushes: true}},
}
