package sandbox

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"sync"
	"sync/atomic"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/delivery"
	"carddeck/marqeta/sandbox/gateway"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/simulate"
	"carddeck/marqeta/sandbox/state"
)

// world is a state and everything that rests on it. A snapshot that is restored
// makes another.
type world struct {
	book        *book.Book
	simulator   *simulate.Simulator
	simulations map[string]rest.Handler // by path
	dispatcher  *delivery.Dispatcher
	log         *slog.Logger

	wake    chan struct{}   // the alarm is to look again
	waiting atomic.Int64    // when what the alarm waits for is due, Unix milliseconds
	running sync.Mutex      // held by run
	past    context.Context // ends with the world
	leave   context.CancelFunc
}

func (s *Server) newWorld(ctx context.Context, b *book.Book) (*world, error) {
	o := s.options
	w := &world{book: b, simulator: simulate.New(b, gateway.Asker{Client: o.GatewayClient, After: o.After}), log: o.Log, wake: make(chan struct{}, 1)}
	w.simulator.GloballyDeny = o.GloballyDeny
	w.simulations = maps.Collect(w.simulator.Paths())
	saboteur := saboteur{&s.faults, b.Clock}
	b.Dry = saboteur.dry
	w.simulator.Strike = saboteur.question
	w.past, w.leave = context.WithCancel(context.Background())
	var err error
	w.dispatcher, err = delivery.New(ctx, delivery.Options{
		Store: b.State, Resolve: w.endpoint, Client: o.Client, Now: b.Present, NewToken: o.NewToken, Log: o.Log, Faults: saboteur,
	})
	if err != nil {
		return nil, err
	}
	b.State.OnQueue(w.dispatcher.Add)
	b.State.OnTimer(w.timerSet)
	b.OnDue(bulkTimer, s.makeBulk)
	return w, nil
}

// run sends and fires until ctx or the world ends, then waits for what is under way.
func (w *world) run(ctx context.Context) {
	w.running.Lock()
	defer w.running.Unlock()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(w.past, cancel)()
	var alarm sync.WaitGroup
	alarm.Go(func() { w.alarm(ctx) })
	w.dispatcher.Run(ctx)
	alarm.Wait()
}

// end ends what run does; what was being sent counts as not tried.
func (w *world) end() {
	w.leave()
	w.running.Lock()
	defer w.running.Unlock()
}

// replace puts another state in the place of the present one: a copy of a snapshot,
// or an empty one, with what fill does to it. Nobody sees anything in between, and
// of what was to be sent nothing is sent any more. s.turn is held.
func (s *Server) replace(ctx context.Context, from *state.Snapshot, fill func(*state.Store) error) error {
	next, err := s.book.State.Beside(ctx, from)
	if err != nil {
		return err
	}
	defer next.Close()
	if fill != nil {
		if err := fill(next); err != nil {
			return err
		}
	}
	// Whoever can be read here can be read in its new place.
	if _, err := book.On(ctx, next, s.options.Now, s.options.NewToken); err != nil {
		return err
	}
	s.gate.Lock()
	defer s.gate.Unlock()
	s.world.end()
	s.world.simulator.Close()
	st, err := s.book.State.Succeed(ctx, next)
	if err != nil {
		return fmt.Errorf("change to another state: %w", err)
	}
	b, err := book.On(ctx, st, s.options.Now, s.options.NewToken)
	if err != nil {
		return fmt.Errorf("change to another state: %w", err)
	}
	w, err := s.newWorld(ctx, b)
	if err != nil {
		return fmt.Errorf("change to another state: %w", err)
	}
	s.world = w
	s.faults.remove(everyFault)
	return nil
}
