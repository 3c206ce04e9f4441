package proposals

import (
	"fmt"
	"net/http"
	"strings"

	"carddeck/store"
	"carddeck/views/environment"
	"carddeck/views/proposals"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/form"
	"carddeck/web/funding"
	"carddeck/web/render"
	"carddeck/web/reqlog"
)

// offered bounds the users that are suggested; others can be typed.
const offered = 50

var order = []ui.Fault{
	{Field: "holder", Text: "Holder"}, {Field: "currency_code", Text: "Currency"}, {Field: "kind", Text: "Which way"}, {Field: "amount", Text: "Amount"},
	{Field: "contra", Text: "Other side"}, {Field: "transaction_token", Text: "About"}, {Field: "memo", Text: "Memo"},
}

func (h *Handler) draw(w http.ResponseWriter, r *http.Request, status int, in entryForm, e form.Errors) error {
	users, err := h.store.ListUsers(r.Context(), store.UserFilter{}, store.Page{Limit: offered})
	if err != nil {
		return fmt.Errorf("list users: %w", err)
	}
	p := proposals.FormPage{
		Key:      h.changes.NewKey(),
		Refusal:  e.Refusal("Nothing was proposed", reqlog.From(r.Context()).Reference, order),
		Holder:   ui.Field{Name: "holder", Label: "User or business", Value: in.Holder, Error: e["holder"], Help: "A user's token, email or whole name, or the token of a business that has an account.", Mono: true, MaxLength: 255},
		Currency: ui.Field{Name: "currency_code", Label: "Currency", Value: in.Currency, Error: e["currency_code"], MaxLength: 3},
		Kind:     ui.Field{Name: "kind", Label: "Which way", Value: in.Kind, Error: e["kind"]},
		Kinds:    []ui.Option{{Value: "credit", Text: "Credit: the holder gets money"}, {Value: "debit", Text: "Debit: money is taken from the holder"}},
		Amount:   ui.Field{Name: "amount", Label: "Amount", Value: in.Amount, Error: e["amount"], MaxLength: 20},
		Contra:   ui.Field{Name: "contra", Label: "Other side", Value: in.Contra, Error: e["contra"], Help: "Which of the program's own accounts the money comes from or goes to."},
		Contras: []ui.Option{{Value: store.Funding, Text: "Funding: money the program puts there"}, {Value: store.Adjustment, Text: "Adjustment: a correction"},
			{Value: store.Settlement, Text: "Settlement: a correction of what the network settles"}},
		About: ui.Field{Name: "transaction_token", Label: "About which transaction", Value: in.About, Error: e["transaction_token"], Optional: true, Mono: true, MaxLength: 36},
		Memo:  ui.Field{Name: "memo", Label: "Memo", Value: in.Memo, Error: e["memo"], Help: "Why. It stands beside the entry for ever.", MaxLength: 200, Wide: true},
		Test:  environment.From(r.Context()).Simulates() && auth.From(r.Context()).May(auth.Simulate),
		Shell: `console ledger credit --user USER --amount 100.00 --currency USD --memo "first money"`,
		Foot: ui.Foot{Note: "You will be recorded as the one who proposed it.", Cancel: funding.Proposals, Submit: "Propose it",
			Confirm: r.PostFormValue("confirmation"), Error: e["confirmation"]},
	}
	for _, u := range users.Rows {
		p.Holders = append(p.Holders, ui.Option{Value: u.Token, Text: strings.TrimPrefix(ui.Name(u.FullName())+" · "+u.Email, " · ")})
	}
	return render.Page(w, r, status, render.View{Title: "Propose a movement", Section: funding.Accounts, Body: proposals.Form(p)})
}
