package dictionary

// Codes of something that is not set up, here or at the merchant.
var setupCodes = []Entry{
	{Code: "1808", Memo: "Card not configured", Source: OtherProgram, Explanation: Explanation{
		Words: "card not configured", Because: "the card is not configured",
		Meaning:    "The card product or its funding is not complete: not active, not started yet, ended, or nothing may fund the card.",
		Cardholder: "Your card is not completely set up yet. We will finish that and tell you when it works.",
		Causes:     []string{"The card product is inactive", "Its start date lies ahead or its end date behind", "No funding is enabled, or its funding source is inactive"},
		Look:       []Look{{CardProduct, "active, start_date, end_date"}, {CardProduct, "funding"}, {FundingSource, "active"}},
		Remedies:   []Remedy{{"Activate or complete the card product.", ProductManager, EditCardProduct}},
		Check:      CardProductState,
	}, Cases: unconfigured},
	{Code: "1818", Source: Lineage, Explanation: Explanation{
		Words:      "configuration error",
		Meaning:    "Something in the program's configuration is wrong. Marqeta does not say what.",
		Cardholder: "A setting on our side stopped the payment. We will look after it.",
		Causes:     []string{"A recent change of configuration"},
		Look:       []Look{{CardProduct, "its last changes"}, {FundingSource, "its last changes"}},
		Remedies:   []Remedy{{"Undo the last change, or ask Marqeta.", Operations, AskMarqeta}},
		Check:      CardProductState, Guess: true,
	}},
	{Code: "1819", Source: Lineage, Explanation: Explanation{
		Words:      "invalid terminal",
		Meaning:    "The terminal is not one that may send payments.",
		Cardholder: "This payment terminal is not accepted. Please pay at another one.",
		Causes:     []string{"The merchant's terminal is not registered"},
		Look:       []Look{{Merchant, "terminal and MID"}},
		Remedies:   []Remedy{{"Pay at another terminal; the merchant has to speak with its bank.", Cardholder, AskMerchant}},
		Check:      Message, Guess: true,
	}},
	{Code: "1820", Source: Lineage, Explanation: Explanation{
		Words:      "inactive terminal",
		Meaning:    "The terminal is known and switched off.",
		Cardholder: "This terminal is out of service. Another one in the shop should work.",
		Causes:     []string{"The merchant's terminal is switched off at its bank"},
		Look:       []Look{{Merchant, "other terminals of the merchant"}},
		Remedies:   []Remedy{{"Pay at another terminal.", Cardholder, RetryOtherwise}},
		Check:      Message, Guess: true,
	}},
	{Code: "1821", Source: Lineage, Explanation: Explanation{
		Words:      "invalid merchant",
		Meaning:    "The merchant is not known or may not accept cards.",
		Cardholder: "The shop cannot take card payments at the moment.",
		Causes:     []string{"The merchant's registration is wrong or has ended"},
		Look:       []Look{{Merchant, "MID, MCC and name"}},
		Remedies:   []Remedy{{"Ask the merchant; only its bank can mend this.", Cardholder, AskMerchant}},
		Check:      Message, Guess: true,
	}},
	{Code: "1822", Source: Lineage, Explanation: Explanation{
		Words:      "duplicate entity",
		Meaning:    "Something that should be there once is there twice. Marqeta does not say what.",
		Cardholder: "The payment could not be matched to one account. We will clear that up.",
		Causes:     []string{"Two records with the same key"},
		Look:       []Look{{User, "a second user for the same person"}, {Card, "a second card with the same details"}},
		Remedies:   []Remedy{{"Report it to Marqeta with the tokens.", Operations, AskMarqeta}},
		Check:      Message, Guess: true,
	}},
	{Code: "1823", Source: Lineage, Explanation: Explanation{
		Words:      "invalid acquirer",
		Meaning:    "The merchant's bank is not one that may send payments.",
		Cardholder: "The shop's bank is not accepted by our payment system. Please pay in another way.",
		Causes:     []string{"The acquirer is not known"},
		Look:       []Look{{Merchant, "acquirer and country"}},
		Remedies:   []Remedy{{"Report it to Marqeta.", Operations, AskMarqeta}},
		Check:      Message, Guess: true,
	}},
}

var unconfigured = []Case{
	{If: "nothing may fund the card", Fits: func(e Evidence) bool { return e.decided(Funds, false) }, Explanation: Explanation{
		Words: "card without funding", Because: "nothing may fund the card",
		Meaning:    "The card product enables no funding that could pay: neither the account's balance nor JIT Funding.",
		Cardholder: "Your card has no account behind it yet. We will connect it and tell you.",
		Causes:     []string{"The card product's funding was never chosen or was switched off"},
		Look:       []Look{{CardProduct, "jit_funding"}, {FundingSource, "the one that the card product names"}},
		Remedies:   []Remedy{{"Choose how the card product is funded.", ProductManager, EditCardProduct}},
		Check:      Funds, Guess: true,
	}},
	{If: "the card product is not in force", Fits: func(e Evidence) bool { return e.decided(CardProductState, false) }, Explanation: Explanation{
		Words: "card product not in force", Because: "the card product is not in force",
		Meaning:    "The card product is inactive, or the purchase lay outside its start and end date. None of its cards works.",
		Cardholder: "Cards of this kind are switched off at the moment. We will tell you when they work again.",
		Causes:     []string{"It was made inactive", "Its start date lies ahead", "Its end date has passed"},
		Look:       []Look{{CardProduct, "active, start_date, end_date and its last change"}},
		Remedies:   []Remedy{{"Activate the card product or change its dates.", ProductManager, EditCardProduct}},
		Check:      CardProductState,
	}},
}
