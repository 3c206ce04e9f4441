package change

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/problem"
)

// closing bounds the writes that follow the platform's answer; the browser's patience
// has no say in them.
const closing = 5 * time.Second

// run makes the call. A panic in it leaves the outcome unknown, and goes on.
func (c *Carrier) run(ctx context.Context, id int64, ch *Change, call func(ctx context.Context, ch *Change) error) error {
	returned := false
	defer func() {
		if returned {
			return
		}
		if err := c.close(ctx, id, *ch, errPanic); err != nil {
			c.log.ErrorContext(ctx, "close audit after a panic", "action", ch.Action, "error", err.Error())
		}
	}()
	err := call(ctx, ch)
	returned = true
	return err
}

var errPanic = errors.New("the call panicked")

// close notes how the call ended. An entry that somebody settled meanwhile stays as it is.
func (c *Carrier) close(ctx context.Context, id int64, ch Change, called error) error {
	ctx, cancel := context.WithTimeout(ctx, closing)
	defer cancel()
	outcome, detail := verdict(called)
	err := c.journal.FinishAudit(ctx, id, outcome, ch.Target, ch.Path, detail)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("finish audit of %s: %w", ch.Action, err)
	}
	return nil
}

// record keeps the local copy. Without it the list learns of the object from the
// notification, or when its page is opened.
func (c *Carrier) record(ctx context.Context, ch Change) {
	if ch.Record == nil {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, closing)
	defer cancel()
	if err := ch.Record(ctx); err != nil {
		c.log.ErrorContext(ctx, "keep local copy", "action", ch.Action, "error", err.Error())
	}
}

// failed words an error of the call. A failure of the platform's own is no refusal, so
// none may be found in the chain of an unknown outcome.
func failed(err error) error {
	if outcome, _ := verdict(err); outcome == store.OutcomeUnknown {
		return unknown(errors.New(err.Error()))
	}
	return err
}

// unwritten words that the trail could not be closed. What became of the call is said
// all the same, since an answer that was done must not invite to do it again.
func (c *Carrier) unwritten(ctx context.Context, called, err error) error {
	switch outcome, _ := verdict(called); outcome {
	case store.OutcomeDone:
		return &problem.Problem{Status: http.StatusInternalServerError, Title: "It was carried out, and could not be written down", Err: err,
			Detail: "Marqeta did what was asked; do not send it again. Only the audit trail is late: the console closes the entry by asking Marqeta.",
			Href:   "/audit?outcome=open", Action: "See the audit trail"}
	case store.OutcomeRefused:
		c.log.ErrorContext(ctx, "close audit of a refusal", "error", err.Error())
		return called
	}
	return unknown(errors.New(errors.Join(called, err).Error()))
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
		return store.OutcomeRefused, e.Words()
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
