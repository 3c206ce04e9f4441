package web_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

// lines keeps what is logged.
type lines struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// TestNothingSecretIsLoggedOrKept sends canaries through the whole console, in success
// and in failure, with the log at its most talkative.
func TestNothingSecretIsLoggedOrKept(t *testing.T) {
	t.Parallel()
	const (
		pan, cvv, pin    = "4111119999888877", "739", "8642"
		typed, searched  = "Canary-Passw0rd-typed-1", "canary-searched"
		gateway, webhook = "Canary-Gateway-Passw0rd1", "Canary-Webhook-Passw0rd1"
		signing          = "Canary-Signing-Secret-123456"
	)
	out := &lines{}
	app := webtest.New(t, webtest.Logging(slog.New(slog.NewTextHandler(out, &slog.HandlerOptions{Level: slog.LevelDebug}))))
	app.Tutorial()
	operator, err := app.Store.AddOperator(t.Context(), store.Operator{Email: "ada@example.com", Name: "Ada", Role: string(auth.Admin), Active: true})
	if err != nil {
		t.Fatal(err)
	}
	secret, hash := auth.NewLink()
	if err := app.Store.AddSignInLink(t.Context(), hash, operator.ID, time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	b := app.Anybody()
	b.Get("/sign-in/" + secret)
	b.Post("/sign-in", url.Values{"email": {operator.Email}, "password": {typed}})
	b.Post("/sign-in", url.Values{"email": {operator.Email}, "password": {typed + "%zz"}, "next": {"/?q=" + searched}})
	b.Post("/sign-in/"+secret, nil).Status(http.StatusSeeOther)

	doors := url.Values{
		"kind": {"programgateway"}, "token": {"gw"}, "name": {"Gateway"}, "url": {"https://gateway.example/jit"},
		"basic_auth_username": {"Gateway-User-Name-0001"}, "basic_auth_password": {gateway}, "active": {"true"},
	}
	hook := url.Values{"token": {"hook"}, "name": {"Hook"}, "url": {"https://hook.example/in"}, "events": {"*"},
		"basic_auth_username": {"Webhook-User-Name-0001"}, "basic_auth_password": {webhook}, "secret": {signing}}
	simulation := url.Values{"card_token": {webtest.CardToken}, "amount": {"3.00"}, "currency_code": {"USD"}, "name": {"Fox"},
		"cvv": {cvv}, "pin": {pin}, "network": {"VISA"}}
	for _, fall := range []func(){app.Wake, app.Mute, app.Silence, app.Wake} {
		fall()
		b.Submit("/funding-sources/new?kind=programgateway", doors)
		b.Submit("/webhooks/new", hook)
		b.Submit("/simulator", simulation)
		b.Post("/users/"+webtest.UserToken+"/edit", url.Values{"first_name": {"Ada"}, "corporate_card_holder": {pan}, "active": {typed}})
		b.Get("/search?q=" + searched)
		b.Get("/transactions?q=" + searched + "&older=" + typed)
		b.Get("/users/new?first_name=" + typed + "&active=" + pan)
	}
	log := out.String()
	if !strings.Contains(log, "route=") || !strings.Contains(log, "marqeta call") {
		t.Fatalf("the log is not the talkative one:\n%.500s", log)
	}
	kept := ""
	trail, err := app.Store.ListAudit(t.Context(), store.AuditFilter{}, store.Page{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range trail.Rows {
		kept += e.Action + " " + e.Target + " " + e.Detail + " " + string(e.Request) + "\n"
	}
	for _, act := range []string{"create program gateway", "create endpoint", "simulate", `"cvv":"[secret]"`} {
		if !strings.Contains(kept, act) {
			t.Errorf("the trail lacks %s:\n%s", act, kept)
		}
	}
	for name, canary := range map[string]string{
		"link": secret, "password": typed, "search": searched, "card number": pan, "gateway's password": gateway,
		"webhook's password": webhook, "signing secret": signing, "credentials": "sandbox_admin_access_token",
	} {
		if at := strings.Index(log, canary); at >= 0 {
			t.Errorf("the log has the %s: …%s…", name, log[max(0, at-200):min(len(log), at+100)])
		}
		if strings.Contains(kept, canary) && name != "search" {
			t.Errorf("the trail has the %s", name)
		}
	}
	// These are too short to be looked for alone.
	for _, field := range []string{`"cvv":"` + cvv, "cvv=" + cvv, `"pin":"` + pin, "pin=" + pin} {
		if strings.Contains(log, field) || strings.Contains(kept, field) {
			t.Errorf("it is kept that %s", field)
		}
	}
}
