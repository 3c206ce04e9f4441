package sandbox

import (
	"log/slog"
	"net/http"
	"time"

	"github.com/google/uuid"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/delivery"
	"carddeck/marqeta/sandbox/gateway"
	"carddeck/marqeta/sandbox/state"
)

// InMemory as Options.Data keeps nothing when the server is closed.
const InMemory = state.Memory

// The credentials of a sandbox that is given no others.
const (
	DefaultApplicationToken marqeta.Secret = "sandbox_application_token"
	DefaultAdminAccessToken marqeta.Secret = "sandbox_admin_access_token"
)

// Options make a Server. Only Data is needed.
type Options struct {
	// Data is the folder that holds the state, or InMemory. It is created if
	// missing, readable by its owner alone, and used by one process at a time.
	Data string

	// Seed is what a state that is empty begins with: a JSON list of calls to the Core
	// API, or an exported snapshot. A reset goes back to it.
	Seed []byte

	// ApplicationToken is the user name of every request, AdminAccessToken its
	// password. Empty ones are the defaults.
	ApplicationToken marqeta.Secret
	AdminAccessToken marqeta.Secret

	// Now is the machine's clock, in place of time.Now; the program's own, which
	// callers can stop and move, is above it. After moving it, call Server.Wake.
	Now func() time.Time
	// NewToken makes a token for a resource that is given none: 1 to 36
	// characters, never the same twice. The default makes UUIDs of version 7: the
	// indexes of a large state grow at their end, where random ones grow everywhere.
	NewToken func() string
	// GloballyDeny makes authorization controls name what is allowed, and denies all
	// else. Without it they name what is denied, as in Marqeta's public sandbox.
	GloballyDeny bool
	// Client sends notifications. The default follows no redirect and uses no
	// proxy; give it another to trust a private certificate.
	Client *http.Client
	// GatewayClient asks program gateways. The default follows no redirect, uses no
	// proxy and wants TLS 1.2 or newer.
	GatewayClient *http.Client
	// After waits for gateways, in place of time.After: when what it gives is ready, a
	// gateway has had its time.
	After func(time.Duration) <-chan time.Time
	// Log gets what went wrong inside; never a card number or a secret. The
	// default discards.
	Log *slog.Logger
}

func (o Options) withDefaults() Options {
	if o.ApplicationToken == "" {
		o.ApplicationToken = DefaultApplicationToken
	}
	if o.AdminAccessToken == "" {
		o.AdminAccessToken = DefaultAdminAccessToken
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.NewToken == nil {
		o.NewToken = func() string { return uuid.Must(uuid.NewV7()).String() }
	}
	if o.Client == nil {
		o.Client = delivery.NewClient()
	}
	if o.GatewayClient == nil {
		o.GatewayClient = gateway.NewClient()
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}
