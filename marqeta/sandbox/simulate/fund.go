package simulate

import (
	"cmp"
	"maps"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/wire"
)

// fund adds the order or unload of a message that a funding source has a part in,
// and gives the hidden transaction that records the movement.
func (m *message) fund(t *wire.Transaction) (twin *wire.Transaction, err error) {
	switch {
	case m.purchase.SourceKind == wire.ByAccount:
		return nil, nil
	case !m.verdict.Approved || m.kind.step == inquiry:
		m.answerOnly(t)
		return nil, nil
	case m.kind.credit():
		if !m.purchase.State.ToSource {
			m.answerOnly(t)
			return nil, nil
		}
		return m.fundCredit(t)
	case !m.sourcePays():
		return nil, nil
	}
	return m.fundPurchase(t)
}

// answerOnly shows what a source said that moved nothing: a refusal, or balances.
// Such an order is not kept: there is nothing that it could be asked for.
func (m *message) answerOnly(t *wire.Transaction) {
	if !m.verdict.Asked {
		return
	}
	o := wire.GPAOrder{
		Token: m.orderToken(), Amount: m.money.Amount(m.verdict.Asking), Times: wire.Born(m.Now()), State: wire.Completion, Response: wire.Approved(),
		FundingSourceToken: rest.MaskFundingSource(m.payer()), Party: m.purchase.Party(), CurrencyCode: m.purchase.Currency,
		TransactionToken: m.names.movement,
	}
	switch {
	case !m.verdict.Approved:
		o.State, o.Response = wire.Declined, wire.Response{Code: "1842", Memo: engine.Memo("1842")}
	case m.kind.step == promise:
		o.State = wire.Pending
	}
	o.Funding = m.funding(o.Amount, nil)
	o.JITFunding = m.fundingMessage(o.Amount)
	m.answered(&o.Memo, &o.Tags)
	if m.kind.credit() {
		t.GPAOrderUnload = &wire.GPAUnload{
			Token: o.Token, Amount: o.Amount, Times: o.Times, State: o.State, Response: o.Response, Funding: o.Funding, TransactionToken: o.TransactionToken,
			FundingSourceToken: o.FundingSourceToken, JITFunding: o.JITFunding, Memo: o.Memo, Tags: o.Tags,
		}
		return
	}
	t.GPAOrder = &o
}

// funding is where an order's money comes from. A gateway's log stays with the order
// until it is asked again.
func (m *message) funding(amount marqeta.Amount, before *wire.GatewayLog) wire.Funding {
	f := wire.Funding{Amount: amount, Source: m.fundingSource(), GatewayLog: before}
	if m.spoken != nil {
		f.GatewayLog = &m.spoken.Log
	}
	return f
}

// answered takes over what a gateway wants to see again.
func (m *message) answered(memo, tags *string) {
	if said, ok := m.said(); ok {
		*memo, *tags = said.Memo, said.Tags
	}
}

// orderToken names the order, or unload, of the purchase.
func (m *message) orderToken() string {
	if m.kind.credit() {
		return cmp.Or(m.purchase.Unload, once(&m.names.order, m.NewToken))
	}
	return cmp.Or(m.purchase.Order, once(&m.names.order, m.NewToken))
}

// sourcePays reports whether the purchase, or this part of it, is the source's. A
// source is asked for nothing too.
func (m *message) sourcePays() bool {
	return m.effect.Funded > 0 || (m.purchase.State.Model != engine.Standard && m.effect.Hold == 0 && m.effect.Spend == 0)
}

// fundPurchase moves the source's part: the difference, where an advice states a
// new total.
func (m *message) fundPurchase(t *wire.Transaction) (*wire.Transaction, error) {
	o := book.Order{Source: m.payer()}
	if m.purchase.Order != "" {
		var err error
		if o, _, _, err = m.Orders.Find(m.tx, m.purchase.Order); err != nil {
			return nil, err
		}
	} else {
		m.purchase.Order = m.orderToken()
		o.GPAOrder = wire.GPAOrder{
			Token: m.purchase.Order, Party: m.purchase.Party(), CurrencyCode: m.purchase.Currency,
			FundingSourceToken: rest.MaskFundingSource(m.payer()), Times: wire.Born(m.Now()),
		}
	}
	o.Amount, o.State, o.TransactionToken, o.Modified = m.money.Amount(m.effect.Funded), m.orderState(), once(&m.names.movement, m.NewToken), m.Now()
	o.Response = wire.Approved()
	o.Funding = m.funding(o.Amount, o.Funding.GatewayLog)
	o.JITFunding = m.fundingMessage(o.Amount)
	m.answered(&o.Memo, &o.Tags)
	if err := m.Orders.Put(m.tx, o.Token, o); err != nil {
		return nil, err
	}
	shown := o.GPAOrder
	t.GPAOrder = &shown
	kind, state, credit := m.twinKind()
	twin := m.twin(t, kind, state, o.TransactionToken, o.Amount, credit)
	twin.GPAOrder = &shown
	return twin, nil
}

// orderState is where the order stands: pending while the source's money is held.
func (m *message) orderState() string {
	s := m.purchase.State
	switch step := m.kind.step; {
	case s.Loaded > 0:
		return wire.Pending
	case step == undoing, step == reversal, (m.effect.Back || m.full) && s.Cleared == 0:
		return wire.Reversed
	case step == capture, m.forced, step == clearing, s.Cleared > 0:
		return wire.Completion
	}
	return wire.Pending
}

// twinKind names the hidden transaction of a purchase's message. credit says that
// money came from the source.
func (m *message) twinKind() (kind, state string, credit bool) {
	switch {
	case m.kind.step == undoing:
		return "gpa.credit.reversal", wire.Completion, false
	case m.kind.step == reversal || m.effect.Back || m.full:
		return "gpa.credit.authorization.reversal", wire.Cleared, false
	case m.kind.step == clearing || m.kind.step == capture:
		return "gpa.credit", wire.Completion, true
	}
	return "gpa.credit.authorization", wire.Pending, true
}

func (m *message) fundCredit(t *wire.Transaction) (*wire.Transaction, error) {
	u := book.Unload{Owner: m.purchase.Owner, Source: m.payer()}
	if m.purchase.Unload != "" {
		var err error
		if u, _, _, err = m.Unloads.Find(m.tx, m.purchase.Unload); err != nil {
			return nil, err
		}
	} else {
		m.purchase.Unload = m.orderToken()
		u.GPAUnload = wire.GPAUnload{
			Token: m.purchase.Unload, FundingSourceToken: rest.MaskFundingSource(m.payer()), Times: wire.Born(m.Now()),
		}
	}
	kind := "gpa.debit"
	u.State = wire.Completion
	switch m.kind.step {
	case promise:
		kind, u.State = "gpa.debit.authorization", wire.Pending
	case promiseReversal, undoing:
		kind, u.State = "gpa.debit.reversal", wire.Reversed
	}
	u.Amount, u.TransactionToken, u.Modified = m.money.Amount(m.effect.Funded), once(&m.names.movement, m.NewToken), m.Now()
	u.Response = wire.Approved()
	u.Funding = m.funding(u.Amount, u.Funding.GatewayLog)
	u.JITFunding = m.fundingMessage(u.Amount)
	m.answered(&u.Memo, &u.Tags)
	if err := m.Unloads.Put(m.tx, u.Token, u); err != nil {
		return nil, err
	}
	shown := u.GPAUnload
	t.GPAOrderUnload = &shown
	state := wire.Completion
	switch m.kind.step {
	case promise:
		state = wire.Pending
	case promiseReversal:
		state = wire.Cleared // nothing was moved
	}
	twin := m.twin(t, kind, state, u.TransactionToken, u.Amount, m.kind.step == undoing || m.kind.step == promiseReversal)
	twin.GPAOrderUnload = &shown
	return twin, nil
}

func (m *message) fundingSource() wire.FundingSource {
	if v, ok := m.GatewaySources.Get(m.tx, m.payer()); ok && m.asksGateway() {
		return v.Masked()
	}
	v, _ := m.ProgramSources.Get(m.tx, m.payer())
	return v.Masked()
}

// twin is the funding's own transaction. It carries no identifier, so that the
// identifiers a webhook sees have no gaps.
func (m *message) twin(t *wire.Transaction, kind, state, token string, amount marqeta.Amount, credit bool) *wire.Transaction {
	impact := amount
	if !credit {
		impact = amount.Neg()
	}
	gpa := *t.GPA
	gpa.Balances = maps.Clone(gpa.Balances)
	inner := *gpa.Balances[t.CurrencyCode]
	inner.ImpactedAmount = &impact
	gpa.Balances[t.CurrencyCode] = &inner
	if gpa.CurrencyCode == t.CurrencyCode {
		gpa.ImpactedAmount = &impact
	}
	return &wire.Transaction{
		Type: kind, State: state, Token: token, Party: t.Party, ActingUserToken: t.ActingUserToken, CardToken: t.CardToken,
		Preceding: t.Token, GPA: &gpa, Created: t.Created, Happened: t.Created, SettlementDate: t.SettlementDate,
		Amount: amount, RequestAmount: amount, CurrencyCode: t.CurrencyCode,
		Response: wire.Approved(), Network: "MARQETA", Subnetwork: m.marqetaNetwork(),
	}
}

func (m *message) marqetaNetwork() string {
	if m.asksGateway() {
		return "GATEWAY_JIT"
	}
	return "MANAGED_JIT"
}
