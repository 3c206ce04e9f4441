package cardproducts

import (
	"strconv"
	"strings"

	"carddeck/marqeta"
	"carddeck/views/ui"
)

func activeMark(active bool) ui.Mark {
	if active {
		return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Active"}
	}
	return ui.Mark{Tone: ui.Plain, Icon: "pause", Text: "Inactive"}
}

func fundingWords(kind string) string {
	switch marqeta.FundingKind(kind) {
	case marqeta.FundingManaged:
		return "Managed JIT"
	case marqeta.FundingGateway:
		return "Gateway JIT"
	case marqeta.FundingPaymentCard:
		return "Payment card"
	default:
		return "Standard"
	}
}

func fundingSentence(kind marqeta.FundingKind) string {
	switch kind {
	case marqeta.FundingManaged:
		return "Marqeta decides each purchase and draws the money from the program funding source at that moment."
	case marqeta.FundingGateway:
		return "After its own checks Marqeta asks the program gateway about each purchase; the money is behind it."
	case marqeta.FundingPaymentCard:
		return "Each purchase draws from the user's own payment card."
	default:
		return "Purchases draw from the balance loaded onto each user's account beforehand."
	}
}

func countriesWords(token string) string {
	switch token {
	case "accept_us_only":
		return "United States only"
	case "decline_ofac_countries":
		return "Everywhere but sanctioned countries"
	}
	return token
}

func refundsWords(destination string) string {
	switch destination {
	case marqeta.RefundsToProgramFundingSource:
		return "Back to the program funding source"
	case marqeta.RefundsToGateway:
		return "Back to the gateway"
	case marqeta.RefundsToGPA:
		return "Onto the user's account (GPA)"
	}
	return destination
}

func yesNo(b *bool) string {
	if b != nil && *b {
		return "Yes"
	}
	return "No"
}

func lifeWords(o *marqeta.ExpirationOffset) string {
	if o == nil || o.Value == 0 {
		return "Marqeta's default"
	}
	unit := strings.ToLower(o.Unit)
	if o.Value == 1 {
		unit = strings.TrimSuffix(unit, "s")
	}
	return strconv.Itoa(o.Value) + " " + unit
}
