package webhooks_test

import (
	"net/http"
	"testing"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

func TestPingTellsWhatTheEndpointAnswered(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	gone := answering(t, http.StatusOK, "")
	gone.Close()
	for name, c := range map[string]struct {
		url, said string
		outcome   store.Outcome
	}{
		"good":         {answering(t, http.StatusOK, `{"alive":"<b>yes</b>"}`).URL, `answered 200 and said: {"alive":"<b>yes</b>"}`, store.OutcomeDone},
		"silent good":  {answering(t, http.StatusOK, "").URL, "answered 200 and said nothing", store.OutcomeDone},
		"refusing":     {answering(t, http.StatusUnauthorized, `{"error":"no"}`).URL, "answered 401 (Unauthorized)", store.OutcomeRefused},
		"not found":    {answering(t, http.StatusNotFound, "no such page").URL, "answered 404 (Not Found)", store.OutcomeRefused},
		"out of order": {answering(t, http.StatusInternalServerError, "").URL, "answered 500 (Internal Server Error)", store.OutcomeRefused},
		"gone":         {gone.URL, "422600", store.OutcomeRefused},
	} {
		_, err := app.Program.UpdateWebhook(t.Context(), own, marqeta.WebhookRequest{Config: &marqeta.WebhookConfigRequest{URL: c.url}})
		must(t, err)
		p := b.Post("/webhooks/"+own+"/ping", nil).Status(http.StatusSeeOther).Follow().Status(http.StatusOK).Has("#flashes", c.said).Lacks("#flashes b")
		if p.Doc.Find("#flashes .callout.is-good").Length() != 0 != (c.outcome == store.OutcomeDone) {
			t.Errorf("%s: the message has the wrong colour", name)
		}
		entries, err := app.Store.ListAudit(t.Context(), store.AuditFilter{Target: own}, store.Page{Limit: 1})
		if err != nil || entries.Rows[0].Action != "ping endpoint" || entries.Rows[0].Outcome != c.outcome {
			t.Errorf("%s: written down as %+v, %v", name, entries.Rows, err)
		}
	}
}

func TestPingWhileMarqetaIsSilent(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	app.Silence()
	p := b.Post("/webhooks/"+own+"/ping", nil).Status(http.StatusSeeOther)
	app.Wake()
	p.Follow().Has("#flashes", "Marqeta did not answer").Has("#history", "Refused")
	unknown, err := app.Store.ListAudit(t.Context(), store.AuditFilter{Outcome: store.OutcomeUnknown}, store.Page{})
	if err != nil || len(unknown.Rows) != 0 {
		t.Errorf("a ping is left open: %+v, %v", unknown.Rows, err)
	}
}

func TestOnlyWritersPing(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Ops)
	b.Get("/webhooks/" + own).Status(http.StatusOK).Lacks(`form[action$="/ping"]`).Lacks("#resend").Lacks(`a[href$="/edit"]`)
	b.Post("/webhooks/"+own+"/ping", nil).Status(http.StatusForbidden)
}
