package search_test

import (
	"net/http"
	"testing"

	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

// A search tells nobody of what they may not open.
func TestHitsAreForThoseWhoMayReadThem(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	app.Tutorial()
	found, err := app.Store.ListNotifications(t.Context(), store.NotificationFilter{}, store.Page{Limit: 1})
	if err != nil || len(found.Rows) == 0 || found.Rows[0].Token == "" {
		t.Fatalf("%+v, %v", found.Rows, err)
	}
	path := "/search?q=" + found.Rows[0].Token
	for role, may := range map[auth.Role]bool{auth.Auditor: true, auth.Support: false} {
		p := app.As(role).Get(path)
		leads := p.Code == http.StatusSeeOther && p.Header.Get("Location") != "" || p.Doc.Find(`main a[href^="/webhooks/notifications/"]`).Length() > 0
		hit := leads && (p.Code == http.StatusOK || p.To()[:5] == "/webh")
		if hit != may {
			t.Errorf("%s: status %d, to %q: %s", role, p.Code, p.Header.Get("Location"), p.Text("main"))
		}
	}
}
