package cardproducts

import (
	"context"
	"fmt"
	"net/http"

	"carddeck/marqeta"
	"carddeck/marqeta/productfields"
	"carddeck/views/cardproducts"
	"carddeck/views/cards"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/form"
	"carddeck/web/render"
	"carddeck/web/reqlog"
)

// drawn is everything that the form page depends on.
type drawn struct {
	form    productForm
	errs    form.Errors
	refused *marqeta.Error
}

func (h *Handler) draw(w http.ResponseWriter, r *http.Request, status int, d drawn) error {
	programs, err := h.sources(r.Context(), "program")
	if err != nil {
		return fmt.Errorf("list program funding sources: %w", err)
	}
	gateways, err := h.sources(r.Context(), "programgateway")
	if err != nil {
		return fmt.Errorf("list program gateways: %w", err)
	}
	p := formPage(d, reqlog.From(r.Context()).Reference)
	p.Key = h.changes.NewKey()
	p.Sources, p.Gateways = choices(programs, d.form.Source), choices(gateways, d.form.Gateway)
	if auth.From(r.Context()).May(auth.WriteFundingSources) {
		p.SourceStep = "/card-products/new/funding-source"
	}
	if err := h.preview(r.Context(), &p, d.form); err != nil {
		return err
	}
	p.Foot.Confirm, p.Foot.Error = r.PostFormValue("confirmation"), d.errs["confirmation"]
	return render.Page(w, r, status, render.View{
		Title: p.Title, Section: "/card-products", Body: cardproducts.Form(p), Fragments: []string{cardproducts.RequestRegion},
	})
}

// preview says what the answers mean, in words and as the request.
func (h *Handler) preview(ctx context.Context, p *cardproducts.FormPage, in productForm) error {
	values, err := h.whole(ctx, in)
	if err != nil {
		return err
	}
	source, err := h.sourceName(ctx, values)
	if err != nil {
		return err
	}
	p.Sentences = productfields.Sentences(productfields.Defaults().Over(values), source)
	p.Request = form.Preview(h.program.BaseURL(), http.MethodPost, "/cardproducts", productfields.Whole(in.Token, values))
	p.Rest = "What is not sent keeps Marqeta's default. Every field of a card product can be set afterwards, under Edit."
	return nil
}

// order names the fields as they stand on the page, for the summary of what is wrong.
var order = []ui.Fault{
	{Field: "name", Text: "Name"}, {Field: "token", Text: "Token"}, {Field: "start_date", Text: "Start date"},
	{Field: "end_date", Text: "End date"}, {Field: "funding", Text: "Funding"},
	{Field: "funding_source_token", Text: "Program funding source"}, {Field: "gateway_token", Text: "Gateway"},
	{Field: "refunds_destination", Text: "Refunds"}, {Field: "accepted_countries_token", Text: "Countries"},
	{Field: "address", Text: "Address"},
	{Field: "payment_instrument", Text: "Kind of card"}, {Field: "years", Text: "Valid for"}, {Field: "unit", Text: "Unit"},
}

const nothingCreated = "Nothing was created"

func formPage(d drawn, reference string) cardproducts.FormPage {
	f, e := d.form, d.errs
	p := cardproducts.FormPage{
		Title: "New card product", Sub: "Five questions, each opened by the answer before it. Beside them stands what the answers mean.", Like: f.Like,
		Action: "/card-products", Preview: "/card-products/new",

		Name:      ui.Field{Name: "name", Label: "Name", API: "name", Value: f.Name, Error: e["name"], Help: "Operators and reports see it; users do not.", Placeholder: "Travel cards", MaxLength: 40},
		Token:     ui.Field{Name: "token", Label: "Token", API: "token", Value: f.Token, Error: e["token"], Help: "It can never be changed.", Mono: true, MaxLength: 36},
		StartDate: ui.Field{Name: "start_date", Label: "Start date", API: "start_date", Type: "date", Value: f.StartDate, Error: e["start_date"], Help: "Cards can be issued before; they work from this day."},
		EndDate:   ui.Field{Name: "end_date", Label: "End date", API: "end_date", Type: "date", Value: f.EndDate, Error: e["end_date"], Optional: true},

		Funding: f.Funding, FundingError: e["funding"],
		Source:  ui.Field{Name: "funding_source_token", Label: "Program funding source", API: "program_funding_source", Value: f.Source, Error: e["funding_source_token"], Help: "For Managed JIT Funding."},
		Gateway: ui.Field{Name: "gateway_token", Label: "Program gateway", API: "programgateway_funding_source", Value: f.Gateway, Error: e["gateway_token"], Help: "It is asked about each purchase, and declines one by its silence."},
		Refunds: ui.Field{Name: "refunds_destination", Label: "Where refunds go", API: "refunds_destination", Value: f.Refunds, Error: e["refunds_destination"], Help: "Money left on the user's account may pay later purchases without anybody being asked."},
		RefundsTo: []ui.Option{
			{Value: "source", Text: "Back where it came from, advised"}, {Value: marqeta.RefundsToGPA, Text: "Onto the user's account (GPA)"},
			{Value: marqeta.RefundsWaterfall, Text: "Account first, then on to the source (WATERFALL)"},
		},
		AlwaysFund: ui.Check{Name: "always_fund", Label: "Ask the gateway even when the user's balance would do", Help: "Keeps one ledger, yours. Sent as always_fund.", On: f.AlwaysFund},

		Shops:     ui.Check{Name: "poi_other", Label: "In shops", Help: "Terminals, contactless, fuel pumps. Sent as poi.other.allow.", On: f.Shops},
		Online:    ui.Check{Name: "ecommerce", Label: "Online", Help: "Websites, apps, subscriptions. Sent as poi.ecommerce.", On: f.Online},
		Machines:  ui.Check{Name: "atm", Label: "Cash machines", Help: "Also cash back at the till. Sent as poi.atm.", On: f.Machines},
		Countries: ui.Field{Name: "accepted_countries_token", Label: "Countries", API: "accepted_countries_token", Value: f.Countries, Error: e["accepted_countries_token"], Help: "A purchase elsewhere is declined with 1864."},
		QuasiCash: ui.Check{Name: "allow_quasi_cash", Label: "What is as good as cash", Help: "Casino chips, money orders, foreign cash. Sent as allow_quasi_cash.", On: f.QuasiCash},

		PIN:       ui.Check{Name: "always_require_pin", Label: "PIN for every purchase", Help: "Rules out purchases online.", On: f.PIN},
		Code:      ui.Check{Name: "require_security_code", Label: "Security code for online purchases", Help: "Declines when it is absent.", On: f.Code},
		Partial:   ui.Check{Name: "enable_partial_auth_approval", Label: "Approve part of the amount", Help: "When the terminal can, and money is short.", On: f.Partial},
		Suspended: ui.Check{Name: "ignore_card_suspended_state", Label: "Treat a suspended card as active", Help: "Rarely right; leave it off.", On: f.Suspended},
		Address:   ui.Field{Name: "address", Label: "Address at purchases", API: "auth_messages", Value: f.Address, Error: e["address"], Help: "What the merchant was given is compared with the user's address."},
		Addresses: []ui.Option{
			{Value: "none", Text: "Compare, decline nothing"}, {Value: "postal", Text: "Decline on another postal code"},
			{Value: "both", Text: "Decline on another house number or postal code"},
		},

		Instrument:  ui.Field{Name: "payment_instrument", Label: "Kind of card", API: "payment_instrument", Value: f.Instrument, Error: e["payment_instrument"]},
		Years:       ui.Field{Name: "years", Label: "Valid for", API: "value", Value: f.Years, Error: e["years"], Help: "Years and months end with the month.", MaxLength: 4},
		Unit:        ui.Field{Name: "unit", Label: "Unit", API: "unit", Value: f.unit(), Error: e["unit"]},
		Units:       withOther([]ui.Option{{Value: "YEARS", Text: "Years"}, {Value: "MONTHS", Text: "Months"}, {Value: "DAYS", Text: "Days"}}, f.unit()),
		ActiveCards: ui.Check{Name: "activate_upon_issue", Label: "Active as soon as it is issued", Help: "Otherwise somebody has to activate each card first.", On: f.ActiveCards},
		Active:      ui.Check{Name: "active", Label: "The card product is active", Help: "Cards work from the start date on while it is.", On: f.Active},

		Foot: ui.Foot{Note: "You will be recorded as the one who created it.", Cancel: "/card-products", Submit: "Create card product"},
	}
	p.CountryList = withOther([]ui.Option{{Value: "accept_us_only", Text: "United States only"}, {Value: "decline_ofac_countries", Text: "Everywhere but sanctioned countries"}}, f.Countries)
	for _, instrument := range []string{"VIRTUAL_PAN", "PHYSICAL_MSR", "PHYSICAL_ICC", "PHYSICAL_CONTACTLESS", "PHYSICAL_COMBO"} {
		p.Instruments = append(p.Instruments, ui.Option{Value: instrument, Text: cards.Kind(instrument)})
	}
	if f.Like != "" {
		p.Title, p.Sub = "Clone a card product", "What these questions do not ask for is taken over from "+f.Like+"."
	}
	if f.Like != "" && f.Address == "" {
		p.Addresses = append([]ui.Option{{Text: "As in the original"}}, p.Addresses...)
	}
	p.Refusal = e.Refusal(nothingCreated, reference, order)
	if d.refused != nil {
		p.Refusal = form.MarqetaRefusal(nothingCreated, reference, d.refused)
	}
	return p
}
