package transactions

import (
	"carddeck/marqeta"
	"carddeck/marqeta/dictionary"
	"carddeck/views/ui"
)

// codeFacts words the codes that a transaction carries beside its response: what was
// verified, what the gateway answered, what the network was told.
func codeFacts(m marqeta.Transaction) []ui.Fact {
	var out []ui.Fact
	add := func(label string, of dictionary.Family, code string) {
		if code == "" {
			return
		}
		e, _ := dictionary.Lookup(of, code)
		out = append(out, ui.Fact{Label: label, Value: ui.Code(string(of), code, ui.Capital(e.Words))})
	}
	if v := m.CardSecurityCodeVerification; v != nil {
		label := "Security code"
		if v.Type != "" {
			label += ", " + ui.Name(v.Type)
		}
		add(label, dictionary.SecurityCodes, string(v.Response.Code))
	}
	if v := m.AddressVerification; v != nil {
		add("Address", dictionary.Addresses, string(v.Response.Code))
		if v.Gateway != nil {
			add("Address, by your gateway", dictionary.Addresses, string(v.Gateway.Response.Code))
		}
	}
	if v := m.AccountNameVerification; v != nil {
		add("Name", dictionary.Names, string(v.Response.Code))
	}
	if o := m.GPAOrder; o != nil {
		add("Gateway's reason", dictionary.Reasons, dictionary.ReasonOf(o.Funding.GatewayLog))
	}
	if n := m.NetworkMetadata; n != nil {
		add("Told to the network", dictionary.Networks, n.OutgoingResponseCode)
		add("Told by the network", dictionary.Networks, n.IncomingResponseCode)
	}
	return out
}
