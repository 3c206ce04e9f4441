package users

import (
	"fmt"
	"net/http"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/views/ui"
	"carddeck/views/users"
	"carddeck/web/auth"
	"carddeck/web/listing"
	"carddeck/web/render"
)

// List shows the users, newest first.
func (h *Handler) List(w http.ResponseWriter, r *http.Request) error {
	l := listing.Parse(r)
	page, err := l.Page()
	if err != nil {
		return err
	}
	found, err := h.store.ListUsers(r.Context(), store.UserFilter{
		Email: l.Get("email"), Status: l.Get("status"), Parent: l.Get("parent"),
	}, page)
	if err != nil {
		return fmt.Errorf("list users: %w", err)
	}
	return render.Page(w, r, http.StatusOK, render.View{
		Title: "Users", Section: "/users", Fragments: []string{users.Region},
		Body: users.List(listPage(l, found, auth.From(r.Context()).May(auth.WriteUsers))),
	})
}

// tabs are the statuses in the order of a user's life.
var tabs = []marqeta.UserStatus{
	marqeta.UserActive, marqeta.UserUnverified, marqeta.UserLimited, marqeta.UserSuspended, marqeta.UserClosed, marqeta.UserTerminated,
}

func listPage(l listing.List, found store.Slice[store.User], mayWrite bool) users.ListPage {
	p := users.ListPage{
		MayWrite: mayWrite, Email: l.Get("email"), Status: l.Get("status"), Clear: l.Bare(), Chips: chips(l), Empty: empty(l, mayWrite),
		Tabs:  []ui.Tab{{Text: "All", Href: l.Without("status"), Current: !l.Filtered("status")}},
		Pager: l.Pager(found.Newer, found.Older, len(found.Rows), "user"),
	}
	for _, s := range tabs {
		p.Tabs = append(p.Tabs, ui.Tab{Text: statusMark(s).Text, Href: l.With("status", string(s)), Current: l.Is("status", string(s))})
	}
	for _, u := range found.Rows {
		p.Rows = append(p.Rows, users.Row{
			Mark: users.Status(u.Status), Name: ui.Name(u.FullName()), Email: u.Email, Phone: u.Phone,
			Created: ui.MomentOf(u.CreatedAt), Token: u.Token, Href: path(u.Token),
		})
	}
	return p
}

func chips(l listing.List) []ui.Chip {
	var out []ui.Chip
	for _, f := range []struct{ key, label, value string }{
		{"status", "Status", users.Status(l.Get("status")).Text},
		{"email", "Email", l.Get("email")},
		{"parent", "Parent", ui.Short(l.Get("parent"))},
	} {
		if l.Filtered(f.key) {
			out = append(out, ui.Chip{Label: f.label, Value: f.value, Remove: l.Without(f.key)})
		}
	}
	return out
}

func empty(l listing.List, mayWrite bool) ui.Empty {
	if l.Filtered("status", "email", "parent") {
		return ui.Empty{Title: "No user is like this", Text: "Take a filter away, or look at all users.", Href: l.Bare(), Action: "All users"}
	}
	e := ui.Empty{Title: "No user yet", Text: "A user is the person who holds cards, with an account behind them. Cards are made for one."}
	if mayWrite {
		e.Href, e.Action = "/users/new", "New user"
	}
	return e
}
