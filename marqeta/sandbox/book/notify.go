package book

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"carddeck/marqeta/sandbox/delivery"
	"carddeck/marqeta/sandbox/state"
)

// Notify queues an event for every webhook that wants it, as part of the update
// that caused it.
func (b *Book) Notify(tx *state.Tx, event string, item any) {
	var body []byte
	for _, w := range b.Webhooks.All(tx) {
		if !w.Wants(event) {
			continue
		}
		if body == nil {
			body = Encode(item)
		}
		b.Queue(tx, state.Delivery{Endpoint: w.Token, Event: event, Body: body})
	}
}

// NotifyAddress queues an event for an address that a simulation named. It gets
// the bare object, as Marqeta's guide shows it, not the envelope of the webhooks.
func (b *Book) NotifyAddress(tx *state.Tx, to delivery.Endpoint, event string, item any) {
	to.Bare = true
	b.Queue(tx, state.Delivery{Endpoint: "address " + to.URL, Event: event, Body: Encode(item), Target: Encode(to)})
}

// Queue stages a delivery that is due at once.
func (b *Book) Queue(tx *state.Tx, d state.Delivery) {
	d.About = tokenOf(d.Body)
	d.Due = b.Clock()
	d.Created = d.Due
	b.State.Queue(tx, d)
}

// tokenOf is the token that an item has at its top, which is near its beginning.
func tokenOf(item []byte) string {
	d := jsontext.NewDecoder(bytes.NewReader(item))
	if _, err := d.ReadToken(); err != nil {
		return ""
	}
	for d.PeekKind() == '"' {
		name, err := d.ReadToken()
		if err != nil {
			return ""
		}
		if name.String() == "token" && d.PeekKind() == '"' {
			token, err := d.ReadToken()
			if err != nil {
				return ""
			}
			return token.String()
		}
		if err := d.SkipValue(); err != nil {
			return ""
		}
	}
	return ""
}

// Encode writes a value of ours, which cannot fail to be JSON.
func Encode(v any) []byte {
	body, err := json.Marshal(v, json.Deterministic(true))
	if err != nil {
		panic(fmt.Errorf("encode %T: %w", v, err))
	}
	return body
}

// Folded is how names and addresses are compared.
func Folded(s string) string { return strings.ToLower(strings.TrimSpace(s)) }
