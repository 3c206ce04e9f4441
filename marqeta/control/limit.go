package control

import (
	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/engine"
)

// limiter replays one velocity control: it keeps what each user has used in the present
// window, and what each purchase has come to.
type limiter struct {
	control  marqeta.VelocityControl
	groups   Groups
	amount   int64 // minor units
	times    int64 // engine.Unlimited for none
	included engine.Included
	users    map[string]*used
	open     map[string]*purchase // by the token of each of its messages
	covered  map[[2]string]bool   // by MID and category
}

// used is what a user has used in one window.
type used struct {
	window, amount, times int64
}

// purchase is what the messages of one purchase have come to, as far as the control looks
// at it. Refused means that under the control it never came about.
type purchase struct {
	kind    kind
	state   engine.Purchase
	refused bool
	parts   []part
}

// part is a part of a purchase that was counted in a window.
type part struct {
	window, amount, times int64
}

// newLimiter wants the amount of the control to be exact in its currency.
func newLimiter(v marqeta.VelocityControl, groups Groups, digits uint8) (*limiter, error) {
	amount, err := v.AmountLimit.Minor(digits)
	if err != nil {
		return nil, err
	}
	l := &limiter{
		control: v, groups: groups, amount: amount, times: engine.Unlimited, users: map[string]*used{}, open: map[string]*purchase{}, covered: map[[2]string]bool{},
		included: engine.Included{
			Purchases: v.IncludePurchases, Withdrawals: v.IncludeWithdrawals, CashBack: v.IncludeCashback,
			Credits: v.IncludeCredits, Deposits: v.IncludeCredits,
		},
	}
	if v.UsageLimit != nil && *v.UsageLimit >= 0 {
		l.times = int64(*v.UsageLimit)
	}
	if m := v.MoneyIn; m != nil {
		for _, kind := range m.CreditsTypes {
			l.included.Credits = l.included.Credits || kind == "ALL"
		}
	}
	return l, nil
}

// looksAt reports whether the control is about the event at all.
func (l *limiter) looksAt(e Event) bool {
	if !l.control.Active || e.Currency != l.control.CurrencyCode || !Reaches(l.control.Association, e.User, e.CardProduct) {
		return false
	}
	if l.control.MerchantScope == (marqeta.MerchantScope{}) {
		return true
	}
	merchant := [2]string{e.MID, e.MCC}
	covers, known := l.covered[merchant]
	if !known {
		covers = l.groups.Covers(l.control.MerchantScope, e.MID, e.MCC)
		l.covered[merchant] = covers
	}
	return covers
}

// refuses reports whether the control refuses the event as it stands.
func (l *limiter) refuses(e Event) bool {
	k := kindOf(e.Type)
	if !k.decided() || !l.looksAt(e) {
		return false
	}
	amount, times, applies := l.included.Of(k.spends(e.asked()))
	if !applies {
		return false
	}
	var u used
	if l.control.Window != marqeta.TransactionWindow {
		u = *l.user(e)
	}
	timesLeft := min(max(l.times-u.times, 0), l.times)
	switch {
	case !l.control.ApprovalsOnly:
		// Declines are not attempts: the limit refuses once they have reached it.
		return l.times != engine.Unlimited && timesLeft == 0 || u.amount > l.amount
	case l.times != engine.Unlimited && times > timesLeft:
		return true
	}
	return amount > min(max(l.amount-u.amount, 0), l.amount)
}

// user gives what a user has used in the window that holds the event.
func (l *limiter) user(e Event) *used {
	window := l.window(e)
	u := l.users[e.User]
	if u == nil {
		u = &used{window: window}
		l.users[e.User] = u
	}
	if u.window < window {
		*u = used{window: window}
	}
	return u
}

// window numbers the window that holds the event by its beginning.
func (l *limiter) window(e Event) int64 {
	from, _ := Bounds(l.control.Window, e.At)
	if from.IsZero() {
		return 0
	}
	return from.Unix()
}

// take counts an event that came to pass under the control, or was declined.
func (l *limiter) take(e Event, declined bool) {
	k := kindOf(e.Type)
	if k.step == other || l.control.Window == marqeta.TransactionWindow {
		return
	}
	if declined && k.decided() && !l.control.ApprovalsOnly && l.looksAt(e) {
		l.add(e, k.spends(e.asked()))
	}
	p := l.open[e.Preceding]
	if p == nil {
		// A purchase that began before the replay was counted there.
		if begins := k.opens() || k.step == clearing && e.Preceding == ""; !begins || !l.looksAt(e) {
			return
		}
		p = &purchase{kind: k, refused: declined}
	}
	l.open[e.Token] = p
	if declined || p.refused {
		return
	}
	p.apply(k, e)
	if l.control.ApprovalsOnly {
		l.recount(p, e)
	}
}

// add counts a decline.
func (l *limiter) add(e Event, s engine.Spend) {
	s.Times = 1
	if amount, times, ok := l.included.Of(s); ok {
		u := l.user(e)
		u.amount, u.times = u.amount+amount, u.times+times
	}
}

// apply works out what the message moves, by the sandbox's own arithmetic.
func (p *purchase) apply(k kind, e Event) {
	const anyModel = engine.Standard // who pays is nothing to a limit
	switch k.step {
	case opening:
		p.state, _ = engine.Authorize(anyModel, e.Amount)
	case capture:
		p.state, _ = engine.Capture(anyModel, e.Amount)
	case increment:
		p.state, _ = p.state.Increment(anyModel, e.Amount)
	case advice:
		p.state, _ = p.state.Advise(e.Amount)
	case reversal:
		p.state, _, _ = p.state.Reverse(e.Amount)
	case clearing:
		if p.state == (engine.Purchase{}) {
			p.state, _ = engine.Capture(anyModel, e.Amount) // nobody had authorized it
			return
		}
		p.state, _, _ = p.state.Clear(e.Amount, e.Final)
	case refund:
		p.state, _ = engine.Refund(anyModel, false, e.Amount)
	case promise:
		p.state, _ = engine.Expect(anyModel, false, e.Amount)
	case paying:
		p.state, _, _ = p.state.ClearCredit(e.Amount, e.Final)
	case giving:
		p.state, _, _ = p.state.ReverseCredit(e.Amount)
	case undoing:
		p.state, _, _ = p.state.Undo(e.Amount)
	}
}

// worth is what the purchase has come to. Money back from a merchant counts against
// purchases, once it is back.
func (p *purchase) worth() engine.Spend {
	amount, times := p.state.Held+p.state.Cleared-p.state.Reversed, int64(0)
	switch {
	case p.state.Credit && p.kind.class == engine.Purchases:
		amount = p.state.Reversed - p.state.Cleared
	case amount != 0 || p.state.Opened == 0:
		times = 1
	}
	return engine.Spend{Class: p.kind.class, Amount: amount, Times: times}
}

// recount brings what is counted of a purchase to what it has come to: what it grew by
// counts in the present window, what it lost is taken from where it was counted, the
// latest first.
func (l *limiter) recount(p *purchase, e Event) {
	amount, times, ok := l.included.Of(p.worth())
	if !ok {
		return
	}
	refund := amount < 0
	for _, c := range p.parts {
		amount, times, refund = amount-c.amount, times-c.times, refund || c.amount < 0
	}
	now := part{window: l.window(e)}
	if (amount < 0) == refund {
		now.amount, amount = amount, 0
	}
	if times > 0 {
		now.times, times = times, 0
	}
	for i := len(p.parts) - 1; i >= 0; i-- {
		c := &p.parts[i]
		back := part{window: c.window, times: max(times, -c.times)}
		if refund {
			back.amount = min(amount, -c.amount)
		} else {
			back.amount = max(amount, -c.amount)
		}
		amount, times = amount-back.amount, times-back.times
		c.amount, c.times = c.amount+back.amount, c.times+back.times
		l.move(e, back)
	}
	if now.amount == 0 && now.times == 0 {
		return
	}
	if last := len(p.parts) - 1; last >= 0 && p.parts[last].window == now.window {
		p.parts[last].amount += now.amount
		p.parts[last].times += now.times
	} else {
		p.parts = append(p.parts, now)
	}
	l.move(e, now)
}

// move changes what the user has used, if the part belongs to the present window.
func (l *limiter) move(e Event, c part) {
	if u := l.user(e); u.window == c.window {
		u.amount, u.times = u.amount+c.amount, u.times+c.times
	}
}
