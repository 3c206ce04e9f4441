package merchantgroups

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
	g, err := spend.Find(r.Context(), spend.MerchantGroups, r.PathValue("token"), h.program.MerchantGroup)
	if err != nil {
		return err
	}
	used, err := h.users(r.Context(), g.Token)
	if err != nil {
		return err
	}
	p := spendcontrols.ShowPage{
		Section: spend.MerchantGroups.List, Back: spend.MerchantGroups.Path(),
		Headline: ui.Headline{
			Marks: []ui.Mark{spend.Mark(g.Active)}, Title: fmt.Sprintf("%s holds %s.", ui.Name(g.Name), listing.Count(len(g.MIDs), "merchant")), Why: why(g),
			Facts: []ui.Fact{
				{Label: "Name", Value: ui.Text(ui.Name(g.Name))}, {Label: "Token", Value: ui.Token(g.Token, "")},
				{Label: "Last changed", Value: ui.When(ui.MomentOf(g.LastModifiedTime.Time))}, {Label: "Named by", Value: ui.Text(listing.Count(used.Len(), "control"))},
			},
		},
		Facts:   []spendcontrols.Facts{{ID: "merchants", Title: "Merchants", Note: "By MID", List: names(g.MIDs)}},
		Related: related(used),
		Raw:     ui.Raw{ID: "raw", Title: "Raw JSON", Bytes: string(g.Raw)},
	}
	if p.History, err = spend.History(r.Context(), h.store, spend.MerchantGroups, g.Token); err != nil {
		return err
	}
	if auth.From(r.Context()).May(auth.WriteSpendControls) {
		p.Steps = []ui.Step{{Text: "Edit", Icon: "edit", Href: spend.MerchantGroups.Of(g.Token) + "/edit"}, spend.MerchantGroups.Step(g.Token, g.Active)}
	}
	return render.Page(w, r, http.StatusOK, render.View{Title: ui.Name(g.Name), Section: spend.Section, Body: spendcontrols.Show(p)})
}

func why(g marqeta.MerchantGroup) string {
	if !g.Active {
		return "It is switched off: controls and exemptions that name it cover no merchant."
	}
	return "Authorization controls and exemptions that name it cover these merchants."
}

// users gives the controls that name the group.
func (h *Handler) users(ctx context.Context, token string) (control.Set, error) {
	all, err := spend.ReadAll(ctx, h.program)
	if err != nil {
		return all, fmt.Errorf("read controls that name the group: %w", err)
	}
	var out control.Set
	for _, a := range all.Auth {
		if a.MerchantScope.MerchantGroupToken == token {
			out.Auth = append(out.Auth, a)
		}
	}
	for _, e := range all.Exempt {
		if e.MerchantGroupToken == token {
			out.Exempt = append(out.Exempt, e)
		}
	}
	return out, nil
}

func related(used control.Set) []ui.Fact {
	var out []ui.Fact
	for _, a := range used.Auth {
		out = append(out, ui.Fact{Label: "Authorization control", Value: ui.Link(spend.Auth.Of(a.Token), ui.Name(a.Name))})
	}
	for _, e := range used.Exempt {
		out = append(out, ui.Fact{Label: "Exemption", Value: ui.Link(spend.Exempt.Of(e.Token), ui.Name(e.Name))})
	}
	if len(out) == 0 {
		out = append(out, ui.Fact{Label: "Controls that name it", Value: ui.Text("")})
	}
	return out
}

// names gives MIDs so that they can stand on a page; they are text of merchants' own.
func names(mids []string) []string {
	out := make([]string, len(mids))
	for i, mid := range mids {
		out[i] = ui.Name(mid)
	}
	return out
}
