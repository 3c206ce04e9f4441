package webhooks

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"carddeck/store"
	"carddeck/web/change"
)

// Retry lets a notification be applied once more.
func (h *Handler) Retry(w http.ResponseWriter, r *http.Request) error {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return noNotification()
	}
	return h.changes.Carry(w, r, change.Change{
		Area: "notifications", Action: "run notification again", Target: strconv.FormatInt(id, 10), Repeatable: true,
		Request: map[string]int64{"notification": id}, Path: notificationPath(id), Said: "The notification is applied again.",
	}, func(ctx context.Context, _ *change.Change) error {
		err := h.store.RetryNotification(ctx, id)
		if errors.Is(err, store.ErrNotFound) {
			return noNotification()
		}
		return err
	})
}
