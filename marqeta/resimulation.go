package marqeta

import "slices"

// Simulation gives the simulation that makes a transaction like this one, as far as the
// transaction tells: what was typed for PIN, security code and expiration is told by none.
// It is false where no simulation makes the type.
func (t Transaction) Simulation() (kind SimulationKind, out Simulation, ok bool) {
	kind = SimulationKind(t.Type)
	needs, ok := kind.Fields()
	if !ok {
		return kind, out, false
	}
	amount := t.requested()
	out = Simulation{
		Amount: &amount, CurrencyCode: t.CurrencyCode, CurrencyConversion: t.CurrencyConversion, Network: t.Network, SubNetwork: subNetwork(t.Subnetwork),
		IsPreauthorization: t.IsPreauthorization, AccountType: t.FromAccount, Fees: t.Fees, AccountFunding: t.AccountFunding, OriginalCredit: t.OriginalCredit,
		CardAcceptor: t.acceptor(), CardOptions: t.presented(),
	}
	if needs.Preceding == Required {
		out.PrecedingRelatedTransactionToken = t.PrecedingRelatedTransactionToken
	} else {
		out.CardToken = t.CardToken
	}
	if needs.CashBack == Required {
		out.CashBackAmount = &t.CashBackAmount
	}
	if t.POS != nil && t.POS.PANEntryMode != "" {
		out.POS = &SimulationPOS{PANEntryMode: t.POS.PANEntryMode}
	}
	return kind, out, true
}

// requested is what was asked for, without what the platform adds to it: cash back, and the
// fees that a cardholder pays on top. What follows something else names its own amount.
func (t Transaction) requested() Amount {
	amount := t.Amount
	if asks := t.PrecedingRelatedTransactionToken == "" || SimulationKind(t.Type) == SimulateAuthorizationIncremental; asks && !t.RequestAmount.IsZero() {
		amount = t.RequestAmount
	}
	amount = amount.Sub(t.CashBackAmount)
	for _, f := range t.Fees {
		switch {
		case f.Type != "ACQUIRER_FEE" && f.Type != "CUR_CONV_CARDHOLDER_FEE":
		case f.CreditDebit == "C":
			amount = amount.Add(f.Amount)
		default:
			amount = amount.Sub(f.Amount)
		}
	}
	return amount
}

// subNetwork gives those that a simulation takes.
func subNetwork(s string) string {
	if slices.Contains([]string{"VISANET", "VISANETDEBIT", "VISAINTERLINK", "VISAPLUS", "MAESTRO", "CIRRUS", "MASTERCARDDEBIT"}, s) {
		return s
	}
	return ""
}

func (t Transaction) acceptor() *SimulationCardAcceptor {
	a := t.CardAcceptor
	out := &SimulationCardAcceptor{
		MID: a.MID, MCC: a.MCC, Name: a.Name, StreetAddress: a.StreetAddress, City: a.City, State: a.State, PostalCode: a.PostalCode, CountryCode: a.CountryCode,
		POI: &POI{},
	}
	if m := t.TransactionMetadata; m != nil && m.PaymentChannel != "OTHER" {
		out.POI.Channel = Scalar(m.PaymentChannel)
	}
	if t.POS != nil && t.POS.CardHolderPresence != nil {
		out.POI.CardholderPresence = "0"
		if *t.POS.CardHolderPresence {
			out.POI.CardholderPresence = "1"
		}
	}
	return out
}

func (t Transaction) presented() *SimulationCardOptions {
	out := &SimulationCardOptions{}
	if t.POS != nil {
		out.CardPresent = t.POS.CardPresence
	}
	if v := t.AddressVerification; v != nil && v.Request != nil {
		out.BillingAddress = &SimulationBillingAddress{Address: v.Request.StreetAddress, Zip: v.Request.PostalCode}
	}
	return out
}
