package sandbox

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
)

var noDelivery = rest.NotFound("Delivery")

// deliveryView is a delivery as the sandbox's own paths show it.
type deliveryView struct {
	ID       int64          `json:"id"`
	Endpoint string         `json:"endpoint"` // a webhook's token, or "address" and the URL a simulation named
	Event    string         `json:"event"`
	Token    string         `json:"token,omitzero"` // of what it is about
	State    string         `json:"state"`          // waiting, delivered or dropped
	Attempts int            `json:"attempts"`
	Due      *time.Time     `json:"due,omitzero"` // of the next attempt
	Status   int            `json:"status,omitzero"`
	Answer   string         `json:"answer,omitzero"`
	Created  time.Time      `json:"created_time"`
	Tries    []state.Try    `json:"tries"` // the last attempts
	Item     jsontext.Value `json:"item,omitzero"`
}

func viewDelivery(d state.Delivery) deliveryView {
	v := deliveryView{
		ID: d.ID, Endpoint: d.Endpoint, Event: d.Event, Token: d.About, State: d.State, Attempts: d.Attempts,
		Status: d.Status, Answer: d.Answer, Created: d.Created, Tries: d.Tries, Item: d.Body,
	}
	if d.State == state.Waiting {
		v.Due = &d.Due
	}
	return v
}

// listDeliveries shows what was and is to be sent, newest first. It is the
// sandbox's own path.
func (s *Server) listDeliveries(c *rest.Call) (rest.Reply, error) {
	q := c.URL.Query()
	w, err := rest.Paging{Count: 10, Most: 100, Sort: "-createdTime"}.Window(q)
	if err != nil {
		return rest.Reply{}, err
	}
	var check rest.Check
	check.That(slices.Contains([]string{"", state.Waiting, state.Delivered, state.Dropped}, q.Get("state")), "state", "must be waiting, delivered or dropped")
	if err := check.Err(); err != nil {
		return rest.Reply{}, err
	}
	found, more, err := s.book.State.Deliveries(c.Context(), state.DeliveryFilter{
		Endpoint: cmp.Or(q.Get("webhook"), q.Get("endpoint")), State: q.Get("state"), Event: q.Get("event"), About: q.Get("token"),
		Start: w.Start, Count: w.Count,
	})
	if err != nil {
		return rest.Reply{}, err
	}
	items := make([]deliveryView, len(found))
	for i, d := range found {
		items[i] = viewDelivery(d)
	}
	return rest.OK(rest.NewPage(w, items, more))
}

// delivery shows one with the item that is sent. It is the sandbox's own path.
func (s *Server) delivery(c *rest.Call) (rest.Reply, error) {
	d, err := s.findDelivery(c.Context(), c.Param("id"))
	if err != nil {
		return rest.Reply{}, err
	}
	return rest.OK(viewDelivery(d))
}

// redeliver sends a delivery once more, word by word, whatever became of it. It goes
// before what waits, being due since it was made. It is the sandbox's own path.
func (s *Server) redeliver(c *rest.Call) (rest.Reply, error) {
	d, err := s.findDelivery(c.Context(), c.Param("id"))
	if err != nil {
		return rest.Reply{}, err
	}
	err = s.book.State.Update(c.Context(), func(tx *state.Tx) error {
		s.book.State.Requeue(tx, &d)
		return nil
	})
	if err != nil {
		return rest.Reply{}, err
	}
	return rest.OK(viewDelivery(d))
}

func (s *Server) findDelivery(ctx context.Context, number string) (state.Delivery, error) {
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return state.Delivery{}, noDelivery
	}
	found, err := s.book.State.Bodies(ctx, []int64{id})
	if err != nil {
		return state.Delivery{}, err
	}
	d, ok := found[id]
	if !ok {
		return state.Delivery{}, noDelivery
	}
	return d, nil
}
