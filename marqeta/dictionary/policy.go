package dictionary

var policyCodes = []Entry{
	{Code: "1025", Memo: "Transaction not permitted to cardholder", Source: OtherProgram, Explanation: Explanation{
		Words: "not permitted to this cardholder", Because: "the card product does not permit this kind of purchase",
		Meaning:    "A rule does not let this card be used so: where the card product works, quasi-cash, an authorization control, or a verification that the card product insists on. Marqeta publishes no code of its own for each of them.",
		Cardholder: "Your card does not allow this kind of payment. I can tell you where and how it does work.",
		Causes:     []string{"The card product does not work here: cash machine, online, shop", "An authorization control denies the merchant, or none allows it", "Quasi-cash is not allowed", "The security code or the address did not match"},
		Look:       []Look{{Transaction, "security code and address verification"}, {CardProduct, "poi, quasi-cash and transaction controls"}, {Control, "authorization controls for the merchant's MID and MCC"}, {Merchant, "MCC, and how the card was read"}},
		Remedies:   []Remedy{{"Allow this kind of use on the card product.", ProductManager, EditCardProduct}, {"Change the authorization control, or exempt the merchant.", ProductManager, LiftAuthorization}, {"Pay in another way.", Cardholder, RetryOtherwise}},
	}, Cases: forbidden},
	{Code: "1864", Memo: "Transactions not allowed from this country", Source: MarqetaPage, Explanation: Explanation{
		Words: "country not allowed", Because: "the country is not allowed",
		Meaning:    "The merchant's country is not among those where the card product's cards work, or it is under sanctions.",
		Cardholder: "Your card does not work in this country. I can tell you where it does.",
		Causes:     []string{"The card product accepts one country or a list, and this is not on it", "The merchant's bank is in another country than the shop", "The country is under sanctions"},
		Look:       []Look{{Merchant, "country_code"}, {CardProduct, "accepted_countries_token"}},
		Remedies:   []Remedy{{"Choose a list with this country on the card product; never possible for a country under sanctions.", ProductManager, EditCardProduct}, {"Pay in another way.", Cardholder, RetryOtherwise}},
		Check:      Country,
	}, Cases: abroad},
}

var forbidden = []Case{
	{If: "the security code did not match, or is missing where it is needed", Fits: func(e Evidence) bool { return e.decided(SecurityCode, e.Security == "0001") }, Explanation: Explanation{
		Words: "security code wrong", Because: "the security code is wrong",
		Meaning:    "The code printed on the card was typed wrong, or left out where the card product requires it, or the chip was not used though it must be.",
		Cardholder: "The three digits on the card were not right. Please enter them once more.",
		Causes:     []string{"A typing mistake", "The merchant keeps no security code", "Somebody guesses"},
		Look:       []Look{{Transaction, "card_security_code_verification and pan_entry_mode"}, {Card, "several tries with different codes"}, {CardProduct, "require_card_not_present_card_security_code, always_require_icc, allow_chip_fallback"}},
		Remedies:   []Remedy{{"Enter the security code again.", Cardholder, Retry}, {"Drop the requirement on the card product, if it was not meant.", ProductManager, EditCardProduct}},
		Check:      SecurityCode, Guess: true,
	}},
	{If: "the address or the postal code did not match", Fits: func(e Evidence) bool { return e.decided(AVS, e.AddressBars) }, Explanation: Explanation{
		Words: "address does not match", Because: "the address does not match",
		Meaning:    "The address typed at the merchant is not the one on file, and the card product declines for that.",
		Cardholder: "The billing address did not match the one we have for you. Please compare the postal code and the house number.",
		Causes:     []string{"A typing mistake", "The cardholder moved and did not tell"},
		Look:       []Look{{Transaction, "address_verification: asked, and on file"}, {User, "address and postal code"}, {CardProduct, "decline_on_postal_code_mismatch and decline_on_address_number_mismatch"}},
		Remedies:   []Remedy{{"Enter the address as it is on file.", Cardholder, Retry}, {"Put the new address on file.", Support, EditUser}, {"Let the card product be less strict.", ProductManager, EditCardProduct}},
		Check:      AVS, Guess: true,
	}},
	{If: "quasi-cash, which the card product does not allow", Fits: func(e Evidence) bool { return e.decided(QuasiCash, e.Barred == NearCash) }, Explanation: Explanation{
		Words: "quasi-cash not allowed", Because: "quasi-cash is not allowed",
		Meaning:    "The purchase is as good as cash, such as chips or a money order, and the card product does not allow that.",
		Cardholder: "Your card cannot be used to buy cash or anything like it.",
		Causes:     []string{"allow_quasi_cash is off, and the merchant is not exempt"},
		Look:       []Look{{CardProduct, "allow_quasi_cash and its exempt merchants"}, {Merchant, "MID and MCC"}},
		Remedies:   []Remedy{{"Allow quasi-cash, or exempt this merchant, on the card product.", ProductManager, EditCardProduct}},
		Check:      QuasiCash, Guess: true,
	}},
	{If: "an authorization control", Fits: func(e Evidence) bool { return e.decided(AuthorizationControls, e.Control != "") }, Explanation: Explanation{
		Words: "merchant blocked by a control", Because: "an authorization control blocks this merchant",
		Meaning:    "An authorization control denies the merchant or its category; or, where everything is denied by default, none allows it.",
		Cardholder: "Your card is not meant for this kind of shop. I can tell you where it may be used.",
		Causes:     []string{"A control of the program, the card product or the user names this merchant or category", "No control allows it"},
		Look:       []Look{{Control, "authorization controls that name the MID, the MCC, its group or the merchant group"}, {Merchant, "MID and MCC"}},
		Remedies:   []Remedy{{"Change the authorization control, or exempt the merchant.", ProductManager, LiftAuthorization}, {"Pay in another way.", Cardholder, RetryOtherwise}},
		Check:      AuthorizationControls, Guess: true,
	}},
	{If: "a user who is not verified yet asked for cash", Fits: func(e Evidence) bool { return e.decided(AccountState, false) }, Explanation: Explanation{
		Words: "no cash before verification", Because: "the user gets no cash before being verified",
		Meaning:    "The user's account holder group gives no cash before the identity is verified.",
		Cardholder: "Before we have confirmed your identity the card pays in shops but gives no cash.",
		Causes:     []string{"Identity verification is not complete"},
		Look:       []Look{{User, "identity verification and account holder group"}},
		Remedies:   []Remedy{{"Complete the verification.", Operations, ActivateUser}},
		Check:      AccountState, Guess: true,
	}},
	{If: "where the card was used: cash machine, online or shop", Fits: func(e Evidence) bool {
		return e.decided(PointOfInteraction, e.Barred != "" && e.Barred != NearCash)
	}, Explanation: Explanation{
		Words: "not allowed at this kind of terminal", Because: "the card product does not work at this kind of terminal",
		Meaning:    "The card product lists where its cards work: in shops, online, at cash machines, and whether card and cardholder must be present. This use is not among them.",
		Cardholder: "Your card is not set up for this way of paying. It works in other places; I can tell you which.",
		Causes:     []string{"Cash machines, cash back, online or shops are switched off", "The card or the cardholder has to be present and was not"},
		Look:       []Look{{CardProduct, "poi.atm, poi.ecommerce, poi.other"}, {Merchant, "channel, card presence, entry mode"}},
		Remedies:   []Remedy{{"Allow this place on the card product.", ProductManager, EditCardProduct}, {"Use the card where it works.", Cardholder, RetryOtherwise}},
		Check:      PointOfInteraction, Guess: true,
	}},
}

var abroad = []Case{
	{If: "a user who is not verified yet paid abroad", Fits: func(e Evidence) bool { return e.decided(AccountState, false) }, Explanation: Explanation{
		Words: "not abroad before verification", Because: "the user may not pay abroad before being verified",
		Meaning:    "The user's account holder group does not let the card work abroad before the identity is verified.",
		Cardholder: "Before we have confirmed your identity the card works at home only.",
		Causes:     []string{"Identity verification is not complete"},
		Look:       []Look{{User, "identity verification and account holder group"}, {Merchant, "country_code"}},
		Remedies:   []Remedy{{"Complete the verification.", Operations, ActivateUser}},
		Check:      AccountState, Guess: true,
	}},
}
