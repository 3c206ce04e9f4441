package simulate

import (
	"strings"
	"time"

	"carddeck/marqeta/sandbox/state"
)

// holding is the kind of the timer that releases what a purchase still holds.
const holding = "hold"

// hold sets when the money of the purchase is released, or drops that if nothing
// is held any more.
func (m *message) hold() {
	switch s := m.purchase.State; {
	case s.Credit || !m.verdict.Approved:
	case s.Held > 0 && (m.kind.step == opening || m.kind.step == increment || m.kind.step == advice):
		m.At(m.tx, m.purchase.Expires.Time, holding, m.purchase.Token)
	case s.Held == 0 && !s.Single:
		m.Cancel(m.tx, holding, m.purchase.Token)
	}
}

// expire releases what a purchase still holds, as a reversal that nobody sent. The
// merchant may clear it all the same.
func (s *Simulator) expire(tx *state.Tx, token string, _ time.Time) error {
	p, _, ok, err := s.Purchases.Find(tx, token)
	if err != nil || !ok || p.State.Held == 0 {
		return err
	}
	name := "authorization.reversal.issuerexpiration"
	if strings.HasPrefix(p.Kind, "pindebit.") {
		name = "pindebit." + name
	}
	m := &message{Simulator: s, tx: tx, began: time.Now(), at: s.Clock(), kind: kindOf(name), in: simulation{Preceding: p.Token}}
	if err := m.prepare(); err != nil {
		return err
	}
	m.asked = p.State.Held
	if m.verdict, err = m.decide(); err != nil {
		return err
	}
	_, err = m.conclude(nil)
	return err
}
