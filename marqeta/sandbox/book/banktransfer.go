package book

import (
	"errors"
	"time"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// bankTransfers are the movements by way of the Automated Clearing House.
type bankTransfers struct {
	BankTransfers   *state.Journal[BankTransfer]        // by holder
	BankTransitions *state.Journal[wire.BankTransition] // by transfer
}

func newBankTransfers(s *state.Store) bankTransfers {
	return bankTransfers{
		BankTransfers: state.NewJournal(s, "bank_transfer", func(v BankTransfer) string { return v.Holder }).
			Sorted("last_modified_time").Sorted("created_time"),
		BankTransitions: state.NewJournal(s, "bank_transfer_transition", func(v wire.BankTransition) string { return v.Transfer }).Sorted("created_time"),
	}
}

// BankTransfer is a bank transfer with what is not shown of it.
type BankTransfer struct {
	wire.BankTransfer
	Holder  string `json:"stored_holder"`  // none: the program's own account
	Minor   int64  `json:"stored_minor"`   // Amount in minor units
	Pending string `json:"stored_pending"` // the transaction that is pending
}

// bankTimer is the kind of the timer that takes a bank transfer further.
const bankTimer = "bank_transfer"

// onward is where a bank transfer goes by itself.
var onward = map[string]string{
	wire.Pending: wire.BankProcessing, wire.BankProcessing: wire.BankSubmitted, wire.BankSubmitted: wire.BankCompleted, wire.BankReversing: wire.BankReversed,
}

// pace is how long a bank transfer stays in a state. Our call: a day, an hour on
// the same day.
func pace(speed string) time.Duration {
	if speed == "SAME_DAY" {
		return time.Hour
	}
	return 24 * time.Hour
}

// StartBankTransfer begins a transfer from or to a bank account that is verified:
// what is pulled is promised to the account, what is pushed is held on it. Keeping
// the transfer is the caller's.
func (b *Book) StartBankTransfer(tx *state.Tx, v *BankTransfer) error {
	source, ok := b.Sources.Get(tx, v.Source)
	if !ok || source.Type != wire.ByACH {
		if source, ok = b.ProgramACH.Get(tx, v.Source); !ok {
			return rest.NotFoundBody("Funding source")
		}
	}
	if err := b.usable(tx, v.Source, source.Active); err != nil {
		return err
	}
	v.Holder = source.Party.Token()
	if err := b.checkPush(tx, v); err != nil {
		return err
	}
	first := wire.BankTransition{Token: b.NewToken(), BankTransitionFields: wire.BankTransitionFields{Status: wire.Pending, Channel: "SYSTEM"}}
	first, err := b.MoveBankTransfer(tx, v, first)
	if err != nil {
		return err
	}
	return b.BankTransitions.Put(tx, first.Token, first)
}

// checkPush refuses whoever may not move money, and to push more than there is.
func (b *Book) checkPush(tx *state.Tx, v *BankTransfer) error {
	h, ok := b.HolderOf(tx, v.Holder)
	switch {
	case !ok:
		return nil
	case !h.Active():
		return rest.ErrHolderState
	case v.Type != wire.Push:
		return nil
	}
	m, err := MoneyIn(v.CurrencyCode)
	if err != nil {
		return err
	}
	enough, err := b.Afford(tx, h, m, v.Minor)
	if err == nil && !enough {
		err = rest.ErrFunds
	}
	return err
}

// MoveBankTransfer takes a transfer to its next state, with the money that goes
// along, and completes the transition. Keeping both is the caller's.
func (b *Book) MoveBankTransfer(tx *state.Tx, v *BankTransfer, t wire.BankTransition) (wire.BankTransition, error) {
	p, moves := bankPosting(v.Type == wire.Push, bool(v.IsEarlyFunded), v.Status, t.Status, v.Minor)
	if moves && v.Holder != "" {
		t.TransactionToken = b.NewToken()
		if err := b.postBank(tx, v, p, t.TransactionToken); err != nil {
			return t, err
		}
	}
	now := b.Now()
	t.Transfer, t.Times, t.ReturnReason = v.Token, wire.Born(now), wire.ReturnReason(t.ReturnCode)
	v.Status, v.Modified, v.Transitions = t.Status, now, append(v.Transitions, t)
	if t.Status == wire.BankReturned {
		v.ReturnCode, v.ReturnReason = t.ReturnCode, t.ReturnReason
	}
	if _, goes := onward[v.Status]; goes {
		b.At(tx, b.Clock().Add(pace(v.Speed)), bankTimer, v.Token)
	} else {
		b.Cancel(tx, bankTimer, v.Token)
	}
	b.Notify(tx, t.Event(), t)
	return t, nil
}

// FundEarly gives an account what is pulled before the bank has paid it.
func (b *Book) FundEarly(tx *state.Tx, v *BankTransfer) error {
	waiting := v.Status == wire.Pending || v.Status == wire.BankProcessing || v.Status == wire.BankSubmitted
	if v.Type != wire.Pull || v.Holder == "" || bool(v.IsEarlyFunded) || !waiting {
		return rest.Invalid("bank_transfer_token must name a pull into an account that is under way and not funded yet")
	}
	p, _ := bankPosting(false, false, v.Status, wire.BankCompleted, v.Minor)
	if err := b.postBank(tx, v, p, b.NewToken()); err != nil {
		return err
	}
	v.IsEarlyFunded, v.Modified = true, b.Now()
	return b.BankTransfers.Put(tx, v.Token, *v)
}

// proceed takes a transfer on when its time has come. One that the account does not
// take any more ends in an error, and its money goes back.
func (b *Book) proceed(tx *state.Tx, token string, _ time.Time) error {
	v, _, ok, err := b.BankTransfers.Find(tx, token)
	if err != nil || !ok {
		return err
	}
	next := wire.BankTransition{Token: b.NewToken(), BankTransitionFields: wire.BankTransitionFields{Status: onward[v.Status], Channel: "SYSTEM"}}
	done, err := b.MoveBankTransfer(tx, &v, next)
	if refusal, refused := errors.AsType[*rest.Error](err); refused {
		next.Status, next.Reason = wire.BankError, refusal.Message
		done, err = b.MoveBankTransfer(tx, &v, next)
	}
	if err != nil {
		return err
	}
	if err := b.BankTransitions.Put(tx, done.Token, done); err != nil {
		return err
	}
	return b.BankTransfers.Put(tx, v.Token, v)
}
