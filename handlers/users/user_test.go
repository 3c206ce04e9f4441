package users_test

import (
	"net/url"
	"testing"

	"carddeck/marqeta"
	"carddeck/web/webtest"
)

// must ends the test when something that it stands on failed.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// meet makes ada at the platform, past the console.
func meet(t testing.TB, app *webtest.App) marqeta.User {
	t.Helper()
	user, err := app.Program.CreateUser(t.Context(), marqeta.UserRequest{
		Token: "ada", FirstName: "Ada", LastName: "Lindqvist", Email: "ada@example.com", Phone: "+15105551212",
		Address1: "1 Long Street", City: "Oakland", State: "CA", PostalCode: "94601", Country: "USA",
	})
	must(t, err)
	return user
}

func status(t testing.TB, app *webtest.App, token string) marqeta.UserStatus {
	t.Helper()
	user, err := app.Program.User(t.Context(), token)
	must(t, err)
	return user.Status
}

// fill is a form's answers as pairs of names and values.
func fill(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return v
}
