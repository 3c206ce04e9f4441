package mccgroups

import (
	"context"
	"fmt"
	"net/http"

	"carddeck/marqeta"
	"carddeck/marqeta/control"
	"carddeck/views/spendcontrols"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/listing"
	"carddeck/web/render"
	"carddeck/web/spend"
)

// Show shows one group as Marqeta has it now, with the controls that name it.
func (h *Handler) Show(w http.ResponseWriter, r *http.Request) error {
	g, err := spend.Find(r.Context(), spend.MCCGroups, r.PathValue("token"), h.program.MCCGroup)
	if err != nil {
		return err
	}
	used, err := h.users(r.Context(), g.Token)
	if err != nil {
		return err
	}
	p := spendcontrols.ShowPage{
		Section: spend.MCCGroups.List, Back: spend.MCCGroups.Path(),
		Headline: ui.Headline{
			Marks: []ui.Mark{spend.Mark(g.Active)}, Title: fmt.Sprintf("%s holds %s.", ui.Name(g.Name), listing.Count(len(g.MCCs), "code")), Why: why(g),
			Facts: []ui.Fact{
				{Label: "Name", Value: ui.Text(ui.Name(g.Name))}, {Label: "Token", Value: ui.Token(g.Token, "")},
				{Label: "Holds", Value: ui.Text(holds(g))}, {Label: "Named by", Value: ui.Text(listing.Count(used.Len(), "control"))},
			},
		},
		Facts:   []spendcontrols.Facts{{ID: "codes", Title: "Merchant category codes", Note: "Four digits, or a range", List: g.MCCs}},
		Related: related(used),
		Raw:     ui.Raw{ID: "raw", Title: "Raw JSON", Bytes: string(g.Raw)},
	}
	if p.History, err = spend.History(r.Context(), h.store, spend.MCCGroups, g.Token); err != nil {
		return err
	}
	if auth.From(r.Context()).May(auth.WriteSpendControls) {
		p.Steps = []ui.Step{{Text: "Edit", Icon: "edit", Href: spend.MCCGroups.Of(g.Token) + "/edit"}, spend.MCCGroups.Step(g.Token, g.Active)}
	}
	return render.Page(w, r, http.StatusOK, render.View{Title: ui.Name(g.Name), Section: spend.Section, Body: spendcontrols.Show(p)})
}

func why(g marqeta.MCCGroup) string {
	if !g.Active {
		return "It is switched off: controls that name it cover no merchant, and it raises no hold."
	}
	return "Controls that name it cover every merchant with one of these codes."
}

// users gives the controls that name the group.
func (h *Handler) users(ctx context.Context, token string) (control.Set, error) {
	all, err := spend.ReadAll(ctx, h.program)
	if err != nil {
		return all, fmt.Errorf("read controls that name the group: %w", err)
	}
	var out control.Set
	for _, v := range all.Velocity {
		if v.MerchantScope.MCCGroup == token {
			out.Velocity = append(out.Velocity, v)
		}
	}
	for _, a := range all.Auth {
		if a.MerchantScope.MCCGroup == token {
			out.Auth = append(out.Auth, a)
		}
	}
	return out, nil
}

func related(used control.Set) []ui.Fact {
	var out []ui.Fact
	for _, v := range used.Velocity {
		name := ui.Name(v.Name)
		if name == "" {
			name = spend.Limit(v)
		}
		out = append(out, ui.Fact{Label: "Velocity control", Value: ui.Link(spend.Velocity.Of(v.Token), name)})
	}
	for _, a := range used.Auth {
		out = append(out, ui.Fact{Label: "Authorization control", Value: ui.Link(spend.Auth.Of(a.Token), ui.Name(a.Name))})
	}
	if len(out) == 0 {
		out = append(out, ui.Fact{Label: "Controls that name it", Value: ui.Text("")})
	}
	return out
}
