// Package simulate turns simulated card transactions of both generations into what
// a network would have caused: a decision, movements of money, the transaction
// with its funding order, and the notifications.
package simulate

import (
	"iter"
	"net/http"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/wire"
)

// Simulator simulates on a book.
type Simulator struct {
	*book.Book
	client *http.Client
	// GloballyDeny is the program's default: authorization controls name what is
	// allowed, else what is denied.
	GloballyDeny bool
}

// New makes a simulator, which asks gateways with the given client. It also releases
// what is held too long.
func New(b *book.Book, client *http.Client) *Simulator {
	s := &Simulator{Book: b, client: client}
	b.OnDue(holding, s.expire)
	return s
}

// Paths are the simulations by their path under /v3; all are POST.
func (s *Simulator) Paths() iter.Seq2[string, rest.Handler] {
	return func(yield func(string, rest.Handler) bool) {
		for _, k := range kinds {
			if !yield("/simulations/cardtransactions/"+k.name, func(c *rest.Call) (rest.Reply, error) { return s.secondGeneration(c, k) }) {
				return
			}
		}
		for _, p := range legacyPaths {
			if !yield(p.path, func(c *rest.Call) (rest.Reply, error) { return s.firstGeneration(c, p) }) {
				return
			}
		}
	}
}

func (s *Simulator) secondGeneration(c *rest.Call, k kind) (rest.Reply, error) {
	var in simulation
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	t, err := s.simulate(c, k, in)
	if err != nil {
		return rest.Reply{}, err
	}
	return rest.Created(struct {
		Transaction *wire.Transaction `json:"transaction"`
	}{t})
}
