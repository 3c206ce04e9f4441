package simulate

import (
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/wire"
)

// apply works out what the approved message moves.
func (m *message) apply() {
	p, amount := &m.purchase, m.verdict.Amount
	m.moved = amount
	if m.kind.opens() && m.commando() {
		p.StandIn = m.place.Source
	}
	model := m.verdict.Model
	if model == "" {
		model = m.fundedBy()
	}
	switch m.kind.step {
	case opening:
		p.State, m.effect = engine.Authorize(model, amount)
	case capture:
		p.State, m.effect = engine.Capture(model, amount)
	case increment:
		p.State, m.effect = p.State.Increment(model, amount)
	case advice:
		p.State, m.effect = p.State.Advise(amount)
		m.full = p.State.Opened == 0 && p.State.Held == 0
	case reversal:
		p.State, m.effect, m.moved = p.State.Reverse(amount)
		m.full = p.State.Held == 0
	case clearing:
		if m.forced {
			p.State, m.effect = engine.Capture(model, amount)
		} else {
			p.State, m.effect, m.released = p.State.Clear(amount, m.final())
		}
	case refund:
		p.State, m.effect = engine.Refund(model, m.toSource(), amount)
	case promise:
		p.State, m.effect = engine.Expect(model, m.toSource(), amount)
	case promiseClearing:
		if m.forced {
			p.State, m.effect = engine.Refund(model, m.toSource(), amount)
		} else {
			p.State, m.effect, m.released = p.State.ClearCredit(amount, m.final())
		}
	case promiseReversal:
		p.State, m.effect, m.moved = p.State.ReverseCredit(amount)
		m.full = p.State.Held == 0
	case undoing:
		p.State, m.effect, m.moved = p.State.Undo(amount)
	}
	// What is held anew is held as long as anew; an advice only corrects.
	if m.kind.step == opening || m.kind.step == increment || p.Expires.IsZero() {
		p.Expires = rest.At(m.Clock().AddDate(0, 0, m.holdDays()))
	}
}

// final reports whether a clearing is the last one.
func (m *message) final() bool {
	last := m.in.ClearingCount != "" && m.in.ClearingNumber == m.in.ClearingCount
	return flagOr(m.in.Final, last || m.in.older.financialAdvice)
}

// holdDays is how long the money of an authorization is held unless it is cleared.
func (m *message) holdDays() int {
	if m.in.older.holdDays > 0 {
		return m.in.older.holdDays
	}
	return m.HoldDays(m.tx, m.parties.product, m.merchant.MCC)
}

// fundedBy is the model of the card product, for messages nobody decides.
func (m *message) fundedBy() engine.Model {
	switch m.purchase.SourceKind {
	case wire.ByProgram:
		return engine.Managed
	case wire.ByGateway:
		return engine.Gateway
	}
	return engine.Standard
}

// toSource reports whether refunds go on to the funding source.
func (m *message) toSource() bool { return m.parties.product.RefundsToSource(m.purchase.SourceKind) }
