package declines

import (
	"strings"

	"carddeck/marqeta/dictionary"
	"carddeck/store"
	views "carddeck/views/declines"
	"carddeck/views/ui"
	"carddeck/web/form"
	"carddeck/web/listing"
)

// The states that the address names, beside store's own.
const everyState = "all"

// keys are the filters of the list as they stand in the address, with their labels.
var keys = []struct{ name, label string }{
	{"code", "Response code"}, {"decider", "Decided by"}, {"card_product", "Card product"}, {"currency", "Currency"},
	{"from", "Seen from"}, {"to", "Seen until"},
}

// filter reads the address. Without a state it is the open groups. Days are whole and UTC,
// the last one included.
func filter(l listing.List) (store.DeclineFilter, form.Errors) {
	errs := form.Errors{}
	f := store.DeclineFilter{
		State: store.DeclineState(l.Get("state")), Code: l.Get("code"), Decider: l.Get("decider"), CardProduct: l.Get("card_product"),
		Currency: strings.ToUpper(l.Get("currency")), ByCount: l.Is("sort", "count"),
	}
	switch f.State {
	case "":
		f.State = store.DeclinesOpen
	case everyState:
		f.State = ""
	}
	f.From, f.To = l.Days(errs.Add)
	return f, errs
}

// fields shows the filters with what was typed.
func fields(l listing.List, errs form.Errors) []views.Filter {
	var out []views.Filter
	for _, k := range keys {
		f := views.Filter{Field: ui.Field{Name: k.name, Label: k.label, Type: "text", Value: l.Get(k.name), Error: errs[k.name]}}
		switch k.name {
		case "decider":
			f.Options = []ui.Option{{Text: "Any check"}}
			for _, c := range dictionary.Checks() {
				f.Options = append(f.Options, ui.Option{Value: string(c), Text: ui.Capital(c.Words())})
			}
		case "card_product":
			f.Placeholder = "Token"
		case "code":
			f.Placeholder = "1016"
		case "currency":
			f.Placeholder = "USD"
		case "from", "to":
			// A date field would drop what it cannot read, and nobody could mend it.
			if f.Error == "" {
				f.Type = "date"
			}
		}
		out = append(out, f)
	}
	return append(out, views.Filter{Field: ui.Field{Name: "sort", Label: "Order", Value: l.Get("sort")},
		Options: []ui.Option{{Text: "Last seen first"}, {Value: "count", Text: "Most declines first"}}})
}

// chips lists the filters that are set, each with the list without it.
func chips(l listing.List) []ui.Chip {
	var out []ui.Chip
	for _, k := range keys {
		if value := l.Get(k.name); value != "" {
			shown := ui.Short(value)
			if k.name == "decider" {
				shown = dictionary.Check(value).Words()
			}
			out = append(out, ui.Chip{Label: k.label, Value: shown, Remove: l.Without(k.name)})
		}
	}
	return out
}

func tabs(l listing.List) []ui.Tab {
	resolved, all := string(store.DeclinesResolved), everyState
	return []ui.Tab{
		{Text: "Open", Href: l.Without("state"), Current: !l.Is("state", resolved) && !l.Is("state", all)},
		{Text: "Resolved", Href: l.With("state", resolved), Current: l.Is("state", resolved)},
		{Text: "All", Href: l.With("state", all), Current: l.Is("state", all)},
	}
}
