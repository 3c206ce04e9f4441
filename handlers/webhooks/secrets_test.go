package webhooks_test

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
	in := listener("ledger")
	in.Set("secret", secret)
	see(b.Post("/webhooks", in).Status(http.StatusSeeOther).Follow())
	refused := listener("ledger")
	refused.Set("secret", secret)
	refused.Set("name", "Another")
	see(b.Post("/webhooks", refused).Status(http.StatusUnprocessableEntity))
	see(b.Submit("/webhooks/ledger/edit", url.Values{
		"events": {"*"}, "basic_auth_username": {"marqeta"}, "basic_auth_password": {password}, "secret": {secret},
	}).Status(http.StatusSeeOther))
	for _, path := range []string{"/webhooks/ledger", "/webhooks/ledger/edit", "/webhooks", "/audit"} {
		see(b.Get(path).Status(http.StatusOK))
	}
	app.Silence()
	see(b.Post("/webhooks", in))

	for _, hidden := range []string{password, secret} {
		if strings.Contains(pages.String(), hidden) {
			t.Errorf("%q stands on a page", hidden)
		}
		if strings.Contains(log.String(), hidden) {
			t.Errorf("%q stands in the log", hidden)
		}
		for _, part := range []string{file, file + "-wal"} {
			kept, err := os.ReadFile(part)
			if err != nil && !os.IsNotExist(err) {
				t.Fatal(err)
			}
			if bytes.Contains(kept, []byte(hidden)) {
				t.Errorf("%q stands in %s", hidden, filepath.Base(part))
			}
		}
	}
}
