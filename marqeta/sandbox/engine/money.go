package engine

// Account is a holder's general purpose account in one currency.
type Account struct {
	Ledger int64 `json:"ledger"` // posted, with what is tied up in holds
	Held   int64 `json:"held"`
	// Pending is money that was promised and has not come: credits of a bank that
	// are not released. It is in neither of the others.
	Pending int64 `json:"pending,omitzero"`
	Loaded  bool  `json:"loaded,omitzero"` // money was paid in other than for a purchase
}

// Available is what can be spent: the ledger without the holds.
func (a Account) Available() int64 { return a.Ledger - a.Held }

// Effect is the money one message moves, every part between two places:
// source to account, account to source, account to merchant, merchant to account.
// Who else is paid, or pays, stands where the merchant does. Hold and Pending
// change only what is tied up and what is promised.
type Effect struct {
	Load    int64
	Unload  int64
	Spend   int64
	Return  int64
	Hold    int64
	Pending int64
	Impact  int64 // gpa.impacted_amount
	Funded  int64 // the funding source's part of it: paid in, spent for good, or
	Back    bool  // given back
}

// Takes reports whether less can be spent after the effect than before.
func (e Effect) Takes() bool { return e.Load+e.Return < e.Unload+e.Spend+e.Hold }

// Apply gives the account after the effect.
func (a Account) Apply(e Effect) Account {
	return Account{Ledger: a.Ledger + e.Load - e.Unload - e.Spend + e.Return, Held: a.Held + e.Hold, Pending: a.Pending + e.Pending, Loaded: a.Loaded}
}

// Purchase is what the messages of one purchase have come to.
type Purchase struct {
	Model    Model `json:"model"`
	Opened   int64 `json:"opened"`   // by authorization, increments and advice
	Held     int64 `json:"held"`     // not yet cleared or released
	Loaded   int64 `json:"loaded"`   // the part of Held that a source paid in
	Cleared  int64 `json:"cleared"`  // sum of clearings
	Reversed int64 `json:"reversed"` // given back after clearing, or credits taken back
	Single   bool  `json:"single"`   // complete with its first message
	Credit   bool  `json:"credit"`   // money towards the card; Held is then expected, not tied up
	ToSource bool  `json:"to_source"`
}

// funded reports whether a source pays what the purchase costs.
func (p Purchase) funded() bool { return p.Model == Managed || p.Model == Gateway }

// hold ties up amount, paid in by a source under the models that have one.
func (p *Purchase) hold(m Model, amount int64) Effect {
	p.Held += amount
	e := Effect{Hold: amount}
	if m == Managed || m == Gateway {
		p.Loaded += amount
		e.Load, e.Funded = amount, amount
	}
	return e
}

// release unties amount; what a source paid in goes back to it.
func (p *Purchase) release(amount int64) Effect {
	p.Held -= amount
	e := Effect{Hold: -amount, Unload: min(amount, p.Loaded)}
	p.Loaded -= e.Unload
	e.Funded, e.Back = e.Unload, e.Unload > 0
	return e
}

// Authorize opens a purchase with a hold.
func Authorize(m Model, amount int64) (Purchase, Effect) {
	p := Purchase{Model: m, Opened: amount}
	e := p.hold(m, amount)
	e.Impact = -amount
	return p, e
}

// Capture opens and completes a purchase with one message, also without any
// authorization before it.
func Capture(m Model, amount int64) (Purchase, Effect) {
	p := Purchase{Model: m, Opened: amount, Cleared: amount, Single: true}
	e := Effect{Spend: amount, Impact: -amount}
	if p.funded() {
		e.Load, e.Funded = amount, amount
	}
	return p, e
}

// Increment adds to the hold. The addition may be paid by another model than the
// opening was, which then also pays whatever the purchase costs beyond its holds.
func (p Purchase) Increment(m Model, amount int64) (Purchase, Effect) {
	if !p.funded() {
		p.Model = m
	}
	p.Opened += amount
	e := p.hold(m, amount)
	e.Impact = -amount
	return p, e
}

// Advise sets the total. What was cleared already counts towards it.
func (p Purchase) Advise(total int64) (Purchase, Effect) {
	p.Opened = total
	var e Effect
	if change := max(total-p.Cleared, 0) - p.Held; change >= 0 {
		e = p.hold(p.Model, change)
	} else {
		e = p.release(-change)
	}
	e.Impact = -total
	return p, e
}

// Reverse releases up to amount of the hold and says how much that was. Our call:
// a reversal of more than is held releases what there is.
func (p Purchase) Reverse(amount int64) (Purchase, Effect, int64) {
	released := min(amount, p.Held)
	e := p.release(released)
	e.Impact = released
	return p, e, released
}

// Clear posts amount and consumes the hold; final releases what is left, which is
// returned. The merchant is paid in full, whatever was held.
func (p Purchase) Clear(amount int64, final bool) (Purchase, Effect, int64) {
	used := min(amount, p.Held)
	e := Effect{}
	released := int64(0)
	if final {
		released = p.Held - used
		e = p.release(released)
	}
	loaded := min(used, p.Loaded)
	p.Held -= used
	p.Loaded -= loaded
	p.Cleared += amount
	e.Hold -= used
	e.Spend, e.Impact = amount, -amount
	if p.funded() {
		e.Load = amount - used
	}
	if settled := loaded + e.Load; settled > 0 || !e.Back {
		e.Funded, e.Back = settled, false
	}
	return p, e, released
}

// Refund gives money to the account, and on to the source if it goes there.
func Refund(m Model, toSource bool, amount int64) (Purchase, Effect) {
	p := Purchase{Model: m, Opened: amount, Cleared: amount, Single: true, Credit: true, ToSource: toSource}
	return p, p.credit(amount)
}

// Expect opens a credit that its clearing will pay.
func Expect(m Model, toSource bool, amount int64) (Purchase, Effect) {
	e := Effect{Impact: amount}
	if toSource {
		e.Funded = amount
	}
	return Purchase{Model: m, Opened: amount, Held: amount, Credit: true, ToSource: toSource}, e
}

// ClearCredit pays a credit that was expected; final gives up what is left of it,
// which is returned.
func (p Purchase) ClearCredit(amount int64, final bool) (Purchase, Effect, int64) {
	p.Held -= min(amount, p.Held)
	p.Cleared += amount
	dropped := int64(0)
	if final {
		dropped, p.Held = p.Held, 0
	}
	return p, p.credit(amount), dropped
}

// ReverseCredit gives up an expected credit.
func (p Purchase) ReverseCredit(amount int64) (Purchase, Effect, int64) {
	dropped := min(amount, p.Held)
	p.Held -= dropped
	e := Effect{Impact: -dropped}
	if p.ToSource {
		e.Funded = dropped
	}
	return p, e, dropped
}

// Undo takes back a single message, as far as it has not been taken back.
func (p Purchase) Undo(amount int64) (Purchase, Effect, int64) {
	undone := min(amount, p.Cleared-p.Reversed)
	p.Reversed += undone
	if p.Credit {
		e := Effect{Spend: undone, Impact: -undone}
		if p.ToSource {
			e.Load, e.Funded = undone, undone
		}
		return p, e, undone
	}
	e := Effect{Return: undone, Impact: undone}
	if p.funded() {
		e.Unload, e.Funded, e.Back = undone, undone, true
	}
	return p, e, undone
}

func (p Purchase) credit(amount int64) Effect {
	e := Effect{Return: amount, Impact: amount}
	if p.ToSource {
		e.Unload, e.Funded = amount, amount
	}
	return e
}
