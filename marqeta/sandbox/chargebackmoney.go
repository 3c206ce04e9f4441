package sandbox

import (
	"strings"

	"github.com/go-json-experiment/json"

	"carddeck/marqeta"
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
// source that paid, as refunds do.
func (s *Server) returnsToSource(tx *state.Tx, p book.Purchase) bool {
	product, _ := s.book.CardProducts.Get(tx, p.CardProductToken)
	return p.State.Model != engine.Standard && product.RefundsToSource(p.SourceKind)
}

// disputeStep is a step of a dispute while its money moves.
type disputeStep struct {
	*Server
	tx       *state.Tx
	cb       book.Chargeback
	purchase book.Purchase
	holder   book.Holder
	money    book.Money
	entry    engine.DisputeEntry
}

// postDispute moves the money of a step: a transaction of the dispute's family, and
// the hidden record of what the account gets or a source pays for.
func (s *Server) postDispute(tx *state.Tx, cb book.Chargeback, e engine.DisputeEntry) (err error) {
	d := disputeStep{Server: s, tx: tx, cb: cb, entry: e}
	if d.purchase, _, _, err = s.book.Purchases.Find(tx, cb.Purchase); err != nil {
		return err
	}
	if d.money, err = book.MoneyIn(cb.Currency); err != nil {
		return err
	}
	d.holder, _ = s.book.HolderOf(tx, d.purchase.UserToken)
	if e.Impact > 0 && !d.holder.Active() {
		return rest.Unprocessable("Unable to return funds back to cardholder")
	}
	return d.post()
}

func (d disputeStep) post() error {
	hidden := d.book.NewToken()
	cause, err := d.fund(hidden)
	if err != nil {
		return err
	}
	shown := d.cb.Chargeback
	cause.Chargeback, cause.Dispute = &shown, shown.Dispute()
	step := book.Movement{
		Kind: d.cb.Family + d.entry.Kind, Token: d.book.NewToken(), Preceding: d.cb.TransactionToken, Holder: d.holder, Money: d.money,
		Effect: d.entry.Effect(d.cb.ToSource), Amount: d.entry.Amount, Source: d.source(), Cause: cause, Purchase: &d.purchase,
	}
	record := book.Movement{
		Kind: "gpa.credit.chargeback", Token: hidden, Preceding: step.Token, Holder: d.holder, Money: d.money,
		Effect: engine.Effect{Impact: d.entry.Impact}, Amount: d.entry.Impact, Source: d.source(), Cause: cause, Hidden: true,
	}
	if d.entry.Impact < 0 {
		step.Amount = -step.Amount
		record.Kind += ".reversal"
	}
	if err := d.book.Post(d.tx, step); err != nil || d.entry.Impact == 0 {
		return err
	}
	return d.book.Post(d.tx, record)
}

func (d disputeStep) source() string {
	if d.cb.ToSource {
		return d.purchase.Source
	}
	return ""
}

// fund keeps the order or unload by which a source pays, or is paid back.
func (d disputeStep) fund(transaction string) (cause wire.Cause, err error) {
	if !d.cb.ToSource {
		return cause, nil
	}
	times, amount := wire.Born(d.book.Now()), d.money.Amount(d.entry.Impact).Abs()
	source := d.book.FundingSource(d.tx, d.purchase.Source)
	funding := wire.Funding{Amount: amount, Source: source}
	switch {
	case d.entry.Impact > 0:
		u := book.Unload{Owner: d.purchase.Owner, Source: d.purchase.Source, GPAUnload: wire.GPAUnload{
			Token: d.book.NewToken(), Amount: amount, Times: times, TransactionToken: transaction, State: wire.Completion, Response: wire.Approved(),
			Funding: funding, FundingSourceToken: source.Token, OriginalOrderToken: d.purchase.Order, JITFunding: d.message(amount),
		}}
		cause.GPAOrderUnload = &u.GPAUnload
		err = d.book.Unloads.Put(d.tx, u.Token, u)
	case d.entry.Impact < 0:
		o := book.Order{Source: d.purchase.Source, GPAOrder: wire.GPAOrder{
			Token: d.book.NewToken(), Amount: amount, Times: times, TransactionToken: transaction, State: wire.Completion, Response: wire.Approved(),
			Funding: funding, FundingSourceToken: source.Token, Party: d.purchase.Party(), CurrencyCode: d.money.Code, JITFunding: d.message(amount),
		}}
		cause.GPAOrder = &o.GPAOrder
		err = d.book.Orders.Put(d.tx, o.Token, o)
	}
	return cause, err
}

// message is what a program's gateway is told, not asked; nil for a purchase that
// none has paid.
func (d disputeStep) message(amount marqeta.Amount) *wire.FundingMessage {
	if d.purchase.SourceKind != wire.ByGateway {
		return nil
	}
	party, method := d.purchase.Party(), "pgfs."+strings.Replace(d.cb.Family, "clearing", "capture", 1)
	if d.entry.Impact < 0 {
		method += ".reversal"
	}
	return &wire.FundingMessage{
		Token: d.book.NewToken(), Method: method, UserToken: party.UserToken, BusinessToken: party.BusinessToken, ActingUserToken: d.purchase.UserToken,
		Amount: amount, OriginalToken: d.purchase.Message,
	}
}
