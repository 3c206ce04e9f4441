package velocitycontrols_test

import (
	"net/http"
	"net/url"
	"testing"

	"carddeck/marqeta"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

// ended opens a preview's page until it has ended.
func ended(t *testing.T, b *webtest.Browser, path string) *webtest.Page {
	t.Helper()
	for range 2000 {
		if p := b.Get(path).Status(http.StatusOK); p.Doc.Find("#progress[hx-get]").Length() == 0 {
			return p
		}
	}
	t.Fatal("the preview does not end")
	return nil
}

func TestPreviewTellsWhatTheLimitWouldHaveDone(t *testing.T) {
	app := webtest.New(t)
	app.Tutorial() // 10.00
	app.Chores()
	for _, amount := range []string{"12.00", "30.00", "5.00"} {
		app.Authorize(amount, "Blue Fox Diner")
	}
	b := app.As(auth.Product)
	changes := app.Changed()
	form := daily("fifty") // 50.00 a day
	form.Set("try", "1,000")
	to := b.Post("/spend-controls/previews/velocity", form).Status(http.StatusSeeOther).To()
	p := ended(t, b, to)
	p.Has("h1", "What “Fifty a day” would have done").Has("#progress", "Done").Has("#declined h2", "1 of 4 transactions would have been declined").
		Has("#declined", "30.00 USD with 1 card").Has("#declined tbody", "Blue Fox Diner").Has("#passed", "None that was declined").Has("#reads", "other currencies than USD")
	if app.Changed() != changes {
		t.Error("a preview changes nothing at Marqeta")
	}
	back, _ := p.Doc.Find("a.trail").Attr("href")
	b.Get(back).Status(http.StatusOK).Has(`input[name="amount_limit"][value="50.00"]`, "").Has(`input[name="name"][value="Fifty a day"]`, "")
	b.Aim("progress").Get(to).Lacks("h1").Has("#declined h2", "1 of 4")

	// The limit in force, and then raised: what it declined would pass.
	b.Post("/spend-controls/velocity", form).Status(http.StatusSeeOther)
	if made := app.Authorize("30.00", "Blue Fox Diner"); made.Response.Code != "1834" {
		t.Fatalf("code %s", made.Response.Code)
	}
	raised := url.Values{}
	for key, value := range form {
		raised[key] = value
	}
	raised.Set("user_token", webtest.UserToken)
	raised.Set("amount_limit", "95")
	to = b.Post("/spend-controls/previews/velocity?change=fifty", raised).Status(http.StatusSeeOther).To()
	ended(t, b, to).Has("#declined", "None that was approved").Has("#passed h2", "1 of 5 transactions would have been let through").Has("#passed", "30.00 USD")

	raised.Set("amount_limit", "much")
	b.Post("/spend-controls/previews/velocity?change=fifty", raised).Status(http.StatusUnprocessableEntity).Has("#amount_limit-error", "digits").Has("h1", "Edit velocity control")
	b.Post("/spend-controls/previews/velocity?change=none", raised).Status(http.StatusNotFound)
	b.Get("/spend-controls/previews/none").Status(http.StatusNotFound).Has("h1", "preview is gone")
	b.Post(to+"/cancel", nil).Status(http.StatusSeeOther).Follow().Has("#progress", "Done")
	app.As(auth.Support).Get(to).Status(http.StatusForbidden)
	b.Get("/spend-controls/velocity/new").Has(`button[formaction="/spend-controls/previews/velocity"]`, "Try it on stored transactions")
}

func TestPreviewOfADenialReplaysTheOthersWithIt(t *testing.T) {
	app := webtest.New(t)
	app.Tutorial()
	app.Chores()
	b := app.As(auth.Product)
	form := url.Values{"token": {"no-fleet"}, "name": {"No fleet services"}, "mid": {"11111"}, "active": {"true"}, "start_time": {"2099-01-01T00:00"}}
	to := b.Post("/spend-controls/previews/authorization", form).Status(http.StatusSeeOther).To()
	ended(t, b, to).Has("#declined h2", "1 of 1 transaction would have been declined").Has("#reads", "had been in force all along")

	if _, err := app.Program.CreateExemptMID(t.Context(), marqeta.ExemptMIDRequest{Token: "fleet", Name: "Fleet", MID: "11111"}); err != nil {
		t.Fatal(err)
	}
	to = b.Post("/spend-controls/previews/authorization", form).Status(http.StatusSeeOther).To()
	ended(t, b, to).Has("#declined", "None that was approved")
}
