package velocitycontrols_test

import (
	"net/http"
	"net/url"
	"testing"

	"carddeck/marqeta"
	"carddeck/views/environment"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

// In production every write asks for the program's name, typed.
func TestProductionAsksForTheName(t *testing.T) {
	app := webtest.New(t, webtest.In(environment.Environment{Kind: environment.Production, Name: "acme-bank"}))
	b := app.As(auth.Product)
	limit(t, app, marqeta.VelocityControlRequest{Token: "all", Name: "All"})
	b.Post("/spend-controls/velocity", daily("fifty")).Status(http.StatusUnprocessableEntity).Has("#confirmation-error", "acme-bank")
	b.Submit("/spend-controls/velocity/all/edit", url.Values{"amount_limit": {"5"}}).Status(http.StatusUnprocessableEntity).Has("#confirmation-error", "acme-bank")
	b.Submit("/spend-controls/velocity/all/deactivate", nil).Status(http.StatusUnprocessableEntity).Has("#confirmation-error", "acme-bank")
	if v, err := app.Program.VelocityControl(t.Context(), "all"); err != nil || !v.Active || v.AmountLimit.String() != "100" {
		t.Errorf("Marqeta has %+v, %v", v, err)
	}
	b.Submit("/spend-controls/velocity/all/deactivate", url.Values{"confirmation": {"acme-bank"}}).Status(http.StatusSeeOther)
}
