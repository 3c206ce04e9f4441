package transactions_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/marqeta/scenario"
	"carddeck/web/auth"
)

// A purchase becomes a scenario that names nobody and comes out as the purchase did.
func TestATransactionBecomesAScenario(t *testing.T) {
	t.Parallel()
	app := start(t)
	b := app.As(auth.Support)
	approved := send(t, app, ten)
	clearing, err := app.Program.Simulate(t.Context(), marqeta.SimulateAuthorizationClearing, marqeta.Simulation{
		PrecedingRelatedTransactionToken: approved.Token, Amount: new(marqeta.MustAmount("8.50")),
	})
	must(t, err)
	_, err = app.Store.WaitTransaction(t.Context(), clearing.Token)
	must(t, err)
	limit, err := app.Program.CreateVelocityControl(t.Context(), marqeta.VelocityControlRequest{
		Token: "five", Association: &marqeta.Association{UserToken: "ada"}, AmountLimit: new(marqeta.MustAmount("5")), CurrencyCode: "USD", Window: "TRANSACTION",
	})
	must(t, err)
	over := send(t, app, ten)
	must(t, func() error {
		_, err := app.Program.UpdateVelocityControl(t.Context(), limit.Token, marqeta.VelocityControlRequest{Active: new(false)})
		return err
	}())
	suspend(t, app, "card_ada")
	suspended := send(t, app, ten)

	for name, tt := range map[string]struct {
		token string
		steps int
	}{
		"paid": {clearing.Token, 2}, "above a limit": {over.Token, 2}, "suspended card": {suspended.Token, 2},
	} {
		t.Run(name, func(t *testing.T) {
			page := b.Get("/transactions/" + tt.token).Status(http.StatusOK)
			page.Has(`form[action="/transactions/`+tt.token+`/scenario"]`, "Make a scenario of it")
			made := b.Post("/transactions/"+tt.token+"/scenario", url.Values{"request_key": {"key-" + tt.token}}).Status(http.StatusSeeOther)
			made.Follow().Status(http.StatusOK).Has("h1", "As it happened")
			row, err := app.Store.Scenario(t.Context(), strings.TrimPrefix(made.To(), "/scenarios/"))
			must(t, err)
			for _, secret := range []string{"ada", "travel", "northwind"} {
				if strings.Contains(string(row.File), secret) {
					t.Errorf("%s is in\n%s", secret, row.File)
				}
			}
			s, err := scenario.Parse(row.File)
			must(t, err)
			report, err := scenario.Play(t.Context(), app.Program, s, scenario.Options{})
			if err != nil || !report.Passed || len(report.Steps) != tt.steps {
				t.Errorf("%v, %+v\n%s", err, report.Steps, row.File)
			}
		})
	}
	app.As(auth.Auditor).Post("/transactions/"+over.Token+"/scenario", nil).Status(http.StatusForbidden)
}
