package transactions

import "carddeck/views/ui"

// Amount words a transaction's money, given in minor units, wherever it stands in a row
// or under a headline: what comes back has a minus, and what moved nothing no weight.
func Amount(transactionType, state string, minor int64, currency string) ui.Money {
	act := ActOf(transactionType)
	switch act {
	case Credits, Unpays:
		minor = -minor
	}
	m := ui.MoneyOf(minor, currency)
	switch act {
	case Releases, Expires, Withdraws, Inquires:
		m.Void = true
	default:
		m.Void = state == "DECLINED" || state == "ERROR"
	}
	return m
}
