package users_test

import (
	"net/http"
	"testing"

	"carddeck/marqeta"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

func TestMoves(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	meet(t, app)
	b := app.As(auth.Ops)
	for _, m := range []struct {
		verb, done string
		to         marqeta.UserStatus
	}{
		{"suspend", "suspended", marqeta.UserSuspended},
		{"limit", "limited", marqeta.UserLimited},
		{"activate", "activated", marqeta.UserActive},
		{"unverify", "set to unverified", marqeta.UserUnverified},
		{"close", "closed", marqeta.UserClosed},
		{"terminate", "terminated", marqeta.UserTerminated},
	} {
		answer := b.Submit("/users/ada/"+m.verb, fill("reason_code", "06", "reason", "Seen <b>twice</b>")).Status(http.StatusSeeOther)
		if got := status(t, app, "ada"); got != m.to {
			t.Fatalf("%s: the user is %s", m.verb, got)
		}
		kept, err := app.Store.User(t.Context(), "ada")
		must(t, err)
		if kept.Status != string(m.to) {
			t.Errorf("%s: our copy is %s", m.verb, kept.Status)
		}
		answer.Follow().Status(http.StatusOK).
			Has("#flashes", "The user was "+m.done+".").
			Has(".headline-why", "Suspicious activity (06). Seen <b>twice</b>.").
			Has("#transitions tbody tr:first-child", "Console").
			Has("#history tbody tr:first-child", m.verb+" user").
			Lacks(".headline-why b")
	}
	b.Get("/users/ada").Has(`[aria-disabled="true"][title="The user is terminated, for ever."]`, "Activate").Lacks(`.headline a[href="/users/ada/activate"]`)
}

func TestOnlyLegalMovesAreOffered(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	meet(t, app)
	b := app.As(auth.Admin)
	b.Get("/users/ada").Status(http.StatusOK).
		Has(`.headline a[href="/users/ada/suspend"]`, "Suspend").Has(`.headline a[href="/users/ada/close"]`, "Close").
		Has(`[aria-disabled="true"][title="Marqeta knows no step from ACTIVE to LIMITED."]`, "Limit").
		Has(`.headline a[href="/cards/new?user_token=ada"]`, "Issue a card").
		Has(`.headline a[href="/gpa-orders/new?user_token=ada"]`, "Load money").
		Lacks(`.headline a[href="/users/ada/activate"]`)
	b.Get("/users/ada/limit").Status(http.StatusConflict).Has("h1", "The user cannot be limited").Has(`a[href="/users/ada"]`, "Back to the user")
	b.Get("/users/nobody/suspend").Status(http.StatusNotFound).Has("h1", "There is no such user")
	b.Get("/users/ada/terminate").Status(http.StatusConflict)
	b.Get("/users/ada/close").Status(http.StatusOK).Has(".callout.is-bad", "The account is closed").Has(".btn-danger", "Close user")
}

func TestMoveThatCameTooLate(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	meet(t, app)
	for _, to := range []marqeta.UserStatus{marqeta.UserSuspended, marqeta.UserTerminated} {
		_, err := app.Program.TransitionUser(t.Context(), marqeta.UserTransitionRequest{UserToken: "ada", Status: to, ReasonCode: "01", Channel: marqeta.ChannelAPI})
		must(t, err)
	}
	app.As(auth.Admin).Post("/users/ada/suspend", fill("token", "t1", "reason_code", "06", "reason", "kept")).
		Status(http.StatusUnprocessableEntity).
		Has(`[role="alert"]`, "The user was not suspended: Marqeta refused").
		Has(`[role="alert"] li`, "(4").
		Has(".page-sub", "Terminated").
		Has(`input[name="reason"][value="kept"]`, "").
		Has(`select[name="reason_code"] option[selected]`, "Suspicious activity (06)")
}

func TestMoveSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	meet(t, app)
	b := app.As(auth.Admin)
	b.Post("/users/ada/suspend", fill("token", "t1")).Status(http.StatusUnprocessableEntity).Has("#reason_code-error", "Choose one of the offered reasons.")
	b.Post("/users/ada/suspend", fill("token", "t1", "reason_code", "xx")).Status(http.StatusUnprocessableEntity).
		Has("#reason_code-error", "Choose one of the offered reasons.").Has(`option[selected][value="xx"]`, "xx")
	b.Post("/users/ada/suspend", fill("token", "a/b", "reason_code", "06")).Status(http.StatusUnprocessableEntity).
		Has(`[role="alert"]`, "The form had lost the token of its transition").Lacks(`input[name="token"][value="a/b"]`)
	if got := status(t, app, "ada"); got != marqeta.UserActive {
		t.Errorf("the user is %s", got)
	}
}

func TestMovingTwiceMakesOneTransition(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	meet(t, app)
	b := app.As(auth.Admin)
	for _, key := range []string{"k1", "k1", "k2"} {
		b.Post("/users/ada/suspend", fill("token", "t1", "request_key", key, "reason_code", "06")).Status(http.StatusSeeOther)
	}
	page, err := app.Program.UserTransitions(t.Context(), "ada", marqeta.ListOptions{Count: 20})
	must(t, err)
	if len(page.Data) != 2 {
		t.Errorf("got %d transitions, want 2", len(page.Data))
	}
}

func TestMovesNeedTheirPermission(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	meet(t, app)
	support := app.As(auth.Support) // may write users, not move them
	support.Get("/users/ada").Status(http.StatusOK).Has(`a[href="/users/ada/edit"]`, "Edit").Lacks(`.headline a[href="/users/ada/suspend"]`)
	support.Post("/users/ada/suspend", fill("token", "t1", "reason_code", "06")).Status(http.StatusForbidden)
	if got := status(t, app, "ada"); got != marqeta.UserActive {
		t.Errorf("the user is %s", got)
	}
}

func TestMovePreviewFollowsTheAnswers(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	meet(t, app)
	app.As(auth.Admin).Aim(ui.RequestRegion).Get("/users/ada/suspend?token=t9&reason_code=06").Status(http.StatusOK).
		Lacks("h1").Has("#request", `"token": "t9"`).Has("#request", `"status": "SUSPENDED"`).Has("#request", `"channel": "ADMIN"`)
}
