package dictionary

// Codes of messages that follow an earlier one and do not fit it.
var followCodes = []Entry{
	{Code: "1017", Memo: "Previously reversed", Source: OtherProgram, Explanation: Explanation{
		Words: "already reversed", Because: "it is reversed already",
		Meaning:    "The purchase was reversed before. Nothing is left to release, and no harm is done.",
		Cardholder: "That payment was cancelled already, and the money is yours again.",
		Causes:     []string{"The merchant sent the reversal twice"},
		Look:       []Look{{Transaction, "the earlier reversal in the lifecycle"}},
		Remedies:   []Remedy{{"Nothing has to be done.", Nobody, Nothing}},
		Check:      Message,
	}},
	{Code: "1018", Memo: "Previously completed", Source: OtherProgram, Explanation: Explanation{
		Words: "already completed", Because: "it is completed already",
		Meaning:    "The purchase was cleared before. What is paid can only be refunded.",
		Cardholder: "That payment is completed. If you want the money back, ask the shop for a refund.",
		Causes:     []string{"The merchant sent the clearing twice", "A reversal came after the clearing"},
		Look:       []Look{{Transaction, "the clearing in the lifecycle"}},
		Remedies:   []Remedy{{"Ask the merchant for a refund, if the money should come back.", Cardholder, AskMerchant}},
		Check:      Message,
	}},
	{Code: "1019", Memo: "Further activity prevents reversal", Source: OtherProgram, Explanation: Explanation{
		Words: "further activity prevents the reversal", Because: "what came later prevents the reversal",
		Meaning:    "Something followed the purchase, such as a clearing, and it can no longer be reversed.",
		Cardholder: "The payment has gone too far to be cancelled. The shop can still refund it.",
		Causes:     []string{"A clearing or a refund came first"},
		Look:       []Look{{Transaction, "what came later in the lifecycle"}},
		Remedies:   []Remedy{{"Ask the merchant for a refund.", Cardholder, AskMerchant}},
		Check:      Message,
	}},
	{Code: "1020", Source: OtherProgram, Explanation: Explanation{
		Words: "further activity prevents the void", Because: "what came later prevents the void",
		Meaning:    "Something followed the purchase, and it can no longer be voided.",
		Cardholder: "The shop tried to void the payment too late. It can refund the amount instead.",
		Causes:     []string{"The void came after another message"},
		Look:       []Look{{Transaction, "the order of the messages in the lifecycle"}},
		Remedies:   []Remedy{{"Ask the merchant to refund instead of voiding.", Cardholder, AskMerchant}},
		Check:      Message,
	}},
	{Code: "1021", Source: OtherProgram, Explanation: Explanation{
		Words: "original was voided", Because: "the original was voided",
		Meaning:    "The transaction that this message follows was voided, so nothing can follow it.",
		Cardholder: "The first payment was cancelled. The shop has to start a new one.",
		Causes:     []string{"The merchant went on with a payment that it had voided"},
		Look:       []Look{{Transaction, "the void in the lifecycle"}},
		Remedies:   []Remedy{{"The merchant starts a new purchase.", Cardholder, Retry}},
		Check:      Message,
	}},
	{Code: "1816", Source: Lineage, Explanation: Explanation{
		Words: "original not found", Because: "the original transaction was not found",
		Meaning:    "The message names an earlier transaction that Marqeta does not know.",
		Cardholder: "The shop referred to a payment that we do not find. Nothing was charged by this.",
		Causes:     []string{"The original was declined or never arrived", "The merchant sent a wrong reference"},
		Look:       []Look{{Transaction, "what it names as preceding"}, {Merchant, "MID and reference"}},
		Remedies:   []Remedy{{"The merchant starts anew.", Cardholder, AskMerchant}},
		Check:      Message, Guess: true,
	}},
}
