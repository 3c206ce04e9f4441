package engine

// Class is what a limit can count or leave out.
type Class string

// The classes of spending, and of money towards the card.
const (
	Purchases   Class = "purchase"
	Goods       Class = "goods"     // what is bought in a purchase with cash back
	CashBack    Class = "cash_back" // what is paid out in it
	Withdrawals Class = "withdrawal"
	Credits     Class = "credit" // original credits
	Deposits    Class = "cash_deposit"
)

// Spend is an amount of one class, and how often the card was used for it.
type Spend struct {
	Class         Class
	Amount, Times int64
}

// Spent gives the parts of an amount with cash back in it. Of an amount that was
// reduced, the cash is what remains last.
func Spent(c Class, amount, cashBack, times int64) []Spend {
	if c != Purchases || cashBack == 0 {
		return []Spend{{c, amount, times}}
	}
	cash := min(cashBack, amount)
	return []Spend{{Goods, amount - cash, times}, {CashBack, cash, times}}
}

// Included says which classes a limit counts.
type Included struct{ Purchases, Withdrawals, CashBack, Credits, Deposits bool }

// Of gives what of it counts, false for nothing.
func (i Included) Of(s Spend) (amount, times int64, ok bool) {
	switch s.Class {
	case Purchases, Goods:
		ok = i.Purchases
	case CashBack:
		if ok = i.CashBack; i.Purchases {
			s.Times = 0 // counted with the goods
		}
	case Withdrawals:
		ok = i.Withdrawals
	case Credits:
		ok = i.Credits
	case Deposits:
		ok = i.Deposits
	}
	if !ok {
		return 0, 0, false
	}
	return s.Amount, s.Times, true
}
