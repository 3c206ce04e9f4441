package users_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

func TestCreate(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Support)
	answer := b.Submit("/users/new", fill("token", "ada", "first_name", " Ada ", "last_name", "Lindqvist", "email", "ada@example.com",
		"phone", "+15105551212", "address1", "1 Long Street", "city", "Oakland", "state", "CA", "postal_code", "94601", "country", "USA")).
		Status(http.StatusSeeOther)
	if got := answer.To(); got != "/users/ada" {
		t.Fatalf("leads to %s", got)
	}
	user, err := app.Program.User(t.Context(), "ada")
	must(t, err)
	if user.Name() != "Ada Lindqvist" || user.Email != "ada@example.com" || user.City != "Oakland" || user.PostalCode != "94601" {
		t.Errorf("at Marqeta: got %+v", user)
	}
	kept, err := app.Store.User(t.Context(), "ada")
	must(t, err)
	if kept.FullName() != "Ada Lindqvist" || kept.Phone != "+15105551212" || kept.Status != "ACTIVE" {
		t.Errorf("our copy: got %+v", kept)
	}
	answer.Follow().Status(http.StatusOK).Has("#flashes", "User Ada Lindqvist was created.").Has("h1", "Ada Lindqvist").
		Has("#facts", "1 Long Street, Oakland, CA 94601, USA").Has("#history", "create user")
}

func TestNothingIsRequired(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	answers := fill("token", "", "request_key", "the-key")
	for range 2 {
		if got := b.Post("/users", answers).Status(http.StatusSeeOther).To(); got != "/users/the-key" {
			t.Fatalf("leads to %s", got)
		}
	}
	b.Get("/users/the-key").Status(http.StatusOK).Has("h1", "the-key").Has(".headline .badge", "No name")
	if got := b.Submit("/users/new", url.Values{}).Status(http.StatusSeeOther).To(); strings.Contains(got, "new") {
		t.Errorf("leads to %s", got)
	}
	page, err := app.Program.Users(t.Context(), marqeta.ListOptions{Count: 10})
	must(t, err)
	if len(page.Data) != 2 {
		t.Errorf("got %d users, want 2", len(page.Data))
	}
}

func TestNoIdentityNumberIsAskedFor(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	meet(t, app)
	for _, path := range []string{"/users/new", "/users/ada/edit"} {
		app.As(auth.Admin).Get(path).Status(http.StatusOK).
			Lacks(`[name="ssn"]`).Lacks(`[name*="passport"]`).Lacks(`[name*="identification"]`).Lacks(`[name="password"]`)
	}
}

func TestCreateSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	for _, c := range []struct{ field, value, sentence string }{
		{"token", "new", "1 to 36 letters"},
		{"token", "a b", "1 to 36 letters"},
		{"first_name", strings.Repeat("ä", 41), "Marqeta takes at most 40 characters."},
		{"middle_name", strings.Repeat("a", 41), "Marqeta takes at most 40 characters."},
		{"last_name", strings.Repeat("a", 41), "Marqeta takes at most 40 characters."},
		{"email", "nobody", "This is not an email address."},
		{"phone", strings.Repeat("1", 17), "Marqeta takes at most 16 characters."},
		{"address1", strings.Repeat("a", 256), "Marqeta takes at most 255 characters."},
		{"address2", strings.Repeat("a", 256), "Marqeta takes at most 255 characters."},
		{"city", strings.Repeat("a", 41), "Marqeta takes at most 40 characters."},
		{"state", strings.Repeat("a", 33), "Marqeta takes at most 32 characters."},
		{"postal_code", strings.Repeat("1", 11), "Marqeta takes at most 10 characters."},
		{"country", strings.Repeat("a", 41), "Marqeta takes at most 40 characters."},
	} {
		answers := fill("token", "never-made", "title", "kept")
		answers.Set(c.field, c.value)
		page := b.Post("/users", answers).Status(http.StatusUnprocessableEntity).
			Has("#"+c.field+"-error", c.sentence).
			Has(`[role="alert"]`, "Nothing was created: one answer needs a change").
			Has(`[role="alert"] a[href="#`+c.field+`"]`, c.sentence)
		if got, _ := page.Doc.Find(`input[name="` + c.field + `"]`).Attr("value"); got != c.value {
			t.Errorf("%s: what was typed became %q", c.field, got)
		}
	}
	if _, err := app.Program.User(t.Context(), "never-made"); !marqeta.IsNotFound(err) {
		t.Errorf("a user was made all the same: %v", err)
	}
}

func TestCreateShowsTheRefusal(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	meet(t, app)
	app.As(auth.Admin).Post("/users", fill("token", "second", "first_name", "Bo", "email", "ada@example.com")).Status(http.StatusUnprocessableEntity).
		Has(`[role="alert"]`, "Nothing was created: Marqeta refused").
		Has(`[role="alert"]`, "A card holder with the same email already exist (400057)").
		Has(`input[name="first_name"][value="Bo"]`, "").Has(`input[name="email"][value="ada@example.com"]`, "")
}

func TestNewIsPreviewed(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	b.Get("/users/new?first_name=Ada&token=t1").Status(http.StatusOK).Has(`input[name="first_name"][value="Ada"]`, "").Has("h1", "New user")
	b.Aim(ui.RequestRegion).Get("/users/new?first_name=Ada&token=&request_key=k1").Status(http.StatusOK).Lacks("h1").
		Has("#request", "POST /v3/users").Has("#request", `"first_name": "Ada"`).Has("#request", `"token": "k1"`)
}

func TestSilentPlatformLeavesTheOutcomeUnknown(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	app.Mute() // it makes the user and hangs up
	answers := fill("token", "lost", "first_name", "Ada", "request_key", "k1")
	b.Post("/users", answers).Status(http.StatusBadGateway).Has("h1", "The outcome is not known")
	found, err := app.Store.ListAudit(t.Context(), store.AuditFilter{Target: "lost"}, store.Page{})
	must(t, err)
	if len(found.Rows) != 1 || found.Rows[0].Outcome != store.OutcomeUnknown {
		t.Fatalf("audit: got %+v", found.Rows)
	}
	app.Wake()
	b.Post("/users", answers).Status(http.StatusSeeOther).Follow().Has("h1", "Ada")
}
