package spend

import (
	"strconv"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/control"
	"carddeck/views/spendcontrols"
	"carddeck/views/ui"
)

// Left words what a user has used of a control, and has left of it, at an instant.
// Marqeta tells what is left; what was used follows from the limit.
func Left(a marqeta.AvailableVelocity, now time.Time) spendcontrols.Left {
	l := spendcontrols.Left{Parts: []spendcontrols.Part{money(a)}, Window: WindowRule(a.Window) + "."}
	if a.UsageLimit != nil && *a.UsageLimit >= 0 {
		l.Parts = append(l.Parts, uses(*a.UsageLimit, a.Available.Uses))
	}
	if from, to := control.Bounds(a.Window, now); !from.IsZero() {
		l.Window, l.From, l.To = "Counted since", ui.MomentOf(from), ui.MomentOf(to)
		if n := a.Available.DaysRemaining; n == 1 {
			l.Days = ", today"
		} else if n > 1 {
			l.Days = ", in " + strconv.Itoa(n) + " days"
		}
	}
	return l
}

func money(a marqeta.AvailableVelocity) spendcontrols.Part {
	used := a.AmountLimit.Sub(a.Available.Amount)
	text := func(m marqeta.Amount) string { return ui.DecimalOf(m.String(), a.CurrencyCode).String() }
	return spendcontrols.Part{
		Name: "Amount", Used: atLeast(text(used), a.Available.Amount.Sign() <= 0), Limit: text(a.AmountLimit), Left: text(a.Available.Amount),
		Percent: share(used, a.AmountLimit),
	}
}

func uses(limit, left int) spendcontrols.Part {
	used := max(limit-left, 0)
	return spendcontrols.Part{
		Name: "Uses", Used: atLeast(strconv.Itoa(used), left <= 0), Limit: strconv.Itoa(limit), Left: strconv.Itoa(left), Unit: "uses",
		Percent: share(marqeta.AmountFromMinor(int64(used), 0), marqeta.AmountFromMinor(int64(limit), 0)),
	}
}

// atLeast words what was used where nothing is left: the limit may have been lowered
// since, and Marqeta tells what is left alone.
func atLeast(used string, spent bool) string {
	if spent {
		return "at least " + used
	}
	return used
}

// share is how many whole percent of a limit are used; 100 only when nothing is left.
func share(used, limit marqeta.Amount) int {
	const digits = 6 // no amount has more
	n, errUsed := used.Minor(digits)
	most, errLimit := limit.Minor(digits)
	if errUsed != nil || errLimit != nil || n >= most {
		return 100
	}
	return int(max(min(n/max(most/100, 1), 99), 0))
}
