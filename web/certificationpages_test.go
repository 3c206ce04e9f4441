package web_test

import (
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"carddeck/marqeta/certify/certifytest"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

// certificationPages certifies a gateway that is wrong in one way, and gives the pages.
func certificationPages(t *testing.T, app *webtest.App) map[string]string {
	t.Helper()
	server := httptest.NewServer(certifytest.New("invents a reason", func(time.Duration) {}).Routes())
	t.Cleanup(server.Close)
	b := app.As(auth.Ops)
	run := b.Submit("/certifications/new", url.Values{
		"gateway": {server.URL + "/jit"}, "username": {certifytest.Username}, "password": {certifytest.Password}, "webhook": {server.URL + "/webhook"},
		"webhook_username": {certifytest.Username}, "webhook_password": {certifytest.Password}, "webhook_secret": {certifytest.Signature}, "load": {"5"},
	}).To()
	for strings.Contains(b.Get(run).Body, `hx-trigger="every`) {
	}
	return map[string]string{
		"certifications": "/certifications", "certification-new": "/certifications/new", "certification": run, "certification-report": run + "/report",
		"certification-failed": run + "/scenarios/14", "certification-load": run + "/scenarios/23", "certification-passed": run + "/scenarios/20",
	}
}
