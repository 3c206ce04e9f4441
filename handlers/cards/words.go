package cards

import (
	"cmp"

	"carddeck/marqeta"
	"carddeck/views/cards"
	"carddeck/views/ui"
)

func stateMark(s marqeta.CardState) ui.Mark { return cards.State(string(s)) }

func number(c marqeta.Card) string { return cards.Number(c.LastFour, c.Token) }

func title(c marqeta.Card, holder string) string {
	return cards.Title(string(c.State), c.InstrumentType, number(c), holder)
}

// called is the name, or the token of what has none.
func called(name, token string) string { return cmp.Or(ui.Name(name), ui.Short(token)) }

func yesNo(b bool) string {
	if b {
		return "Yes"
	}
	return "No"
}
