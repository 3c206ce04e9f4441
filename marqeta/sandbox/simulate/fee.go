package simulate

import "carddeck/marqeta/sandbox/rest"

// addFees adds the fees that a cardholder pays on top to what is asked. Our call:
// those are the acquirer's, as at a cash machine, and the one for converting money
// for a cardholder; the others are between the banks. A credit counts against.
func (m *message) addFees() error {
	var conversion int64
	for _, f := range m.in.Fees {
		minor, err := m.money.Minor("fees.amount", f.Amount)
		if err != nil {
			return err
		}
		if f.CreditDebit == "C" {
			minor = -minor
		}
		into := new(int64)
		switch f.Type {
		case "ACQUIRER_FEE":
			into = &m.acquirerFee
		case "CUR_CONV_CARDHOLDER_FEE":
			into = &conversion
		case "INTERCHANGE_FEE":
			into, minor = &m.interchange, -minor // what the issuer is credited with it earns
		}
		if *into, err = m.money.Sum("fees", *into, minor); err != nil {
			return err
		}
	}
	if m.kind.step == inquiry {
		return nil
	}
	onTop := m.acquirerFee + conversion
	if m.kind.credit() {
		onTop = -onTop
	}
	total, err := m.money.Sum("amount with fees", m.asked, onTop)
	if err == nil && total < min(m.asked, 0) {
		err = rest.Invalid("fees must not be greater than the amount")
	}
	m.asked = total
	return err
}
