package users_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"carddeck/handlers/users"
	"carddeck/marqeta"
	"carddeck/store"
	views "carddeck/views/users"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

func TestListTeachesWhenItIsEmpty(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	app.As(auth.Support).Get("/users").Status(http.StatusOK).Has(`.empty a[href="/users/new"]`, "New user").Has(".empty h2", "No user yet")
	app.As(auth.Product).Get("/users").Status(http.StatusOK).Lacks(`a[href="/users/new"]`)
	app.As(auth.Product).Get("/users?status=CLOSED").Status(http.StatusOK).Has(".empty h2", "No user is like this").Has(`.empty a[href="/users"]`, "All users")
}

// keep puts users into the console's own copies, the later the newer.
func keep(t *testing.T, app *webtest.App, n int) {
	t.Helper()
	statuses := []string{"ACTIVE", "SUSPENDED", "UNVERIFIED", "CLOSED"}
	for i := range n {
		at := time.Date(2026, 1, 1, 0, i, 0, 0, time.UTC)
		u := store.User{
			Token: fmt.Sprintf("user-%03d", i), FirstName: "Ada", LastName: fmt.Sprint(i), Email: fmt.Sprintf("ada%d@example.com", i),
			Status: statuses[i%4], CreatedAt: at, ModifiedAt: at,
		}
		if i%2 == 1 {
			u.FirstName, u.LastName, u.ParentToken = "", "", "user-000"
		}
		must(t, app.Store.PutUser(t.Context(), u))
	}
}

func TestListRowsAndFilters(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	keep(t, app, 12)
	b := app.As(auth.Auditor)
	page := b.Get("/users").Status(http.StatusOK).Has("tbody tr:first-child", "No name")
	for i, want := range []string{"Unverified", "Ada 10", "ada10@example.com", "", "1 Jan 2026, 00:10:00", "user-010"} {
		if got := page.Text(fmt.Sprintf("tbody tr:nth-child(2) td:nth-child(%d)", i+1)); got != want {
			t.Errorf("cell %d: got %q, want %q", i+1, got, want)
		}
	}
	for _, c := range []struct {
		query string
		rows  int
		chip  string
	}{
		{"status=SUSPENDED", 3, "Status Suspended"},
		{"email=ADA4@example.com", 1, "Email ADA4@example.com"},
		{"parent=user-000", 6, "Parent user-000"},
		{"parent=user-000&status=CLOSED", 3, "Status Closed"},
	} {
		page := b.Get("/users?"+c.query).Status(http.StatusOK).Has(".chips", c.chip)
		if got := page.Doc.Find("tbody tr").Length(); got != c.rows {
			t.Errorf("%s: got %d rows, want %d", c.query, got, c.rows)
		}
	}
	b.Get("/users?parent=user-000&status=CLOSED").
		Has(`.tabs a[aria-current="page"]`, "Closed").Has(`.tabs a[href="/users?parent=user-000"]`, "All")
}

func TestListPages(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	keep(t, app, 60)
	b := app.As(auth.Auditor)
	older, _ := b.Get("/users").Has("tbody tr:first-child", "user-059").Doc.Find(`a[rel="next"]`).Attr("href")
	page := b.Get(older).Status(http.StatusOK).Has("tbody tr:last-child", "user-000").Lacks(`a[rel="next"]`)
	newer, _ := page.Doc.Find(`a[rel="prev"]`).Attr("href")
	b.Aim(views.Region).Get(newer).Status(http.StatusOK).Has("tbody tr:first-child", "user-059").Lacks("h1")
	b.Get("/users?newer=nonsense").Status(http.StatusBadRequest)
}

func TestAdoptTakesInWhatWasMadeElsewhere(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	area := users.New(app.Program, app.Store, nil, time.Now)
	for i := range 130 {
		_, err := app.Program.CreateUser(t.Context(), marqeta.UserRequest{Token: fmt.Sprintf("elsewhere-%03d", i), FirstName: "Ada"})
		must(t, err)
	}
	// The newest is known already, as when this console made it itself.
	known, err := app.Program.CreateUser(t.Context(), marqeta.UserRequest{Token: "here", FirstName: "Bo"})
	must(t, err)
	must(t, app.Store.PutUser(t.Context(), store.User{Token: "here", FirstName: "Bo", Status: "ACTIVE", CreatedAt: known.CreatedTime.Time, ModifiedAt: known.LastModifiedTime.Time}))
	must(t, area.Adopt(t.Context()))
	for _, token := range []string{"elsewhere-000", "elsewhere-129"} {
		u, err := app.Store.User(t.Context(), token)
		if err != nil || u.FirstName != "Ada" {
			t.Errorf("%s: got %+v, %v", token, u, err)
		}
	}
	app.As(auth.Auditor).Get("/users").Status(http.StatusOK).Has("tbody", "Ada")
}
