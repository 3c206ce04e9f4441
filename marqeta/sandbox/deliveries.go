package sandbox

import (
	"time"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
)

// deliveryView is a delivery as the sandbox's own path shows it.
type deliveryView struct {
	ID       int64      `json:"id"`
	Endpoint string     `json:"endpoint"` // a webhook's token, or "address" and the URL a simulation named
	Event    string     `json:"event"`
	State    string     `json:"state"` // waiting, delivered or dropped
	Attempts int        `json:"attempts"`
	Due      *time.Time `json:"due,omitzero"` // of the next attempt
	Status   int        `json:"status,omitzero"`
	Answer   string     `json:"answer,omitzero"`
	Created  time.Time  `json:"created_time"`
}

// listDeliveries shows what was and is to be sent, newest first. It is the
// sandbox's own path.
func (s *Server) listDeliveries(c *rest.Call) (rest.Reply, error) {
	q := c.URL.Query()
	w, err := rest.Paging{Count: 10, Most: 100, Sort: "-createdTime"}.Window(q)
	if err != nil {
		return rest.Reply{}, err
	}
	found, more, err := s.book.State.Deliveries(c.Context(), state.DeliveryFilter{
		Endpoint: q.Get("endpoint"), State: q.Get("state"), Start: w.Start, Count: w.Count,
	})
	if err != nil {
		return rest.Reply{}, err
	}
	items := make([]deliveryView, len(found))
	for i, d := range found {
		items[i] = deliveryView{
			ID: d.ID, Endpoint: d.Endpoint, Event: d.Event, State: d.State, Attempts: d.Attempts, Status: d.Status, Answer: d.Answer, Created: d.Created,
		}
		if d.State == state.Waiting {
			items[i].Due = &d.Due
		}
	}
	return rest.OK(rest.NewPage(w, items, more))
}
