package simulator_test

import (
	"net/http"
	"net/url"
	"testing"

	"carddeck/marqeta/provoke"
	"carddeck/views/environment"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

func TestChooseTheDeclineToSee(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	app.Tutorial()
	b := app.As(auth.Ops)
	b.Get("/simulator").Has("#decline", "the card is suspended")
	for _, plan := range provoke.Plans() {
		form := url.Values{"code": {string(plan.Code)}, "declined_card": {webtest.CardToken}, "request_key": {"see-" + string(plan.Code)}}
		b.Post("/simulator/decline", form).Status(http.StatusSeeOther).Follow().Status(http.StatusOK).Has(".code-quiet", string(plan.Code))
	}
	if card, err := app.Program.Card(t.Context(), webtest.CardToken); err != nil || card.State != "ACTIVE" {
		t.Errorf("the card is %s, %v", card.State, err)
	}
	for name, form := range map[string]url.Values{
		"no code": {"declined_card": {webtest.CardToken}}, "no card": {"code": {"1003"}}, "unknown card": {"code": {"1003"}, "declined_card": {"nobody"}},
	} {
		if p := b.Post("/simulator/decline", form); p.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", name, p.Code)
		}
	}
	real := webtest.New(t, webtest.In(environment.Environment{Kind: environment.Sandbox, Name: "sandbox-api.marqeta.com"}))
	elsewhere := real.As(auth.Ops)
	elsewhere.Get("/simulator").Lacks("#decline")
	elsewhere.Post("/simulator/decline", url.Values{"code": {"1003"}, "declined_card": {"x"}}).Status(http.StatusConflict)
}
