package simulate

import (
	"time"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/gateway"
	"carddeck/marqeta/sandbox/wire"
)

// commandoPatience is after how long Commando Mode takes a gateway for too slow,
// whatever it is allowed itself.
const commandoPatience = 3 * time.Second

// patience is how long a gateway is waited for.
func (m *message) patience(source wire.GatewayFundingSource) time.Duration {
	wait := time.Duration(source.TimeoutMillis) * time.Millisecond
	if set, ok := m.Commando(m.tx, source.Token); ok && set.Criteria.Meets(string(gateway.Timeout)) {
		return min(wait, commandoPatience)
	}
	return wait
}

// standIn adds to an attempt whoever decides in the gateway's place: by a criterion
// that a failure meets, or while the control set is switched on. An answer that came
// before it was switched on counts.
func (m *message) standIn(a *engine.Attempt) error {
	set, ok := m.Commando(m.tx, m.purchase.Source)
	if !ok {
		return nil
	}
	by := ""
	switch said := a.Outside; {
	case said != nil && said.Failure == "":
	case said != nil && set.Criteria.Meets(said.Failure):
		by = engine.ByCriterion
	case bool(set.Current.Enabled):
		by = engine.BySwitch
	}
	if by == "" {
		return nil
	}
	who := book.Spender{User: m.purchase.UserToken, Product: m.purchase.CardProductToken, Currency: m.purchase.Currency}
	place, err := m.StandIn(m.tx, set, who, m.merchant.MID, m.merchant.MCC)
	if err != nil {
		return err
	}
	place.By = by
	m.place, a.StandIn = &place, &place
	a.Product.IgnoreSuspended = a.Product.IgnoreSuspended || bool(set.Enables.IgnoreSuspended)
	return nil
}

// commando reports whether Commando Mode decided.
func (m *message) commando() bool { return m.place != nil && m.verdict.StandIn == m.place.By }

// payer is the funding source that the message's money comes from and goes back to.
// What was opened in the gateway's place stays with the source that paid then.
func (m *message) payer() string {
	switch {
	case m.commando():
		return m.place.Source
	case m.purchase.StandIn != "" && !m.kind.decided():
		return m.purchase.StandIn
	}
	return m.purchase.Source
}

// asksGateway reports whether the payer is a gateway.
func (m *message) asksGateway() bool {
	return m.purchase.SourceKind == wire.ByGateway && m.payer() == m.purchase.Source
}

// heed notes when a gateway begins to fail in a way that Commando Mode stands in for,
// and when it answers again. The control set's own state stays: each question is
// asked anew.
func (m *message) heed() {
	if m.spoken == nil || m.spoken.Failure != "" && m.verdict.StandIn != engine.ByCriterion {
		return
	}
	source, failure := m.purchase.Source, string(m.spoken.Failure)
	before, _ := m.Outages.Get(m.tx, source)
	set, ok := m.Commando(m.tx, source)
	if !ok || before.Failure == failure {
		return
	}
	m.Outages.Put(m.tx, source, book.Outage{Failure: failure})
	set.Current.Channel, set.Current.Username, set.Current.Reason = "SYSTEM", "", m.spoken.Log.Message
	kind := failure
	if kind == "" {
		kind, set.Current.Reason = set.Current.Type(), "Gateway answers again."
	}
	move := m.CommandoMove(m.tx, set, m.NewToken(), kind)
	m.CommandoTransitions.Put(m.tx, move.Token, move)
}

// stoodIn says who decided in the issuer's or the gateway's place.
func (m *message) stoodIn(t *wire.Transaction) {
	if t.StandInBy = m.verdict.StandIn; m.verdict.Approved {
		t.StandInApprovedBy = t.StandInBy
	}
	if n := m.in.StandIn; n != nil {
		t.StandInReason, t.AdviceReasonCode, t.AdviceReasonDetails = n.Reason, n.AdviceCode, n.AdviceDetails
	}
}
