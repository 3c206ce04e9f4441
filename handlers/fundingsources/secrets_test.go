package fundingsources_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

// notes is a log that many may write to.
type notes struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (n *notes) Write(b []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text.Write(b)
}

func (n *notes) String() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text.String()
}

func TestSecretsAreKeptNowhere(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "console.db")
	log := new(notes)
	app := webtest.New(t, webtest.On("sqlite:"+file), webtest.Logging(slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))))
	b := app.As(auth.Admin)

	var pages strings.Builder
	see := func(p *webtest.Page) { pages.WriteString(p.Body + strings.Join(p.Header.Values("Location"), " ")) }
	see(b.Post("/funding-sources", gatekeeper("gw")).Status(http.StatusSeeOther).Follow())
	see(b.Post("/funding-sources", gatekeeper("gw")))
	see(b.Submit("/funding-sources/gw/edit", url.Values{"basic_auth_password": {password}, "headers[0].value": {apiKey}}).Status(http.StatusSeeOther))
	refused := gatekeeper("gw")
	refused.Set("name", "Another")
	see(b.Post("/funding-sources", refused).Status(http.StatusUnprocessableEntity))
	for _, path := range []string{"/funding-sources/gw", "/funding-sources/gw/edit", "/funding-sources", "/audit"} {
		see(b.Get(path).Status(http.StatusOK))
	}
	entries, err := app.Store.ListAudit(t.Context(), store.AuditFilter{Area: "funding-sources"}, store.Page{})
	must(t, err)
	if len(entries.Rows) < 3 {
		t.Fatalf("only %d changes were written down", len(entries.Rows))
	}
	for _, e := range entries.Rows {
		if !bytes.Contains(e.Request, []byte(`"basic_auth_password":"…"`)) || !bytes.Contains(e.Request, []byte(`"X-Key":"…"`)) {
			t.Errorf("%s does not tell that a password and a header were sent: %s", e.Action, e.Request)
		}
	}
	app.Silence()
	see(b.Post("/funding-sources", gatekeeper("gw-lost")))

	for _, secret := range []string{password, apiKey} {
		if strings.Contains(pages.String(), secret) {
			t.Errorf("%q stands on a page", secret)
		}
		if strings.Contains(log.String(), secret) {
			t.Errorf("%q stands in the log", secret)
		}
		for _, part := range []string{file, file + "-wal"} {
			kept, err := os.ReadFile(part)
			if err != nil && !os.IsNotExist(err) {
				t.Fatal(err)
			}
			if bytes.Contains(kept, []byte(secret)) {
				t.Errorf("%q stands in %s", secret, filepath.Base(part))
			}
		}
	}
	if !strings.Contains(pages.String(), "X-Key") {
		t.Error("the pages do not tell which headers are sent")
	}
}
