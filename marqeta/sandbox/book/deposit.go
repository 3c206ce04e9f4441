package book

import (
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// deposits is what others pay into and draw from holders' accounts by.
type deposits struct {
	DepositAccounts    *state.Collection[wire.DepositAccount]
	DepositsByHolder   *state.Index[wire.DepositAccount]
	DepositsByNumber   *state.Index[wire.DepositAccount]
	DepositTransitions *state.Collection[wire.DepositAccountTransition]
	DepositMovesOf     *state.Index[wire.DepositAccountTransition] // by holder

	DirectDeposits           *state.Journal[DirectDeposit]           // of a holder
	DirectDepositTransitions *state.Journal[DirectDepositTransition] // of a holder
}

func newDeposits(s *state.Store) (d deposits) {
	d.DepositAccounts = state.NewCollection[wire.DepositAccount](s, "deposit_account")
	d.DepositsByHolder = state.NewIndex(d.DepositAccounts, func(a wire.DepositAccount) string { return a.Party.Token() })
	d.DepositsByNumber = state.NewIndex(d.DepositAccounts, func(a wire.DepositAccount) string { return a.AccountNumber })
	d.DepositTransitions = state.NewCollection[wire.DepositAccountTransition](s, "deposit_account_transition")
	d.DepositMovesOf = state.NewIndex(d.DepositTransitions, func(t wire.DepositAccountTransition) string { return t.Party.Token() })
	d.DirectDeposits = state.NewJournal(s, "direct_deposit", func(d DirectDeposit) string { return d.Party.Token() }).
		Sorted("last_modified_time").Sorted("created_time")
	d.DirectDepositTransitions = state.NewJournal(s, "direct_deposit_transition", func(t DirectDepositTransition) string { return t.Holder }).
		Sorted("created_time")
	return d
}

// RoutingNumber is the bank of every deposit account. It has a valid check digit
// and a prefix that no bank has.
const RoutingNumber = "000123453"

// NewAccountNumber gives a number that no deposit account has.
func (b *Book) NewAccountNumber(tx *state.Tx) string {
	for {
		if number := Digits(13); len(b.DepositsByNumber.Get(tx, number)) == 0 {
			return number
		}
	}
}
