package cards_test

import (
	"net/http"
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/views/environment"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

func TestATestCardGetsAPIN(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	app.Tutorial()
	at := "/cards/" + webtest.CardToken
	b := app.As(auth.Support)
	b.Get(at).Has(`.actions a[href="`+at+`/pin"]`, "Set a PIN")
	for pin, says := range map[string]string{"": "Fill this in", "12": "Exactly 4", "12a4": "Digits only"} {
		page := b.Post(at+"/pin", fill("pin", pin)).Status(http.StatusUnprocessableEntity).Has("#pin-error", says)
		if page.Doc.Find("#pin").AttrOr("value", "") != "" {
			t.Error("the PIN came back into the page")
		}
	}
	b.Submit(at+"/pin", fill("pin", "4321")).Status(http.StatusSeeOther).Follow().Has("#flashes", "has a new PIN")
	for pin, want := range map[string]marqeta.ResponseCode{"4321": "0000", "1234": "1809"} {
		made, err := app.Program.Simulate(t.Context(), marqeta.SimulateAuthorization, marqeta.Simulation{
			CardToken: webtest.CardToken, Amount: new(marqeta.MustAmount("1")), CardOptions: &marqeta.SimulationCardOptions{PIN: marqeta.Secret(pin)},
		})
		if err != nil || made.Response.Code != want {
			t.Errorf("with the PIN %s: %s, %v", pin, made.Response.Code, err)
		}
	}
	trail, err := app.Store.ListAudit(t.Context(), store.AuditFilter{Area: "cards"}, store.Page{})
	if err != nil || trail.Rows[0].Action != "set PIN" || strings.Contains(string(trail.Rows[0].Request), "4321") {
		t.Errorf("the trail says %+v, %v", trail.Rows, err)
	}
	app.As(auth.Auditor).Get(at + "/pin").Status(http.StatusForbidden)
	live := webtest.New(t, webtest.In(environment.Environment{Kind: environment.Production, Name: "program.example"}))
	live.As(auth.Admin).Get(at + "/pin").Status(http.StatusNotFound)
}
