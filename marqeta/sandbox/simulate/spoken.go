package simulate

import (
	"strings"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/gateway"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
)

// spoken is what came of a question.
type spoken struct {
	gateway.Answer
	call book.GatewayCall
	late <-chan gateway.Reply // nil where there is nothing to wait for
}

// ask lets the gateway decide. The caller's going away does not stop it: the gateway
// may have approved, so the transaction is written down.
func (s *Simulator) ask(q question) *spoken {
	var strike gateway.Strike
	if s.Strike != nil {
		strike = s.Strike(q.source)
	}
	asked := rest.At(s.Present())
	r := s.gateways.Ask(s.life, q.to, q.body, strike)
	a := gateway.Read(q.asks, r)
	call := book.GatewayCall{
		TransactionToken: q.asks.Transaction, FundingSource: q.source, URL: q.to.URL, Asked: asked, TimeoutMillis: q.to.Timeout.Milliseconds(),
		Request: q.body, Duration: a.Log.Duration, TimedOut: a.Log.TimedOut, Failure: string(a.Failure),
	}
	if r.Err != nil {
		call.Error = strings.ToValidUTF8(r.Err.Error(), "\uFFFD")
	}
	if r.Status != 0 {
		call.Response = book.NewGatewayReply(r.Status, r.Body, r.Took.Milliseconds())
	}
	return &spoken{a, call, r.Late}
}

// keepCall keeps the question with the transaction it was about, and what is known by
// now of an answer that came too late.
func (m *message) keepCall(token string) error {
	if m.spoken == nil {
		return nil
	}
	select {
	case r := <-m.spoken.late:
		m.spoken.call.Late, m.spoken.late = lateReply(r), nil
	default:
	}
	return m.GatewayCalls.Put(m.tx, token, m.spoken.call)
}

// listen records what a gateway says that was given up. It changes nothing else.
func (s *Simulator) listen(token string, late <-chan gateway.Reply) {
	if late == nil {
		return
	}
	s.late.Go(func() {
		said := lateReply(<-late)
		if said == nil || s.life.Err() != nil {
			return
		}
		_ = s.State.Update(s.life, func(tx *state.Tx) error { // what cannot be written down is lost with the rest
			call, _, ok, err := s.GatewayCalls.Find(tx, token)
			if err != nil || !ok {
				return err
			}
			call.Late = said
			return s.GatewayCalls.Put(tx, token, call)
		})
	})
}

func lateReply(r gateway.Reply) *book.GatewayReply {
	if r.Status == 0 {
		return nil
	}
	return book.NewGatewayReply(r.Status, r.Body, r.Took.Milliseconds())
}
