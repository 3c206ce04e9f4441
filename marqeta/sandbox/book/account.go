package book

import (
	"github.com/bojanz/currency"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// ProgramCurrency is the currency of a program that names none.
const ProgramCurrency = "USD"

// Money turns exact amounts of one currency into minor units and back.
type Money struct {
	Code     string // ISO 4217
	decimals uint8
}

// MoneyIn reads a currency code; empty is the program's.
func MoneyIn(code string) (Money, error) {
	if code == "" {
		code = ProgramCurrency
	}
	d, ok := currency.GetDigits(code)
	if !ok {
		return Money{}, rest.Invalid("currency_code must be an ISO 4217 code")
	}
	return Money{code, d}, nil
}

// Decimals is how many decimals the currency has.
func (m Money) Decimals() uint8 { return m.decimals }

// Minor gives an amount in minor units; more decimals than the currency has are
// refused under the field's name.
func (m Money) Minor(field string, a marqeta.Amount) (int64, error) {
	n, err := a.Minor(m.decimals)
	if err != nil {
		return 0, rest.Invalid(field + " must not have more decimals than " + m.Code + " has")
	}
	return n, nil
}

// Sum adds minor units as Minor gives them.
func (m Money) Sum(field string, a, b int64) (int64, error) {
	if !m.fits(a + b) {
		return 0, rest.Invalid(field + " must be less than a trillion")
	}
	return a + b, nil
}

// fits reports whether minor units can be written as an amount: less than 10^12.
func (m Money) fits(minor int64) bool {
	limit := int64(1e12)
	for range m.decimals {
		limit *= 10
	}
	return -limit < minor && minor < limit
}

// Amount gives minor units as an amount.
func (m Money) Amount(minor int64) marqeta.Amount { return marqeta.AmountFromMinor(minor, m.decimals) }

// AccountKey is the token of an account: whose it is and in what.
func AccountKey(owner, code string) string { return owner + " " + code }

// Account gives a holder's own account in a currency; one never used is empty.
func (b *Book) Account(tx *state.Tx, owner, code string) engine.Account {
	a, _ := b.Accounts.Get(tx, AccountKey(owner, code))
	return a
}

// Move applies an effect to an account and gives the result. An account that would
// come to more than can be written as an amount is refused.
func (b *Book) Move(tx *state.Tx, owner string, m Money, e engine.Effect) (engine.Account, error) {
	return move(tx, b.Accounts, owner, m, e)
}

func move(tx *state.Tx, among *state.Collection[engine.Account], owner string, m Money, e engine.Effect) (engine.Account, error) {
	before, _ := among.Get(tx, AccountKey(owner, m.Code))
	a := before.Apply(e)
	if a == before {
		return a, nil
	}
	if !m.fits(a.Ledger) || !m.fits(a.Held) || !m.fits(a.Available()) || !m.fits(a.Pending) {
		return a, rest.Invalid("amount must not take the account beyond a trillion")
	}
	among.Put(tx, AccountKey(owner, m.Code), a)
	return a, nil
}

// Balance shows an account; impact is nil where a message changed nothing.
func (m Money) Balance(a engine.Account, impact *int64) *wire.Balance {
	b := &wire.Balance{
		CurrencyCode: m.Code, LedgerBalance: m.Amount(a.Ledger), AvailableBalance: m.Amount(a.Available()), PendingCredits: m.Amount(a.Pending),
	}
	if impact != nil {
		shown := m.Amount(*impact)
		b.ImpactedAmount = &shown
	}
	inner := *b
	b.Balances = map[string]*wire.Balance{m.Code: &inner}
	return b
}

// Shown shows an owner's account as transactions do: in the program's currency at
// the top, and in m beside it where that is another.
func (b *Book) Shown(tx *state.Tx, owner string, m Money, a engine.Account, impact *int64) *wire.Balance {
	shown := m.Balance(a, impact)
	if m.Code == ProgramCurrency {
		return shown
	}
	home, err := MoneyIn(ProgramCurrency)
	if err != nil {
		return shown // the program's currency is one
	}
	top := home.Balance(b.Account(tx, owner, home.Code), nil)
	top.Balances[m.Code] = shown.Balances[m.Code]
	return top
}
