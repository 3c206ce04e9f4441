package simulate

import (
	"slices"
	"strings"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/engine"
)

// control adds to an attempt what the spend controls and groups of the program say
// of it. A hold that a group raises is what is decided on, and never granted in part.
func (m *message) control(a engine.Attempt, err error) (engine.Attempt, error) {
	if err != nil {
		return a, err
	}
	mid, mcc := m.merchant.MID, m.merchant.MCC
	if m.kind.step == opening {
		if a.Message.Amount, err = m.Raise(m.tx, m.parties.product, mcc, m.money, a.Message.Amount); err != nil {
			return a, err
		}
		a.Product.AllowPartial = a.Product.AllowPartial && a.Message.Amount == m.asked
	}
	who := book.Spender{User: m.purchase.UserToken, Product: m.purchase.CardProductToken, Currency: m.purchase.Currency}
	a.Rules = m.Rules(m.tx, who, mid, mcc)
	a.Rules.GloballyDeny = m.GloballyDeny
	if a.StandIn != nil {
		a.StandIn.Rules.GloballyDeny = m.GloballyDeny
	}
	if group, ok := m.MerchantGroups.Get(m.tx, m.parties.product.Config.TransactionControls.QuasiCashExemptGroup); ok && group.Has(mid) {
		a.Product.QuasiCashExempt = slices.Concat(a.Product.QuasiCashExempt, []string{mid})
	}
	a.Spends = m.spends(a.Message.Amount)
	a.Limits, err = m.Limits(m.tx, who, mid, mcc)
	return a, err
}

// class is what limits count the message as, empty for nothing.
func (m *message) class() engine.Class {
	switch {
	case m.kind.step == inquiry:
		return ""
	case strings.HasPrefix(m.kind.name, "original.credit"):
		if c := m.in.OriginalCredit; c != nil && strings.EqualFold(c.TransactionType, "CASH_DEPOSIT") {
			return engine.Deposits
		}
		return engine.Credits
	case m.kind.atm:
		return engine.Withdrawals
	}
	return engine.Purchases
}

// spends is what the message counts as: an increment belongs to the use of the card
// that it adds to, money back from a merchant to none.
func (m *message) spends(amount int64) []engine.Spend {
	class := m.class()
	switch {
	case class == "" || m.kind.credit() && class == engine.Purchases:
		return nil
	case m.kind.step == increment:
		return engine.Spent(m.purchase.Class, amount, 0, 0)
	}
	return engine.Spent(class, amount, m.cashBack, 1)
}

// count keeps the purchase and what velocity controls count of the message.
func (m *message) count() error {
	if m.kind.opens() || m.forced {
		m.purchase.Class, m.purchase.CashBack = m.class(), m.cashBack
	}
	if !m.verdict.Approved && m.kind.decided() {
		if err := m.CountDecline(m.tx, m.purchase, m.spends(m.asked)); err != nil {
			return err
		}
	}
	return m.Keep(m.tx, m.purchase)
}
