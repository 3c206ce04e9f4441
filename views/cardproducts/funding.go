package cardproducts

import "carddeck/views/ui"

// FundingChoice is one answer to who says yes and who pays. The choices have the same
// facts in the same order, so that they can be compared line by line.
type FundingChoice struct {
	Value   string
	Title   string
	Summary string
	Facts   []ui.Fact
}

// FundingChoices compares the three funding models where the choice is made.
func FundingChoices() []FundingChoice {
	return []FundingChoice{
		choice("managed", "Managed JIT Funding", "Marqeta decides and draws the money",
			"Marqeta, by its own checks and your spend controls",
			"Nothing",
			"Cards go on working; you hear of purchases later",
			"In the program funding source, until the moment of purchase",
			"Only what spend controls can say; no single purchase can be refused",
			"Not possible",
			"To the program funding source, or onto the account",
			"Cards for one purchase, virtual cards for paying online"),
		choice("gateway", "Gateway JIT Funding", "Your gateway decides, each time",
			"Your gateway, last, after Marqeta's checks",
			"An https service that answers within three seconds, day and night, and is certified before production",
			"Purchases are declined, unless Commando Mode decides by rules that you set beforehand",
			"On your side, in your own ledger",
			"Anything that your code can say",
			"Where the terminal can, your gateway may approve less",
			"Told to your gateway, or kept on the account",
			"Cards used again and again, with rules of your own"),
		choice("standard", "Standard funding", "You load the account beforehand",
			"Marqeta, by the balance that was loaded",
			"Loads, ahead of time",
			"Cards work until the balance is used up",
			"On each user's account (GPA)",
			"Only what spend controls can say",
			"Where the terminal can",
			"Onto the account",
			"Prepaid and gift cards"),
	}
}

func choice(value, title, summary string, facts ...string) FundingChoice {
	labels := []string{"Who decides", "What you run", "When your system is down", "Where money sits", "Your own rules", "Part of an amount", "Refunds go", "Good for"}
	out := FundingChoice{Value: value, Title: title, Summary: summary}
	for i, label := range labels {
		out.Facts = append(out.Facts, ui.Fact{Label: label, Value: ui.Text(facts[i])})
	}
	return out
}
