package engine

// Deposit is money that a bank sends to an account, or asks of it.
type Deposit struct {
	Credit bool
	Amount int64
}

// DepositEntry is what a step of a deposit moves: the end of the transaction's
// type, what it states, signed as an impact is, and the effect.
type DepositEntry struct {
	Kind   string
	Amount int64
	Effect Effect
}

// signed is the amount as the account sees it.
func (d Deposit) signed() int64 {
	if d.Credit {
		return d.Amount
	}
	return -d.Amount
}

// promised is the change of what is promised to the account. Our call: a debit that
// is announced ties nothing up.
func (d Deposit) promised(amount int64) Effect {
	if d.Credit {
		return Effect{Pending: amount}
	}
	return Effect{}
}

// Announce is the deposit's arrival, before its settlement date.
func (d Deposit) Announce() DepositEntry {
	return DepositEntry{".pending", d.signed(), d.promised(d.Amount)}
}

// Drop is the end of a deposit that was announced and is not applied, under the
// kind that says why.
func (d Deposit) Drop(kind string) DepositEntry {
	return DepositEntry{kind, -d.signed(), d.promised(-d.Amount)}
}

// Apply moves the money of a deposit that was announced.
func (d Deposit) Apply() DepositEntry {
	e := d.promised(-d.Amount)
	e.Impact = d.signed()
	e.Return, e.Spend = max(e.Impact, 0), max(-e.Impact, 0)
	return DepositEntry{"", e.Impact, e}
}

// Return takes back what was applied.
func (d Deposit) Return() DepositEntry {
	back := -d.signed()
	return DepositEntry{".reversal", back, Effect{Return: max(back, 0), Spend: max(-back, 0), Impact: back}}
}
