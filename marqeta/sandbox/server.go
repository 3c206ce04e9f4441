package sandbox

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/delivery"
	"carddeck/marqeta/sandbox/simulate"
)

// Server is the emulator: an http.Handler for every path under /v3/. It is safe
// for use by many goroutines.
type Server struct {
	options    Options
	book       *book.Book
	simulator  *simulate.Simulator
	dispatcher *delivery.Dispatcher
	routes     http.Handler
	hashing    sync.Mutex    // one password at a time
	wake       chan struct{} // the alarm is to look again
	moving     sync.Mutex    // the clock
	waiting    atomic.Int64  // when what the alarm waits for is due, Unix milliseconds
}

// New opens the state and is then ready to serve. The error is one sentence where
// the state is damaged, newer than this program, or used by another process.
// Notifications are kept until Run sends them.
func New(o Options) (*Server, error) {
	if o.Data == "" {
		return nil, errors.New("open the sandbox: Options.Data names no folder")
	}
	ctx := context.Background()
	o = o.withDefaults()
	b, err := book.Open(ctx, o.Data, o.Now, o.NewToken)
	if err != nil {
		return nil, fmt.Errorf("open the sandbox: %w", err)
	}
	s := &Server{options: o, book: b, simulator: simulate.New(b, o.GatewayClient), wake: make(chan struct{}, 1)}
	s.dispatcher, err = delivery.New(ctx, delivery.Options{
		Store: b.State, Resolve: s.endpoint, Client: o.Client, Now: b.Clock, NewToken: o.NewToken, Log: o.Log,
	})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open the sandbox: %w", err), b.Close())
	}
	s.simulator.GloballyDeny = o.GloballyDeny
	b.State.OnQueue(s.dispatcher.Add)
	b.State.OnTimer(s.timerSet)
	b.OnDue(bulkTimer, s.makeBulk)
	s.routes = s.router()
	return s, nil
}

// ServeHTTP answers a request to the Core API.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.routes.ServeHTTP(w, plain(r)) }

// Run sends notifications, and does what falls due by the clock, until ctx ends;
// then it waits for what is under way and returns nil. The rest is left to the next
// Run, also that of a later process.
func (s *Server) Run(ctx context.Context) error {
	var alarm sync.WaitGroup
	alarm.Go(func() { s.alarm(ctx) })
	s.dispatcher.Run(ctx)
	alarm.Wait()
	return nil
}

// Wake makes the server look again at what is due. Call it after the clock in
// Options.Now was moved.
func (s *Server) Wake() {
	s.rouse()
	s.dispatcher.Wake()
}

// Close finishes the writes under way and closes the state. End Run and the HTTP
// server before.
func (s *Server) Close() error { return s.book.Close() }
