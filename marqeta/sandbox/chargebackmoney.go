package sandbox

import (
	"github.com/go-json-experiment/json"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// disputed finds the transaction by which a merchant was paid, the beginning of the
// types its disputes have, and the purchase.
func (s *Server) disputed(tx *state.Tx, token string) (paid wire.Transaction, family string, p book.Purchase, err error) {
	row, ok, err := s.book.Transactions.Get(tx, token)
	switch {
	case err != nil:
		return paid, "", p, err
	case !ok:
		return paid, "", p, rest.NotFoundBody("Transaction")
	}
	if family, ok = wire.Disputed(row.Type); !ok || row.State == wire.Declined {
		return paid, "", p, rest.Unprocessable("Unable to return funds: no merchant was paid by this transaction")
	}
	if err := json.Unmarshal(row.Body, &paid); err != nil {
		return paid, "", p, err
	}
	p, _, _, err = s.book.Purchases.Find(tx, row.Purchase)
	return paid, family, p, err
}

// reserveDispute notes how much of a transaction is disputed; a negative amount
// can be disputed again.
func (s *Server) reserveDispute(tx *state.Tx, p book.Purchase, transaction string, minor int64) error {
	if p.Disputed == nil {
		p.Disputed = map[string]int64{}
	}
	p.Disputed[transaction] += minor
	return s.book.Keep(tx, p)
}

// returnsToSource reports whether what comes back from a merchant goes on to the
// source that paid. Our call: as refunds do, unless the card product says GPA.
func (s *Server) returnsToSource(tx *state.Tx, p book.Purchase) bool {
	product, _ := s.book.CardProducts.Get(tx, p.CardProductToken)
	jit := product.Config.JITFunding
	switch {
	case p.State.Model == engine.Standard:
		return false
	case p.SourceKind == wire.ByGateway:
		return jit.Gateway.RefundsDestination != "GPA"
	}
	return jit.Program.RefundsDestination != "GPA"
}

// postDispute moves the money of a step: a transaction of the dispute's family, and
// the hidden record of what the account gets or a source pays for.
func (s *Server) postDispute(tx *state.Tx, cb book.Chargeback, e engine.DisputeEntry) error {
	p, _, _, err := s.book.Purchases.Find(tx, cb.Purchase)
	if err != nil {
		return err
	}
	h, _ := s.book.HolderOf(tx, p.UserToken)
	if e.Impact > 0 && !h.Active() {
		return rest.Unprocessable("Unable to return funds back to cardholder")
	}
	m, err := book.MoneyIn(p.Currency)
	if err != nil {
		return err
	}
	shown, hidden := cb.Chargeback, s.book.NewToken()
	step := book.Movement{
		Kind: cb.Family + e.Kind, Token: s.book.NewToken(), Preceding: cb.TransactionToken, Holder: h, Money: m, Effect: e.Effect(cb.ToSource),
		Amount: e.Amount, Purchase: &p, Cause: wire.Cause{Chargeback: &shown, Dispute: cb.Chargeback.Dispute()},
	}
	if e.Impact < 0 {
		step.Amount = -e.Amount
	}
	if cb.ToSource {
		step.Source = p.Source
		if err := s.fundDispute(tx, p, e, m, hidden, &step.Cause); err != nil {
			return err
		}
	}
	if err := s.book.Post(tx, step); err != nil || e.Impact == 0 {
		return err
	}
	record := book.Movement{
		Kind: "gpa.credit.chargeback", Token: hidden, Preceding: step.Token, Holder: h, Money: m, Effect: engine.Effect{Impact: e.Impact},
		Amount: e.Impact, Source: step.Source, Cause: step.Cause, Hidden: true,
	}
	if e.Impact < 0 {
		record.Kind += ".reversal"
	}
	return s.book.Post(tx, record)
}

// fundDispute keeps the order or unload by which a source pays, or is paid back.
func (s *Server) fundDispute(tx *state.Tx, p book.Purchase, e engine.DisputeEntry, m book.Money, transaction string, cause *wire.Cause) error {
	source := s.book.FundingSource(tx, p.Source)
	times, amount := wire.Born(s.book.Now()), m.Amount(e.Impact).Abs()
	switch {
	case e.Impact > 0:
		u := book.Unload{Owner: p.Owner, Source: p.Source, GPAUnload: wire.GPAUnload{
			Token: s.book.NewToken(), Amount: amount, Times: times, TransactionToken: transaction, State: wire.Completion, Response: wire.Approved(),
			Funding: wire.Funding{Amount: amount, Source: source}, FundingSourceToken: source.Token, OriginalOrderToken: p.Order,
		}}
		cause.GPAOrderUnload = &u.GPAUnload
		return s.book.Unloads.Put(tx, u.Token, u)
	case e.Impact < 0:
		o := book.Order{Source: p.Source, GPAOrder: wire.GPAOrder{
			Token: s.book.NewToken(), Amount: amount, Times: times, TransactionToken: transaction, State: wire.Completion, Response: wire.Approved(),
			Funding: wire.Funding{Amount: amount, Source: source}, FundingSourceToken: source.Token, Party: p.Party(), CurrencyCode: m.Code,
		}}
		cause.GPAOrder = &o.GPAOrder
		return s.book.Orders.Put(tx, o.Token, o)
	}
	return nil
}
