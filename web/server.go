// Package web is the roof: it knows every area's handlers, the order of the
// middleware, the permission beside each route, and the one door for errors.
//
// There are two doors to the house. People come with a browser, a session and a form;
// machines come with their own credentials to the receiver and, where there is one,
// the embedded sandbox. The two share no protection and no listener.
package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/views/environment"
	"carddeck/web/auth"
	"carddeck/web/change"
	"carddeck/web/reconcile"
	"carddeck/web/session"
	"carddeck/web/spend"
)

// Config is what the roof is built on. All but Sandbox is needed.
type Config struct {
	Store       *store.Store
	Program     *marqeta.Client
	Environment environment.Environment
	Receiver    http.Handler // POST /webhooks/marqeta
	ReceiverURL string       // the receiver's address as the platform reaches it
	Gateway     Gateway      // the decision endpoint
	Sandbox     http.Handler // serves /v3 when the emulator is embedded; nil otherwise
	Log         *slog.Logger
	Now         func() time.Time
	NewToken    func() string // tokens for objects and keys for forms
	Secure      bool          // people reach the console over https
	Cookie      string        // name of the session cookie, one per environment
	Idle        time.Duration // a session unused this long ends
	KeepAnswers time.Duration // how long answers of the decision endpoint are kept; 0 for ever
}

// Gateway is the decision endpoint, POST /jit/marqeta, and what a program gateway funding
// source must know to ask it.
type Gateway struct {
	http.Handler
	URL      string // its address as the platform reaches it; empty when nobody has said
	Username string
	Password marqeta.Secret
}

// App serves the console.
type App struct {
	store       *store.Store
	program     *marqeta.Client
	environment environment.Environment
	receiver    http.Handler
	receiverURL string
	gateway     Gateway
	sandbox     http.Handler
	log         *slog.Logger
	now         func() time.Time
	newToken    func() string
	secure      bool
	keepAnswers time.Duration
	sessions    *session.Keeper
	changes     *change.Carrier
	previews    *spend.Previews
	routes      []route
	chores      []func(context.Context) error // run by Run, one after the other
	reconciler  *reconcile.Keeper             // run beside them: a comparison may take long
	navigation  map[string]auth.Permission
}

// absolute is the longest that anybody stays signed in.
const absolute = 12 * time.Hour

// New checks the config and builds the routes. A route without a permission is refused.
func New(c Config) (*App, error) {
	if c.Store == nil || c.Program == nil || c.Receiver == nil || c.Gateway.Handler == nil || c.Log == nil || c.Now == nil || c.NewToken == nil {
		return nil, errors.New("web: store, program, receiver, gateway, log, clock and token maker are needed")
	}
	sessions, err := session.NewKeeper(sessionRows{c.Store}, session.Options{
		Cookie: c.Cookie, Secure: c.Secure, Idle: c.Idle, Absolute: absolute, Now: c.Now,
	})
	if err != nil {
		return nil, err
	}
	a := &App{
		store: c.Store, program: c.Program, environment: c.Environment, receiver: c.Receiver, receiverURL: c.ReceiverURL,
		gateway: c.Gateway, sandbox: c.Sandbox, log: c.Log, now: c.Now, newToken: c.NewToken, secure: c.Secure, keepAnswers: c.KeepAnswers,
		sessions: sessions, changes: change.New(c.Store, c.NewToken, c.Log),
		previews: spend.NewPreviews(c.Store, c.Now, c.NewToken, c.Log), navigation: map[string]auth.Permission{},
	}
	a.reconciler = reconcile.New(c.Program, c.Store, c.Now, c.Log)
	a.routes = a.table()
	for _, rt := range a.routes {
		if rt.need == "" {
			return nil, errors.New("web: no permission beside " + rt.pattern)
		}
		if path, ok := rt.page(); ok && a.exists(rt) {
			a.navigation[path] = rt.need
		}
	}
	return a, nil
}

// exists tells whether a route is there in this environment: nothing is simulated in
// production.
func (a *App) exists(rt route) bool { return !rt.simulates || a.environment.Simulates() }

// pace is how often the console looks for what was made or changed elsewhere. The
// embedded sandbox costs nothing to ask; a real program has a request rate to share.
func (a *App) pace() time.Duration {
	if a.environment.Kind == environment.Embedded {
		return 3 * time.Second
	}
	return 30 * time.Second
}

// Run keeps the console in step with the platform until ctx ends: objects made
// elsewhere are taken into the lists, changes whose outcome is unknown are settled, and
// what no notification has told is asked for.
func (a *App) Run(ctx context.Context) {
	var loops sync.WaitGroup
	loops.Go(func() { a.over(ctx, a.Chores) })
	loops.Go(func() { a.over(ctx, a.reconciler.Keep) })
	loops.Wait()
}

// over does something at each tick until ctx ends.
func (a *App) over(ctx context.Context, do func(context.Context) error) {
	tick := time.NewTicker(a.pace())
	defer tick.Stop()
	for {
		if err := do(ctx); err != nil && ctx.Err() == nil {
			a.log.WarnContext(ctx, "keep in step", "error", err.Error())
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Chores does once what Run does by its clock.
func (a *App) Chores(ctx context.Context) error {
	var errs []error
	for _, chore := range a.chores {
		errs = append(errs, chore(ctx))
	}
	return errors.Join(errs...)
}

// sweep removes the sessions that have ended by themselves.
func (a *App) sweep(ctx context.Context) error {
	_, err := a.store.DeleteExpiredSessions(ctx, a.now())
	return err
}

// trim removes what was noted of the endpoint's answers longer ago than they are kept.
func (a *App) trim(ctx context.Context) error {
	if a.keepAnswers == 0 {
		return nil
	}
	_, err := a.store.TrimAnswers(ctx, a.now().Add(-a.keepAnswers))
	return err
}
