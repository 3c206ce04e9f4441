package gpaorders

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/views/gpaorders"
	"carddeck/views/ui"
	"carddeck/web/change"
	"carddeck/web/form"
	"carddeck/web/pick"
	"carddeck/web/render"
	"carddeck/web/reqlog"
)

// offered bounds a choice; what is not among the newest can still be typed or linked.
const offered = 100

// New draws the form that loads an account. Answers in the address fill it in.
func (h *Handler) New(w http.ResponseWriter, r *http.Request) error {
	in := loadForm{Token: h.changes.NewKey(), Currency: "USD"}
	if err := form.Read(r, &in); err != nil {
		return err
	}
	if _, err := h.pick(r.Context(), &in); err != nil {
		return err
	}
	return h.drawLoad(w, r, http.StatusOK, drawnLoad{form: in})
}

// Create loads an account.
func (h *Handler) Create(w http.ResponseWriter, r *http.Request) error {
	var in loadForm
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
		return h.drawLoad(w, r, http.StatusUnprocessableEntity, drawnLoad{form: in, errs: errs})
	}
	request := in.request()
	err = h.changes.Carry(w, r, change.Change{
		Area: "gpa-orders", Action: "load account", Target: in.Token, Request: request, Repeatable: true,
		Path: path(in.Token), Said: "The account was loaded with " + in.Amount + " " + in.Currency + ".",
	}, func(ctx context.Context, ch *change.Change) error {
		made, err := h.program.CreateGPAOrder(ctx, request)
		if err != nil {
			return err
		}
		if made.State == marqeta.StateDeclined {
			ch.Said = "The load of " + in.Amount + " " + in.Currency + " was declined."
		}
		ch.Record = h.record(local(made))
		return nil
	})
	if refused, ok := marqeta.AsError(err); ok {
		return h.drawLoad(w, r, http.StatusUnprocessableEntity, drawnLoad{form: in, refused: refused})
	}
	return err
}

// pick puts the user's token in the place of an address or a name, and says what is
// wrong where that does not tell who is meant.
func (h *Handler) pick(ctx context.Context, in *loadForm) (wrong string, err error) {
	in.User, wrong, err = pick.User(ctx, h.store, in.User)
	if err != nil {
		return "", fmt.Errorf("find the user who is meant: %w", err)
	}
	return wrong, nil
}

// record keeps the local copy of what was made.
func (h *Handler) record(o store.GPAOrder, err error) func(context.Context) error {
	return func(ctx context.Context) error {
		if err != nil {
			return err
		}
		return h.store.PutGPAOrder(ctx, o)
	}
}

// drawnLoad is everything that the form page depends on.
type drawnLoad struct {
	form    loadForm
	errs    form.Errors
	refused *marqeta.Error
}

var loadOrder = []ui.Fault{
	{Field: "user_token", Text: "User"}, {Field: "amount", Text: "Amount"}, {Field: "currency_code", Text: "Currency"},
	{Field: "funding_source_token", Text: "Funding source"}, {Field: "memo", Text: "Memo"}, {Field: "token", Text: "Token"},
}

func (h *Handler) drawLoad(w http.ResponseWriter, r *http.Request, status int, d drawnLoad) error {
	ctx := r.Context()
	users, err := h.store.ListUsers(ctx, store.UserFilter{}, store.Page{Limit: offered})
	if err != nil {
		return fmt.Errorf("list users: %w", err)
	}
	sources, err := h.store.ListFundingSources(ctx, store.FundingSourceFilter{Kind: "program"}, store.Page{Limit: offered})
	if err != nil {
		return fmt.Errorf("list program funding sources: %w", err)
	}
	f, e := d.form, d.errs
	p := gpaorders.LoadPage{
		Key:      h.changes.NewKey(),
		User:     ui.Field{Name: "user_token", Label: "User", API: "user_token", Value: f.User, Error: e["user_token"], Help: "The token, the email or the whole name.", Mono: true, MaxLength: 255},
		Users:    userOptions(users.Rows),
		Amount:   ui.Field{Name: "amount", Label: "Amount", API: "amount", Value: f.Amount, Error: e["amount"], Help: "What the balance goes up by.", MaxLength: 20},
		Currency: ui.Field{Name: "currency_code", Label: "Currency", API: "currency_code", Value: f.Currency, Error: e["currency_code"], MaxLength: 3},
		Source:   ui.Field{Name: "funding_source_token", Label: "Funding source", API: "funding_source_token", Value: f.Source, Error: e["funding_source_token"]},
		Sources:  sourceOptions(sources.Rows, f.Source),
		NoSource: len(sources.Rows) == 0,
		Memo:     ui.Field{Name: "memo", Label: "Memo", API: "memo", Value: f.Memo, Error: e["memo"], Help: "For whoever looks at it later.", Optional: true, MaxLength: 99},
		Token:    ui.Field{Name: "token", Label: "Token", API: "token", Value: f.Token, Error: e["token"], Help: "It can never be changed.", Mono: true, MaxLength: 36},
		Request:  form.Preview(h.program.BaseURL(), http.MethodPost, "/gpaorders", f.request()),
		Foot: ui.Foot{Note: "You will be recorded as the one who loaded it.", Cancel: "/gpa-orders", Submit: "Load the account",
			Confirm: r.PostFormValue("confirmation"), Error: e["confirmation"]},
	}
	if p.Warning, err = h.warning(ctx, f.User); err != nil {
		return err
	}
	const nothing = "Nothing was loaded"
	reference := reqlog.From(ctx).Reference
	p.Refusal = e.Refusal(nothing, reference, loadOrder)
	if d.refused != nil {
		p.Refusal = form.MarqetaRefusal(nothing, reference, d.refused)
	}
	return render.Page(w, r, status, render.View{
		Title: "Load an account", Section: "/gpa-orders", Body: gpaorders.Load(p), Fragments: []string{ui.RequestRegion},
	})
}

// warning says why a balance is not what a user should have whose cards fund by JIT.
func (h *Handler) warning(ctx context.Context, user string) (string, error) {
	if user == "" {
		return "", nil
	}
	cards, err := h.store.ListCards(ctx, store.CardFilter{User: user}, store.Page{Limit: offered})
	if err != nil {
		return "", fmt.Errorf("list the user's cards: %w", err)
	}
	asked := map[string]bool{}
	for _, c := range cards.Rows {
		if c.CardProductToken == "" || asked[c.CardProductToken] {
			continue
		}
		asked[c.CardProductToken] = true
		product, err := h.store.CardProduct(ctx, c.CardProductToken)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return "", fmt.Errorf("find the card product of the user's card: %w", err)
		}
		if words, ok := jit[product.Funding]; ok {
			return "This user has a card of " + ui.Name(product.Name) + ", which is funded by " + words +
				" Purchases are paid from the balance first, without asking, until it is used up.", nil
		}
	}
	return "", nil
}

// jit names the funding models that ask at the moment of each purchase.
var jit = map[string]string{
	"managed": "Managed JIT Funding from a program funding source.",
	"gateway": "Gateway JIT Funding, where your gateway decides and keeps the ledger.",
}

func userOptions(users []store.User) []ui.Option {
	var out []ui.Option
	for _, u := range users {
		text := strings.TrimPrefix(ui.Name(u.FullName())+" · "+u.Email, " · ")
		if !u.Active {
			text += ", not active"
		}
		out = append(out, ui.Option{Value: u.Token, Text: text})
	}
	return out
}

func sourceOptions(sources []store.FundingSource, chosen string) []ui.Option {
	out := []ui.Option{{Value: "", Text: "Choose one"}}
	if len(sources) == 0 {
		out[0].Text = "None yet"
	}
	known := chosen == ""
	for _, s := range sources {
		text := ui.Name(s.Name)
		if !s.Active {
			text += ", inactive"
		}
		out = append(out, ui.Option{Value: s.Token, Text: text + " · " + ui.Short(s.Token)})
		known = known || s.Token == chosen
	}
	if !known {
		out = append(out, ui.Option{Value: chosen, Text: chosen})
	}
	return out
}
