package certify

// Scenario is one that a gateway has to master.
type Scenario struct {
	Number  int
	Title   string
	About   string // what it looks at
	Needs   string // what must have been prepared; empty is nothing
	Webhook bool   // it looks at the webhook alone
	play    func(*stage)
}

const (
	needsFunded = "The funded user, with money on the account."
	needsLittle = "The user with a little money: less than 30 in the account's currency."
	needsEmpty  = "The user without money."
)

// Scenarios are all of them, in the order in which they are played.
func Scenarios() []Scenario {
	return []Scenario{
		{1, "Authorization and clearing", "A purchase is approved within the limit, with every field repeated; it is cleared over the same amount.", needsFunded, false, playEqual},
		{2, "Clearing above the authorization", "A tip: 40 are approved, 46 are cleared and must be posted.", needsFunded, true, playAbove},
		{3, "Clearing below the authorization", "50 are approved, 30 are cleared as the last: the rest is free again.", needsFunded, true, playBelow},
		{4, "Several clearings", "60 are approved and cleared in three parts: one hold, three postings.", needsFunded, true, playParts},
		{5, "Force post", "A clearing without an authorization: the gateway is not asked, and the posting is not refused.", needsFunded, true, playForced},
		{6, "Incremental authorization", "The gateway decides on what is added; both amounts are held.", needsFunded, false, playIncrement},
		{7, "Advice", "The merchant lowers the amount: the gateway is not asked, the hold shrinks.", needsFunded, true, playAdvice},
		{8, "Fuel pump", "75 are approved in advance, an advice tells of 37, which are cleared.", needsFunded, false, playFuel},
		{9, "Reversals", "A purchase is taken back in full, another in part.", needsFunded, true, playReversals},
		{10, "PIN debit", "Single messages, with and without cash back: asked, approved and posted once.", needsFunded, false, playPINDebit},
		{11, "Cash withdrawal", "At a cash machine, with a fee inside the amount, by one message and by two.", needsFunded, false, playCash},
		{12, "Balance inquiry", "200 with the balances in the account's currency.", needsFunded, false, playInquiry},
		{13, "Refunds", "A refund that is told; one that is asked about, and then cleared or taken back.", needsFunded, false, playRefunds},
		{14, "Decline with a reason", "402 with every field repeated and a reason of the platform's enumeration.", needsEmpty, false, playDecline},
		{15, "Partial approval", "Less than was asked only where the terminal takes a part.", needsLittle, false, playPartial},
		{16, "Address and account verification", "A purchase of nothing that carries an address; a verdict of the gateway's own must have a code.", needsFunded, false, playVerification},
		{17, "Timeout", "The platform gives up, declines, and says so: the hold that the gateway placed must be released.", needsFunded, true, playTimeout},
		{18, "Errors", "What cannot be read is refused and breaks nothing; an unknown method is declined; what was approved while the gateway was away is booked.", needsFunded, false, playErrors},
		{19, "Foreign currency", "Bought in another currency, decided in the card's; a currency that no account has is declined.", needsFunded, false, playForeign},
		{20, "Duplicates and delays", "The same question, again and at once: one effect and one answer. The same notification twice, late, and in the wrong order: one effect.", needsFunded, false, playDuplicates},
		{21, "Transfers and quasi-cash", "Money pushed to the card, pulled from it, and bought as quasi-cash: any decision, in full form.", needsFunded, false, playTransfers},
		{22, "The door", "Wrong credentials are refused; over https TLS is 1.2 or newer and port 80 is closed.", needsFunded, false, playDoor},
		{23, "Small load", "Purchases of 1, four at a time: of a hundred answers ninety-nine come within a second. The platform then declines them all, so their holds are released.", needsFunded, false, playLoad},
	}
}
