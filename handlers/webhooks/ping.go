package webhooks

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"carddeck/marqeta"
	"carddeck/views/environment"
	"carddeck/views/ui"
	"carddeck/views/webhooks"
	"carddeck/web/change"
	"carddeck/web/form"
	"carddeck/web/problem"
	"carddeck/web/render"
	"carddeck/web/session"
)

// Ping makes Marqeta post a test message to the endpoint and tells what it answered.
func (h *Handler) Ping(w http.ResponseWriter, r *http.Request) error {
	token := r.PathValue("token")
	errs := form.Errors{}
	if form.Confirm(r, errs); len(errs) > 0 {
		return h.askPing(w, r, http.StatusUnprocessableEntity, errs)
	}
	err := h.changes.Carry(w, r, change.Change{
		Area: "webhooks", Action: "ping endpoint", Target: token, Path: path(token), Repeatable: true,
	}, func(ctx context.Context, ch *change.Change) error {
		answer, err := h.program.PingWebhook(ctx, token)
		ch.Said = answered(answer)
		return pinged(err)
	})
	failed, ok := problem.As(err)
	if !ok || failed.Status == http.StatusConflict {
		return err
	}
	if failed.Status == http.StatusNotFound {
		return missing()
	}
	session.From(r.Context()).AddFlash(session.Flash{Kind: session.Failed, Text: failed.Title + ". " + failed.Detail})
	return render.Redirect(w, r, path(token))
}

// pingStep carries a ping out at once, but in production asks on a page of its own.
func (h *Handler) pingStep(ctx context.Context, token string) ui.Step {
	step := ui.Step{Text: "Send a ping", Icon: "bell"}
	if environment.From(ctx).Kind == environment.Production {
		step.Href = path(token) + "/ping"
	} else {
		step.Post, step.Key = path(token)+"/ping", h.changes.NewKey()
	}
	return step
}

func (h *Handler) askPing(w http.ResponseWriter, r *http.Request, status int, errs form.Errors) error {
	found, err := h.find(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	p := webhooks.PingPage{
		Head:   ui.Head{Title: "Send a ping", Sub: "To " + found.Config.URL + ".", Back: path(found.Token), Where: ui.Name(found.Name)},
		Action: path(found.Token) + "/ping", Key: h.changes.NewKey(),
		Foot: ui.Foot{
			Note: "You will be recorded as the one who did it.", Cancel: path(found.Token), Submit: "Send a ping",
			Confirm: r.PostFormValue("confirmation"), Error: errs["confirmation"],
		},
	}
	return render.Page(w, r, status, render.View{Title: p.Head.Title, Section: "/webhooks", Body: webhooks.Ping(p)})
}

// answered words the body of a good answer.
func answered(body []byte) string {
	text := strings.TrimSpace(strings.ToValidUTF8(string(body), "\uFFFD"))
	if text == "" {
		return "The endpoint answered 200 and said nothing."
	}
	return "The endpoint answered 200 and said: " + clip(text, 200)
}

// pinged tells whose refusal it is. Marqeta hands on the endpoint's status as its own,
// so an answer without a code is the endpoint's. A ping leaves nothing behind, so none
// of them leaves its outcome open.
func pinged(err error) error {
	if err == nil {
		return nil
	}
	refused, ok := marqeta.AsError(err)
	switch {
	case !ok:
		return &problem.Problem{Status: http.StatusBadGateway, Title: "Marqeta did not answer",
			Detail: "A ping leaves nothing behind; send it again.", Err: errors.New(err.Error())}
	case refused.Code == "":
		return &problem.Problem{Status: http.StatusBadGateway,
			Title:  fmt.Sprintf("The endpoint answered %d (%s)", refused.Status, http.StatusText(refused.Status)),
			Detail: "Marqeta counts everything but 200 as not received and sends again."}
	case refused.Status == http.StatusNotFound:
		return &problem.Problem{Status: http.StatusNotFound, Title: refused.Message}
	}
	return &problem.Problem{Status: http.StatusBadGateway, Title: "The ping failed",
		Detail: "Marqeta says: " + refused.Words() + "."}
}
