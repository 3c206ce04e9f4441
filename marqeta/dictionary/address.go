package dictionary

// An address code has two digits for the street and two for the postal code.
var addresses = []Entry{
	{Code: "0000", Source: MarqetaPage, Explanation: Explanation{
		Words: "address and postal code match", Meaning: "House number and postal code are those on file.",
		Cardholder: "Your address matched.", Check: AVS, Fine: true,
	}},
	address("0001", "address matches, postal code does not", "The house number is the one on file, the postal code is another. By default this declines.",
		"The postal code did not match the one we have for you.", "A typing mistake in the postal code"),
	{Code: "0002", Source: MarqetaPage, Explanation: Explanation{
		Words: "address matches, no postal code given", Meaning: "The house number is the one on file; the merchant sent no postal code. That declines nothing.",
		Cardholder: "Your house number matched; the shop sent no postal code.", Check: AVS, Fine: true,
	}},
	address("0100", "postal code matches, address does not", "The postal code is the one on file, the house number is another. It declines only where the card product says so. A memo that speaks of a match beside this code is wrong.",
		"The house number did not match the one we have for you.", "A typing mistake in the house number", "An address with a different spelling"),
	address("0101", "neither address nor postal code match", "House number and postal code are both other than those on file. By default this declines.",
		"The billing address is a different one from what we have for you.", "The cardholder moved", "Somebody else uses the card"),
	address("0102", "address does not match, no postal code given", "The house number is not the one on file, and there is no postal code to compare.",
		"The house number did not match, and the shop sent no postal code.", "The merchant asks for the street only, and it was typed wrong"),
	{Code: "0200", Source: MarqetaPage, Explanation: Explanation{
		Words: "postal code matches, no address given", Meaning: "The postal code is the one on file; the merchant sent no street. Common at fuel pumps.",
		Cardholder: "Your postal code matched; the shop sent no street.", Check: AVS, Fine: true,
	}},
	address("0201", "postal code does not match, no address given", "The postal code is not the one on file, and there is no street to compare. By default this declines.",
		"The postal code you entered is not the one we have for you.", "A typing mistake at a machine that asks for the postal code only", "A guest from a country whose postal codes have letters"),
	{Code: "0202", Source: OurCall, Explanation: Explanation{
		Words: "neither address nor postal code given", Meaning: "The merchant asked to verify an address and sent none. The code follows the others' pattern; it was not seen.",
		Cardholder: "The shop sent no address to compare.", Check: AVS, Fine: true, Guess: true,
	}},
	{Code: "0303", Source: MarqetaPage, Explanation: Explanation{
		Words: "address not validated", Meaning: "The card product does not have addresses validated, or they could not be.",
		Cardholder: "Your address was not checked for this payment.", Check: AVS, Fine: true,
	}},
}

func address(code, words, meaning, cardholder string, causes ...string) Entry {
	return Entry{Code: code, Source: MarqetaPage, Explanation: Explanation{
		Words: words, Meaning: meaning, Cardholder: cardholder, Causes: causes,
		Look: []Look{
			{Transaction, "address_verification: what was asked, and what is on file; trim spaces"},
			{User, "address and postal code"},
			{CardProduct, "decline_on_postal_code_mismatch and decline_on_address_number_mismatch"},
		},
		Remedies: []Remedy{
			{"Enter the address as it is on file.", Cardholder, Retry},
			{"Put the new address on file, if the cardholder moved.", Support, EditUser},
			{"Let the card product be less strict.", ProductManager, EditCardProduct},
		},
		Check: AVS,
	}}
}
