// Package operators shows who may use the console and what their roles include.
package operators

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"carddeck/store"
	"carddeck/views/operators"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/render"
)

// Store is what this area reads.
type Store interface {
	ListOperators(ctx context.Context) ([]store.Operator, error)
}

// Handler serves the area.
type Handler struct {
	store Store
	now   func() time.Time
}

// New makes the handler.
func New(s Store, now func() time.Time) *Handler { return &Handler{s, now} }

// List shows all operators; there are few.
func (h *Handler) List(w http.ResponseWriter, r *http.Request) error {
	all, err := h.store.ListOperators(r.Context())
	if err != nil {
		return fmt.Errorf("list operators: %w", err)
	}
	p := operators.ListPage{Roles: []operators.Role{
		{Name: string(auth.Admin), May: "Everything"},
		{Name: string(auth.Ops), May: "Users, cards, account loads, simulations, notifications, cases"},
		{Name: string(auth.Product), May: "Card products, simulations, cases"},
		{Name: string(auth.Support), May: "Suspend and reinstate cards, change users, simulations, cases"},
		{Name: string(auth.Auditor), May: "Look at everything, change nothing"},
	}}
	for _, o := range all {
		p.Rows = append(p.Rows, operators.Row{
			Mark: h.mark(o), Name: o.Name, Email: o.Email, Role: o.Role, SignIn: signIn(o), Since: ui.MomentOf(o.CreatedAt),
		})
	}
	return render.Page(w, r, http.StatusOK, render.View{Title: "Operators", Section: "/operators", Body: operators.List(p)})
}

func (h *Handler) mark(o store.Operator) ui.Mark {
	switch {
	case !o.Active:
		return ui.Mark{Tone: ui.Plain, Icon: "pause", Text: "Disabled"}
	case o.Locked(h.now()):
		return ui.Mark{Tone: ui.Caution, Icon: "lock", Text: "Locked after failures"}
	}
	return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Active"}
}

func signIn(o store.Operator) string {
	if o.PasswordHash == "" {
		return "Link printed at start"
	}
	return "Password"
}
