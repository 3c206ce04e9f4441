package book

import (
	"context"
	"sync/atomic"
	"time"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
)

// The modes of the clock.
const (
	Real    = "real"    // what the machine's clock reads
	Running = "running" // at its pace, by an offset apart
	Frozen  = "frozen"  // at one instant
)

// ClockSetting is how the program's time passes.
type ClockSetting struct {
	Mode   string        `json:"mode"`
	Offset time.Duration `json:"offset,omitzero,format:units"` // running: added to the machine's clock
	At     time.Time     `json:"at,omitzero"`                  // frozen
}

func (c ClockSetting) read(machine time.Time) time.Time {
	switch c.Mode {
	case Running:
		return machine.Add(c.Offset)
	case Frozen:
		return c.At
	}
	return machine
}

// at is the setting under which the clock reads an instant and goes on as before;
// one that was real runs.
func (c ClockSetting) at(instant, machine time.Time) ClockSetting {
	if c.Mode == Frozen {
		return ClockSetting{Mode: Frozen, At: instant}
	}
	return ClockSetting{Mode: Running, Offset: instant.Sub(machine)}
}

// clock is the program's time: the machine's, unless it was set.
type clock struct {
	machine func() time.Time
	setting atomic.Pointer[ClockSetting]
	held    atomic.Pointer[time.Time] // while time is jumped over: how far it has come
	instant atomic.Pointer[time.Time] // while a timer fires: when it fell due
	kept    *state.Collection[ClockSetting]
}

const theClock = "clock"

func (c *clock) open(machine func() time.Time, s *state.Store) {
	c.machine = machine
	c.setting.Store(&ClockSetting{Mode: Real})
	c.kept = state.NewCollection[ClockSetting](s, "clock")
}

// Rewind reads the clock's setting from the state, after that was loaded.
func (c *clock) Rewind() {
	set, ok := c.kept.Read(theClock)
	if !ok {
		set.Mode = Real
	}
	c.setting.Store(&set)
	c.held.Store(nil)
}

// Clock is the time inside an update: while a timer fires, when it fell due.
func (c *clock) Clock() time.Time {
	if at := c.instant.Load(); at != nil {
		return *at
	}
	return c.Present()
}

// Present is the time outside of an update. A timer that fires late, after a restart
// perhaps, takes nobody else back with it.
func (c *clock) Present() time.Time {
	if at := c.held.Load(); at != nil {
		return *at
	}
	return c.setting.Load().read(c.machine())
}

// Now is the clock as the wire shows it.
func (c *clock) Now() rest.Time { return rest.At(c.Clock()) }

// ClockSetting tells how time passes, and what the machine's clock reads.
func (c *clock) ClockSetting() (ClockSetting, time.Time) { return *c.setting.Load(), c.machine() }

// Hold stops the clock at an instant until SetClock, without a trace in the state:
// a jump goes from one instant to the next.
func (c *clock) Hold(at time.Time) { c.held.Store(&at) }

// keep stages where a clock that is held has come to, so that time does not go back
// when the process ends in the middle of a jump.
func (c *clock) keep(tx *state.Tx) {
	if at := c.held.Load(); at != nil {
		c.kept.Put(tx, theClock, c.setting.Load().at(*at, c.machine()))
	}
}

// SetClock makes time pass as the setting says. It does not ask whether time goes
// back, nor does it do what falls due in between.
func (b *Book) SetClock(ctx context.Context, to ClockSetting) error {
	err := b.State.Update(ctx, func(tx *state.Tx) error {
		b.kept.Put(tx, theClock, to)
		return nil
	})
	if err == nil {
		b.setting.Store(&to)
	}
	b.held.Store(nil)
	return err
}
