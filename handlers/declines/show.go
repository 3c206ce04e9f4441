package declines

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"github.com/dustin/go-humanize"

	"carddeck/store"
	views "carddeck/views/declines"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/casework"
	"carddeck/web/change"
	"carddeck/web/problem"
	"carddeck/web/render"
)

// Show shows one group.
func (h *Handler) Show(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	g, err := h.group(ctx, r.PathValue("id"))
	if err != nil {
		return err
	}
	product, err := h.product(ctx, g.CardProductToken)
	if err != nil {
		return err
	}
	p := views.ShowPage{Headline: headline(g, product), Related: related(g, product), All: all(g)}
	cure(&p, g.DeclineCause)
	noted(&p, g)
	hours, err := h.store.DeclineHours(ctx, oldest(h.now()), g.ID)
	if err != nil {
		return fmt.Errorf("read the hours of a group: %w", err)
	}
	p.Line, p.LineNote = line(hours[g.ID], g.FirstSeen, h.now()), "Times are UTC"
	if p.Before, err = h.before(ctx, g); err != nil {
		return err
	}
	p.BeforeNote = "What may have caused it, the latest first"
	if len(p.Before) == 0 {
		p.BeforeNote = "Nothing was changed through this console, and no card or user changed its state, as far as notifications told. What was changed elsewhere is not known here."
	}
	if p.Latest, err = h.latest(ctx, g); err != nil {
		return err
	}
	history, err := h.store.ListAudit(ctx, store.AuditFilter{Area: "declines", Target: g.ID}, store.Page{Limit: 20})
	if err != nil {
		return fmt.Errorf("list changes of a group: %w", err)
	}
	p.History = change.History(history.Rows)
	if auth.From(ctx).May(auth.ResolveDeclines) {
		p.Steps = []ui.Step{{Text: "Resolve", Icon: "ok", Href: path(g.ID) + "/resolve"}}
		if g.State == store.DeclinesResolved {
			p.Steps = []ui.Step{{Text: "Reopen", Icon: "undo", Href: path(g.ID) + "/reopen"}}
		}
	}
	cases, err := casework.Of(ctx, h.store, store.DeclineGroupCase, g.ID, path(g.ID)+"/case", h.changes.NewKey)
	if err != nil {
		return err
	}
	p.Steps, p.Related = append(p.Steps, cases.Steps...), append(p.Related, cases.Facts...)
	return render.Page(w, r, http.StatusOK, render.View{Title: p.Headline.Title, Section: section, Body: views.Show(p)})
}

func (h *Handler) group(ctx context.Context, id string) (store.DeclineGroup, error) {
	g, err := h.store.DeclineGroup(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		return g, &problem.Problem{Status: http.StatusNotFound, Title: "There is no such group of declines",
			Detail: "None of the stored declines has this cause any more, or the address was changed.", Href: section, Action: "Declines"}
	}
	if err != nil {
		return g, fmt.Errorf("find decline group: %w", err)
	}
	return g, nil
}

func headline(g store.DeclineGroup, product string) ui.Headline {
	out := ui.Headline{
		Marks: []ui.Mark{mark(g), {Tone: ui.Plain, Icon: "shield", Text: decider(g.DeclineCause)}},
		Title: title(g, product), Code: g.Code,
		Facts: []ui.Fact{
			{Label: "Declines", Value: ui.Text(humanize.Comma(g.Declines))}, {Label: "Cards", Value: ui.Text(humanize.Comma(g.Cards))},
			{Label: "Users", Value: ui.Text(humanize.Comma(g.Users))},
		},
	}
	for _, m := range amounts(g) {
		out.Facts = append(out.Facts, ui.Fact{Label: "Asked for, in " + m.Currency, Value: ui.Amount(m)})
	}
	out.Facts = append(out.Facts,
		ui.Fact{Label: "First seen", Value: ui.When(ui.MomentOf(g.FirstSeen))}, ui.Fact{Label: "Last seen", Value: ui.When(ui.MomentOf(g.LastSeen))},
		ui.Fact{Label: "Merchant category", Value: ui.Text(ui.Name(g.MCC))})
	if g.Control != "" {
		out.Facts = append(out.Facts, ui.Fact{Label: "Control", Value: ui.Text(ui.Name(g.Control))})
	}
	if g.CardProductToken != "" {
		out.Facts = append(out.Facts, ui.Fact{Label: "Card product", Value: ui.Link("/card-products/"+url.PathEscape(g.CardProductToken), product)})
	}
	if g.Reopenings > 0 {
		out.Facts = append(out.Facts, ui.Fact{Label: "Came back", Value: ui.Text(counted(g.Reopenings, "time"))})
	}
	return out
}

// noted tells what was said when the group was resolved or opened again.
func noted(p *views.ShowPage, g store.DeclineGroup) {
	if g.ResolvedAt.IsZero() {
		return
	}
	p.Note = ui.Name(g.Note)
	resolved := "Resolved " + ui.MomentOf(g.ResolvedAt).Text + " by " + g.ResolvedBy
	switch {
	case g.ReopenedAt.IsZero():
		p.Noted = resolved
	case g.ReopenedBy != "":
		p.Noted = resolved + "; reopened " + ui.MomentOf(g.ReopenedAt).Text + " by " + g.ReopenedBy
	default:
		p.Noted = resolved + "; such a decline came again " + ui.MomentOf(g.ReopenedAt).Text
	}
}

// cure says what the dictionary knows of the cause.
func cure(p *views.ShowPage, c store.DeclineCause) {
	v := verdict(c)
	p.Meaning, p.Cardholder, p.Causes = v.Meaning, v.Cardholder, v.Causes
	for _, r := range v.Remedies {
		p.Remedies = append(p.Remedies, views.Remedy{Text: r.Text, Who: ui.Capital(string(r.Who))})
	}
}

// shownLatest is how many transactions a group's page shows.
const shownLatest = 10

func (h *Handler) latest(ctx context.Context, g store.DeclineGroup) ([]views.Latest, error) {
	found, err := h.store.ListTransactions(ctx, store.TransactionFilter{DeclineGroup: g.ID}, store.Page{Limit: shownLatest})
	if err != nil {
		return nil, fmt.Errorf("list transactions of a group: %w", err)
	}
	var out []views.Latest
	for _, t := range found.Rows {
		l := views.Latest{At: ui.MomentOf(t.UserTransactionTime), Href: "/transactions/" + url.PathEscape(t.Token), Token: t.Token,
			Merchant: ui.Name(t.Merchant), Amount: ui.MoneyOf(t.RequestAmountMinor, t.Currency)}
		if l.Amount.Void = true; l.Merchant == "" {
			l.Merchant = "No merchant"
		}
		if t.CardToken != "" {
			l.Card, l.CardHref = ui.Short(t.CardToken), "/cards/"+url.PathEscape(t.CardToken)
			if t.LastFour != "" {
				l.Card = "•• " + t.LastFour
			}
		}
		out = append(out, l)
	}
	return out, nil
}

func all(g store.DeclineGroup) string { return "/transactions?decline_group=" + url.QueryEscape(g.ID) }

func related(g store.DeclineGroup, product string) []ui.Fact {
	out := []ui.Fact{{Label: "Its transactions", Value: ui.Link(all(g), "List")}}
	if g.Code != "" {
		out = append(out, ui.Fact{Label: "Groups with this code", Value: ui.Link(section+"?state="+everyState+"&code="+url.QueryEscape(g.Code), g.Code)})
	}
	if g.CardProductToken != "" {
		out = append(out, ui.Fact{Label: "Card product", Value: ui.Link("/card-products/"+url.PathEscape(g.CardProductToken), product)})
	}
	if g.Control != "" {
		out = append(out, ui.Fact{Label: "Spend controls so called", Value: ui.Link("/spend-controls/velocity?q="+url.QueryEscape(g.Control), "List")})
	}
	if g.MCC != "" {
		out = append(out, ui.Fact{Label: "Merchant category", Value: ui.Link("/transactions?state=DECLINED&mcc="+url.QueryEscape(g.MCC), "Declines at "+ui.Name(g.MCC))})
	}
	return out
}
