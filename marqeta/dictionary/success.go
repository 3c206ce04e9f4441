package dictionary

var successes = []Entry{
	{Code: "0000", Memo: "Approved or completed successfully", Source: MarqetaPage, Explanation: Explanation{
		Words:      "approved",
		Meaning:    "Every check passed and the money was found. An approval moves nothing yet: a clearing does.",
		Cardholder: "Your payment went through.",
		Fine:       true,
	}},
	{Code: "0002", Memo: "Partial approval", Source: MarqetaPage, Explanation: Explanation{
		Words:      "approved in part",
		Meaning:    "Less was approved than the merchant asked: compare amount with request_amount. The terminal said that it takes part of the sum.",
		Cardholder: "We approved a part of the amount. Please pay the rest in another way.",
		Fine:       true,
	}},
	{Code: "1830", Source: MarqetaPage, Explanation: Explanation{
		Words:      "approved, code without explanation",
		Meaning:    "Marqeta lists this code as a success of authorizations and PIN debit, and says no more about it.",
		Cardholder: "Your payment was approved.",
		Fine:       true,
	}},
}
