package simulate

import (
	"cmp"
	"strconv"
	"strings"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/wire"
)

func (m *message) pos() *wire.POS {
	poi := m.in.CardAcceptor.POI
	pos := &wire.POS{
		PANEntryMode:           m.in.POS.PANEntryMode,
		PartialApprovalCapable: rest.Flag(flagOr(m.in.partialApproval(), true)),
		CardPresence:           cmp.Or(m.in.CardOptions.CardPresent, poi.CardPresence), CardHolderPresence: poi.CardholderPresent,
		PINPresent: poi.PINPresent, TerminalID: poi.TID,
		SpecialCondition: cmp.Or(m.in.POS.SpecialCondition, poi.SpecialCondition), Country: numericCountry(m.merchant.CountryCode),
	}
	if m.in.CardOptions.PIN != "" {
		yes := rest.Flag(true)
		pos.PINPresent, pos.Authentication = cmp.Or(pos.PINPresent, &yes), "PIN"
	}
	switch m.paymentChannel() {
	case "ATM":
		pos.TerminalType = "AUTO_DISPENSER_WITH_PIN"
	case "ECOMMERCE":
		pos.TerminalType = "ECOMMERCE"
	}
	return pos
}

// acquirer is the merchant's bank. A reversal repeats the trace number of what it
// takes back; a clearing comes from a file and has its own.
func (m *message) acquirer() *wire.Acquirer {
	trace := m.purchase.Trace
	if trace == "" || !m.kind.opens() && !m.releases() {
		trace = once(&m.names.trace, func() string { return book.Digits(6) })
	}
	return &wire.Acquirer{
		InstitutionID: "000000", InstitutionCountry: numericCountry(m.merchant.CountryCode),
		SystemTraceAuditNumber: trace, RetrievalReferenceNumber: once(&m.names.retrieval, func() string { return book.Digits(12) }),
	}
}

func (m *message) networkMetadata() *wire.NetworkMetadata {
	n := &wire.NetworkMetadata{Outgoing: engine.Outgoing(m.verdict.Code)}
	if m.in.older.network != nil {
		n.NetworkFacts = *m.in.older.network
	}
	if m.in.StandIn != nil {
		n.Incoming, n.Outgoing = cmp.Or(n.Incoming, n.Outgoing), "" // the network was told nothing: it decided
	}
	return n
}

// context tells what kind of purchase this was, as far as the merchant's category
// and country say.
func (m *message) context() *wire.TransactionMetadata {
	c := &wire.TransactionMetadata{
		PaymentChannel: m.paymentChannel(), Category: category(m.merchant.MCC), LifeCycle: m.in.older.holdDays,
		CrossBorder: numericCountry(m.merchant.CountryCode) != numericCountry(storefront.CountryCode),
	}
	if c.PaymentChannel == "ATM" {
		c.Category = "ATM"
	}
	c.LodgingOrAuto = c.Category == "HOTEL" || c.Category == "AUTO_RENTAL"
	return c
}

// category names the merchant's trade, ISO 18245.
func category(mcc string) string {
	n, _ := strconv.Atoi(mcc)
	switch {
	case n >= 3000 && n <= 3350, n == 4511:
		return "AIRLINE"
	case engine.IsRental(n):
		return "AUTO_RENTAL"
	case engine.IsLodging(n):
		return "HOTEL"
	case n >= 5811 && n <= 5814:
		return "RESTAURANT"
	case n == 4111 || n == 4112 || n == 4131:
		return "TRANSIT"
	case n >= 8011 && n <= 8099:
		return "HEALTH_CARE"
	}
	return "RETAIL_SALE"
}

// checks repeats what the decision found about security code, address and name.
func (m *message) checks(t *wire.Transaction) {
	if m.verdict.CVV != "" {
		memo := "Card security code match"
		if m.verdict.CVV != engine.Approved {
			memo = "Card security code mismatch"
		}
		t.SecurityCode = &wire.SecurityCode{Type: "CVV2", Response: wire.Response{Code: m.verdict.CVV, Memo: memo}}
	}
	if a := m.verdict.Address; a != nil {
		given := m.in.CardOptions.BillingAddress
		t.AddressVerification = &wire.AddressCheck{
			Request:  wire.CheckedAddress{StreetAddress: given.Address, PostalCode: given.postalCode()},
			OnFile:   wire.CheckedAddress{StreetAddress: m.parties.user.Address1, PostalCode: m.parties.user.PostalCode},
			Response: wire.Response{Code: a.Code, Memo: a.Memo},
		}
		m.overrule(t.AddressVerification)
	}
	if given := m.in.names(); given != nil {
		u := m.parties.user
		n := &wire.NameCheck{Request: *given, OnFile: wire.CheckedName{First: u.FirstName, Middle: u.MiddleName, Last: u.LastName}}
		if m.in.Name != nil {
			n.RequestType = m.in.Name.RequestType
		}
		n.Response.Code = engine.CompareNames(engine.Name(n.Request), engine.Name(n.OnFile))
		n.Response.Memo = "First, middle, last and full name: 0 not validated, 1 no match, 2 partial match, 3 exact match"
		t.NameVerification = n
	}
	if result := commerce[strings.TrimLeft(m.in.older.commerce, "0")]; result != "" {
		t.Authentication = &wire.CommerceCheck{CommerceIndicator: result}
	}
}

// overrule puts the gateway's own verdict on an address in the place of the issuer's.
func (m *message) overrule(a *wire.AddressCheck) {
	said, _ := m.said()
	if v := said.AddressVerification; v != nil && v.Gateway != nil && v.Gateway.Response != nil {
		a.Response = *v.Gateway.Response
		if v.Gateway.OnFile != nil {
			a.OnFile = *v.Gateway.OnFile
		}
	}
}

// commerce is what the networks' electronic commerce indicators mean.
var commerce = map[string]string{"5": "authentication_successful", "6": "authentication_attempted", "7": "no_authentication"}
