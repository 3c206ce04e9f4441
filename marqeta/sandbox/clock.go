package sandbox

import (
	"context"
	"errors"
	"time"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
)

// clockView is the clock as the sandbox's own path shows it.
type clockView struct {
	Mode    string `json:"mode"` // real, running or frozen
	Now     string `json:"now"`
	Machine string `json:"machine"`
	Offset  string `json:"offset"` // of now from the machine's clock
	*passage
}

// passage is what happened while time was jumped over.
type passage struct {
	Timers     int `json:"timers"`     // that fired
	Deliveries int `json:"deliveries"` // that are due and could not be attempted on the way
}

// deliveryPatience is how long a jump waits for endpoints, all together, by the
// machine's clock.
const deliveryPatience = 10 * time.Second

const millis = "2006-01-02T15:04:05.000Z"

func (s *Server) viewClock(p *passage) (rest.Reply, error) {
	setting, machine := s.book.ClockSetting()
	now := s.book.Present()
	return rest.OK(clockView{setting.Mode, now.UTC().Format(millis), machine.UTC().Format(millis), now.Sub(machine).Round(time.Millisecond).String(), p})
}

func (s *Server) clock(*rest.Call) (rest.Reply, error) { return s.viewClock(nil) }

// clockRequest says where the clock goes and how it goes on from there.
type clockRequest struct {
	Mode    *string    `json:"mode"`
	Now     *time.Time `json:"now"`
	Advance *rest.Span `json:"advance"`
}

// plan gives the instant and the mode of a request. Time does not go back, unless
// nothing has happened yet.
func (in clockRequest) plan(mode string, now, machine time.Time, empty bool) (to time.Time, _ string, err error) {
	var check rest.Check
	if in.Mode != nil {
		mode = *in.Mode
		check.That(mode != "", "mode", "may not be empty")
		check.OneOf("mode", mode, book.Real, book.Running, book.Frozen)
	}
	moved := in.Now != nil || in.Advance != nil
	check.That(in.Now == nil || in.Advance == nil, "now", "and advance exclude each other")
	check.That(in.Mode == nil || mode != book.Real || !moved, "mode", "real takes neither now nor advance")
	if err := check.Err(); err != nil {
		return to, mode, err
	}
	switch to = now; {
	case in.Now != nil:
		to = *in.Now
	case in.Advance != nil:
		to = in.Advance.After(now)
	case mode == book.Real:
		to = machine
	}
	switch to = to.UTC().Truncate(time.Millisecond); {
	case to.Year() > 9999:
		return to, mode, rest.Invalid("the clock ends with the year 9999")
	case !empty && to.Before(now.Truncate(time.Millisecond)):
		return to, mode, rest.Precondition("the clock reads " + now.UTC().Format(millis) + " and does not go back; reset the sandbox or restore a snapshot")
	case to.Year() < 1970:
		return to, mode, rest.Invalid("the clock begins with the year 1970")
	case mode == book.Real && moved:
		mode = book.Running
	}
	return to, mode, nil
}

// setClock moves the clock forward, or changes how it goes on.
func (s *Server) setClock(c *rest.Call) (rest.Reply, error) {
	var in clockRequest
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	if in == (clockRequest{}) {
		return s.clock(c)
	}
	s.turn.Lock()
	defer s.turn.Unlock()
	setting, machine := s.book.ClockSetting()
	empty, err := s.book.State.Empty(c.Context())
	if err != nil {
		return rest.Reply{}, err
	}
	to, mode, err := in.plan(setting.Mode, s.book.Present(), machine, empty)
	if err != nil {
		return rest.Reply{}, err
	}
	// A jump that has begun is finished whether or not its caller waits.
	done, err := s.jump(context.WithoutCancel(c.Context()), to, mode)
	if err != nil {
		return rest.Reply{}, err
	}
	return s.viewClock(&done)
}

// begun waits until a world that has just come by a restore or a reset sends.
func (w *world) begun(ctx context.Context) {
	select {
	case <-w.dispatcher.Started():
	case <-ctx.Done():
	}
}

// jump goes to an instant by way of everything that falls due before: timers, and
// notifications with their retries, each at its own time.
func (s *Server) jump(ctx context.Context, to time.Time, mode string) (p passage, err error) {
	at := s.book.Present()
	patient, cancel := context.WithTimeout(ctx, deliveryPatience)
	defer cancel()
	s.book.Hold(at)
	if s.runs.Load() {
		s.begun(patient)
	}
	s.dispatcher.Catch(patient) // so that it knows what is due behind
	for fired := 1; at.Before(to) || fired > 0; {
		stop := to
		if patient.Err() == nil {
			if stop, err = s.stop(ctx, at, to); err != nil {
				break
			}
		}
		var wrong error
		if fired, wrong = s.book.Fire(ctx, stop); wrong != nil {
			s.options.Log.Error("fire", "error", wrong)
		}
		at, p.Timers = stop, p.Timers+fired
		s.book.Hold(at)
		p.Deliveries = s.dispatcher.Catch(patient)
	}
	_, machine := s.book.ClockSetting()
	set := book.ClockSetting{Mode: mode}
	switch mode {
	case book.Frozen:
		set.At = to
	case book.Running:
		set.Offset = to.Sub(machine)
	}
	err = errors.Join(err, s.book.SetClock(ctx, set))
	s.lookAgain()
	return p, err
}

// stop is the next instant behind at when something falls due, or the end of the jump.
func (s *Server) stop(ctx context.Context, at, to time.Time) (time.Time, error) {
	timer, err := s.book.NextDue(ctx)
	if !timer.IsZero() && !timer.After(at) {
		return at, err // late
	}
	for _, next := range []time.Time{timer, s.dispatcher.Next(at)} {
		if next.After(at) && next.Before(to) {
			to = next
		}
	}
	return to, err
}
