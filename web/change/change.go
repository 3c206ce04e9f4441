// Package change carries what an operator wants from the form to Marqeta, with an
// audit entry begun before the call and closed after it. It is the one road for every
// write, so that none is made without an actor, none twice by a second click, and none
// forgotten when no answer comes.
package change

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/problem"
	"carddeck/web/render"
	"carddeck/web/reqlog"
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

// closing bounds the writes that follow the platform's answer; the browser's patience
// has no say in them.
const closing = 5 * time.Second

// Carry runs call between the two halves of an audit entry.
//
// When it succeeds, the answer is written: a message and a redirect to Path. A refusal
// by Marqeta comes back as *marqeta.Error, for the form to show. An unknown outcome, or
// a first click that is still under way, comes back as *problem.Problem.
func (c *Carrier) Carry(w http.ResponseWriter, r *http.Request, ch Change, call func(ctx context.Context, ch *Change) error) error {
	entry, err := c.begin(r, &ch)
	if err != nil || entry == nil {
		return err
	}
	if entry.Outcome == store.OutcomeDone {
		return render.Redirect(w, r, entry.ResultPath)
	}
	// From here on the change runs to its end, even if the browser hangs up.
	ctx := context.WithoutCancel(r.Context())
	err = call(ctx, &ch)
	if err := c.finish(ctx, entry.ID, ch, err); err != nil {
		return err
	}
	if err != nil {
		return c.failed(err)
	}
	session.From(r.Context()).AddFlash(session.Flash{Kind: session.Done, Text: ch.Said})
	return render.Redirect(w, r, ch.Path)
}

// begin writes the intention down. An entry that is done already comes back as it is.
func (c *Carrier) begin(r *http.Request, ch *Change) (*store.AuditEntry, error) {
	request, err := json.Marshal(ch.Request)
	if err != nil {
		return nil, fmt.Errorf("write down %s: %w", ch.Action, err)
	}
	key := r.PostFormValue("request_key")
	if key == "" || len(key) > 64 {
		key = c.newKey()
	}
	operator := auth.From(r.Context())
	for try := 1; ; try++ {
		entry, fresh, err := c.journal.BeginAudit(r.Context(), store.AuditEntry{
			RequestKey: attempt(key, try), OperatorID: operator.ID, OperatorEmail: operator.Email,
			Action: ch.Action, Area: ch.Area, Target: ch.Target, Request: request,
			Reference: reqlog.From(r.Context()).Reference,
		})
		if err != nil {
			return nil, fmt.Errorf("begin audit of %s: %w", ch.Action, err)
		}
		switch {
		case fresh, entry.Outcome == store.OutcomeDone:
			return &entry, nil
		case entry.OperatorID != operator.ID, entry.Action != ch.Action:
			return nil, &problem.Problem{Status: http.StatusConflict, Title: "This form was used before",
				Detail: "Its key belongs to another change. Open the form again; nothing was changed now."}
		case entry.Outcome == store.OutcomeOpen:
			return nil, &problem.Problem{Status: http.StatusConflict, Title: "The first click is still under way",
				Detail: "The same form was sent a moment ago and is being carried out. Nothing was sent twice.",
				Href:   "/audit", Action: "See how it ends"}
		case entry.Outcome == store.OutcomeUnknown && !ch.Repeatable:
			return nil, unknown(nil)
		}
		// Refused, or unknown and harmless to repeat: the same form may be tried again.
	}
}

// attempt names the later tries of one form apart from its first.
func attempt(key string, try int) string {
	if try == 1 {
		return key
	}
	return key + "." + strconv.Itoa(try)
}

// finish closes the entry and keeps the local copy.
func (c *Carrier) finish(ctx context.Context, id int64, ch Change, err error) error {
	ctx, cancel := context.WithTimeout(ctx, closing)
	defer cancel()
	outcome, detail := verdict(err)
	if outcome == store.OutcomeDone && ch.Record != nil {
		if err := ch.Record(ctx); err != nil {
			// The platform holds the object; the local list learns of it from the
			// notification or when its page is opened.
			c.log.ErrorContext(ctx, "keep local copy", "action", ch.Action, "target", ch.Target, "error", err.Error())
		}
	}
	if err := c.journal.FinishAudit(ctx, id, outcome, ch.Target, ch.Path, detail); err != nil {
		return fmt.Errorf("finish audit of %s: %w", ch.Action, err)
	}
	return nil
}

func (c *Carrier) failed(err error) error {
	if outcome, _ := verdict(err); outcome == store.OutcomeUnknown {
		return unknown(err)
	}
	return err
}

// verdict says how a call ended: done, refused by somebody who answered, or unknown.
func verdict(err error) (store.Outcome, string) {
	if err == nil {
		return store.OutcomeDone, ""
	}
	if marqeta.OutcomeUnknown(err) {
		return store.OutcomeUnknown, "No answer came. The console asks Marqeta by the token of the request."
	}
	if e, ok := marqeta.AsError(err); ok {
		return store.OutcomeRefused, e.Message + " (" + e.Code + ")"
	}
	if p, ok := errors.AsType[*problem.Problem](err); ok {
		return store.OutcomeRefused, p.Title
	}
	return store.OutcomeUnknown, "The call failed on our side."
}

func unknown(err error) *problem.Problem {
	return &problem.Problem{Status: http.StatusBadGateway, Title: "The outcome is not known", Err: err,
		Detail: "The request was sent and no answer came, so it may or may not have been carried out. " +
			"The console asks Marqeta again and notes the answer in the audit trail. " +
			"Sending the same form again never makes a second object.",
		Href: "/audit?outcome=unknown", Action: "See what is being settled"}
}
