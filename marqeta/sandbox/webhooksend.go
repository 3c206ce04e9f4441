package sandbox

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"carddeck/marqeta/sandbox/book"
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
	event, item, err := s.eventOf(c.Context(), c.Param("event_type"), c.Param("event_token"))
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

// eventTypes are the categories of events.
var eventTypes = []string{"transaction", "cardtransition", "usertransition", "businesstransition", "digitalwallettokentransition", "chargebacktransition", "threedstransition"}

func (s *Server) eventOf(ctx context.Context, kind, token string) (event string, item jsontext.Value, err error) {
	var t any
	switch kind {
	case "transaction":
		v, ok, err := s.book.Transactions.Read(ctx, token)
		if err != nil {
			return "", nil, err
		}
		if ok {
			return "transaction." + v.Type, v.Body, nil
		}
	case "cardtransition":
		if v, ok := s.book.CardTransitions.Read(token); ok {
			event, t = "cardtransition."+v.Type, v
		}
	case "digitalwallettokentransition":
		v, ok, err := s.book.WalletTransitions.Read(ctx, token)
		if err != nil {
			return "", nil, err
		}
		if ok {
			event, t = "digitalwallettokentransition."+v.Type, v
		}
	case "usertransition":
		if v, ok := s.book.UserTransitions.Read(token); ok {
			event, t = book.TransitionEvent(v), v
		}
	case "businesstransition":
		if v, ok := s.book.BusinessTransitions.Read(token); ok {
			event, t = book.TransitionEvent(v), v
		}
	default:
		if !slices.Contains(eventTypes, kind) {
			return "", nil, rest.Invalid("event_type must be one of " + strings.Join(eventTypes, ", "))
		}
	}
	if t == nil {
		return "", nil, rest.NotFound("Event")
	}
	return event, book.Encode(t), nil
}
