package book

import (
	"slices"

	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// loads are the movements that an account holder group has a say in. Those that are
// promised first are looked at then, and again when they come.
var loads = []string{"gpa.credit", "gpa.credit.pending", "transfer.peer", "directdeposit.credit"}

// load refuses a movement that the group of the account's owner does not allow, and
// remembers one that it does. Our call: the status.
func (b *Book) load(tx *state.Tx, owner Holder, v Movement) error {
	amount := max(v.Effect.Impact, v.Effect.Pending)
	if amount <= 0 || !slices.Contains(loads, v.Kind) {
		return nil
	}
	group, _ := b.Groups.Get(tx, owner.Group)
	before := b.Account(tx, owner.Token(), v.Money.Code)
	_, ofProgram := b.ProgramSources.Get(tx, v.Source)
	switch limits := group.Config.PreKYC; {
	case before.Loaded && !bool(group.Config.IsReloadable):
		return rest.Unprocessable("Account is not reloadable")
	case !owner.unknown(group):
	case before.Loaded && !bool(limits.IsReloadable):
		return rest.Unprocessable("Account is not reloadable before KYC")
	case !ofProgram && !bool(limits.NonProgramLoads):
		return rest.Unprocessable("Loads from outside of the program are not enabled before KYC")
	case v.Money.Code == ProgramCurrency:
		most, err := v.Money.Minor("balance_max", limits.BalanceMax)
		if err == nil && before.Ledger+amount > most {
			return rest.Unprocessable("Load would exceed the largest balance allowed before KYC")
		}
	}
	if v.Effect.Impact > 0 {
		before.Loaded = true
		b.Accounts.Put(tx, AccountKey(owner.Token(), v.Money.Code), before)
	}
	return nil
}

// Known gives a holder as a decision looks at it.
func (b *Book) Known(tx *state.Tx, h Holder) engine.Holder {
	known := h.Holder
	known.Who = h.Token()
	if group, ok := b.Groups.Get(tx, h.Group); ok && h.unknown(group) {
		limits := group.Config.PreKYC
		known.Unknown = &engine.Unknown{Cash: bool(limits.CashAccess), Abroad: bool(limits.International)}
	}
	return known
}

// unknown reports whether the group's controls for whoever has yet to pass KYC hold
// for a member.
func (h Holder) unknown(group wire.AccountHolderGroup) bool {
	return group.Config.KYCRequired == wire.KYCConditional && h.Status == wire.StatusLimited
}
