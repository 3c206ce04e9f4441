package web

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"carddeck/store"
	"carddeck/views/environment"
	"carddeck/web/session"
)

// A page that stands in for a panic must not call an embedded sandbox production, nor
// tell what broke.
func TestThePageOfAPanicSaysWhereItIs(t *testing.T) {
	t.Parallel()
	sessions, err := session.NewKeeper(sessionRows{&store.Store{}}, session.Options{Cookie: "c", Idle: time.Hour, Absolute: time.Hour, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	a := &App{
		environment: environment.Environment{Kind: environment.Embedded, Name: "embedded sandbox"},
		log:         slog.New(slog.DiscardHandler), now: time.Now, sessions: sessions,
	}
	w := httptest.NewRecorder()
	broken := http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("SELECT secret FROM /var/lib/x.db") })
	a.people(broken).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	body := w.Body.String()
	if w.Code != http.StatusInternalServerError || !strings.Contains(body, "Embedded sandbox") || strings.Contains(body, "Production") {
		t.Errorf("status %d: %s", w.Code, body)
	}
	if strings.Contains(body, "SELECT") || strings.Contains(body, "goroutine") || !strings.Contains(body, "Reference") {
		t.Errorf("the page tells too much or too little: %s", body)
	}
}
