package dictionary

import "carddeck/marqeta"

var moneyCodes = []Entry{
	{Code: "1016", Memo: "Not sufficient funds", Source: MarqetaPage, Explanation: Explanation{
		Words:      "not sufficient funds",
		Meaning:    "The money was not found. Who looked for it depends on how the card is funded: the account, the program funding source or your gateway; a slow or broken gateway gives this code too.",
		Cardholder: "The payment could not be covered. Let me look whether it is your balance or something on our side.",
		Causes:     []string{"Standard funding: the account holds too little", "Managed JIT Funding: the program funding source is empty or inactive", "Gateway JIT Funding: the gateway said no without a reason, was too slow, or failed"},
		Look:       []Look{{Transaction, "gateway_log: absent, timed out, 402, or another answer"}, {CardProduct, "how it is funded"}, {User, "available balance at that time"}, {FundingSource, "active, and enough in it"}},
		Remedies:   []Remedy{{"Standard funding: load the account.", Operations, LoadAccount}, {"Managed JIT Funding: put money into the program funding source.", Operations, FundSource}, {"Gateway JIT Funding: find the decision in your gateway by its JIT Funding token.", Engineering, LookAtGateway}},
	}, Cases: poor},
	{Code: "1817", Memo: "Usage limit reached", Source: ClientLibrary, Explanation: Explanation{
		Words: "usage limit reached", Because: "the number of uses is used up",
		Meaning:    "A velocity control counts the uses in a window, and its usage_limit is reached. The response's additional information names the control.",
		Cardholder: "You have used the card as often as it allows for now. It works again when the period starts anew; I can tell you when.",
		Causes:     []string{"Many purchases in the window", "The limit is low for this cardholder", "The control counts declined tries: approvals_only is false"},
		Look:       []Look{{Control, "usage_limit, window, what is left for this user and when the window ends, in UTC"}, {Transaction, "response.additional_information"}, {Card, "the purchases of the window"}},
		Remedies:   []Remedy{{"Wait for the window to end.", Cardholder, Wait}, {"Raise the control's usage limit, or give this user an own control.", ProductManager, RaiseVelocity}},
		Check:      VelocityControls,
	}},
	{Code: "1834", Memo: "Amount limit exceeded", Source: ClientLibrary, Explanation: Explanation{
		Words: "amount limit reached", Because: "the amount limit is reached",
		Meaning:    "A velocity control adds up the amounts in a window, and this purchase would pass its amount_limit. The response's additional information names the control.",
		Cardholder: "This payment would go over the spending limit of your card. I can tell you how much is left and when it renews.",
		Causes:     []string{"The limit of the window is nearly used up", "One purchase is larger than a transaction may be", "Open holds count until they are released"},
		Look:       []Look{{Control, "amount_limit, used, what is left for this user and when the window ends, in UTC"}, {Transaction, "its amount against the rest"}, {Card, "holds that are still open"}},
		Remedies:   []Remedy{{"Wait for the window to end, or pay a smaller amount.", Cardholder, Wait}, {"Raise the control's amount limit, or give this user an own control.", ProductManager, RaiseVelocity}},
		Check:      VelocityControls,
	}},
	{Code: "1842", Memo: "Account load failed", Source: ClientLibrary, Explanation: Explanation{
		Words: "account load failed", Because: "the account could not be loaded",
		Meaning:    "The order that should have brought the money failed. It stands in gpa_order.response; the purchase itself tells the cause with another code.",
		Cardholder: "The money for this payment could not be moved to your card in time.",
		Causes:     []string{"The gateway refused", "The funding source is inactive or empty"},
		Look:       []Look{{Transaction, "the purchase's own response, and gateway_log"}, {FundingSource, "active, and enough in it"}},
		Remedies:   []Remedy{{"Put money into the funding source, or activate it.", Operations, FundSource}, {"Look up the gateway's decision.", Engineering, LookAtGateway}},
		Check:      Funds,
	}},
}

var poor = []Case{
	{If: "Commando Mode decided in the gateway's place", Fits: func(e Evidence) bool { return e.decided(StandIn, false) }, Explanation: Explanation{
		Words: "stand-in could not pay", Because: "the source that stands in for the gateway did not cover it",
		Meaning:    "Commando Mode decided in your gateway's place, and the program funding source of its control set was inactive or held too little.",
		Cardholder: "Our systems are being worked on, and the payment could not be covered meanwhile. Please try again later.",
		Causes:     []string{"The program funding source of the control set is inactive", "It holds too little"},
		Look:       []Look{{FundingSource, "the one of the control set: active, and what is in it"}, {Gateway, "why it was stood in for"}},
		Remedies:   []Remedy{{"Put money into the program funding source, or activate it.", Operations, FundSource}, {"Mend the gateway, and switch Commando Mode off.", Engineering, LookAtGateway}},
		Check:      StandIn,
	}},
	{If: "the gateway gave no answer in time: gateway_log.timed_out", Fits: func(e Evidence) bool { return e.Gateway == TimedOut }, Explanation: Explanation{
		Words: "gateway too slow", Because: "the gateway did not answer in time",
		Meaning:    "Your gateway was asked and did not answer within its time limit. The code says funds; the balance may well be enough. A late approval must be undone in your ledger.",
		Cardholder: "This was a technical problem on our side, not your balance. Please try again in a moment.",
		Causes:     []string{"The gateway was slow: load, a deployment, a database", "The network between Marqeta and the gateway"},
		Look:       []Look{{Gateway, "its latency at that time, and gateway_log.duration"}, {Transaction, "others that timed out in the same minutes"}},
		Remedies:   []Remedy{{"Find out why the gateway was slow.", Engineering, LookAtGateway}, {"Try the purchase again.", Cardholder, Retry}},
		Check:      GatewayAsked,
	}},
	{If: "the gateway said no: gateway_log.response.code is 402", Fits: func(e Evidence) bool { return e.Gateway == Refused }, Explanation: Explanation{
		Words: "gateway declined without a published reason", Because: "the gateway said no",
		Meaning:    "Your gateway answered 402, without a decline_reason that has a code of its own. The decision is yours: memo and tags of the answer come back in gateway_log.",
		Cardholder: "Your balance with us did not allow this payment. I can look up the exact reason.",
		Causes:     []string{"Too little money in your own ledger", "A rule of your gateway that gives no reason"},
		Look:       []Look{{Gateway, "the decision, by jit_funding.token"}, {Transaction, "memo and tags of the answer in gateway_log"}},
		Remedies:   []Remedy{{"Look up the decision; have the gateway answer with a decline_reason.", Engineering, LookAtGateway}, {"Add money to the balance that the gateway keeps.", Cardholder, LoadAccount}},
		Check:      GatewayAsked,
	}},
	{If: "the gateway was asked, and its answer was neither 200 nor 402", Fits: func(e Evidence) bool { return e.Gateway == Broken }, Explanation: Explanation{
		Words: "gateway failed", Because: "the gateway failed",
		Meaning:    "Your gateway was asked and answered with an error, with something unreadable, or could not be reached. It decided nothing.",
		Cardholder: "A technical fault on our side stopped the payment. Your money is untouched; please try again shortly.",
		Causes:     []string{"An error inside the gateway", "Certificate, address or credentials are wrong", "The gateway was down"},
		Look:       []Look{{Gateway, "its log at that time"}, {Transaction, "gateway_log.response.code and message"}, {FundingSource, "the gateway's address and its last change"}},
		Remedies:   []Remedy{{"Mend the gateway.", Engineering, LookAtGateway}, {"Try again once it answers.", Cardholder, Retry}},
		Check:      GatewayAsked,
	}},
	{If: "no gateway was asked, and the account's balance pays", Fits: func(e Evidence) bool { return e.Funding == marqeta.FundingStandard && e.unasked() }, Explanation: Explanation{
		Words: "account balance too low", Because: "the account holds too little",
		Meaning:    "With standard funding the available balance has to cover the purchase, and it did not. Open holds are taken off already.",
		Cardholder: "Your available balance was lower than the amount. Money that is held for earlier payments does not count as available.",
		Causes:     []string{"The account holds too little", "Holds of earlier purchases are still open", "A load has not arrived yet"},
		Look:       []Look{{User, "available balance at that time against the amount"}, {Card, "open holds"}},
		Remedies:   []Remedy{{"Load the account.", Operations, LoadAccount}, {"Pay a smaller amount.", Cardholder, RetryOtherwise}},
		Check:      Funds,
	}},
	{If: "no gateway was asked, and a program funding source pays", Fits: func(e Evidence) bool { return e.Funding == marqeta.FundingManaged && e.unasked() }, Explanation: Explanation{
		Words: "program funding source empty", Because: "the program funding source did not cover it",
		Meaning:    "With Managed JIT Funding the program funding source has to cover every purchase. It was inactive or held too little, which stops all cards that draw on it.",
		Cardholder: "The payment did not go through for a reason on our side, not yours. We are on it; please try again later.",
		Causes:     []string{"The program funding source is empty", "It was made inactive"},
		Look:       []Look{{FundingSource, "active, and what is in it"}, {Transaction, "other declines by the same source"}},
		Remedies:   []Remedy{{"Put money into the program funding source.", Operations, FundSource}},
		Check:      Funds,
	}},
	{If: "no gateway was asked, though one pays for the card product", Fits: func(e Evidence) bool { return e.Funding == marqeta.FundingGateway && e.unasked() }, Explanation: Explanation{
		Words: "gateway not asked", Because: "the gateway was not asked",
		Meaning:    "The card is funded by a gateway, and nobody asked it: its funding source is inactive, or the message was paid out of a balance that did not suffice.",
		Cardholder: "The payment stopped before we could approve it. The fault is not yours; please try again later.",
		Causes:     []string{"The program gateway funding source is inactive", "The card product's funding was changed"},
		Look:       []Look{{FundingSource, "the program gateway: active, since when"}, {CardProduct, "its last change"}},
		Remedies:   []Remedy{{"Activate the program gateway funding source.", Engineering, FundSource}},
		Check:      Funds, Guess: true,
	}},
}

func (e Evidence) unasked() bool { return e.Gateway == NotAsked || e.Gateway == "" }
