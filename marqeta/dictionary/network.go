package dictionary

// Network codes are the card networks' own. Marqeta publishes no meanings; these are the
// industry's common ones, and a network may mean something else.
var networks = []Entry{
	{Code: "00", Source: Industry, Explanation: Explanation{Words: "approved", Meaning: "The network was told yes.", Cardholder: "The payment was approved.", Fine: true, Guess: true}},
	{Code: "10", Source: Industry, Explanation: Explanation{Words: "approved in part", Meaning: "The network was told yes to a part of the amount.", Cardholder: "A part of the payment was approved.", Fine: true, Guess: true}},
	network("05", "do not honour", "A no without a reason; every code without a nearer equivalent becomes this.", "The payment was not accepted; I can look up why."),
	network("12", "invalid transaction", "A message that the issuer does not support.", "This kind of payment is not supported."),
	network("13", "invalid amount", "The amount cannot be processed.", "The amount was not right; please ask the shop to enter it again."),
	network("14", "invalid number", "No card or no account has this number.", "The card number was not recognised."),
	network("1A", "strong authentication required", "Visa in Europe: the merchant shall try again with strong authentication.", "Please confirm the payment in your app and try again."),
	network("21", "no action taken", "What the message asks for is done already or cannot be.", "There was nothing left to do for this payment."),
	network("30", "format error", "The message lacks something or holds too much.", "The shop's terminal sent something unreadable; please try another one."),
	network("41", "lost card", "The card was reported lost; the merchant may keep it.", "The card was reported lost."),
	network("43", "stolen card", "The card was reported stolen; the merchant may keep it.", "The card was reported stolen."),
	network("46", "closed account", "The account behind the card is closed.", "The account behind the card is closed."),
	network("51", "insufficient funds", "The money was not found. The response code tells who looked for it.", "There was not enough money for the payment."),
	network("52", "no checking account", "The account type that was chosen does not exist.", "Please choose another account than checking."),
	network("53", "no savings account", "A savings account was chosen and there is none.", "Please choose another account than savings."),
	network("54", "expired card", "The card is past its date, or a wrong date was sent.", "The card is past its expiry date."),
	network("55", "wrong PIN", "The PIN was not right.", "The PIN was not right; please try again."),
	network("57", "not permitted to cardholder", "A rule of the issuer; the response code tells which.", "The card does not allow this kind of payment."),
	network("59", "suspected fraud", "The issuer suspects fraud.", "The payment looked unusual and was stopped."),
	network("61", "over the amount limit", "A limit on amounts is reached.", "The payment is above the card's limit."),
	network("62", "restricted card", "The card is blocked for now or for some uses.", "The card is blocked at the moment."),
	network("65", "over the count limit", "A limit on uses is reached; in Europe also a wish for strong authentication.", "The card was used too often in this period, or has to be confirmed once."),
	network("75", "PIN tries exceeded", "Too many wrong PINs.", "The PIN was wrong too many times; let us set a new one."),
	network("78", "card not active", "The card was never activated, or is blocked.", "The card has to be activated first."),
	network("91", "issuer unavailable", "The issuer could not be asked in time; typical where the network stands in.", "Our system could not be reached; please try again."),
	network("94", "duplicate", "The message was seen before.", "The shop sent the payment twice."),
	network("96", "system malfunction", "Something failed in the issuer's system.", "A technical fault stopped the payment; please try again."),
}

func network(code, words, meaning, cardholder string) Entry {
	return Entry{Code: code, Source: Industry, Explanation: Explanation{
		Words: words, Meaning: meaning, Cardholder: cardholder, Guess: true,
		Causes:   []string{"The transaction's own response code says more than this one"},
		Look:     []Look{{Transaction, "the response code, which the network never sees"}},
		Remedies: []Remedy{{"Follow the response code's remedies.", Support, Nothing}},
	}}
}
