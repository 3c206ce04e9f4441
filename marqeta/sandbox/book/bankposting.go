package book

import (
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// posting is the transaction that a step of a bank transfer is on an account.
type posting struct {
	kind   string
	effect engine.Effect
	drawn  int64 // from the bank account, below zero what went there
}

// bankPosting says what a step does. early tells that the account has been given
// what is pulled before the bank paid it.
func bankPosting(push, early bool, from, to string, a int64) (p posting, moves bool) {
	paid := early || from == wire.BankCompleted || from == wire.BankReversing
	switch to {
	case wire.Pending:
		if push {
			return posting{"gpa.debit.pending", engine.Effect{Hold: a, Impact: -a}, 0}, true
		}
		return posting{"gpa.credit.pending", engine.Effect{Pending: a}, a}, true
	case wire.BankCompleted:
		if push {
			return posting{"gpa.debit", engine.Effect{Hold: -a, Unload: a, Impact: -a}, -a}, true
		}
		return posting{"gpa.credit", engine.Effect{Load: a, Pending: -a, Impact: a}, 0}, !early
	case wire.BankReturned, wire.BankCancelled, wire.BankError, wire.BankReversed:
		switch {
		case push && paid:
			return posting{"gpa.debit.reversal", engine.Effect{Load: a, Impact: a}, a}, true
		case push:
			return posting{"gpa.debit.pending.reversal", engine.Effect{Hold: -a, Impact: a}, 0}, true
		case paid:
			return posting{"gpa.credit.reversal", engine.Effect{Unload: a, Impact: -a}, -a}, true
		}
		return posting{"gpa.credit.pending.reversal", engine.Effect{Pending: -a}, -a}, true
	}
	return p, false
}

// postBank books a step. The pending transaction of a transfer ends with the one
// that follows it.
func (b *Book) postBank(tx *state.Tx, v *BankTransfer, p posting, token string) error {
	h, _ := b.HolderOf(tx, v.Holder)
	m, err := MoneyIn(v.CurrencyCode)
	if err != nil {
		return err
	}
	moved := Movement{
		Kind: p.kind, Token: token, Preceding: v.Pending, Holder: h, Money: m, Effect: p.effect, Source: v.Source,
		Amount: p.effect.Impact, Cause: wire.Cause{BankTransferToken: v.Token},
	}
	if moved.Amount == 0 {
		moved.Amount = p.effect.Pending
	}
	first := v.Pending == ""
	if first {
		moved.State = wire.Pending
	}
	if err := b.Post(tx, moved); err != nil {
		return err
	}
	b.draw(tx, v.Source, m, p.drawn)
	if first {
		v.Pending = token
		return nil
	}
	return b.End(tx, v.Pending)
}
