package cards

import (
	"strings"

	"carddeck/store"
	"carddeck/views/ui"
)

// offered bounds a choice; what is not among the newest can still be typed or linked.
const offered = 100

// userOptions suggests the users that a card may be made for.
func userOptions(users []store.User) []ui.Option {
	var out []ui.Option
	for _, u := range users {
		text := strings.Trim(ui.Name(u.FullName())+" · "+u.Email, " ·")
		if !u.Active {
			text += ", not active"
		}
		out = append(out, ui.Option{Value: u.Token, Text: text})
	}
	return out
}

func productOptions(products []store.CardProduct) []ui.Option {
	var out []ui.Option
	for _, p := range products {
		text := ui.Name(p.Name) + " · " + ui.Short(p.Token)
		if !p.Active {
			text += ", inactive"
		}
		out = append(out, ui.Option{Value: p.Token, Text: text})
	}
	return out
}

// withOther keeps a chosen value that is not among the options.
func withOther(options []ui.Option, value string) []ui.Option {
	for _, o := range options {
		if o.Value == value {
			return options
		}
	}
	return append(options, ui.Option{Value: value, Text: value})
}

func textOf(options []ui.Option, value string) string {
	for _, o := range options {
		if o.Value == value {
			return o.Text
		}
	}
	return value
}
