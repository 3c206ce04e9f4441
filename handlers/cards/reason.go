package cards

import (
	"carddeck/marqeta"
	"carddeck/views/ui"
)

// reasonWords says what a reason code means, with the code.
func reasonWords(code marqeta.ReasonCode) string {
	if words := code.Words(); words != "" {
		return capital(words) + " (" + string(code) + ")"
	}
	if code != "" {
		return "Reason code " + string(code)
	}
	return ""
}

func reasonChoices() []ui.Option {
	out := []ui.Option{{Value: "", Text: "Choose one"}}
	for _, r := range marqeta.Reasons() {
		out = append(out, ui.Option{Value: string(r.Code), Text: reasonWords(r.Code)})
	}
	return out
}

func channelWords(c marqeta.Channel) string {
	switch c {
	case marqeta.ChannelAPI:
		return "API"
	case marqeta.ChannelIVR:
		return "Telephone menu"
	case marqeta.ChannelFraud:
		return "Fraud desk"
	case marqeta.ChannelAdmin:
		return "Console"
	case marqeta.ChannelSystem:
		return "Marqeta itself"
	}
	return string(c)
}
