// Package webhooks serves the pages about Marqeta's notifications: the endpoints that
// Marqeta sends them to, and those that this console has received.
package webhooks

import (
	"context"
	"net/url"
	"strconv"
	"time"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/change"
)

// Program is what this area asks of Marqeta.
type Program interface {
	BaseURL() string
	Webhook(ctx context.Context, token string) (marqeta.Webhook, error)
	Webhooks(ctx context.Context, f marqeta.WebhookFilter) (marqeta.Page[marqeta.Webhook], error)
	CreateWebhook(ctx context.Context, in marqeta.WebhookRequest) (marqeta.Webhook, error)
	UpdateWebhook(ctx context.Context, token string, in marqeta.WebhookRequest) (marqeta.Webhook, error)
	PingWebhook(ctx context.Context, token string) ([]byte, error)
	ResendEvent(ctx context.Context, webhookToken, eventType, eventToken string) ([]byte, error)
}

// Store is what this area remembers.
type Store interface {
	Notification(ctx context.Context, id int64) (store.NotificationDetail, error)
	ListNotifications(ctx context.Context, f store.NotificationFilter, p store.Page) (store.Slice[store.Notification], error)
	RetryNotification(ctx context.Context, id int64) error
	ListAudit(ctx context.Context, f store.AuditFilter, p store.Page) (store.Slice[store.AuditEntry], error)
	Coverage(ctx context.Context) (store.Coverage, bool, error)
}

// Platform is compared with what was received.
type Platform interface {
	Backfill(ctx context.Context, from, to time.Time, by string) (store.Backfill, error)
}

// Handler serves the area.
type Handler struct {
	program  Program
	store    Store
	platform Platform
	changes  *change.Carrier
	receiver string
}

// New makes the handler. receiver is the address of this console's own receiver as
// Marqeta reaches it; the endpoint that has it is marked.
func New(p Program, s Store, compared Platform, c *change.Carrier, receiver string) *Handler {
	return &Handler{p, s, compared, c, receiver}
}

const received = "/webhooks/notifications"

func path(token string) string { return "/webhooks/" + url.PathEscape(token) }

func notificationPath(id int64) string { return received + "/" + strconv.FormatInt(id, 10) }
