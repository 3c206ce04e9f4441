package book

import (
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// transfers are movements between holders, and between holders and the program.
type transfers struct {
	PeerTransfers        *state.Journal[wire.PeerTransfer]
	PeerSides            *state.Journal[PeerSide] // by holder
	ProgramTransfers     *state.Journal[wire.ProgramTransfer]
	ProgramTransferTypes *state.Collection[wire.ProgramTransferType]
	Reserve              *state.Journal[ReserveTransaction]
}

func newTransfers(s *state.Store) transfers {
	return transfers{
		PeerTransfers:        state.NewJournal(s, "peer_transfer", func(wire.PeerTransfer) string { return "" }),
		PeerSides:            state.NewJournal(s, "peer_transfer_side", func(v PeerSide) string { return v.Holder }),
		ProgramTransfers:     state.NewJournal(s, "program_transfer", func(v wire.ProgramTransfer) string { return v.Party.Token() }).Sorted("created_time"),
		ProgramTransferTypes: state.NewCollection[wire.ProgramTransferType](s, "program_transfer_type"),
		Reserve:              state.NewJournal(s, "program_reserve_transaction", func(ReserveTransaction) string { return "" }).Sorted("created_time"),
	}
}

// The sides of a peer transfer.
const (
	Sender    = "sender"
	Recipient = "recipient"
)

// PeerSide is a peer transfer as one of its two holders finds it.
type PeerSide struct {
	wire.PeerTransfer
	Holder string `json:"stored_holder"`
	Side   string `json:"stored_side"`
}

// ReserveTransaction is a movement of the reserve and how it was asked for.
type ReserveTransaction struct {
	wire.ReserveTransaction
	Deposit bool `json:"stored_deposit"`
}

// PayPeer moves money between the accounts of two holders.
func (b *Book) PayPeer(tx *state.Tx, from, to Holder, m Money, amount int64, v wire.PeerTransfer) error {
	switch {
	case !from.Active() || !to.Active():
		return rest.ErrHolderState
	case b.Owner(tx, from).Party == b.Owner(tx, to).Party:
		return rest.Unprocessable("Sender and recipient share an account")
	}
	if enough, err := b.Afford(tx, from, m, amount); err != nil {
		return err
	} else if !enough {
		return rest.ErrFunds
	}
	sent := b.NewToken()
	for _, side := range []struct {
		name  string
		moved Movement
	}{
		{Sender, Movement{Token: sent, Holder: from, Effect: engine.Effect{Spend: amount, Impact: -amount}}},
		{Recipient, Movement{Token: b.NewToken(), Preceding: sent, Holder: to, Effect: engine.Effect{Return: amount, Impact: amount}}},
	} {
		seen, moved := v, side.moved
		moved.Kind, moved.Money, moved.Cause = "transfer.peer", m, wire.Cause{PeerTransfer: &seen}
		if err := b.Post(tx, moved); err != nil {
			return err
		}
		if err := b.PeerSides.Put(tx, v.Token+" "+side.name, PeerSide{v, moved.Holder.Token(), side.name}); err != nil {
			return err
		}
	}
	return nil
}

// PayProgram moves money from a holder's account to the program funding source of
// a type, and the fees to the program, all or nothing.
func (b *Book) PayProgram(tx *state.Tx, from Holder, m Money, amount int64, v wire.ProgramTransfer, asked []wire.FeeRequest) (wire.ProgramTransfer, error) {
	kind, ok := b.ProgramTransferTypes.Get(tx, v.TypeToken)
	if !ok {
		return v, rest.NotFound("Program transfer type")
	}
	if !from.Active() {
		return v, rest.ErrHolderState
	}
	charges, sum, err := b.Price(tx, from, m, amount, asked)
	if err != nil {
		return v, err
	}
	total, err := m.Sum("amount with fees", amount, sum)
	if err != nil {
		return v, err
	}
	if enough, err := b.Afford(tx, from, m, total); err != nil {
		return v, err
	} else if !enough {
		return v, rest.Precondition("Account balance is less than the amount with its fees")
	}
	v.TransactionToken, v.Fees = b.NewToken(), Details(charges)
	seen := v
	if err := b.Post(tx, Movement{
		Kind: "transfer.program", Token: v.TransactionToken, Holder: from, Money: m, Source: kind.Source,
		Effect: engine.Effect{Unload: amount, Impact: -amount}, Cause: wire.Cause{ProgramTransfer: &seen},
	}); err != nil {
		return v, err
	}
	return v, b.Charge(tx, from, m, wire.FeeTransfer{Token: v.Token, Party: v.Party, Tags: v.Tags, Created: v.Created}, charges, v.TransactionToken)
}
