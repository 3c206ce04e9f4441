package simulate

import (
	"cmp"

	"github.com/go-json-experiment/json"

	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/wire"
)

// request is a simulated message as it came, kept with its decision so that it can be
// tried again. What a cardholder keeps secret is not in it.
type request struct {
	Kind     string     `json:"kind"`
	Fields   simulation `json:"fields"`
	Entered  Entered    `json:"entered,omitzero"`
	Legacy   bool       `json:"legacy,omitzero"`
	HoldDays int        `json:"hold_days,omitzero"`
}

// Entered is how what a cardholder entered compares with the card.
type Entered struct {
	PIN        string `json:"pin,omitzero"`
	CVV        string `json:"cvv,omitzero"`
	Expiration string `json:"expiration,omitzero"`
	Address    string `json:"address,omitzero"` // only right: as the user's is on file
}

// The comparisons. Zeros are a security code of three of them, which a card product may
// take.
const (
	Right   = "right"
	Wrong   = "wrong"
	Nothing = "none" // was entered
	zeros   = "zeros"
)

// Check refuses comparisons that there are not.
func (e Entered) Check(c *rest.Check) {
	c.OneOf("enter.pin", e.PIN, Right, Wrong, Nothing)
	c.OneOf("enter.cvv", e.CVV, Right, Wrong, Nothing)
	c.OneOf("enter.expiration", e.Expiration, Right, Wrong, Nothing)
	c.OneOf("enter.address", e.Address, Right)
}

// Over is e, and the other where e says nothing.
func (e Entered) Over(other Entered) Entered {
	return Entered{
		cmp.Or(e.PIN, other.PIN), cmp.Or(e.CVV, other.CVV), cmp.Or(e.Expiration, other.Expiration), cmp.Or(e.Address, other.Address),
	}
}

func compared(entered, real string) string {
	switch entered {
	case "":
		return ""
	case real:
		return Right
	}
	return Wrong
}

// keeps is the request that is kept of a decided message.
func (m *message) keeps() *request {
	if !m.kind.decided() || m.kind.own {
		return nil
	}
	in, card := m.in, m.parties.card
	r := request{Kind: m.kind.name, Legacy: in.older.legacy, HoldDays: in.older.holdDays, Entered: Entered{
		PIN: compared(in.CardOptions.PIN, card.PIN), CVV: compared(in.CardOptions.CVV, card.CVV), Expiration: compared(in.CardOptions.Expiration, card.Expiration),
	}}
	if in.CardOptions.CVV == "000" {
		r.Entered.CVV = zeros
	}
	in.CardOptions.PIN, in.CardOptions.CVV, in.CardOptions.Expiration, in.Webhook, in.EventType = "", "", "", nil, ""
	if r.Legacy {
		in.Network, in.CardAcceptor.POI.Channel = cmp.Or(in.Network, m.purchase.Network), m.paymentChannel()
	}
	r.Fields = in
	return &r
}

// MarshalJSON leaves out what was not said.
func (r *request) MarshalJSON() ([]byte, error) {
	type plain request
	return json.Marshal((*plain)(r), json.OmitZeroStructFields(true), json.Deterministic(true))
}

// rebuilt is the request of a transaction with which none was kept, as far as the
// transaction and its checks tell.
func rebuilt(t wire.Transaction, checks []pastCheck) request {
	asked := t.RequestAmount // with fees
	if t.CashBackAmount != nil {
		asked = asked.Sub(*t.CashBackAmount)
	}
	r := request{Kind: t.Type, Fields: simulation{
		CardToken: t.CardToken, Preceding: t.Preceding, Amount: &asked, CashBack: t.CashBackAmount, Network: t.Network, CurrencyCode: t.CurrencyCode,
		Preauth: t.IsPreauthorization, AccountType: t.FromAccount, OriginalCredit: t.OriginalCredit,
	}}
	in := &r.Fields
	if a := t.CardAcceptor; a != nil {
		in.CardAcceptor = acceptor{
			MID: a.MID, MCC: a.MCC, Name: a.Name, StreetAddress: a.StreetAddress, City: a.City, State: a.State, PostalCode: a.PostalCode, CountryCode: a.CountryCode,
		}
	}
	if t.TransactionMetadata != nil {
		in.CardAcceptor.POI.Channel = t.TransactionMetadata.PaymentChannel
	}
	if p := t.POS; p != nil {
		in.POS = terminal{PANEntryMode: p.PANEntryMode, SpecialCondition: p.SpecialCondition}
		in.CardOptions.CardPresent, in.CardAcceptor.POI.CardholderPresent, in.CardAcceptor.POI.TID = p.CardPresence, p.CardHolderPresence, p.TerminalID
	}
	for _, c := range checks {
		switch entered := map[string]*string{"security_code": &r.Entered.CVV, "pin": &r.Entered.PIN, "expiry": &r.Entered.Expiration}[c.Name]; {
		case entered == nil || c.Values["entered"] == nil || string(c.Values["entered"]) == "false":
		case c.Result == engine.Passed:
			*entered = Right
		case c.Result == engine.Failed:
			*entered = Wrong
		}
	}
	return r
}
