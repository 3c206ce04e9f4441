// Package webtest starts the whole console for a test: the real pages, the real
// database, and the embedded sandbox behind a real socket, where the platform can also
// be made to fall silent.
package webtest

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"carddeck/marqeta"
	"carddeck/marqeta/jit"
	"carddeck/marqeta/sandbox"
	"carddeck/marqeta/webhook"
	"carddeck/store"
	"carddeck/views/environment"
	"carddeck/web"
)

// The credentials of the receiver and of the decision endpoint in tests.
const (
	ReceiverUsername                = "receiver"
	ReceiverPassword marqeta.Secret = "Receiver-Passw0rd-for-tests"

	GatewayUsername                = "gateway"
	GatewayPassword marqeta.Secret = "Gateway-Passw0rd-for-tests"
)

// App is a running console.
type App struct {
	T        testing.TB
	Store    *store.Store
	Program  *marqeta.Client // speaks to the sandbox, past the switch that Silence turns
	People   *httptest.Server
	Machines *httptest.Server
	web      *web.App
	mood     atomic.Int32
	seen     atomic.Int64
	changes  atomic.Int64
	later    atomic.Int64
	quiet    atomic.Int64
}

// Option changes what New starts.
type Option func(*options)

type options struct {
	environment environment.Environment
	log         *slog.Logger
	dsn         string
	sandbox     sandbox.Options
}

// In starts the console in another environment, such as production. The platform
// behind it is the sandbox all the same.
func In(e environment.Environment) Option { return func(o *options) { o.environment = e } }

// On opens the database at a DSN instead of a new SQLite file.
func On(dsn string) Option { return func(o *options) { o.dsn = dsn } }

// Emulating changes the sandbox behind the console.
func Emulating(change func(*sandbox.Options)) Option {
	return func(o *options) { change(&o.sandbox) }
}

// Logging sends the log of the console and of everything in it somewhere.
func Logging(log *slog.Logger) Option { return func(o *options) { o.log = log } }

// New starts a console that lives as long as the test.
func New(t testing.TB, opts ...Option) *App {
	t.Helper()
	o := options{
		environment: environment.Environment{Kind: environment.Embedded, Name: "embedded sandbox"},
		log:         slog.New(slog.DiscardHandler),
		dsn:         "sqlite:" + filepath.Join(t.TempDir(), "console.db"),
	}
	for _, opt := range opts {
		opt(&o)
	}
	a := &App{T: t}
	ctx, stop := context.WithCancel(context.Background())

	o.sandbox.Data, o.sandbox.Log = sandbox.InMemory, o.log
	emulator, err := sandbox.New(o.sandbox)
	must(t, err)
	a.Store, err = store.Open(ctx, store.Config{DSN: o.dsn, Migrate: true, Key: store.NewKey(), Log: o.log, Now: a.now})
	must(t, err)

	var machines atomic.Pointer[http.Handler]
	a.Machines = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		(*machines.Load()).ServeHTTP(w, r)
	}))
	platform := httptest.NewServer(a.moody(emulator))
	client := func(base string) *marqeta.Client {
		c, err := marqeta.New(marqeta.Config{
			BaseURL: base + "/v3", Timeout: time.Second, Log: o.log,
			ApplicationToken: sandbox.DefaultApplicationToken, AdminAccessToken: sandbox.DefaultAdminAccessToken,
		})
		must(t, err)
		t.Cleanup(c.Close)
		return c
	}
	var gateways jit.Gateways
	settings, _, err := a.Store.LoadGateways(ctx) // before anybody can ask, as the console does
	must(t, err)
	gateways.Set(settings)
	journal := a.Store.NewJournal()
	a.web, err = web.New(web.Config{
		Store: a.Store, Program: client(platform.URL), Environment: o.environment, Sandbox: emulator,
		ReceiverURL: a.Machines.URL + "/webhooks/marqeta",
		Receiver:    webhook.NewHandler(webhook.Config{Username: ReceiverUsername, Password: ReceiverPassword, Sink: a.Store, Log: o.log}),
		Gateway: web.Gateway{
			URL: a.Machines.URL + "/jit/marqeta", Username: GatewayUsername, Password: GatewayPassword,
			Handler: jit.NewHandler(jit.Config{
				Username: GatewayUsername, Password: GatewayPassword, Books: a.Store, Gateways: &gateways, Journal: journal, Log: o.log, Now: a.now,
			}),
		},
		Log: o.log, Now: a.now, NewToken: uuid.NewString, Cookie: "carddeck", Idle: time.Hour, KeepAnswers: 35 * 24 * time.Hour,
	})
	must(t, err)
	handler := a.web.Machines()
	machines.Store(&handler)
	a.People = httptest.NewServer(a.web.People())
	a.Program = client(a.Machines.URL)

	var loops sync.WaitGroup
	tick, changes := time.NewTicker(50*time.Millisecond), time.NewTicker(50*time.Millisecond)
	loops.Go(func() { _ = emulator.Run(ctx) })
	loops.Go(func() { _ = a.Store.RunApplier(ctx, tick.C) })
	loops.Go(func() { _ = a.Store.RunGateways(ctx, &gateways, changes.C) })
	loops.Go(func() { _ = journal.Run(ctx) })
	t.Cleanup(func() {
		a.People.Close()
		stop()
		loops.Wait()
		tick.Stop()
		changes.Stop()
		platform.Close()
		a.Machines.Close()
		must(t, a.Store.Close())
		must(t, emulator.Close())
	})
	_, err = a.Program.CreateWebhook(ctx, marqeta.WebhookRequest{
		Token: "carddeck-console", Name: "Carddeck console", Events: []string{"*"},
		Config: &marqeta.WebhookConfigRequest{
			URL: a.Machines.URL + "/webhooks/marqeta", BasicAuthUsername: ReceiverUsername, BasicAuthPassword: ReceiverPassword,
		},
	})
	must(t, err)
	return a
}

// Later moves the console's clock ahead; Marqeta's stays.
func (a *App) Later(d time.Duration) { a.later.Add(int64(d)) }

func (a *App) now() time.Time { return time.Now().Add(time.Duration(a.later.Load())) }

// Routes lists the route table, for checks that run over every route.
func (a *App) Routes() []web.Route { return a.web.Routes() }

// Moods of the platform.
const (
	answering int32 = iota
	silent          // hangs up before anything happens
	mute            // carries it out and hangs up before the answer
	tiring          // answers until it has carried out a number of changes, then is silent
	hanging         // takes the request and never answers
)

// Silence makes the platform hang up on the console without doing anything.
func (a *App) Silence() { a.mood.Store(silent) }

// SilenceAfter makes the platform hang up once it has carried out n more changes.
func (a *App) SilenceAfter(n int64) {
	a.quiet.Store(a.changes.Load() + n)
	a.mood.Store(tiring)
}

// Mute makes the platform carry out what it is asked and hang up before it answers.
func (a *App) Mute() { a.mood.Store(mute) }

// Hang makes the platform take requests and never answer them.
func (a *App) Hang() { a.mood.Store(hanging) }

// Wake makes the platform answer again.
func (a *App) Wake() { a.mood.Store(answering) }

// Asked counts the requests of the console that reached the platform.
func (a *App) Asked() int64 { return a.seen.Load() }

// Changed counts those of them that would change something.
func (a *App) Changed() int64 { return a.changes.Load() }

func (a *App) moody(platform http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a.seen.Add(1)
		if r.Method != http.MethodGet {
			a.changes.Add(1)
		}
		switch a.mood.Load() {
		case tiring:
			if a.changes.Load() > a.quiet.Load() {
				panic(http.ErrAbortHandler)
			}
		case silent:
			panic(http.ErrAbortHandler)
		case hanging:
			// Until a body is read to its end, nobody is told that the caller hung up.
			_, _ = io.Copy(io.Discard, r.Body)
			<-r.Context().Done()
			panic(http.ErrAbortHandler)
		case mute:
			platform.ServeHTTP(httptest.NewRecorder(), r)
			panic(http.ErrAbortHandler)
		}
		platform.ServeHTTP(w, r)
	})
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Chores runs what the console otherwise does by its clock: taking in what was made
// elsewhere and settling unknown outcomes.
func (a *App) Chores() {
	a.T.Helper()
	must(a.T, a.web.Chores(context.Background()))
}
