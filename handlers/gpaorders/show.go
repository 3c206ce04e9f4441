package gpaorders

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"github.com/a-h/templ"

	"carddeck/store"
	"carddeck/views/gpaorders"
	"carddeck/views/transactions"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/change"
	"carddeck/web/render"
)

// Show shows one order with the transactions that it paid.
func (h *Handler) Show(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	s, err := h.read(ctx, r.PathValue("token"))
	if err != nil {
		return err
	}
	paid, err := h.store.ListTransactions(ctx, store.TransactionFilter{GPAOrder: s.Token}, store.Page{Limit: 100})
	if err != nil {
		return fmt.Errorf("list transactions of gpa_order: %w", err)
	}
	if s.UserToken == "" && len(paid.Rows) > 0 {
		s.UserToken = paid.Rows[0].UserToken // an unload does not say whose it is
	}
	user, err := h.user(ctx, s.UserToken)
	if err != nil {
		return err
	}
	source, err := h.source(ctx, s.FundingSourceToken)
	if err != nil {
		return err
	}
	history, err := h.store.ListAudit(ctx, store.AuditFilter{Target: s.Token}, store.Page{Limit: 20})
	if err != nil {
		return fmt.Errorf("list changes of gpa_order: %w", err)
	}
	p := showPage(s, user, source)
	p.Funded, p.History = funded(paid.Rows), change.History(history.Rows)
	if ordered(s.GPAOrder) && s.Kind == "load" && auth.From(ctx).May(auth.LoadAccounts) {
		p.Steps = []ui.Step{unloadStep(s)}
	}
	return render.Page(w, r, http.StatusOK, render.View{Title: p.Headline.Title, Section: "/gpa-orders", Body: gpaorders.Show(p)})
}

// user finds the local copy of a user; none is no error.
func (h *Handler) user(ctx context.Context, token string) (store.User, error) {
	if token == "" {
		return store.User{}, nil
	}
	user, err := h.store.User(ctx, token)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return user, fmt.Errorf("find the user of gpa_order: %w", err)
	}
	return user, nil
}

func unloadStep(s seen) ui.Step {
	step := ui.Step{Text: "Unload", Icon: "undo"}
	switch {
	case s.State != "COMPLETION":
		step.WhyNot = "Only a completed load can be unloaded."
	case s.left() == 0:
		step.WhyNot = "All of it has gone back already."
	default:
		step.Href = path(s.Token) + "/unload"
	}
	return step
}

func showPage(s seen, user store.User, source store.FundingSource) gpaorders.ShowPage {
	o := s.GPAOrder
	p := gpaorders.ShowPage{
		Stale: s.stale,
		Headline: ui.Headline{
			Marks: []ui.Mark{mark(o.State), {Tone: ui.Plain, Icon: "order", Text: kindWords(o)}},
			Title: sentence(o, user.FullName()), Why: why(o),
			Facts: []ui.Fact{
				{Label: "Amount", Value: ui.Amount(amount(o))},
				{Label: "Token", Value: ui.Token(o.Token, "")},
				{Label: "Created", Value: ui.When(ui.MomentOf(o.CreatedAt))},
				{Label: "Last changed", Value: ui.When(ui.MomentOf(o.ModifiedAt))},
			},
		},
		Source: []ui.Fact{
			{Label: "Funding source", Value: sourceValue(o, source)},
			{Label: "Funding source type", Value: ui.Text(sourceType(o.FundingType))},
			{Label: "Response of the order", Value: ui.Code(ui.ResponseCodes, o.ResponseCode, o.ResponseMemo)},
			{Label: "Memo", Value: ui.Text(ui.Name(o.Memo))},
		},
		Raw: ui.Raw{ID: "raw", Title: "Raw JSON", Bytes: string(s.raw)},
	}
	p.SourceTitle = "Where the money came from"
	if o.Kind == "unload" {
		p.SourceTitle = "Where the money went"
	}
	if o.State == "DECLINED" {
		p.Headline.Code = o.ResponseCode
	}
	if o.Method != "" {
		p.Source = append(p.Source, ui.Fact{Label: "JIT Funding method", Value: ui.Text(o.Method)})
	}
	for _, u := range s.unloads {
		p.Unloads = append(p.Unloads, gpaorders.Unload{
			Mark: mark(u.State), Amount: amount(u), At: ui.MomentOf(u.CreatedAt), Token: u.Token, Href: path(u.Token),
		})
	}
	p.Related = related(o, user, source)
	return p
}

func kindWords(o store.GPAOrder) string {
	switch {
	case o.Kind == "unload":
		return "Unload"
	case ordered(o):
		return "Load"
	}
	return "JIT Funding"
}

func sourceValue(o store.GPAOrder, source store.FundingSource) templ.Component {
	if source.Token != "" {
		return ui.Link("/funding-sources/"+url.PathEscape(source.Token), ui.Name(source.Name))
	}
	if o.FundingSourceName != "" {
		return ui.Text(ui.Name(o.FundingSourceName) + ", " + o.FundingSourceToken)
	}
	return ui.Text(o.FundingSourceToken)
}

func related(o store.GPAOrder, user store.User, source store.FundingSource) []ui.Fact {
	var out []ui.Fact
	if o.UserToken != "" {
		name := ui.Name(user.FullName())
		if name == "" {
			name = ui.Short(o.UserToken)
		}
		out = append(out, ui.Fact{Label: "User", Value: ui.Link(userPath(o.UserToken), name)},
			ui.Fact{Label: "Orders of this user", Value: ui.Link("/gpa-orders?user="+url.QueryEscape(o.UserToken), "List")})
	}
	if source.Token != "" {
		out = append(out, ui.Fact{Label: "Funding source", Value: ui.Link("/funding-sources/"+url.PathEscape(source.Token), ui.Name(source.Name))})
	}
	if o.OriginalOrder != "" {
		out = append(out, ui.Fact{Label: "Load it came from", Value: ui.Token(o.OriginalOrder, path(o.OriginalOrder))})
	}
	if o.LastTransaction != "" {
		out = append(out, ui.Fact{Label: "Latest message", Value: ui.Token(o.LastTransaction, "/transactions/"+url.PathEscape(o.LastTransaction))})
	}
	return out
}

// funded words the transactions that carried an order.
func funded(rows []store.Transaction) []gpaorders.Funded {
	var out []gpaorders.Funded
	for _, t := range rows {
		line := gpaorders.Funded{
			Mark: transactions.Status(t.Type, t.State, t.ResponseCode), Amount: transactions.Amount(t.Type, t.State, t.AmountMinor, t.Currency),
			Merchant: ui.Name(t.Merchant), What: transactions.Kind(t.Type), At: ui.MomentOf(t.UserTransactionTime),
			Token: t.Token, Href: "/transactions/" + url.PathEscape(t.Token),
		}
		if line.Merchant == "" {
			line.Merchant = line.What
		}
		out = append(out, line)
	}
	return out
}
