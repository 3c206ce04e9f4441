package book

import (
	"errors"
	"strings"
	"time"

	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// DirectDeposit is a direct deposit with what is not shown of it.
type DirectDeposit struct {
	wire.DirectDeposit
	Minor   int64  `json:"stored_minor"`
	Pending string `json:"stored_pending"`          // the transaction that announced it
	Applied string `json:"stored_applied,omitzero"` // the one that moved its money
	Late    bool   `json:"stored_late"`             // returned after its grace period
}

// DirectDepositTransition is a transition with whose it is.
type DirectDepositTransition struct {
	wire.DirectDepositTransition
	Holder string `json:"stored_holder"`
}

// dueDeposit is the timer of a direct deposit's settlement date.
const dueDeposit = "direct_deposit"

// DepositMove is a change of a direct deposit's state and why.
type DepositMove struct {
	Token, To, Channel, Reason, Code string
}

// Announce receives a direct deposit that is new. One that can be applied only later
// waits for its settlement date; credits do not where the account or the sender lets
// them come early. What the account cannot take is rejected at once.
func (b *Book) Announce(tx *state.Tx, d DirectDeposit, early bool) (DirectDeposit, error) {
	d.State, d.StateReason, d.Times = wire.Pending, "New "+strings.ToLower(d.Type), wire.Born(b.Now())
	d.Pending = b.NewToken()
	if err := b.postDeposit(tx, d, d.deposit().Announce(), Movement{Token: d.Pending, State: wire.Pending}); err != nil {
		return d, err
	}
	first := b.depositMoved(tx, d, DepositMove{b.NewToken(), d.State, "SYSTEM", "Newly created", ""}, d.Pending)
	if err := b.DirectDepositTransitions.Put(tx, first.Token, first); err != nil {
		return d, err
	}
	a, _ := b.DepositAccounts.Get(tx, d.AccountToken)
	if code, _ := b.closed(tx, a); code != "" || d.Type == wire.DepositCredit && (early || bool(a.ImmediateCredit)) {
		return b.settle(tx, d)
	}
	b.At(tx, d.SettlementDate.Time, dueDeposit, d.Token)
	return d, nil
}

// settleDeposit is what happens on the settlement date.
func (b *Book) settleDeposit(tx *state.Tx, token string, _ time.Time) error {
	d, _, ok, err := b.DirectDeposits.Find(tx, token)
	if err != nil || !ok || d.State != wire.Pending {
		return err
	}
	if d, err = b.settle(tx, d); err != nil {
		return err
	}
	return b.DirectDeposits.Put(tx, d.Token, d)
}

// settle applies a pending deposit, or rejects it with the reason of the network's
// that tells why. It leaves the deposit to be kept.
func (b *Book) settle(tx *state.Tx, d DirectDeposit) (DirectDeposit, error) {
	move := DepositMove{b.NewToken(), wire.Applied, "SYSTEM", "Settled", ""}
	if code, why := b.refusal(tx, d); code != "" {
		move.To, move.Reason, move.Code = wire.Rejected, why, code
	}
	d, t, err := b.MoveDeposit(tx, d, move)
	if refused, ok := errors.AsType[*rest.Error](err); ok && move.To == wire.Applied {
		d, t, err = b.MoveDeposit(tx, d, DepositMove{b.NewToken(), wire.Rejected, "SYSTEM", refused.Message, "R16"})
	}
	if err != nil {
		return d, err
	}
	return d, b.DirectDepositTransitions.Put(tx, t.Token, t)
}

// refusal is why a deposit cannot be applied, in the network's code and in words;
// no code if it can.
func (b *Book) refusal(tx *state.Tx, d DirectDeposit) (code, why string) {
	a, _ := b.DepositAccounts.Get(tx, d.AccountToken)
	if code, why := b.closed(tx, a); code != "" {
		return code, why
	}
	h, _ := b.HolderOf(tx, d.Party.Token())
	if d.Type == wire.DepositDebit && b.Account(tx, b.Owner(tx, h).Token(), ProgramCurrency).Available() < d.Minor {
		return "R01", "Insufficient funds"
	}
	return "", ""
}

// closed is why nothing can be paid into or drawn from an account at all.
func (b *Book) closed(tx *state.Tx, a wire.DepositAccount) (code, why string) {
	h, _ := b.HolderOf(tx, a.Party.Token())
	switch {
	case a.State == wire.CardTerminated:
		return "R02", "Account closed"
	case a.State == wire.CardSuspended:
		return "R16", "Account frozen"
	case a.State == wire.CardUnactivated, !h.Active():
		return "R03", "Inactive cardholder"
	}
	return "", ""
}

func (d DirectDeposit) deposit() engine.Deposit {
	return engine.Deposit{Credit: d.Type == wire.DepositCredit, Amount: d.Minor}
}
