package wire

import (
	"regexp"
	"slices"
	"strings"

	"carddeck/marqeta/sandbox/rest"
)

// Webhook is a subscription of an endpoint to events. It is stored with its
// credentials in clear.
type Webhook struct {
	Token string `json:"token"`
	WebhookFields
	Times
}

// WebhookFields are the ones a caller sets.
type WebhookFields struct {
	Name   string        `json:"name"`
	Active rest.Flag     `json:"active"`
	Config WebhookConfig `json:"config"`
	Events []string      `json:"events"`
}

// WebhookConfig is where and how to send.
type WebhookConfig struct {
	URL                string        `json:"url"`
	Username           string        `json:"basic_auth_username"`
	Password           string        `json:"basic_auth_password"`
	Secret             string        `json:"secret,omitzero"`
	SignatureAlgorithm string        `json:"signature_algorithm,omitzero"`
	CustomHeader       rest.Metadata `json:"custom_header"`
	UseMTLS            rest.Flag     `json:"use_mtls"`
}

// MaxActiveWebhooks is Marqeta's limit per program.
const MaxActiveWebhooks = 5

// NewWebhook has the defaults of a new one.
func NewWebhook() Webhook {
	return Webhook{WebhookFields: WebhookFields{Active: true, Config: WebhookConfig{CustomHeader: rest.Metadata{}}}}
}

// Shown is the webhook as answers show it: credentials masked.
func (w Webhook) Shown() Webhook {
	w.Config.Username = rest.MaskSecret(w.Config.Username)
	w.Config.Password = rest.MaskSecret(w.Config.Password)
	w.Config.Secret = rest.MaskSecret(w.Config.Secret)
	return w
}

// Unmask puts back the credentials that came as they had been shown: who changes a
// webhook he has read leaves them alone.
func (c *WebhookConfig) Unmask(before WebhookConfig) {
	for now, was := range map[*string]string{&c.Username: before.Username, &c.Password: before.Password, &c.Secret: before.Secret} {
		if *now == rest.MaskSecret(was) {
			*now = was
		}
	}
}

// Check refuses what Marqeta would.
func (f WebhookFields) Check() error {
	var c rest.Check
	c.Required("name", f.Name, 64)
	c.That(len(f.Events) > 0, "events", "may not be empty")
	for _, e := range f.Events {
		c.That(validEvent(e), "events", "must be *, an event type, or a base type followed by .*")
	}
	c.Required("config.url", f.Config.URL, 255)
	if f.Config.URL != "" {
		if err := rest.OutboundURL(f.Config.URL); err != nil {
			c.That(false, "config.url", err.Error())
		}
	}
	c.Required("config.basic_auth_username", f.Config.Username, 50)
	c.Password("config.basic_auth_password", f.Config.Password, 20, 50)
	if f.Config.Secret != "" {
		c.Password("config.secret", f.Config.Secret, 20, 50)
	}
	c.OneOf("signature_algorithm", f.Config.SignatureAlgorithm, "HMAC_SHA_1", "HMAC_SHA_256")
	c.Headers("config.custom_header", f.Config.CustomHeader)
	return c.Err()
}

// eventPattern has wildcards right behind the base type only.
var eventPattern = regexp.MustCompile(`^[a-z]+(\.\*|(\.[a-z_]+(-[a-z]+)*)+)$`)

func validEvent(e string) bool {
	return e == "*" || len(e) <= 255 && eventPattern.MatchString(e)
}

// Wants reports whether the webhook is active and subscribed to an event.
func (f WebhookFields) Wants(event string) bool {
	base, _, _ := strings.Cut(event, ".")
	return bool(f.Active) && slices.ContainsFunc(f.Events, func(e string) bool {
		return e == "*" || e == event || e == base+".*"
	})
}
