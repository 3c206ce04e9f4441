package book

import (
	"strings"

	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// MoveDeposit changes a deposit's state with its money and gives it, and the
// transition, to be kept.
func (b *Book) MoveDeposit(tx *state.Tx, d DirectDeposit, move DepositMove) (DirectDeposit, DirectDepositTransition, error) {
	entry, about, err := b.depositStep(&d, move)
	if err != nil {
		return d, DirectDepositTransition{}, err
	}
	after := d
	after.State, after.StateReason, after.StateReasonCode, after.Modified = move.To, move.Reason, move.Code, b.Now()
	posted := Movement{Token: b.NewToken(), Preceding: about}
	if err := b.postDeposit(tx, after, entry, posted); err != nil {
		return d, DirectDepositTransition{}, err
	}
	if d.State == wire.Pending {
		b.Cancel(tx, dueDeposit, d.Token)
		if err := b.End(tx, d.Pending); err != nil {
			return d, DirectDepositTransition{}, err
		}
	}
	if move.To == wire.Applied {
		after.Applied = posted.Token
	}
	return after, b.depositMoved(tx, after, move, posted.Token), nil
}

// depositStep is what a move moves, and the transaction it follows.
func (b *Book) depositStep(d *DirectDeposit, move DepositMove) (engine.DepositEntry, string, error) {
	switch {
	case !wire.DepositMayMove(d.State, move.To):
		return engine.DepositEntry{}, "", rest.Invalid("a direct deposit cannot go from " + d.State + " to " + move.To)
	case move.Code == "R23" && d.Type == wire.DepositDebit:
		return engine.DepositEntry{}, "", rest.Invalid("R23 can only be used when returning a credit entry")
	case move.To == wire.Applied:
		return d.deposit().Apply(), d.Pending, nil
	case move.To == wire.Rejected:
		return d.deposit().Drop(".reject"), d.Pending, nil
	case d.State == wire.Pending:
		return d.deposit().Drop(".pending.reversal"), d.Pending, nil
	}
	d.Late = !engine.Returnable(move.Code, d.SettlementDate.Time, b.Clock())
	if d.Late && move.Channel != "PROD_SUPPORT" {
		return engine.DepositEntry{}, "", rest.Invalid("the grace period of " + move.Code + " is over")
	}
	return d.deposit().Return(), d.Applied, nil
}

// postDeposit books a step as the transaction that v begins.
func (b *Book) postDeposit(tx *state.Tx, d DirectDeposit, e engine.DepositEntry, v Movement) error {
	m, err := MoneyIn(ProgramCurrency)
	if err != nil {
		return err
	}
	h, _ := b.HolderOf(tx, d.Party.Token())
	shown := d.DirectDeposit
	v.Kind, v.Holder, v.Money = "directdeposit."+strings.ToLower(d.Type)+e.Kind, h, m
	v.Effect, v.Amount, v.Cause.DirectDeposit = e.Effect, e.Amount, &shown
	return b.Post(tx, v)
}

// depositMoved writes down how a deposit came to its state and notifies of it.
func (b *Book) depositMoved(tx *state.Tx, d DirectDeposit, move DepositMove, transaction string) DirectDepositTransition {
	t := DirectDepositTransition{Holder: d.Party.Token(), DirectDepositTransition: wire.DirectDepositTransition{
		Token: move.Token, DepositToken: d.Token, AccountToken: d.AccountToken, TransactionToken: transaction, State: d.State,
		Type: "state." + strings.ToLower(d.State), Channel: move.Channel, Reason: move.Reason, ReasonCode: move.Code, Created: b.Now(),
	}}
	b.Notify(tx, "directdeposittransition."+t.Type, t.DirectDepositTransition)
	return t
}
