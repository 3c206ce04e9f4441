package simulate

import (
	"cmp"

	"carddeck/marqeta/sandbox/wire"
)

// What Marqeta fills in where a simulation names no merchant. Our call: a merchant
// id stays as it was sent, as the guide shows it, and is not padded to 15 digits.
var storefront = wire.CardAcceptor{
	MID: "11111", MCC: "6411", Name: "Marqeta Storefront", City: "St. Petersburg", State: "CA", PostalCode: "33705", CountryCode: "USA",
}

const cityInMessage = 13 // characters that fit into an online message

// acceptor is the request's merchant. What it leaves out is the purchase's, for a
// message that follows one.
func (m *message) acceptor() *wire.CardAcceptor {
	a, base := m.in.CardAcceptor, storefront
	base.MCC = cmp.Or(m.kind.mcc, base.MCC)
	if before := cmp.Or(m.in.older.merchant, m.purchase.Acceptor); before != nil && !bool(m.in.ForcePost) {
		base = *before
	}
	city := cmp.Or(a.City, base.City)
	if r := []rune(city); !m.kind.offline() && len(r) > cityInMessage {
		city = string(r[:cityInMessage])
	}
	mid := cmp.Or(a.MID, base.MID)
	return &wire.CardAcceptor{
		MID: mid, MCC: cmp.Or(a.MCC, base.MCC), NetworkMID: mid, Name: cmp.Or(a.Name, base.Name),
		StreetAddress: cmp.Or(a.StreetAddress, a.Address, base.StreetAddress), City: city, State: cmp.Or(a.State, base.State),
		PostalCode: cmp.Or(a.PostalCode, a.Zip, base.PostalCode), CountryCode: cmp.Or(a.CountryCode, a.Country, base.CountryCode),
		Phone: cmp.Or(a.Phone, base.Phone), URL: cmp.Or(a.URL, base.URL), ServicePhone: cmp.Or(a.ServicePhone, base.ServicePhone),
	}
}
