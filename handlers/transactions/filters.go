package transactions

import (
	"carddeck/marqeta"
	"carddeck/store"
	views "carddeck/views/transactions"
	"carddeck/views/ui"
	"carddeck/web/form"
	"carddeck/web/listing"
)

// keys are the filters of the list as they stand in the address, with their labels.
var keys = []struct{ name, label string }{
	{"state", "State"}, {"type", "Kind"}, {"card", "Card"}, {"last_four", "Card ends with"}, {"user", "User"},
	{"card_product", "Card product"}, {"mid", "Merchant id"}, {"mcc", "Merchant category"}, {"response_code", "Response code"},
	{"gpa_order", "GPA order"}, {"decline_group", "Decline group"}, {"from", "From"}, {"to", "Until"},
}

// filter reads the address. Days are whole and UTC, the last one included.
func filter(l listing.List) (store.TransactionFilter, form.Errors) {
	errs := form.Errors{}
	f := store.TransactionFilter{
		State: l.Get("state"), Type: l.Get("type"), Card: l.Get("card"), LastFour: l.Get("last_four"), User: l.Get("user"),
		CardProduct: l.Get("card_product"), MID: l.Get("mid"), MCC: l.Get("mcc"), DeclineGroup: l.Get("decline_group"), ResponseCode: l.Get("response_code"), GPAOrder: l.Get("gpa_order"),
	}
	f.From, f.To = l.Days(errs.Add)
	return f, errs
}

// filterForm shows the filters with what was typed.
func filterForm(l listing.List, errs form.Errors) views.Filters {
	out := views.Filters{
		Open:   len(errs) > 0,
		State:  ui.Field{Name: "state", Label: "State", Value: l.Get("state")},
		States: []ui.Option{{Text: "All"}},
		Type:   ui.Field{Name: "type", Label: "Kind", Value: l.Get("type")},
	}
	for _, state := range []marqeta.TransactionState{marqeta.StatePending, marqeta.StateCleared, marqeta.StateCompletion, marqeta.StateDeclined, marqeta.StateError} {
		out.States = append(out.States, ui.Option{Value: string(state), Text: stateWords(string(state))})
	}
	out.States = withOther(out.States, out.State.Value)
	for _, kind := range marqeta.SimulationKinds() {
		out.Types = append(out.Types, ui.Option{Value: string(kind), Text: views.Kind(string(kind))})
	}
	for _, k := range keys {
		field := ui.Field{Name: k.name, Label: k.label, Type: "text", Value: l.Get(k.name), Error: errs[k.name]}
		switch k.name {
		case "state", "type":
			continue
		case "from", "to":
			// A date field would drop what it cannot read, and nobody could mend it.
			if field.Error == "" {
				field.Type = "date"
			}
		case "last_four":
			field.Placeholder = "1234"
		case "card", "user", "card_product", "gpa_order", "decline_group":
			field.Placeholder = "Token"
		}
		out.Fields = append(out.Fields, field)
	}
	return out
}

func withOther(options []ui.Option, value string) []ui.Option {
	for _, o := range options {
		if o.Value == value {
			return options
		}
	}
	return append(options, ui.Option{Value: value, Text: value})
}

// chips lists the filters that are set, each with the list without it.
func chips(l listing.List) []ui.Chip {
	var out []ui.Chip
	for _, k := range keys {
		value := l.Get(k.name)
		if value == "" {
			continue
		}
		shown := ui.Short(value)
		switch k.name {
		case "state":
			shown = stateWords(value)
		case "type":
			shown = views.Kind(value)
		}
		out = append(out, ui.Chip{Label: k.label, Value: shown, Remove: l.Without(k.name)})
	}
	return out
}

func stateWords(state string) string {
	switch marqeta.TransactionState(state) {
	case marqeta.StatePending:
		return "Pending"
	case marqeta.StateCleared:
		return "Closed"
	case marqeta.StateCompletion:
		return "Completed"
	case marqeta.StateDeclined:
		return "Declined"
	case marqeta.StateError:
		return "Error"
	}
	return state
}
