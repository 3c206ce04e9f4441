package simulator

import (
	"fmt"
	"net/http"
	"net/url"

	"carddeck/marqeta"
	"carddeck/views/environment"
	views "carddeck/views/simulator"
	"carddeck/views/ui"
	"carddeck/web/form"
	"carddeck/web/render"
	"carddeck/web/reqlog"
)

// drawn is everything that the page depends on beside what the console remembers.
type drawn struct {
	form    simulationForm
	errs    form.Errors
	refused *marqeta.Error
}

func (h *Handler) draw(w http.ResponseWriter, r *http.Request, status int, d drawn) error {
	ctx := r.Context()
	cards, err := h.cards(ctx)
	if err != nil {
		return err
	}
	if d.form.Card == "" && !r.URL.Query().Has("card_token") && r.Method == http.MethodGet {
		d.form.Card = newest(cards)
	}
	p := page(d, reqlog.From(ctx).Reference)
	p.Key, p.Cards, p.NoCard = h.changes.NewKey(), options(cards), len(cards) == 0
	p.Presets = presets(d.form.Card)
	if environment.From(ctx).Kind == environment.Embedded {
		p.Decline = declinePath + "?declined_card=" + url.QueryEscape(d.form.Card)
	}
	if p.Foretold, err = h.foretell(ctx, d.form); err != nil {
		return err
	}
	if p.Recent, err = h.recent(ctx); err != nil {
		return fmt.Errorf("list simulations: %w", err)
	}
	p.Request = form.Preview(h.program.BaseURL(), http.MethodPost, d.form.endpoint(), d.form.shown())
	return render.Page(w, r, status, render.View{
		Title: "Simulator", Section: "/simulator", Body: views.Simulator(p), Fragments: []string{ui.RequestRegion},
	})
}

// order names the fields as they stand on the page, for the summary of what is wrong.
var order = []ui.Fault{
	{Field: "kind", Text: "What happens"}, {Field: "generation", Text: "Endpoint"}, {Field: "card_token", Text: "Card"},
	{Field: "amount", Text: "Amount"}, {Field: "currency_code", Text: "Currency"}, {Field: "cash_back_amount", Text: "Cash back"},
	{Field: "name", Text: "Merchant"}, {Field: "mid", Text: "Merchant id"}, {Field: "mcc", Text: "Merchant category"},
	{Field: "city", Text: "City"}, {Field: "state", Text: "State"}, {Field: "postal_code", Text: "Postal code"},
	{Field: "country_code", Text: "Country"}, {Field: "network", Text: "Network"}, {Field: "card_present", Text: "Card present"},
	{Field: "expiration", Text: "Expiration"}, {Field: "cvv", Text: "Security code"}, {Field: "pin", Text: "PIN"},
	{Field: "first_name", Text: "Name of the sender"}, {Field: "funding_source", Text: "Paid from"},
	{Field: "account_type", Text: "Kind of account"}, {Field: "transaction_type", Text: "Kind of transfer"},
}

func page(d drawn, reference string) views.Page {
	f, e := d.form, d.errs
	p := views.Page{
		Kind:        ui.Field{Name: "kind", Label: "Message", Value: f.Kind, Error: e["kind"]},
		Kinds:       kindOptions(),
		Generation:  ui.Field{Name: "generation", Label: "Endpoint", Value: f.Generation, Error: e["generation"], Help: "Marqeta has two generations of simulations."},
		Generations: []ui.Option{{Value: current, Text: "Simulations 2.0"}, {Value: legacy, Text: "The older /simulate, authorization only"}},

		Card:     ui.Field{Name: "card_token", Label: "Card", API: "card_token", Value: f.Card, Error: e["card_token"], Help: "Its token, or its last four digits.", Mono: true, MaxLength: 36},
		Amount:   ui.Field{Name: "amount", Label: "Amount", API: "amount", Value: f.Amount, Error: e["amount"], Help: "Not sent for a balance inquiry. 0 checks the card.", MaxLength: 20},
		CashBack: ui.Field{Name: "cash_back_amount", Label: "Cash back", API: "cash_back_amount", Value: f.CashBack, Error: e["cash_back_amount"], Help: "Sent with the kinds that hand out cash.", Optional: true, MaxLength: 20},
		Currency: ui.Field{Name: "currency_code", Label: "Currency", API: "currency_code", Value: f.Currency, Error: e["currency_code"], Help: "Three letters, such as USD.", MaxLength: 3},

		Merchant: merchant(f, e),
		Network:  ui.Field{Name: "network", Label: "Network", API: "network", Value: f.Network, Error: e["network"]},
		Networks: choices(f.Network, "", "The platform's default", "VISA", "Visa", "MASTERCARD", "Mastercard", "DISCOVER", "Discover", "PULSE", "Pulse"),

		Terminal: views.Fold{Fields: []ui.Field{
			{Name: "expiration", Label: "Expiration typed", API: "card_options.expiration", Value: f.Expiration, Error: e["expiration"], Help: "MMYY. A wrong one shows how that is declined.", Optional: true, MaxLength: 4},
			{Name: "cvv", Label: "Security code typed", API: "card_options.cvv", Type: "password", Error: e["cvv"], Help: "Three digits. It is sent on and kept nowhere.", Optional: true, MaxLength: 3},
			{Name: "pin", Label: "PIN typed", API: "card_options.pin", Type: "password", Error: e["pin"], Help: "Up to four digits. It is sent on and kept nowhere.", Optional: true, MaxLength: 4},
		}},
		Presence:  ui.Field{Name: "card_present", Label: "Is the card there?", API: "card_options.card_present", Value: f.Presence, Error: e["card_present"]},
		Presences: choices(f.Presence, "", "The platform's default, yes", "true", "Yes, it is in the terminal", "false", "No, it is typed in online"),
		Partial:   ui.Check{Name: "partial_approval_capable", Label: "The terminal takes part of the amount", Help: "Where money is short and the card product allows it, less is approved (0002). Sent as pos.partial_approval_capable.", On: f.Partial},

		Transfer: views.Fold{Fields: []ui.Field{
			{Name: "first_name", Label: "Name of the sender", API: "first_name", Value: f.Sender, Error: e["first_name"], Help: "Account funding needs it; an original credit may tell it.", Optional: true, MaxLength: 50},
		}},
		Source:       ui.Field{Name: "funding_source", Label: "Paid from", API: "funding_source", Value: f.Source, Error: e["funding_source"]},
		Sources:      choices(f.Source, "DEBIT", "A debit card", "CREDIT", "A credit card", "PREPAID", "A prepaid card", "DEPOSIT_ACCOUNT", "A bank account", "CASH", "Cash"),
		Account:      ui.Field{Name: "account_type", Label: "Kind of account", API: "receiver_account_type", Value: f.Account, Error: e["account_type"]},
		Accounts:     choices(f.Account, "CARD_ACCOUNT", "A card", "IBAN", "A bank account, by IBAN", "RTN_BANK_ACCOUNT", "A bank account, by routing number", "WALLET_ID", "A wallet", "OTHER", "Another"),
		TransferKind: ui.Field{Name: "transaction_type", Label: "Kind of transfer", API: "transaction_type", Value: f.TransferKind, Error: e["transaction_type"], Help: "Such as ACCOUNT_TO_ACCOUNT or PERSON_TO_PERSON.", Mono: true, MaxLength: 50},

		Foot: ui.Foot{Note: "You will be recorded as the one who simulated it.", Cancel: "/transactions", Submit: "Simulate"},
	}
	k := kindOf(f.Kind)
	p.Terminal.Open = f.Expiration != "" || f.Presence != "" || f.Partial || e["cvv"] != "" || e["pin"] != "" || e["expiration"] != ""
	p.Transfer.Open = k.funding() || k.credits()
	const nothing = "Nothing was simulated"
	p.Refusal = e.Refusal(nothing, reference, order)
	if d.refused != nil {
		p.Refusal = form.MarqetaRefusal(nothing, reference, d.refused)
	}
	return p
}

func merchant(f simulationForm, e form.Errors) []ui.Field {
	return []ui.Field{
		{Name: "name", Label: "Merchant", API: "card_acceptor.name", Value: f.Name, Error: e["name"], MaxLength: 255},
		{Name: "mid", Label: "Merchant id", API: "mid", Value: f.MID, Error: e["mid"], Mono: true, MaxLength: 15},
		{Name: "mcc", Label: "Merchant category", API: "mcc", Value: f.MCC, Error: e["mcc"], Help: "Four digits, such as 5812 for restaurants.", MaxLength: 4},
		{Name: "city", Label: "City", API: "city", Value: f.City, Error: e["city"], MaxLength: 40},
		{Name: "state", Label: "State", API: "state", Value: f.State, Error: e["state"], Help: "Two letters.", MaxLength: 2},
		{Name: "postal_code", Label: "Postal code", API: "postal_code", Value: f.PostalCode, Error: e["postal_code"], MaxLength: 10},
		{Name: "country_code", Label: "Country", API: "country_code", Value: f.Country, Error: e["country_code"], Help: "Such as USA. Another country may be declined with 1864.", MaxLength: 40},
	}
}

// choices makes options of values and their words, and keeps a chosen value that is not
// among them.
func choices(chosen string, pairs ...string) []ui.Option {
	var out []ui.Option
	known := false
	for i := 0; i+1 < len(pairs); i += 2 {
		out = append(out, ui.Option{Value: pairs[i], Text: pairs[i+1]})
		known = known || pairs[i] == chosen
	}
	if !known && chosen != "" {
		out = append(out, ui.Option{Value: chosen, Text: chosen})
	}
	return out
}
