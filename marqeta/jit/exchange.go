package jit

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// ErrOutcome is wrapped by an error of the books after which nobody knows whether the
// decision was kept.
var ErrOutcome = errors.New("the outcome is unknown")

// errLate ends a request whose time is over before the books are asked.
var errLate = errors.New("the time for this step is over")

// exchange is one request on its way to its answer.
type exchange struct {
	*handler
	began time.Time // with the clock that never jumps
	Answered
	pending <-chan decided // under Observe: ours is still to come
}

// settle finds the answer.
func (e *exchange) settle(w http.ResponseWriter, r *http.Request) {
	defer func() {
		if failed := recover(); failed != nil {
			e.decline(Panicked, fmt.Errorf("%v", failed))
		}
	}()
	e.Mode = Decide
	if err := e.read(w, r); err != nil {
		end := Unreadable
		if errors.Is(err, errLate) {
			end = Late
		}
		e.decline(end, err)
		return
	}
	gateway := e.Gateways.For(e.Source)
	e.Gateway, e.Mode = gateway.Source, gateway.Mode
	done := e.ask(r.Context(), gateway)
	if e.Mode == Observe {
		e.pending = done
		e.observe(r, gateway.Upstream)
		return
	}
	e.take(e.wait(done))
}

// wait waits for the books as long as there is time.
func (e *exchange) wait(done <-chan decided) decided {
	select {
	case d := <-done:
		return d
	case <-time.After(time.Until(e.began.Add(giveUpBy))):
	}
	select {
	case d := <-done: // it was there at the same time, or long before
		return d
	default:
		return decided{err: fmt.Errorf("the books have not answered in time: %w", ErrOutcome)}
	}
}

// read takes the body within its time and understands it.
func (e *exchange) read(w http.ResponseWriter, r *http.Request) error {
	control := http.NewResponseController(w)
	_ = control.SetReadDeadline(e.began.Add(bodyBy))
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxBody))
	_ = control.SetReadDeadline(time.Time{})
	e.Body, e.Stages.Read = body, time.Since(e.began)
	switch {
	case e.Stages.Read >= bodyBy:
		return fmt.Errorf("read the body: %w", errLate)
	case err != nil:
		return fmt.Errorf("read the body: %w", err)
	}
	e.Ask, err = Read(body)
	if e.Stages.Parsed = time.Since(e.began); err == nil && e.Stages.Parsed >= parsedBy {
		return fmt.Errorf("understand the body: %w", errLate)
	}
	return err
}

type decided struct {
	Decision
	err error
}

// ask puts the question to the books. Whether the platform is still there makes no
// difference: a COMMIT must not be cut off halfway.
func (e *exchange) ask(ctx context.Context, gateway Gateway) <-chan decided {
	ctx, cancel := context.WithDeadline(context.WithoutCancel(ctx), e.began.Add(giveUpBy))
	q := Question{
		Ask: e.Ask, Body: e.Body, Policy: gateway.policy(), Gateway: gateway.Source, Mode: gateway.Mode, Received: e.Received,
		Begin: e.began.Add(beginBy), Deadline: e.began.Add(commitBy),
	}
	done := make(chan decided, 1)
	go func() {
		defer cancel()
		defer func() {
			if failed := recover(); failed != nil {
				done <- decided{err: fmt.Errorf("%w: the books panicked: %v", ErrOutcome, failed)}
			}
		}()
		d, err := e.Books.Decide(ctx, q)
		done <- decided{d, err}
	}()
	return done
}

// take makes the books' decision the answer. An approval that is not whole is none.
func (e *exchange) take(d decided) {
	e.Ours, e.Stages.Waited, e.Stages.Wrote, e.Stages.Synced = d.Verdict, d.Waited, d.Wrote, d.Synced
	approval := d.Status == http.StatusOK
	switch {
	case errors.Is(d.err, ErrOutcome) || errors.Is(d.err, context.DeadlineExceeded):
		e.decline(Uncertain, d.err)
	case d.err != nil:
		e.decline(Failed, d.err)
	case approval != d.Approved || approval && d.Conflict || !approval && d.Status != http.StatusPaymentRequired ||
		d.Token != e.Token || len(d.Answer) == 0:
		e.decline(Failed, errors.New("the books' decision contradicts itself"))
	default:
		e.End, e.Status, e.Answer, e.Body = Settled, d.Status, d.Answer, nil
		if d.Conflict {
			e.End = Conflict
		} else if d.Repeated {
			e.End = Repeated
		}
	}
}

// observe lets the customer's own gateway answer.
func (e *exchange) observe(r *http.Request, upstream Upstream) {
	ctx, cancel := context.WithDeadline(context.WithoutCancel(r.Context()), e.began.Add(giveUpBy))
	defer cancel()
	theirs, err := upstream.pass(ctx, e.client, r.Header, e.Body)
	e.Theirs, e.Stages.Upstream = &theirs, theirs.Took
	if err != nil {
		e.decline(Unheard, err)
		return
	}
	e.End, e.Status, e.Answer = Observed, theirs.Status, theirs.Answer
}

// decline answers for want of a decision.
func (e *exchange) decline(end End, err error) {
	e.End, e.Error = end, err.Error()
	e.Status, e.Answer = Compose(e.Ask, Verdict{Amount: e.Amount, Reason: NotPermitted, Memo: "not decided: " + string(end)}, Account{})
}

// note writes down how it went, when ours is known as well.
func (e *exchange) note() {
	if e.pending == nil {
		e.written()
		return
	}
	go func() {
		d := e.wait(e.pending)
		e.Ours, e.Stages.Waited, e.Stages.Wrote, e.Stages.Synced = d.Verdict, d.Waited, d.Wrote, d.Synced
		if d.err != nil {
			e.Error = strings.TrimPrefix(e.Error+"; ours: "+d.err.Error(), "; ")
		}
		e.written()
	}()
}

func (e *exchange) written() {
	if alarm, about := e.Alarm(); alarm != "" {
		e.Log.Error("funding request", "alarm", alarm, "about", about, "token", e.Token, "status", e.Status, "error", e.Error)
	}
	e.Journal.Note(e.Answered)
}
