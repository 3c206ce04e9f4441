package gateways

import (
	"context"
	"net/http"

	"carddeck/marqeta"
	"carddeck/store"
	views "carddeck/views/gateways"
	"carddeck/views/ui"
	"carddeck/web/change"
	"carddeck/web/form"
	"carddeck/web/funding"
	"carddeck/web/render"
	"carddeck/web/reqlog"
)

// Program is what this area asks of Marqeta.
type Program interface {
	CreateGatewayFundingSource(ctx context.Context, in marqeta.GatewayFundingSourceRequest) (marqeta.GatewayFundingSource, error)
}

type sourceForm struct {
	Name  string `form:"name" validate:"required,max=50"`
	Token string `form:"token" validate:"required,token"`
}

const setUp = funding.Gateways + "/set-up"

// AskSource draws the form that makes a program gateway which asks this console.
func (h *Handler) AskSource(w http.ResponseWriter, r *http.Request) error {
	return h.drawSource(w, r, http.StatusOK, sourceForm{Name: "Carddeck gateway", Token: h.changes.NewKey()}, nil, nil)
}

// CreateSource makes it with the address and the credentials of our endpoint, which are
// not shown to anybody.
func (h *Handler) CreateSource(w http.ResponseWriter, r *http.Request) error {
	var in sourceForm
	if err := form.Read(r, &in); err != nil {
		return err
	}
	errs := form.Check(in)
	if h.endpoint.URL == "" {
		errs.Add("name", "Nobody has said how Marqeta reaches our endpoint: set CONSOLE_JIT_URL first.")
	}
	if form.Confirm(r, errs); len(errs) > 0 {
		return h.drawSource(w, r, http.StatusUnprocessableEntity, in, errs, nil)
	}
	request := marqeta.GatewayFundingSourceRequest{Token: in.Token, Name: in.Name, URL: h.endpoint.URL, Active: new(true), BasicAuthUsername: h.endpoint.Username, TimeoutMillis: limitMillis}
	err := h.changes.Carry(w, r, change.Change{
		Area: "funding-sources", Action: "create program gateway", Target: in.Token, Request: request, Path: setUpOf(in.Token), Said: "Program gateway " + in.Name + " asks this console from now on.", Repeatable: true,
	}, func(ctx context.Context, ch *change.Change) error {
		request.BasicAuthPassword = h.endpoint.Password
		made, err := h.program.CreateGatewayFundingSource(ctx, request)
		if err != nil {
			return err
		}
		ch.Record = func(ctx context.Context) error {
			return h.store.PutFundingSource(ctx, store.FundingSource{Token: made.Token, Kind: "programgateway", Name: made.Name, Active: made.Active, URL: made.URL, TimeoutMillis: made.TimeoutMillis,
				CreatedAt: made.CreatedTime.Time, ModifiedAt: made.LastModifiedTime.Time})
		}
		return nil
	})
	if refused, ok := marqeta.AsError(err); ok {
		return h.drawSource(w, r, http.StatusUnprocessableEntity, in, nil, refused)
	}
	return err
}

// limitMillis is how long Marqeta waits for us; we answer in two seconds.
const limitMillis = 3000

func (h *Handler) drawSource(w http.ResponseWriter, r *http.Request, status int, in sourceForm, e form.Errors, refused *marqeta.Error) error {
	const nothing = "Nothing was created"
	reference := reqlog.From(r.Context()).Reference
	p := views.SourcePage{
		Key: h.changes.NewKey(), Refusal: e.Refusal(nothing, reference, []ui.Fault{{Field: "name", Text: "Name"}, {Field: "token", Text: "Token"}}), Facts: h.facts(),
		Name:  ui.Field{Name: "name", Label: "Name", API: "name", Value: in.Name, Error: e["name"], MaxLength: 50},
		Token: ui.Field{Name: "token", Label: "Token", API: "token", Value: in.Token, Error: e["token"], Help: "It can never be changed.", Mono: true, MaxLength: 36},
		Foot:  ui.Foot{Note: "You will be recorded as the one who created it.", Cancel: setUp, Submit: "Create program gateway", Confirm: r.PostFormValue("confirmation"), Error: e["confirmation"]},
	}
	if refused != nil {
		p.Refusal = form.MarqetaRefusal(nothing, reference, refused)
	}
	return render.Page(w, r, status, render.View{Title: "Create a program gateway", Section: funding.Gateways, Body: views.Source(p)})
}
