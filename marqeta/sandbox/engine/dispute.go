package engine

// Dispute is the money of a chargeback.
type Dispute struct {
	Amount    int64 `json:"amount"`
	Contested int64 `json:"contested"` // the part the merchant does not give up
	Credited  int64 `json:"credited"`  // the part the cardholder has at present
}

// DisputeEntry is what moves in a dispute: the end of the transaction's type, what
// it states and what the cardholder gets, or gives back where that is negative.
type DisputeEntry struct {
	Kind   string
	Amount int64
	Impact int64
}

// Outcome is how a dispute ends.
type Outcome int

// The outcomes of a dispute.
const (
	Won        Outcome = iota + 1 // the cardholder keeps the money
	Lost                          // the merchant keeps what it contested
	Rejected                      // by the network, or withdrawn: as if there had been none
	WrittenOff                    // the cardholder keeps the money, somebody else pays
)

// OpenDispute begins a dispute, with the money at once if credit says so.
func OpenDispute(amount int64, credit bool) (Dispute, DisputeEntry) {
	d := Dispute{Amount: amount, Contested: amount}
	if credit {
		d.Credited = amount
	}
	return d, DisputeEntry{"", amount, d.Credited}
}

// Grant gives the cardholder the money before the end. It is not for a dispute that
// has given it already.
func (d Dispute) Grant() (Dispute, DisputeEntry) {
	d.Credited = d.Amount
	return d, DisputeEntry{".provisional.credit", d.Amount, d.Amount}
}

// Revoke takes back what was given before the end.
func (d Dispute) Revoke() (Dispute, DisputeEntry) {
	e := DisputeEntry{".provisional.debit", d.Credited, -d.Credited}
	d.Credited = 0
	return d, e
}

// End settles the dispute. moved is false where there is nothing to say: a case is
// won that the cardholder had the money of.
func (d Dispute) End(how Outcome) (_ Dispute, e DisputeEntry, moved bool) {
	keeps := d.Amount
	switch how {
	case Won:
		e = DisputeEntry{Kind: ".completed", Amount: d.Amount}
	case Lost:
		e, keeps = DisputeEntry{Kind: ".reversal", Amount: d.Contested}, d.Amount-d.Contested
	case Rejected:
		e, keeps = DisputeEntry{Kind: ".reversal", Amount: d.Amount}, 0
	case WrittenOff:
		e = DisputeEntry{Kind: ".writeoff", Amount: d.Amount}
	}
	e.Impact = keeps - d.Credited
	d.Credited = keeps
	return d, e, e.Impact != 0 || how != Won
}

// Effect is the entry's on an account. Where a source paid for the purchase the
// money goes on to it, and comes from it again.
func (e DisputeEntry) Effect(toSource bool) Effect {
	x := Effect{Return: max(e.Impact, 0), Spend: max(-e.Impact, 0), Impact: e.Impact}
	if toSource {
		x.Unload, x.Load = x.Return, x.Spend
	}
	return x
}
