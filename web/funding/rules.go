package funding

import "carddeck/views/ui"

var ruleKinds = map[string]string{
	"balance": "What can be spent", "amount": "Amount of one transaction", "day.amount": "Amount since the day began, UTC", "day.count": "Count since the day began, UTC",
	"month.amount": "Amount since the month began, UTC", "month.count": "Count since the month began, UTC", "mcc": "Merchant category", "merchant": "Merchant",
	"country": "Country", "channel": "Channel", "presence": "Presence of the card", "time": "Time of day", "metadata": "Metadata", "method": "Method", "bound": "The last word over the rules",
}

// RuleKind words what a rule looks at.
func RuleKind(k string) string {
	if words, ok := ruleKinds[k]; ok {
		return words
	}
	return ui.Name(ui.Capital(k))
}
