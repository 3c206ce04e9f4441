package users_test

import (
	"net/http"
	"testing"

	"carddeck/marqeta"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

func TestEdit(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	meet(t, app)
	b := app.As(auth.Support)
	b.Get("/users/ada/edit").Status(http.StatusOK).
		Has(`input[name="token"][readonly][value="ada"]`, "").Has(`input[name="city"][value="Oakland"]`, "").Has("#request", "PUT /v3/users/ada")
	answers := fill("last_name", "Byron", "middle_name", "King")
	answers["phone"] = []string{"", ""} // emptied, and sent all the same
	b.Submit("/users/ada/edit", answers).Status(http.StatusSeeOther).Follow().
		Has("#flashes", "User Ada King Byron was changed.").Has("h1", "Ada King Byron").Has("#history", "change user")
	user, err := app.Program.User(t.Context(), "ada")
	must(t, err)
	if user.Name() != "Ada King Byron" || user.Phone != "" || user.City != "Oakland" || user.Email != "ada@example.com" {
		t.Errorf("at Marqeta: got %+v", user)
	}
	kept, err := app.Store.User(t.Context(), "ada")
	must(t, err)
	if kept.FullName() != "Ada King Byron" {
		t.Errorf("our copy: got %+v", kept)
	}
}

// What was never filled in is not sent: Marqeta takes no empty email.
func TestEditLeavesEmptyFieldsAlone(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	_, err := app.Program.CreateUser(t.Context(), marqeta.UserRequest{Token: "bare"})
	must(t, err)
	b := app.As(auth.Admin)
	b.Submit("/users/bare/edit", fill("first_name", "Bo")).Status(http.StatusSeeOther).Follow().Has("h1", "Bo")
	b.Aim(ui.RequestRegion).Get("/users/bare/edit?first_name=&email=&filled=first_name").Status(http.StatusOK).
		Has("#request", `{ "first_name": "" }`)
}

func TestEditSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	meet(t, app)
	_, err := app.Program.CreateUser(t.Context(), marqeta.UserRequest{Token: "bo", Email: "bo@example.com"})
	must(t, err)
	b := app.As(auth.Admin)
	b.Post("/users/ada/edit", fill("email", "nobody")).Status(http.StatusUnprocessableEntity).
		Has("#email-error", "This is not an email address.").Has(`[role="alert"]`, "Nothing was changed")
	b.Post("/users/ada/edit", fill("email", "bo@example.com", "first_name", "Kept")).Status(http.StatusUnprocessableEntity).
		Has(`[role="alert"]`, "(400057)").Has(`input[name="first_name"][value="Kept"]`, "").Has(`input[name="token"][readonly][value="ada"]`, "")
	b.Get("/users/nobody/edit").Status(http.StatusNotFound)
	app.As(auth.Product).Post("/users/ada/edit", fill("first_name", "Bo")).Status(http.StatusForbidden)
}
