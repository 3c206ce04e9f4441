package marqeta

import (
	"context"
	"encoding/json"
	"net/url"
	"strconv"
)

// Webhook is a subscription: an address to which the platform posts notifications.
// The credentials that the platform may echo are dropped before its answer is read, so
// what is read here is never fit to be sent back.
type Webhook struct {
	Token            string        `json:"token"`
	Name             string        `json:"name"`
	Active           bool          `json:"active"`
	Events           []string      `json:"events"` // transaction.*, cardtransition.state.activated, * and so on
	Config           WebhookConfig `json:"config"`
	CreatedTime      Time          `json:"created_time,omitzero"`
	LastModifiedTime Time          `json:"last_modified_time,omitzero"`

	Raw json.RawMessage `json:"-"`
}

func (w *Webhook) keep(raw json.RawMessage) { w.Raw = raw }

// WebhookConfig is the readable part of a webhook's config.
type WebhookConfig struct {
	URL                string            `json:"url"`
	BasicAuthUsername  string            `json:"basic_auth_username,omitempty"` // masked by newer platforms
	SignatureAlgorithm string            `json:"signature_algorithm,omitempty"`
	CustomHeader       map[string]string `json:"custom_header,omitempty"`
	UseMTLS            bool              `json:"use_mtls"`
}

// WebhookRequest makes or changes a webhook. Name, Events and Config are required on
// creation; what is not set is not sent. A config is only ever sent whole.
type WebhookRequest struct {
	Token  string                `json:"token,omitempty"` // 1 to 36 characters; only on creation
	Name   string                `json:"name,omitempty"`  // 1 to 64 characters
	Active *bool                 `json:"active,omitempty"`
	Events []string              `json:"events,omitempty"`
	Config *WebhookConfigRequest `json:"-"`
}

// WebhookConfigRequest says where notifications go and how they prove who sent them.
type WebhookConfigRequest struct {
	URL                string            `json:"url,omitempty"` // https, up to 255 characters
	BasicAuthUsername  string            `json:"basic_auth_username,omitempty"`
	BasicAuthPassword  Secret            `json:"-"` // 20 to 50 characters: lower, upper, digit, symbol
	Secret             Secret            `json:"-"` // 20 to 50 characters; signs each notification
	SignatureAlgorithm string            `json:"signature_algorithm,omitempty"`
	CustomHeader       map[string]string `json:"custom_header,omitzero"` // at most three pairs
	UseMTLS            *bool             `json:"use_mtls,omitempty"`
}

// The signature algorithms of notifications.
const (
	SignatureSHA1   = "HMAC_SHA_1"
	SignatureSHA256 = "HMAC_SHA_256"
)

func (r WebhookRequest) wire() any {
	type config struct {
		WebhookConfigRequest
		Password string `json:"basic_auth_password,omitempty"`
		Key      string `json:"secret,omitempty"`
	}
	out := struct {
		WebhookRequest
		Config *config `json:"config,omitempty"`
	}{WebhookRequest: r}
	if r.Config != nil {
		out.Config = &config{*r.Config, r.Config.BasicAuthPassword.Reveal(), r.Config.Secret.Reveal()}
	}
	return out
}

// WebhookFilter says which webhooks to list; a nil Active lists all.
type WebhookFilter struct {
	ListOptions
	Active *bool
}

// CreateWebhook subscribes an address. The platform allows five active webhooks.
func (c *Client) CreateWebhook(ctx context.Context, in WebhookRequest) (Webhook, error) {
	return one[Webhook](ctx, c, post("/webhooks", in.wire(), in.Token))
}

// Webhook reads a webhook.
func (c *Client) Webhook(ctx context.Context, token string) (Webhook, error) {
	return one[Webhook](ctx, c, get("/webhooks/{token}", nil, token))
}

// Webhooks lists webhooks, newest first unless sorted otherwise.
func (c *Client) Webhooks(ctx context.Context, f WebhookFilter) (Page[Webhook], error) {
	q := f.query()
	if f.Active != nil {
		q.Set("active", strconv.FormatBool(*f.Active))
	}
	return many[Webhook](ctx, c, get("/webhooks", q))
}

// UpdateWebhook changes a webhook. The platform may take an hour to follow.
func (c *Client) UpdateWebhook(ctx context.Context, token string, in WebhookRequest) (Webhook, error) {
	in.Token = ""
	return one[Webhook](ctx, c, put("/webhooks/{token}", in.wire(), token))
}

// PingWebhook makes the platform post a ping to the webhook's address and gives what
// the address answered. The platform waits five seconds for it, so this call may take
// longer than others.
func (c *Client) PingWebhook(ctx context.Context, token string) ([]byte, error) {
	r := post("/webhooks/{token}/ping", struct{}{}, "", token)
	r.timeout = webhookPingTimeout
	return c.send(ctx, r)
}

// ResendEvent makes the platform post the notification of one event again and gives
// its body. The event type is the singular category: transaction, cardtransition,
// usertransition and so on.
func (c *Client) ResendEvent(ctx context.Context, webhookToken, eventType, eventToken string) ([]byte, error) {
	return c.send(ctx, post("/webhooks/{token}/{event_type}/{event_token}", nil, "", webhookToken, eventType, eventToken))
}

func setText(q url.Values, name, value string) {
	if value != "" {
		q.Set(name, value)
	}
}
