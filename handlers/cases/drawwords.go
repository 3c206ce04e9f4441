package cases

import (
	"github.com/a-h/templ"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/views/ui"
)

// at is a moment with its zone, as support asks for it: the bundle leaves the console,
// where every time is UTC.
func at(t marqeta.Time) templ.Component {
	m := ui.MomentOf(t.Time)
	if m.Text != "" {
		m.Text += " UTC"
	}
	return ui.When(m)
}

func clock(t marqeta.Time) string {
	if t.IsZero() {
		return ""
	}
	return ui.MomentOf(t.Time).Text + " UTC"
}

func money(a marqeta.Amount, currency string) string {
	return a.Fixed(store.Digits(currency)) + " " + currency
}
