package reconcile

import (
	"context"
	"errors"
	"time"
)

// Bounds of the comparisons that people ask for: how many at once, one under way and the
// others waiting for it, and how long each may take.
const (
	together = 4
	longest  = 30 * time.Minute
)

// Comparison is that of a day that somebody asked for, until it has come to a result.
type Comparison struct {
	By      string
	Began   time.Time
	Listed  int   // transactions that the platform has told so far
	Failure error // why it came to none; nil while it goes on
}

// ErrBusy means that enough days are being compared.
var ErrBusy = errors.New("enough days are being compared")

// Begin compares a day in the background. One that is being compared goes on instead.
func (k *Keeper) Begin(ctx context.Context, day time.Time, by string) error {
	name := day.UTC().Format(time.DateOnly)
	k.asked.Lock()
	defer k.asked.Unlock()
	going := 0
	for other, c := range k.comparisons {
		switch {
		case c.Failure != nil:
		case other == name:
			return nil
		default:
			going++
		}
	}
	if going >= together {
		return ErrBusy
	}
	k.comparisons[name] = Comparison{By: by, Began: k.now()}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), longest)
	go func() {
		defer cancel()
		_, err := k.compare(ctx, day, by, func(listed int) { k.note(name, func(c *Comparison) { c.Listed = listed }) })
		k.note(name, func(c *Comparison) { c.Failure = err })
		if err != nil {
			k.log.WarnContext(ctx, "compare a day", "day", name, "error", err.Error())
			return
		}
		k.asked.Lock()
		defer k.asked.Unlock()
		delete(k.comparisons, name)
	}()
	return nil
}

func (k *Keeper) note(name string, change func(*Comparison)) {
	k.asked.Lock()
	defer k.asked.Unlock()
	c := k.comparisons[name]
	change(&c)
	k.comparisons[name] = c
}

// Comparing gives the comparison of a day that somebody asked for; false where it has come
// to its result, or nobody asked.
func (k *Keeper) Comparing(day string) (Comparison, bool) {
	k.asked.Lock()
	defer k.asked.Unlock()
	c, found := k.comparisons[day]
	return c, found
}
