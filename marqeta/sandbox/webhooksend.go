package sandbox

import (
	"context"
	"fmt"
	"net/http"

	"github.com/go-json-experiment/json/jsontext"

	"carddeck/marqeta/sandbox/delivery"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
)

// pingWebhook sends the health check and answers with what the endpoint answered,
// word by word.
func (s *Server) pingWebhook(c *rest.Call) (rest.Reply, error) {
	w, err := one(c, s.book.Webhooks, noWebhook)
	if err != nil {
		return rest.Reply{}, err
	}
	body, err := delivery.Envelope("ping", jsontext.Value(`{"token":"marqeta","payload":"healthcheck"}`))
	if err != nil {
		return rest.Reply{}, err
	}
	ctx, cancel := context.WithTimeout(c.Context(), delivery.PingTimeout)
	defer cancel()
	answer, err := s.dispatcher.Post(ctx, endpointOf(w.Config), body)
	if err == nil && (answer.Status < 200 || answer.Status > 599) {
		err = fmt.Errorf("status %d is no answer", answer.Status)
	}
	if err != nil {
		s.options.Log.Info("ping", "webhook", w.Token, "error", err)
		return rest.Reply{}, &rest.Error{Status: http.StatusUnprocessableEntity, Code: "422600", Message: "Webhook operation failed: the endpoint did not answer"}
	}
	return rest.Reply{Status: answer.Status, Body: rest.Verbatim{ContentType: answer.ContentType, Bytes: answer.Body}}, nil
}

// resend queues a notification again and answers with its body.
func (s *Server) resend(c *rest.Call) (rest.Reply, error) {
	w, err := one(c, s.book.Webhooks, noWebhook)
	if err != nil {
		return rest.Reply{}, err
	}
	event, item, err := s.sent(c.Context(), c.Param("event_type"), c.Param("event_token"))
	if err != nil {
		return rest.Reply{}, err
	}
	body, err := delivery.Envelope(event, item)
	if err != nil {
		return rest.Reply{}, err
	}
	err = s.book.State.Update(c.Context(), func(tx *state.Tx) error {
		s.book.Queue(tx, state.Delivery{Endpoint: w.Token, Event: event, Body: item})
		return nil
	})
	if err != nil {
		return rest.Reply{}, err
	}
	return rest.OK(jsontext.Value(body))
}
