package sandbox

import (
	"fmt"

	"carddeck/marqeta/sandbox/delivery"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

var noWebhook = rest.NotFound("Webhook")

func (s *Server) createWebhook(c *rest.Call) (rest.Reply, error) {
	in := struct {
		Token *string `json:"token"`
		wire.WebhookFields
	}{WebhookFields: wire.NewWebhook().WebhookFields}
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	return created(shown(create(s, c, s.book.Webhooks, in.Token, rest.AlreadyProcessed, func(tx *state.Tx, token string) (wire.Webhook, error) {
		w := wire.Webhook{Token: token, WebhookFields: in.WebhookFields, Times: wire.Born(s.book.Now())}
		return w, s.checkActiveWebhooks(tx, w)
	})))
}

// checkActiveWebhooks keeps Marqeta's limit. Our call: the refusal is 400.
func (s *Server) checkActiveWebhooks(tx *state.Tx, w wire.Webhook) error {
	others := s.book.Webhooks.Count(tx, func(o wire.Webhook) bool { return bool(o.Active) && o.Token != w.Token })
	if bool(w.Active) && others >= wire.MaxActiveWebhooks {
		return rest.Invalid(fmt.Sprintf("a program may have at most %d active webhooks", wire.MaxActiveWebhooks))
	}
	return nil
}

func (s *Server) webhook(c *rest.Call) (rest.Reply, error) {
	return answered(shown(one(c, s.book.Webhooks, noWebhook)))
}

func (s *Server) listWebhooks(c *rest.Call) (rest.Reply, error) {
	active, err := flagParam(c, "active")
	if err != nil {
		return rest.Reply{}, err
	}
	q := state.Query[wire.Webhook]{Where: func(w wire.Webhook) bool { return bool(w.Active) || !active }}
	paging := rest.General
	paging.Sort = "-createdTime"
	return list(c, s.book.Webhooks, paging, q, wire.Webhook.Shown)
}

func (s *Server) updateWebhook(c *rest.Call) (rest.Reply, error) {
	return s.changeWebhook(c, func(w *wire.Webhook) error {
		before := w.Config
		err := c.Decode(&w.WebhookFields)
		w.Config.Unmask(before)
		return err
	})
}

func (s *Server) updateWebhookHeaders(c *rest.Call) (rest.Reply, error) {
	return s.changeWebhook(c, func(w *wire.Webhook) error { return addHeaders(c, w.Config.CustomHeader) })
}

func (s *Server) changeWebhook(c *rest.Call, change func(*wire.Webhook) error) (rest.Reply, error) {
	return answered(shown(update(s, c, s.book.Webhooks, noWebhook, func(tx *state.Tx, w *wire.Webhook) error {
		if err := change(w); err != nil {
			return err
		}
		if err := w.Check(); err != nil {
			return err
		}
		return s.checkActiveWebhooks(tx, *w)
	}, func(w *wire.Webhook, now rest.Time) { w.Modified = now })))
}

// endpoint tells the dispatcher where a webhook is now.
func (w *world) endpoint(token string) (delivery.Endpoint, bool) {
	hook, ok := w.book.Webhooks.Read(token)
	if !ok || !bool(hook.Active) {
		return delivery.Endpoint{}, false
	}
	return endpointOf(hook.Config), true
}

func endpointOf(c wire.WebhookConfig) delivery.Endpoint {
	return delivery.Endpoint{
		URL: c.URL, Username: c.Username, Password: c.Password, Secret: c.Secret, Algorithm: c.SignatureAlgorithm, Headers: c.CustomHeader,
	}
}
