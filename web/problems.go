package web

import (
	"context"
	"errors"
	"net/http"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/views/problems"
	"carddeck/web/auth"
	"carddeck/web/problem"
	"carddeck/web/render"
	"carddeck/web/reqlog"
)

// fail is the one door through which an error leaves: it is noted once, with the
// request, and shown in words that say what to do. Errors of unknown kind never reach
// the page.
func (a *App) fail(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, context.Canceled) && r.Context().Err() != nil {
		return // the browser has gone
	}
	record := reqlog.From(r.Context())
	record.Err = err
	p := explain(err)
	page := problems.Page{
		Title: p.Title, Detail: p.Detail, Href: p.Href, Action: p.Action,
		Reference: record.Reference,
		Search:    p.Status == http.StatusNotFound && auth.From(r.Context()).ID != 0,
	}
	if page.Href == "" {
		page.Href, page.Action = "/", "Go to the overview"
	}
	view := render.View{Title: p.Title, Body: problems.Problem(page)}
	if drawn := render.Page(w, r, p.Status, view); drawn != nil {
		record.Err = errors.Join(err, drawn)
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(http.StatusInternalServerError)
		_, _ = w.Write([]byte("Something failed on our side. Reference " + record.Reference + "\n"))
	}
}

// explain gives the words and the status for an error of any layer.
func explain(err error) *problem.Problem {
	if p, ok := problem.As(err); ok {
		return p
	}
	if refused, ok := marqeta.AsError(err); ok {
		return refusal(refused, err)
	}
	switch {
	case errors.Is(err, marqeta.ErrUnreachable), errors.Is(err, marqeta.ErrUnreadable), errors.Is(err, context.DeadlineExceeded):
		return &problem.Problem{Status: http.StatusBadGateway, Title: "Marqeta did not answer", Err: err,
			Detail: "Nothing on this page could be read from the platform within three seconds. Reload to ask again."}
	case errors.Is(err, store.ErrNotFound):
		return &problem.Problem{Status: http.StatusNotFound, Title: "There is no such record", Err: err,
			Detail: "It may belong to another environment. Check the address, or search."}
	case errors.Is(err, store.ErrConflict):
		return &problem.Problem{Status: http.StatusConflict, Title: "Somebody else was faster", Err: err,
			Detail: "The record changed meanwhile. Go back, reload and try again."}
	}
	return &problem.Problem{Status: http.StatusInternalServerError, Title: "Something failed on our side", Err: err,
		Detail: "The failure was written to the log. Try again, and quote the reference if it happens twice."}
}

func refusal(e *marqeta.Error, err error) *problem.Problem {
	switch {
	case e.Status == http.StatusNotFound:
		return &problem.Problem{Status: http.StatusNotFound, Title: "Marqeta knows no such object", Err: err,
			Detail: e.Words() + ". Check the token, or search for it."}
	case e.Status == http.StatusUnauthorized:
		return &problem.Problem{Status: http.StatusBadGateway, Title: "Marqeta refused our credentials", Err: err,
			Detail: "Check MARQETA_APPLICATION_TOKEN and MARQETA_ADMIN_ACCESS_TOKEN, then start the console again."}
	case e.Status == http.StatusTooManyRequests:
		return &problem.Problem{Status: http.StatusServiceUnavailable, Title: "Marqeta asks us to slow down", Err: err,
			Detail: "The program's request rate is used up. Wait a few seconds and reload."}
	case e.Status >= 500:
		return &problem.Problem{Status: http.StatusBadGateway, Title: "Marqeta has a failure of its own", Err: err,
			Detail: e.Words() + ". Reload to ask again."}
	}
	return &problem.Problem{Status: http.StatusUnprocessableEntity, Title: "Marqeta refused", Err: err,
		Detail: e.Words() + ". Nothing was changed."}
}
