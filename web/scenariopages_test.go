package web_test

import (
	"net/url"
	"strings"
	"testing"

	"carddeck/web/auth"
	"carddeck/web/webtest"
)

// scenarioPages keeps a scenario, plays it and gives the pages of both.
func scenarioPages(t *testing.T, app *webtest.App) map[string]string {
	t.Helper()
	b := app.As(auth.Ops)
	file := `{"name": "pump", "title": "A fuel pump", "parameters": {"merchant": "Riverside Fuel"}, "program": {"funding": "managed"}, "steps": [
		{"name": "hold", "simulate": "authorization", "amount": "1.00", "with": {"card_acceptor": {"name": "{merchant}"}}, "expect": {"state": "PENDING"}},
		{"name": "pay", "simulate": "authorization.clearing", "amount": "41.20", "follows": "hold", "expect": {"state": "PENDING"}}]}`
	b.Post("/scenarios", url.Values{"file_text": {file}})
	run := b.Submit("/scenarios/pump", nil).To()
	for strings.Contains(b.Get(run).Body, `hx-trigger="every`) {
	}
	return map[string]string{
		"scenarios": "/scenarios", "scenario": "/scenarios/pump", "scenario-built-in": "/scenarios/decline", "scenario-new": "/scenarios/new",
		"scenario-edit": "/scenarios/pump/edit", "scenario-delete": "/scenarios/pump/delete", "scenario-run": run,
	}
}
