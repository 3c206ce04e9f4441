package engine

import (
	"cmp"
	"time"
)

// Limit is a velocity control that applies to the card, the merchant and the
// currency of an attempt, with what has been used of it in the present window.
type Limit struct {
	Control
	Window   Window
	Amount   int64
	Times    int64 // Unlimited for none
	Declined bool  // counts what was declined, else what was approved
	Included Included
	Used     Used
}

// Unlimited as Limit.Times allows any number of uses.
const Unlimited = -1

// Used is what was counted.
type Used struct{ Amount, Times int64 }

// Left gives what may still be spent, never below nothing and never, whatever came
// back, above the limit.
func (l Limit) Left() Used {
	left := Used{Amount: min(max(l.Amount-l.Used.Amount, 0), l.Amount), Times: Unlimited}
	if l.Times != Unlimited {
		left.Times = min(max(l.Times-l.Used.Times, 0), l.Times)
	}
	return left
}

// refuses gives the code that an attempt to spend is refused with, empty for none.
// Declines are not attempts: a limit on them refuses once they have reached it.
func (l Limit) refuses(amount, times int64) string {
	const tooOften, tooMuch = "1817", "1834"
	left := l.Left()
	switch {
	case l.Declined && l.Times != Unlimited && left.Times == 0:
		return tooOften
	case l.Declined && l.Used.Amount > l.Amount:
		return tooMuch
	case l.Declined:
		return ""
	case l.Times != Unlimited && times > left.Times:
		return tooOften
	case amount > left.Amount:
		return tooMuch
	}
	return ""
}

// limitSeen is a limit in the trace. Amounts are minor units.
type limitSeen struct {
	Control
	Window    Window     `json:"velocity_window"`
	Start     *time.Time `json:"window_start,omitzero"`
	End       *time.Time `json:"window_end,omitzero"`
	Declined  bool       `json:"counts_declines,omitzero"`
	Asked     int64      `json:"asked_minor_units"`
	Limit     int64      `json:"limit_minor_units"`
	Used      int64      `json:"used_minor_units"`
	Remaining int64      `json:"remaining_minor_units"`
	TimesMost *int64     `json:"usage_limit,omitzero"`
	TimesUsed int64      `json:"uses"`
	TimesLeft *int64     `json:"uses_remaining,omitzero"`
}

func (l Limit) seen(now time.Time, asked int64) limitSeen {
	left := l.Left()
	s := limitSeen{
		Control: l.Control, Window: l.Window, Declined: l.Declined, Asked: asked,
		Limit: l.Amount, Used: l.Used.Amount, Remaining: left.Amount, TimesUsed: l.Used.Times,
	}
	if l.Times != Unlimited {
		s.TimesMost, s.TimesLeft = &l.Times, &left.Times
	}
	if from, to := l.Window.Bounds(now); !from.IsZero() {
		s.Start, s.End = &from, &to
	}
	return s
}

// shown is how many controls the trace of a decision lists.
const shown = 25

// checkLimits wants the attempt to stay within every limit.
func checkLimits(a *Attempt, v *Verdict) finding {
	looked, seen := 0, []limitSeen{}
	for _, l := range a.Limits {
		var amount, times int64
		applies := false
		for _, s := range a.Spends {
			n, uses, counts := l.Included.Of(s)
			amount, times, applies = amount+n, times+uses, applies || counts
		}
		if !applies {
			continue
		}
		looked++
		code := l.refuses(amount, times)
		if code != "" || len(seen) < shown {
			seen = append(seen, l.seen(a.Now, amount))
		}
		if code != "" {
			v.Limit = cmp.Or(l.Name, l.Token)
			return finding{code: code, control: l.Control, values: map[string]any{"looked_at": looked, "controls": seen}}
		}
	}
	return finding{values: map[string]any{"looked_at": looked, "controls": seen}}
}
