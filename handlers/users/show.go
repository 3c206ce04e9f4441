package users

import (
	"fmt"
	"net/http"
	"net/url"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/views/ui"
	"carddeck/views/users"
	"carddeck/web/auth"
	"carddeck/web/change"
	"carddeck/web/render"
)

// Show shows one user as Marqeta has it now, or our copy when Marqeta is silent.
func (h *Handler) Show(w http.ResponseWriter, r *http.Request) error {
	s, err := h.look(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	page := s.page()
	page.Steps = steps(s.user, auth.From(r.Context()))
	page.Cards, err = h.cardRows(r.Context(), s.cards)
	if err != nil {
		return err
	}
	history, err := h.store.ListAudit(r.Context(), store.AuditFilter{Area: "users", Target: s.user.Token}, store.Page{Limit: 20})
	if err != nil {
		return fmt.Errorf("list changes of user: %w", err)
	}
	page.History = change.History(history.Rows)
	return render.Page(w, r, http.StatusOK, render.View{Title: called(s.user), Section: "/users", Body: users.Show(page)})
}

// steps are what the operator may do with the user, with the reason beside what is not
// possible now.
func steps(u marqeta.User, operator auth.Operator) []ui.Step {
	var out []ui.Step
	if operator.May(auth.CreateCards) {
		out = append(out, ui.Step{Text: "Issue a card", Icon: "card", Href: "/cards/new?user_token=" + url.QueryEscape(u.Token)})
	}
	if operator.May(auth.LoadAccounts) {
		out = append(out, ui.Step{Text: "Load money", Icon: "bank", Href: "/gpa-orders/new?user_token=" + url.QueryEscape(u.Token)})
	}
	if operator.May(auth.WriteUsers) {
		out = append(out, ui.Step{Text: "Edit", Icon: "edit", Href: path(u.Token) + "/edit"})
	}
	if operator.May(auth.MoveUsers) {
		for _, m := range moves {
			if m.to != u.Status {
				out = append(out, ui.Step{Text: m.Text, Icon: m.Icon, Href: m.path(u.Token), WhyNot: m.whyNot(u.Status)})
			}
		}
	}
	return out
}
