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
	k := kindOf(d.form.Kind)
	s := sheet{form: d.form, errs: d.errs, cards: options(cards), embedded: environment.From(ctx).Kind == environment.Embedded}
	if s.before, err = h.before(ctx, k, d.form.Card); err != nil {
		return err
	}
	p := views.Page{
		Key: h.changes.NewKey(), NoCard: len(cards) == 0, Presets: presets(d.form.Card), Card: d.form.Card, Then: d.form.Then,
		Kind:  ui.Field{Name: "kind", Label: "Message", Value: d.form.Kind, Error: d.errs["kind"], Wide: true},
		Kinds: kindOptions(), Questions: s.questions(k),
		Request: form.Preview(h.program.BaseURL(), http.MethodPost, k.endpoint(), d.form.shown()),
		Foot:    ui.Foot{Note: "You will be recorded as the one who simulated it.", Cancel: "/transactions", Submit: "Simulate"},
	}
	if s.embedded {
		p.Decline = declinePath + "?declined_card=" + url.QueryEscape(d.form.Card)
	}
	if p.Foretold, err = h.foretell(ctx, d.form); err != nil {
		return err
	}
	if p.Recent, err = h.recent(ctx); err != nil {
		return fmt.Errorf("list simulations: %w", err)
	}
	const nothing = "Nothing was simulated"
	reference := reqlog.From(ctx).Reference
	p.Refusal = d.errs.Refusal(nothing, reference, s.order())
	if d.refused != nil {
		p.Refusal = form.MarqetaRefusal(nothing, reference, d.refused)
	}
	return render.Page(w, r, status, render.View{
		Title: "Simulator", Section: "/simulator", Body: views.Simulator(p), Fragments: []string{ui.RequestRegion, views.FormRegion},
	})
}
