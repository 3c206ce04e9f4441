package sandbox

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/state"
)

// Server is the emulator: an http.Handler for every path under /v3/. It is safe
// for use by many goroutines.
type Server struct {
	options   Options
	routes    http.Handler
	snapshots *state.Snapshots
	faults    faults

	hashing sync.Mutex // one password at a time

	runs atomic.Bool // Run is under way

	turn   sync.Mutex   // held while the clock moves, and by whoever makes or uses snapshots
	gate   sync.RWMutex // held to read by whoever uses the world, to write while another takes its place
	*world              // read with the turn or the gate
}

// New opens the state, seeds it if it is empty, and is then ready to serve. The error
// is one sentence where the state is damaged, newer than this program, or used by
// another process. Notifications are kept until Run sends them.
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
	s := &Server{options: o, snapshots: state.NewSnapshots(o.Data)}
	if s.world, err = s.newWorld(ctx, b); err != nil {
		return nil, errors.Join(fmt.Errorf("open the sandbox: %w", err), b.Close())
	}
	s.routes = s.router()
	if err := s.seed(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("seed the sandbox: %w", err), s.Close())
	}
	return s, nil
}

// Run sends notifications, and does what falls due by the clock, until ctx ends;
// then it waits for what is under way and returns nil. The rest is left to the next
// Run, also that of a later process.
func (s *Server) Run(ctx context.Context) error {
	s.runs.Store(true)
	defer s.runs.Store(false)
	for ctx.Err() == nil {
		s.current().run(ctx)
	}
	return nil
}

func (s *Server) current() *world {
	s.gate.RLock()
	defer s.gate.RUnlock()
	return s.world
}

// Wake makes the server look again at what is due. Call it after the clock in
// Options.Now was moved.
func (s *Server) Wake() { s.current().lookAgain() }

// Close finishes the writes under way and closes the state. End Run and the HTTP
// server before.
func (s *Server) Close() error {
	w := s.current()
	w.simulator.Close()
	return errors.Join(w.book.Close(), s.snapshots.Close())
}
