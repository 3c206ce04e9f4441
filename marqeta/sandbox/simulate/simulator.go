// Package simulate turns simulated card transactions of both generations into what
// a network would have caused: a decision, movements of money, the transaction
// with its funding order, and the notifications.
package simulate

import (
	"context"
	"iter"
	"sync"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/gateway"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/wire"
)

// Simulator simulates on a book.
type Simulator struct {
	*book.Book
	gateways gateway.Asker
	life     context.Context // of questions that are under way
	hangUp   context.CancelFunc
	late     sync.WaitGroup // answers that are still listened to
	// Strike says what goes wrong with a question to a gateway source; nil is nothing.
	Strike func(source string) gateway.Strike
	// GloballyDeny is the program's default: authorization controls name what is
	// allowed, else what is denied.
	GloballyDeny bool
}

// New makes a simulator, which asks gateways. It also releases what is held too long.
func New(b *book.Book, gateways gateway.Asker) *Simulator {
	s := &Simulator{Book: b, gateways: gateways}
	s.life, s.hangUp = context.WithCancel(context.Background())
	b.OnDue(holding, s.expire)
	return s
}

// Close hangs up on gateways that are only listened to any more, and waits for what
// is being recorded of them. Nothing may be simulated meanwhile.
func (s *Simulator) Close() {
	s.hangUp()
	s.late.Wait()
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
