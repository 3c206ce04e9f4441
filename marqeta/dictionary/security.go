package dictionary

var securityCodes = []Entry{
	{Code: "0000", Source: MarqetaPage, Explanation: Explanation{
		Words: "security code right", Meaning: "The code of the stripe, the chip or the card's back is the card's own; the type beside it says which.",
		Cardholder: "The security code was right.", Check: SecurityCode, Fine: true,
	}},
	{Code: "0001", Source: MarqetaPage, Explanation: Explanation{
		Words: "security code wrong", Because: "the security code is wrong",
		Meaning:    "The code is not the card's. CVV2 is the printed one and mostly mistyped; a wrong CVV1, ICVV or DCVV comes from stripe, chip or contactless and hints at a copy or at a fault in production.",
		Cardholder: "The three digits from your card were not right. Please look at the card and enter them again.",
		Causes:     []string{"A typing mistake", "The digits of the previous card", "Somebody guesses or uses a copied card"},
		Look:       []Look{{Transaction, "card_security_code_verification.type"}, {Card, "several tries with different codes"}, {CardProduct, "require_card_not_present_card_security_code"}},
		Remedies:   []Remedy{{"Enter the security code again.", Cardholder, Retry}, {"Issue a new card, if somebody guesses.", Support, IssueCard}},
		Check:      SecurityCode,
	}},
}
