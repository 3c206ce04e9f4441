package exemptmerchants

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"sync"

	"carddeck/marqeta"
	"carddeck/marqeta/control"
	"carddeck/views/spendcontrols"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/render"
	"carddeck/web/spend"
)

// Show shows one exemption as Marqeta has it now.
func (h *Handler) Show(w http.ResponseWriter, r *http.Request) error {
	e, groups, names, err := h.look(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	p := spendcontrols.ShowPage{
		Section: spend.Exempt.List, Back: spend.Exempt.Path(),
		Headline: ui.Headline{
			Marks: []ui.Mark{spend.MarkDuring(e.Active, e.StartTime, e.EndTime, h.now()), {Tone: ui.Plain, Icon: "product", Text: spend.LevelWords(e.Association.Level())}},
			Title: sentence(e, groups, names), Why: about,
			Facts: []ui.Fact{
				{Label: "Name", Value: ui.Text(ui.Name(e.Name))}, {Label: "Token", Value: ui.Token(e.Token, "")},
				{Label: "Made", Value: ui.When(ui.MomentOf(e.Created.Time))}, {Label: "Last changed", Value: ui.When(ui.MomentOf(e.LastUpdated.Time))},
			},
		},
		Facts: []spendcontrols.Facts{{ID: "rules", Title: "The rules", Note: "Marqeta changes nothing of an exemption but whether it is active.", Facts: []ui.Fact{
			{Label: "Merchant", Value: spend.WhereCell(scope(e), groups)}, {Label: "Level", Value: ui.Text(spend.LevelWords(e.Association.Level()))},
			{Label: "Whose cards", Value: names.Link(e.Association)}, {Label: "In force, UTC", Value: spend.PeriodCell(e.StartTime, e.EndTime)},
		}}},
		Related: []ui.Fact{{Label: "Authorization controls", Value: ui.Link(spend.Auth.Path(), "List")}},
		Raw:     ui.Raw{ID: "raw", Title: "Raw JSON", Bytes: string(e.Raw)},
	}
	if e.MID != "" {
		p.Related = append(p.Related, ui.Fact{Label: "Transactions of the merchant", Value: ui.Link("/transactions?mid="+url.QueryEscape(e.MID), "List")})
	}
	if p.History, err = spend.History(r.Context(), h.store, spend.Exempt, e.Token); err != nil {
		return err
	}
	if auth.From(r.Context()).May(auth.WriteSpendControls) {
		p.Steps = []ui.Step{spend.Exempt.Step(e.Token, e.Active)}
	}
	return render.Page(w, r, http.StatusOK, render.View{Title: ui.Name(e.Name), Section: spend.Section, Body: spendcontrols.Show(p)})
}

func (h *Handler) look(ctx context.Context, token string) (e marqeta.ExemptMID, g control.Groups, n spend.Names, err error) {
	var (
		failed   [2]error
		together sync.WaitGroup
	)
	together.Go(func() { e, failed[0] = h.program.ExemptMID(ctx, token) })
	together.Go(func() { g, failed[1] = spend.ReadGroups(ctx, h.program) })
	together.Wait()
	if marqeta.IsNotFound(failed[0]) {
		return e, g, n, spend.Exempt.NotFound()
	}
	if err := cmp.Or(failed[:]...); err != nil {
		return e, g, n, fmt.Errorf("read exemption: %w", err)
	}
	n, err = spend.ReadNames(ctx, h.store, e.Association)
	return e, g, n, err
}

func sentence(e marqeta.ExemptMID, g control.Groups, n spend.Names) string {
	whose := "for every card"
	switch e.Association.Level() {
	case marqeta.UserLevel:
		whose = "for the cards of " + n.User(e.Association.UserToken)
	case marqeta.CardProductLevel:
		whose = "for cards of " + n.Product(e.Association.CardProductToken)
	}
	return fmt.Sprintf("No authorization control is asked about purchases %s, %s.", spend.Where(scope(e), g), whose)
}
