package sandbox_test

import (
	"slices"
	"time"
)

// ledger is all that one user did. It keeps no sums: what a control has counted is
// added up anew, from everything, whenever it is asked for.
type ledger struct {
	bought   []*bought
	declines []*bought
	watches  []watch
	order    int // of what happened so far
}

// bought is a purchase, or money back, or an attempt at one. Amounts are dollars.
type bought struct {
	token, product, mid, mcc string
	atm, refund              bool
	opened, held, cleared    int
	cash                     int // of what was asked
	expires                  time.Time
	counted                  map[string][]event // what counts of it now, by class
	uses                     []event
}

type event struct {
	at     time.Time
	order  int
	amount int
}

// watch is a velocity control.
type watch struct {
	token, window, product, mid, mcc string
	food                             bool // at what sells food
	declines                         bool
	purchases, withdrawals, cash     bool
	amount, times                    int
	order                            int
}

var food = []string{"5411", "5812"}

func (w watch) covers(b *bought) bool {
	return (w.product == "" || w.product == b.product) && (w.mid == "" || w.mid == b.mid) && (w.mcc == "" || w.mcc == b.mcc) &&
		(!w.food || slices.Contains(food, b.mcc))
}

// within reports whether an event is in the window of which now is a part.
func (w watch) within(e event, now time.Time) bool {
	day := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC) }
	sunday := func(t time.Time) time.Time { return day(t).AddDate(0, 0, -int(t.Weekday())) }
	switch w.window {
	case "DAY":
		return day(e.at).Equal(day(now))
	case "WEEK":
		return sunday(e.at).Equal(sunday(now))
	case "MONTH":
		return e.at.Year() == now.Year() && e.at.Month() == now.Month()
	}
	return w.window == "LIFETIME" && e.order > w.order
}

// split gives the classes of an amount that a control may leave out.
func (b *bought) split(amount int) map[string]int {
	switch cash := min(b.cash, amount); {
	case b.atm:
		return map[string]int{"atm": amount}
	case b.cash > 0:
		return map[string]int{"goods": amount - cash, "cash": cash}
	}
	return map[string]int{"goods": amount}
}

func (w watch) counts(class string) bool {
	return class == "goods" && w.purchases || class == "cash" && w.cash || class == "atm" && w.withdrawals
}

// of gives what of a purchase's amount counts, and whether the purchase does.
func (w watch) of(b *bought, amount int) (sum int, any bool) {
	for class, part := range b.split(amount) {
		if w.counts(class) {
			sum, any = sum+part, true
		}
	}
	return sum, any && w.covers(b)
}

// used adds up what a control has counted.
func (l *ledger) used(w watch, now time.Time) (amount, times int) {
	if w.declines {
		for _, d := range l.declines {
			if sum, counts := w.of(d, d.opened); counts && w.within(d.uses[0], now) {
				amount, times = amount+sum, times+1
			}
		}
		return amount, times
	}
	for _, b := range l.bought {
		_, counts := w.of(b, 0)
		for class, events := range b.counted {
			for _, e := range events {
				if counts && w.counts(class) && w.within(e, now) {
					amount += e.amount
				}
			}
		}
		for _, e := range b.uses {
			if counts && w.within(e, now) {
				times++
			}
		}
	}
	return amount, times
}

// left gives what a control leaves, -1 uses for any number.
func (l *ledger) left(w watch, now time.Time) (amount, times int) {
	amount, times = l.used(w, now)
	amount = min(max(w.amount-amount, 0), w.amount)
	if w.times < 0 {
		return amount, -1
	}
	return amount, max(w.times-times, 0)
}

// verdict is the code for an attempt to spend, or to spend more in one use.
func (l *ledger) verdict(b *bought, amount, uses int, now time.Time) string {
	for _, w := range l.watches {
		asked, counts := w.of(b, amount)
		left, times := l.left(w, now)
		used, _ := l.used(w, now)
		switch {
		case !counts:
		case w.declines && times == 0, !w.declines && times >= 0 && uses > times:
			return "1817"
		case w.declines && used > w.amount, !w.declines && asked > left:
			return "1834"
		}
	}
	return "0000"
}

// note brings what counts of a purchase to what it has come to: more counts now,
// less is taken from what was counted last.
func (l *ledger) note(b *bought, now time.Time) {
	l.order++
	total := b.held + b.cleared
	if b.refund {
		total = -b.cleared
	}
	for class, want := range b.split(total) {
		events := b.counted[class]
		have := 0
		for _, e := range events {
			have += e.amount
		}
		if want > have || want < 0 {
			events = append(events, event{now, l.order, want - have})
		}
		for ; want < have && want >= 0; events = slices.DeleteFunc(events, func(e event) bool { return e.amount == 0 }) {
			last := &events[len(events)-1]
			back := min(last.amount, have-want)
			last.amount, have = last.amount-back, have-back
		}
		b.counted[class] = events
	}
	switch used := !b.refund && (total > 0 || b.opened == 0); {
	case !used:
		b.uses = nil
	case b.uses == nil:
		b.uses = []event{{now, l.order, 0}}
	}
}
