package sandbox

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"carddeck/marqeta/sandbox/delivery"
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// Server is the emulator: an http.Handler for every path under /v3/. It is safe
// for use by many goroutines.
type Server struct {
	options    Options
	state      *state.Store
	routes     http.Handler
	dispatcher *delivery.Dispatcher

	programSources  *state.Collection[wire.ProgramFundingSource]
	gatewaySources  *state.Collection[wire.GatewayFundingSource]
	cardProducts    *state.Collection[wire.CardProduct]
	users           *state.Collection[wire.User]
	usersByEmail    *state.Index[wire.User]
	usersByParent   *state.Index[wire.User]
	userTransitions *state.Collection[wire.UserTransition]
	transitionsOf   *state.Index[wire.UserTransition]
	cards           *state.Collection[wire.Card]
	cardsByUser     *state.Index[wire.Card]
	cardsByPAN      *state.Index[wire.Card]
	cardsByLastFour *state.Index[wire.Card]
	cardsByBarcode  *state.Index[wire.Card]
	cardTransitions *state.Collection[wire.CardTransition]
	cardMovesOf     *state.Index[wire.CardTransition]
	webhooks        *state.Collection[wire.Webhook]
	accounts        *state.Collection[engine.Account]
	orders          *state.Journal[order]
	unloads         *state.Journal[unload]
	purchases       *state.Journal[purchase]
	transactions    *state.Transactions
}

// New opens the state and is then ready to serve. The error is one sentence where
// the state is damaged, newer than this program, or used by another process.
// Notifications are kept until Run sends them.
func New(o Options) (*Server, error) {
	if o.Data == "" {
		return nil, errors.New("open the sandbox: Options.Data names no folder")
	}
	ctx := context.Background()
	s := &Server{options: o.withDefaults()}
	var err error
	if s.state, err = state.Open(ctx, o.Data); err != nil {
		return nil, fmt.Errorf("open the sandbox: %w", err)
	}
	if err := s.restore(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open the sandbox: %w", err), s.state.Close())
	}
	s.routes = s.router()
	return s, nil
}

func (s *Server) restore(ctx context.Context) (err error) {
	s.programSources = state.NewCollection[wire.ProgramFundingSource](s.state, "program_funding_source")
	s.gatewaySources = state.NewCollection[wire.GatewayFundingSource](s.state, "program_gateway_funding_source")
	s.cardProducts = state.NewCollection[wire.CardProduct](s.state, "card_product")
	s.users = state.NewCollection[wire.User](s.state, "user")
	s.usersByEmail = state.NewIndex(s.users, emailKey)
	s.usersByParent = state.NewIndex(s.users, func(u wire.User) string { return u.ParentToken })
	s.userTransitions = state.NewCollection[wire.UserTransition](s.state, "user_transition")
	s.transitionsOf = state.NewIndex(s.userTransitions, func(t wire.UserTransition) string { return t.UserToken })
	s.cards = state.NewCollection[wire.Card](s.state, "card")
	s.cardsByUser = state.NewIndex(s.cards, func(c wire.Card) string { return c.UserToken })
	s.cardsByPAN = state.NewIndex(s.cards, func(c wire.Card) string { return c.PAN })
	s.cardsByLastFour = state.NewIndex(s.cards, func(c wire.Card) string { return c.LastFour })
	s.cardsByBarcode = state.NewIndex(s.cards, func(c wire.Card) string { return c.Barcode })
	s.cardTransitions = state.NewCollection[wire.CardTransition](s.state, "card_transition")
	s.cardMovesOf = state.NewIndex(s.cardTransitions, func(t wire.CardTransition) string { return t.CardToken })
	s.webhooks = state.NewCollection[wire.Webhook](s.state, "webhook")
	s.accounts = state.NewCollection[engine.Account](s.state, "account")
	s.orders = state.NewJournal(s.state, "gpa_order", func(o order) string { return o.UserToken })
	s.unloads = state.NewJournal(s.state, "gpa_unload", func(u unload) string { return u.Owner })
	s.purchases = state.NewJournal(s.state, "purchase", func(p purchase) string { return p.CardToken })
	if s.transactions, err = state.NewTransactions(ctx, s.state); err != nil {
		return err
	}
	if err := s.state.Load(ctx); err != nil {
		return err
	}
	s.dispatcher, err = delivery.New(ctx, delivery.Options{
		Store: s.state, Resolve: s.endpoint, Client: s.options.Client, Now: s.options.Now,
		NewToken: s.options.NewToken, Log: s.options.Log,
	})
	if err != nil {
		return err
	}
	s.state.OnQueue(s.dispatcher.Add)
	return nil
}

// ServeHTTP answers a request to the Core API.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.routes.ServeHTTP(w, r) }

// Run sends notifications until ctx ends, then waits for those under way and
// returns nil. What is not delivered by then is sent by the next Run, also that of
// a later process.
func (s *Server) Run(ctx context.Context) error {
	s.dispatcher.Run(ctx)
	return nil
}

// Wake makes the server look again at what is due. Call it after the clock in
// Options.Now was moved.
func (s *Server) Wake() { s.dispatcher.Wake() }

// Close finishes the writes under way and closes the state. End Run and the HTTP
// server before.
func (s *Server) Close() error { return s.state.Close() }

func (s *Server) now() rest.Time { return rest.At(s.options.Now()) }

func emailKey(u wire.User) string { return folded(u.Email) }
