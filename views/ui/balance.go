package ui

// Balance is an account's money in one currency.
type Balance struct {
	Currency  string
	Ledger    Money
	Available Money
	Pending   Money // credits that were accepted and not released yet
}

// BalanceOf words exact decimals of one currency.
func BalanceOf(code, ledger, available, pending string) Balance {
	return Balance{Currency: code, Ledger: DecimalOf(ledger, code), Available: DecimalOf(available, code), Pending: DecimalOf(pending, code)}
}
