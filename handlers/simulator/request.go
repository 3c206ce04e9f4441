package simulator

import (
	"cmp"
	"encoding/json"
	"strings"

	"carddeck/marqeta"
)

// request is what the answers mean for Simulations 2.0. Only what the kind takes is
// sent.
func (f simulationForm) request() marqeta.Simulation {
	k := kindOf(f.Kind)
	out := marqeta.Simulation{Amount: f.amount(k), Fees: f.fees(k)}
	f.link(k, &out.CardToken, &out.PrecedingRelatedTransactionToken)
	if k.takes.cashBack {
		out.CashBackAmount = amount(f.CashBack)
	}
	if k.takes.merchant && out.CardToken != "" {
		out.CurrencyCode = f.Currency
	}
	if k.takes.merchant {
		out.CardAcceptor, out.Network, out.SubNetwork, out.CurrencyConversion = f.acceptor(k), f.Network, f.SubNetwork, f.conversion()
	}
	if k.takes.presented {
		out.CardOptions, out.POS = f.options(), f.terminal()
	}
	if k.takes.hold && f.Hold {
		out.IsPreauthorization = &f.Hold
	}
	if k.takes.clears {
		out.ForcePost, out.IsFinalClearing = yes(f.Force || out.PrecedingRelatedTransactionToken == ""), yes(f.Final)
	}
	if k.takes.account && f.Account != "checking" {
		out.AccountType = f.Account
	}
	switch {
	case k.takes.pulls:
		out.AccountFunding = &marqeta.AccountFunding{
			FirstName: f.Sender, FundingSource: f.Source, ReceiverAccountType: f.AccountKind, TransactionType: f.TransferKind,
		}
	case k.takes.pushes && f.Sender != "":
		out.OriginalCredit = &marqeta.OriginalCredit{
			SenderName: f.Sender, FundingSource: f.Source, SenderAccountType: f.AccountKind, TransactionType: strings.ToLower(f.TransferKind),
		}
	}
	return out
}

// link names what the message follows, or its card.
func (f simulationForm) link(k kind, card, follows *string) {
	if k.takes.follows && f.Follows != "" {
		*follows = f.Follows
		return
	}
	*card = f.Card
}

func (f simulationForm) amount(k kind) *marqeta.Amount {
	if !k.takes.amount {
		return nil
	}
	return amount(f.Amount)
}

// older is what the answers mean for the first generation, which knows neither currency
// nor network.
func (f simulationForm) older() marqeta.LegacySimulation {
	k := kindOf(f.Kind)
	out := marqeta.LegacySimulation{Amount: f.amount(k), NetworkFees: f.fees(k)}
	f.link(k, &out.CardToken, &out.OriginalTransactionToken)
	if k.takes.cashBack && f.CashBack != "" {
		out.CashBackAmount = amount(f.CashBack)
	}
	if k.takes.merchant {
		out.MID = f.MID
		out.CardAcceptor = &marqeta.LegacyCardAcceptor{Name: f.Name, City: f.City, State: f.State, Zip: f.PostalCode, Country: f.Country, MCC: f.MCC, PartialApprovalCapable: yes(k.takes.presented && f.Partial)}
		if *out.CardAcceptor == (marqeta.LegacyCardAcceptor{}) && k.value == older+string(marqeta.LegacyAuthorization) {
			out.CardAcceptor = nil
		}
	}
	if k.takes.presented {
		out.CardOptions = f.options()
	}
	if k.takes.account {
		out.AccountType = f.Account
	}
	if k.takes.pushes {
		out.Type = strings.ToLower(f.TransferKind)
	}
	out.IsPreAuth, out.ForcePost = yes(k.takes.hold && f.Hold), yes(k.takes.clears && f.Force)
	out.IsRefund, out.IsAdvice = yes(k.takes.refunds && f.Refund), yes(k.takes.advised && f.Advised)
	return out
}

func yes(on bool) *bool {
	if !on {
		return nil
	}
	return &on
}

func (f simulationForm) acceptor(k kind) *marqeta.SimulationCardAcceptor {
	out := marqeta.SimulationCardAcceptor{MID: f.MID, MCC: f.MCC, Name: f.Name, City: f.City, State: f.State, PostalCode: f.PostalCode, CountryCode: f.Country}
	if k.takes.presented && (f.Channel != "" || f.Holder != "") {
		out.POI = &marqeta.POI{Channel: marqeta.Scalar(f.Channel)}
		if f.Holder != "" {
			out.POI.CardholderPresence = marqeta.Scalar(map[string]string{"true": "1", "false": "0"}[f.Holder])
		}
	}
	if out == (marqeta.SimulationCardAcceptor{}) {
		return nil
	}
	return &out
}

// conversion is the merchant's own amount. Without a rate the platform works it out.
func (f simulationForm) conversion() *marqeta.CurrencyConversion {
	original := amount(f.OriginalAmount)
	if !f.converted() || original == nil {
		return nil
	}
	return &marqeta.CurrencyConversion{OriginalAmount: *original, ConversionRate: json.Number(f.Rate), OriginalCurrencyCode: marqeta.Scalar(numeric(f.OriginalCurrency))}
}

func (f simulationForm) fees(k kind) []marqeta.NetworkFee {
	fee := amount(f.FeeAmount)
	if !k.takes.fees || f.FeeType == "" || fee == nil {
		return nil
	}
	return []marqeta.NetworkFee{{Type: f.FeeType, Amount: *fee, CreditDebit: map[bool]string{true: "C", false: "D"}[f.FeeCredit]}}
}

func (f simulationForm) terminal() *marqeta.SimulationPOS {
	if !f.Partial && f.EntryMode == "" {
		return nil
	}
	return &marqeta.SimulationPOS{PartialApprovalCapable: yes(f.Partial), PANEntryMode: f.EntryMode}
}

func (f simulationForm) options() *marqeta.SimulationCardOptions {
	billing := marqeta.SimulationBillingAddress{FirstName: f.BillingFirst, LastName: f.BillingLast, Address: f.BillingAddress, Zip: f.BillingZip}
	typed := cmp.Or(f.CVV.Reveal(), f.PIN.Reveal(), f.Expiration, f.Presence)
	if typed == "" && billing == (marqeta.SimulationBillingAddress{}) {
		return nil
	}
	out := &marqeta.SimulationCardOptions{CVV: f.CVV, PIN: f.PIN, Expiration: f.Expiration}
	if f.Presence != "" {
		out.CardPresent = new(f.Presence == "true")
	}
	if billing != (marqeta.SimulationBillingAddress{}) {
		out.BillingAddress = &billing
	}
	return out
}

// amount reads a decimal; nil when it is none, which is the form's error.
func amount(text string) *marqeta.Amount {
	a, err := marqeta.ParseAmount(text)
	if err != nil {
		return nil
	}
	return &a
}
