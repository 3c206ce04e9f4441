package simulate

import (
	"slices"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/wire"
)

// fundingMessage is what a program gateway is told of the message, nil where the
// card product has no gateway.
func (m *message) fundingMessage(amount marqeta.Amount) *wire.FundingMessage {
	if m.purchase.SourceKind != wire.ByGateway {
		return nil
	}
	party := m.purchase.Party()
	f := &wire.FundingMessage{
		Token: once(&m.names.message, m.NewToken), Method: m.method(), UserToken: party.UserToken, BusinessToken: party.BusinessToken,
		ActingUserToken: m.purchase.UserToken, Amount: amount, OriginalToken: m.purchase.Message,
		IncrementalTokens: slices.Clone(m.purchase.Increments), AddressVerification: m.addressVerdicts(),
	}
	if said, ok := m.said(); ok {
		f.Memo, f.Tags, f.DeclineReason, f.Balances = said.Memo, said.Tags, m.spoken.Reason, said.Balances
		if v := said.AddressVerification; v != nil && f.AddressVerification != nil {
			f.AddressVerification.Gateway = v.Gateway
		}
	}
	return f
}

// said is the gateway's own part of an answer that counts.
func (m *message) said() (wire.FundingMessage, bool) {
	if m.spoken == nil || m.spoken.Failure != "" {
		return wire.FundingMessage{}, false
	}
	return m.spoken.JIT, true
}

func (m *message) addressVerdicts() *wire.AddressVerdicts {
	found, given := m.verdict.Address, m.in.CardOptions.BillingAddress
	if found == nil || given == nil {
		return nil
	}
	return &wire.AddressVerdicts{
		Request: &wire.CheckedAddress{StreetAddress: given.Address, PostalCode: given.postalCode()},
		Issuer: &wire.AddressVerdict{
			OnFile:   &wire.CheckedAddress{StreetAddress: m.parties.user.Address1, PostalCode: m.parties.user.PostalCode},
			Response: &wire.Response{Code: found.Code, Memo: found.Memo},
		},
	}
}

// told keeps the funding message that later ones of the purchase refer to.
func (m *message) told() {
	p := &m.purchase
	switch {
	case m.names.message == "" || !m.verdict.Approved:
	case p.Message == "":
		p.Message = m.names.message
	case m.kind.step == increment:
		p.Increments = append(p.Increments, m.names.message)
	}
}
