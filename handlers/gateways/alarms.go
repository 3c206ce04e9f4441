package gateways

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/change"
	"carddeck/web/funding"
	"carddeck/web/problem"
)

// CloseAlarm says that somebody has looked at an alarm. What happens again opens another.
func (h *Handler) CloseAlarm(w http.ResponseWriter, r *http.Request) error {
	none := &problem.Problem{Status: http.StatusNotFound, Title: "There is no such alarm", Detail: "Somebody has closed it already, or the address was changed.",
		Href: funding.Gateways, Action: "JIT gateway"}
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return none
	}
	return h.changes.Carry(w, r, change.Change{
		Area: "gateways", Action: "close alarm", Target: strconv.FormatInt(id, 10), Path: funding.Gateways, Said: "The alarm is closed.",
	}, func(ctx context.Context, _ *change.Change) error {
		err := h.store.CloseAlarm(ctx, id, auth.From(r.Context()).Email)
		if errors.Is(err, store.ErrNotFound) {
			return none
		}
		return err
	})
}
