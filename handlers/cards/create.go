package cards

import (
	"cmp"
	"context"
	"fmt"
	"net/http"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/views/cards"
	"carddeck/views/ui"
	"carddeck/web/change"
	"carddeck/web/form"
	"carddeck/web/pick"
	"carddeck/web/render"
)

// New draws the form. Answers in the address fill it in, so that a link can propose a
// card and the preview can follow what is typed.
func (h *Handler) New(w http.ResponseWriter, r *http.Request) error {
	var in cardForm
	if err := form.Read(r, &in); err != nil {
		return err
	}
	if !r.URL.Query().Has("token") {
		in.Token = h.changes.NewKey()
	}
	if _, err := h.pick(r.Context(), &in); err != nil {
		return err
	}
	return h.drawNew(w, r, http.StatusOK, drawn[cardForm]{form: in})
}

// Create issues a card.
func (h *Handler) Create(w http.ResponseWriter, r *http.Request) error {
	var in cardForm
	if err := form.Read(r, &in); err != nil {
		return err
	}
	wrong, err := h.pick(r.Context(), &in)
	if err != nil {
		return err
	}
	errs := in.check()
	if wrong != "" {
		errs["user_token"] = wrong
	}
	form.Confirm(r, errs)
	if len(errs) > 0 {
		return h.drawNew(w, r, http.StatusUnprocessableEntity, drawn[cardForm]{form: in, errs: errs})
	}
	request := in.request()
	err = h.changes.Carry(w, r, change.Change{
		Area: "cards", Action: "create card", Target: request.Token, Request: request, Repeatable: true,
		Path: path(request.Token),
	}, func(ctx context.Context, ch *change.Change) error {
		made, err := h.program.CreateCard(ctx, request)
		if err != nil {
			return err
		}
		ch.Said = "Card " + number(made) + " was created."
		ch.Record = func(ctx context.Context) error { return h.store.PutCard(ctx, store.CardOf(made)) }
		return nil
	})
	if refused, ok := marqeta.AsError(err); ok {
		return h.drawNew(w, r, http.StatusUnprocessableEntity, drawn[cardForm]{form: in, refused: refused})
	}
	return err
}

// pick puts the user's token in the place of an address or a name, and says what is
// wrong where that does not tell who is meant.
func (h *Handler) pick(ctx context.Context, in *cardForm) (wrong string, err error) {
	in.User, wrong, err = pick.User(ctx, h.store, in.User)
	if err != nil {
		return "", fmt.Errorf("find the user who is meant: %w", err)
	}
	return wrong, nil
}

func (h *Handler) drawNew(w http.ResponseWriter, r *http.Request, status int, d drawn[cardForm]) error {
	users, err := h.store.ListUsers(r.Context(), store.UserFilter{}, store.Page{Limit: offered})
	if err != nil {
		return fmt.Errorf("list users to choose from: %w", err)
	}
	products, err := h.store.ListCardProducts(r.Context(), store.CardProductFilter{}, store.Page{Limit: offered})
	if err != nil {
		return fmt.Errorf("list card products to choose from: %w", err)
	}
	d.form.Key = cmp.Or(d.form.Key, h.changes.NewKey())
	f, e := d.form, d.errs
	p := cards.FormPage{
		Key: f.Key, NoUser: len(users.Rows) == 0, NoProduct: len(products.Rows) == 0,
		Refusal: d.refusal(r, "Nothing was created", []ui.Fault{
			{Field: "user_token", Text: "User"}, {Field: "card_product_token", Text: "Card product"},
			{Field: "token", Text: "Token"}, {Field: "metadata", Text: "Metadata"},
		}),
		User:     ui.Field{Name: "user_token", Label: "User", API: "user_token", Value: f.User, Error: e["user_token"], Help: "The token, the email or the whole name.", Mono: true, MaxLength: 255},
		Users:    userOptions(users.Rows),
		Product:  ui.Field{Name: "card_product_token", Label: "Card product", API: "card_product_token", Value: f.Product, Error: e["card_product_token"], Help: "The token. It decides where the card works and who pays.", Mono: true, MaxLength: 36},
		Products: productOptions(products.Rows),
		Token:    ui.Field{Name: "token", Label: "Token", API: "token", Value: f.Token, Error: e["token"], Help: "It can never be changed.", Mono: true, MaxLength: 36, Wide: true},
		Metadata: metadataField(f.Metadata, e["metadata"]),
		Expedite: expediteCheck(f.Expedite),
		Request:  form.Preview(h.program.BaseURL(), http.MethodPost, "/cards", f.request()),
		Foot: ui.Foot{
			Note: "You will be recorded as the one who created it.", Cancel: "/cards", Submit: "Create card",
			Confirm: r.PostFormValue("confirmation"), Error: e["confirmation"],
		},
	}
	return render.Page(w, r, status, render.View{
		Title: "New card", Section: "/cards", Body: cards.Form(p), Fragments: []string{ui.RequestRegion},
	})
}

func metadataField(value, wrong string) ui.Field {
	return ui.Field{Name: "metadata", Label: "Metadata", API: "metadata", Value: value, Error: wrong, Optional: true, Mono: true, Wide: true,
		Help: "One pair a line, name=value; at most 20. Sent back with every transaction of the card."}
}

func expediteCheck(on bool) ui.Check {
	return ui.Check{Name: "expedite", Label: "Expedite", Help: "Asks the maker of a physical card to hurry. Sent as expedite.", On: on}
}
