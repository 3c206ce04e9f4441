package audit_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"testing"
	"time"

	"carddeck/handlers/audit"
	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

// patience is how long an entry waits until it may be settled as not carried out.
const patience = 31 * time.Second

// begun writes an entry whose answer never came.
func begun(t *testing.T, app *webtest.App, e store.AuditEntry, request any) store.AuditEntry {
	t.Helper()
	var err error
	if e.Request, err = json.Marshal(request); err != nil {
		t.Fatal(err)
	}
	e.OperatorID, e.OperatorEmail = 1, "ada@example.com"
	e, _, err = app.Store.BeginAudit(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	if err := app.Store.FinishAudit(t.Context(), e.ID, store.OutcomeUnknown, "", "", ""); err != nil {
		t.Fatal(err)
	}
	return e
}

func outcome(t *testing.T, app *webtest.App, e store.AuditEntry) store.AuditEntry {
	t.Helper()
	e, err := app.Store.Audit(t.Context(), e.ID)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func entryPath(e store.AuditEntry) string { return "/audit/" + strconv.FormatInt(e.ID, 10) }

func TestWhatWasMadeIsSettledAtOnce(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	app.Mute()
	b.Post("/users", url.Values{"token": {"user_late"}, "first_name": {"Ada"}}).Status(http.StatusBadGateway)
	app.Wake()
	e := newest(t, app)
	if e.Outcome != store.OutcomeUnknown {
		t.Fatalf("entry %+v", e)
	}
	b.Post(entryPath(e)+"/settle", nil).Follow().Has("main", "Done")
}

// Right after the call, that nothing is there yet does not mean that nothing comes.
func TestWhatIsNotThereIsRefusedOnlyWithPatience(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	e := begun(t, app, store.AuditEntry{Area: "users", Action: "create user", Target: "none"}, marqeta.UserRequest{Token: "none"})
	b.Post(entryPath(e)+"/settle", nil).Follow().Has("main", "Outcome unknown").Lacks(`form[action$="/refused"]`)
	b.Post(entryPath(e)+"/refused", nil).Status(http.StatusConflict)
	app.Later(patience)
	app.Chores()
	if got := outcome(t, app, e); got.Outcome != store.OutcomeRefused {
		t.Errorf("entry %+v", got)
	}
}

func TestACallUnderWayIsNotAskedAbout(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	e, _, err := app.Store.BeginAudit(t.Context(), store.AuditEntry{Area: "users", Action: "create user", Target: "none", Request: []byte(`{"token":"none"}`)})
	if err != nil {
		t.Fatal(err)
	}
	b.Get(entryPath(e)).Lacks(`form[action$="/settle"]`)
	b.Post(entryPath(e)+"/settle", nil)
	if got := outcome(t, app, e); got.Outcome != store.OutcomeOpen || app.Asked() > 0 {
		t.Errorf("entry %+v, asked %d times", got, app.Asked())
	}
}

func TestAnObjectTakenBeforeIsNotOurs(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	app.Tutorial()
	b := app.As(auth.Admin)
	app.Later(5 * time.Minute)
	e := begun(t, app, store.AuditEntry{Area: "users", Action: "create user", Target: webtest.UserToken}, marqeta.UserRequest{Token: webtest.UserToken})
	app.Later(patience)
	b.Post(entryPath(e)+"/settle", nil)
	if got := outcome(t, app, e); got.Outcome != store.OutcomeRefused {
		t.Errorf("entry %+v", got)
	}
}

// Somebody else's later change of the object says nothing about ours.
func TestAChangeIsSettledByWhatTheObjectCarries(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		sent map[string]any
		want store.Outcome
	}{
		"carried":      {map[string]any{"first_name": "Grace", "notes": "", "metadata": nil}, store.OutcomeDone},
		"another name": {map[string]any{"first_name": "Joan"}, store.OutcomeUnknown},
		"a secret":     {map[string]any{"first_name": marqeta.Secret("x")}, store.OutcomeUnknown},
		"nothing":      {map[string]any{}, store.OutcomeUnknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			app := webtest.New(t)
			app.Tutorial()
			e := begun(t, app, store.AuditEntry{Area: "users", Action: "change user", Target: webtest.UserToken}, tc.sent)
			grace := "Grace"
			if _, err := app.Program.UpdateUser(t.Context(), webtest.UserToken, marqeta.UserUpdate{FirstName: &grace}); err != nil {
				t.Fatal(err)
			}
			b := app.As(auth.Admin)
			app.Later(patience)
			b.Post(entryPath(e)+"/settle", nil)
			if got := outcome(t, app, e); got.Outcome != tc.want {
				t.Errorf("entry %+v, want %s", got, tc.want)
			}
		})
	}
}

// A second purchase of the same amount must not pass for the first one's outcome.
func TestASimulationIsSettledByATransactionThatNobodyClaims(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	made := app.Tutorial()
	request := map[string]any{"card_token": webtest.CardToken, "amount": "10.00"}
	claimed, _, err := app.Store.BeginAudit(t.Context(), store.AuditEntry{Area: "simulator", Action: "simulate authorization", Target: made.Token})
	if err != nil {
		t.Fatal(err)
	}
	if err := app.Store.FinishAudit(t.Context(), claimed.ID, store.OutcomeDone, "", "", ""); err != nil {
		t.Fatal(err)
	}
	lost := begun(t, app, store.AuditEntry{Area: "simulator", Action: "simulate authorization"}, request)
	app.Later(patience)
	app.Chores()
	if got := outcome(t, app, lost); got.Outcome != store.OutcomeRefused {
		t.Errorf("without a transaction of its own: %+v", got)
	}
	app.Later(-patience)
	found := begun(t, app, store.AuditEntry{Area: "simulator", Action: "simulate authorization"}, request)
	second := app.Authorize("10.00", "Blue Fox Diner")
	app.Later(patience)
	app.Chores()
	if got := outcome(t, app, found); got.Outcome != store.OutcomeDone || got.Target != second.Token || got.ResultPath != "/transactions/"+second.Token {
		t.Errorf("with one: %+v", got)
	}
}

// stumbling is Marqeta with a failure of its own whenever a user is asked for.
type stumbling struct{ *marqeta.Client }

func (stumbling) User(context.Context, string) (marqeta.User, error) {
	return marqeta.User{}, &marqeta.Error{Status: http.StatusInternalServerError, Message: "stumbled"}
}

func TestOneThatMarqetaStumblesOverDoesNotStopTheOthers(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	bad := begun(t, app, store.AuditEntry{Area: "users", Action: "create user", Target: "one"}, marqeta.UserRequest{Token: "one"})
	good := begun(t, app, store.AuditEntry{Area: "cards", Action: "create card", Target: "two"}, marqeta.CardRequest{Token: "two"})
	later := func() time.Time { return time.Now().Add(patience) }
	h := audit.New(stumbling{app.Program}, app.Store, later, slog.New(slog.DiscardHandler))
	if err := h.SettleAll(t.Context()); err == nil {
		t.Error("the stumble was not told")
	}
	if outcome(t, app, bad).Outcome != store.OutcomeUnknown || outcome(t, app, good).Outcome != store.OutcomeRefused {
		t.Errorf("bad %+v, good %+v", outcome(t, app, bad), outcome(t, app, good))
	}
}

// What asking cannot settle does not wait for ever: a person closes it.
func TestAPersonClosesWhatAskingCannotSettle(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Ops)
	e := begun(t, app, store.AuditEntry{Area: "webhooks", Action: "resend event", Target: "w"}, map[string]string{"event_type": "transaction"})
	app.Later(patience)
	b.Get(entryPath(e)).Has(`form[action$="/done"] button`, "carried out")
	b.Post(entryPath(e)+"/done", nil).Follow().Has("main", "Done").Has("main", "looked it up")
	b.Post(entryPath(e)+"/refused", nil).Status(http.StatusConflict)
	app.As(auth.Auditor).Get(entryPath(e)).Lacks(`main form[method="post"]`)
}

func newest(t *testing.T, app *webtest.App) store.AuditEntry {
	t.Helper()
	found, err := app.Store.ListAudit(t.Context(), store.AuditFilter{}, store.Page{Limit: 1})
	if err != nil || len(found.Rows) == 0 {
		t.Fatal(err)
	}
	return found.Rows[0]
}
