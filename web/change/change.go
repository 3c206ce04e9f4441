// Package change carries what an operator wants from the form to Marqeta, with an
// audit entry begun before the call and closed after it. It is the one road for every
// write, so that none is made without an actor, none twice by a second click, and none
// forgotten when no answer comes.
package change

import (
	"cmp"
	"context"
	"log/slog"
	"net/http"

	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/render"
	"carddeck/web/session"
)

// Change is one thing to be done. The call may complete it: a simulation learns its
// target only from the answer.
type Change struct {
	Area       string // path segment of the area, such as "cards"
	Action     string // in words: "create card"
	Target     string // token of the object
	Request    any    // what is sent, as JSON in the audit trail; it must hold no secret
	Path       string // page to show when it is done
	Said       string // sentence shown there
	Repeatable bool   // the call carries our own token, so sending it again is harmless

	// Record keeps a local copy of what was made. It runs after the platform has said
	// yes, and its failure does not undo that.
	Record func(ctx context.Context) error
}

// Journal is the audit trail.
type Journal interface {
	BeginAudit(ctx context.Context, e store.AuditEntry) (store.AuditEntry, bool, error)
	FinishAudit(ctx context.Context, id int64, outcome store.Outcome, target, resultPath, detail string) error
}

// Carrier carries changes.
type Carrier struct {
	journal Journal
	newKey  func() string
	log     *slog.Logger
}

// New makes a carrier. newKey names a change whose form brought no key of its own.
func New(j Journal, newKey func() string, log *slog.Logger) *Carrier {
	return &Carrier{j, newKey, log}
}

// NewKey gives a key for a form to carry; two posts with one key are one change.
func (c *Carrier) NewKey() string { return c.newKey() }

// Carry runs call between the two halves of an audit entry.
//
// When it succeeds, the answer is written: a message and a redirect to Path, or to the
// page that the form was opened from. A refusal
// by Marqeta comes back as *marqeta.Error, for the form to show. An unknown outcome, or
// a first click that is still under way, comes back as *problem.Problem.
func (c *Carrier) Carry(w http.ResponseWriter, r *http.Request, ch Change, call func(ctx context.Context, ch *Change) error) error {
	entry, err := c.begin(r.Context(), r.PostFormValue("request_key"), &ch)
	if err != nil {
		return err
	}
	if entry.Outcome == store.OutcomeDone {
		return render.Redirect(w, r, landing(r, entry.ResultPath))
	}
	// From here on the change runs to its end, even if the browser hangs up.
	ctx := context.WithoutCancel(r.Context())
	called := c.run(ctx, entry.ID, &ch, call)
	if err := c.close(ctx, entry.ID, ch, called); err != nil {
		return c.unwritten(ctx, called, err)
	}
	if called != nil {
		return failed(called)
	}
	c.record(ctx, ch)
	session.From(r.Context()).AddFlash(session.Flash{Kind: session.Done, Text: ch.Said})
	return render.Redirect(w, r, landing(r, ch.Path))
}

// landing is where a change that was carried out leads.
func landing(r *http.Request, path string) string {
	return cmp.Or(auth.Back(r.PostFormValue("back")), path)
}
