package explain

import (
	"slices"
	"strings"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/dictionary"
)

// controls gives the transaction controls of a card product, empty ones where it has none.
func controls(p *marqeta.CardProduct) marqeta.TransactionControls {
	if p.Config.TransactionControls == nil {
		return marqeta.TransactionControls{}
	}
	return *p.Config.TransactionControls
}

func productState(e Evidence) opinion {
	o, p := about("card_product_token", e.Transaction.CardProductToken), e.product()
	if p == nil {
		return o
	}
	o.values.put("active", p.Active)
	o.values.put("start_date", p.StartDate.String())
	early := !p.StartDate.IsZero() && e.at().Before(p.StartDate.Time())
	late := !p.EndDate.IsZero() && !e.at().Before(p.EndDate.Time().Add(24*time.Hour))
	if !p.EndDate.IsZero() {
		o.values.put("end_date", p.EndDate.String())
	}
	return o.is(!p.Active || early || late)
}

// presented reports whether somebody presents the card, who can be asked for more than
// its number.
func presented(t marqeta.Transaction) bool {
	return !credit(t) && !strings.HasSuffix(t.Type, ".incremental")
}

func securityCode(e Evidence) opinion {
	t := e.Transaction
	present, mode := cardPresent(t), entryMode(t)
	o := about("card_present", present, "pan_entry_mode", mode)
	entered := false
	if v := t.CardSecurityCodeVerification; v != nil {
		entered = true
		o.values.put("response", string(v.Response.Code))
		if o.rests = Reported; v.Response.Code == "0001" {
			o.result = Failed
			return o
		}
	}
	o.values.put("entered", entered)
	p := e.product()
	if p == nil {
		return o
	}
	c := controls(p)
	missing := !entered && isTrue(c.RequireCardNotPresentCardSecurityCode) && presented(t)
	fallback := mode == "CHIP_FALLBACK" && !isTrue(c.AllowChipFallback)
	chipless := isTrue(c.AlwaysRequireICC) && presented(t) && mode != "CHIP" && mode != "CHIP_CONTACTLESS"
	o.values.put("require_card_not_present_card_security_code", c.RequireCardNotPresentCardSecurityCode)
	o.values.put("always_require_icc", c.AlwaysRequireICC)
	switch {
	case fallback, chipless:
		return o.is(true)
	case missing && present == nil:
		o.rests = Derived
		return o
	}
	return o.is(missing && !*present)
}

func pin(e Evidence) opinion {
	o := about("entered", pinPresent(e.Transaction))
	if p := e.product(); p != nil {
		o.values.put("always_require_pin", controls(p).AlwaysRequirePIN)
	}
	return o
}

func avs(e Evidence) opinion {
	v := e.Transaction.AddressVerification
	if v == nil {
		return passes(about("asked", false))
	}
	code := string(v.Response.Code)
	o := about("response", code)
	if !strings.Contains(code, "01") {
		o.result = Passed
		return o
	}
	p := e.product()
	if p == nil {
		return o
	}
	rule := &marqeta.AVSControl{}
	if both := controls(p).AddressVerification; both != nil {
		chosen := both.AuthMessages
		if asked(e.Transaction).IsZero() {
			chosen = both.AVMessages
		}
		if chosen != nil {
			rule = chosen
		}
	}
	o.values.put("decline_on_address_number_mismatch", rule.DeclineOnAddressNumberMismatch)
	o.values.put("decline_on_postal_code_mismatch", rule.DeclineOnPostalCodeMismatch)
	street, postal := strings.HasPrefix(code, "01"), strings.HasSuffix(code, "01")
	return o.is((street && isTrue(rule.DeclineOnAddressNumberMismatch)) || (postal && isTrue(rule.DeclineOnPostalCodeMismatch)))
}

// passes settles an opinion by the notification alone.
func passes(o opinion) opinion {
	o.result, o.rests = Passed, Reported
	return o
}

func pointOfInteraction(e Evidence) opinion {
	t := e.Transaction
	where, present, holder := place(t), cardPresent(t), holderPresent(t)
	o, p := about("channel", string(where), "card_present", present, "cardholder_present", holder), e.product()
	if p == nil || p.Config.POI == nil {
		return o
	}
	poi := p.Config.POI
	other := poi.Other
	if other == nil {
		other = &marqeta.OtherPOI{}
	}
	o.values.put("allow_atm", poi.ATM)
	o.values.put("allow_ecommerce", poi.ECommerce)
	o.values.put("allow_other", other.Allow)
	switch {
	case where == dictionary.CashMachine, t.CashBackAmount.Sign() > 0 && !isTrue(poi.ATM):
		return o.is(!isTrue(poi.ATM))
	case where == dictionary.Online:
		return o.is(!isTrue(poi.ECommerce))
	case !isTrue(other.Allow):
		return o.is(true)
	case !presented(t):
		return o.is(false)
	}
	o.values.put("card_presence_required", other.CardPresenceRequired)
	o.values.put("cardholder_presence_required", other.CardholderPresenceRequired)
	needsCard, needsHolder := isTrue(other.CardPresenceRequired), isTrue(other.CardholderPresenceRequired)
	if (needsCard && present == nil) || (needsHolder && holder == nil) {
		o.rests = Derived
		return o
	}
	return o.is((needsCard && !*present) || (needsHolder && !*holder))
}

// place is what the card product would have to allow.
func place(t marqeta.Transaction) dictionary.Place {
	switch said := channel(t); {
	case strings.Contains(said, "ATM"), strings.Contains(t.Type, ".atm."):
		return dictionary.CashMachine
	case strings.Contains(said, "ECOMMERCE"):
		return dictionary.Online
	}
	return dictionary.Shop
}

// country knows the one list that every program has; the others are not published.
func country(e Evidence) opinion {
	code := e.Transaction.CardAcceptor.CountryCode
	o, p := about("country_code", code), e.product()
	if p == nil || code == "" {
		return o
	}
	list := controls(p).AcceptedCountriesToken
	o.values.put("accepted_countries_token", list)
	if o.rests = Derived; list != "accept_us_only" {
		return o
	}
	return o.is(!slices.Contains([]string{"US", "USA", "840"}, strings.ToUpper(code)))
}

func quasi(e Evidence) opinion {
	t := e.Transaction
	if !quasiCash(t) {
		return passes(about("quasi_cash", false))
	}
	o, p := about("quasi_cash", true), e.product()
	if p == nil {
		return o
	}
	c := controls(p)
	mid := t.CardAcceptor.MID
	split := func(r rune) bool { return r == ',' || r == ' ' }
	exempt := mid != "" && slices.Contains(strings.FieldsFunc(c.QuasiCashExemptMIDs, split), mid)
	o.values.put("allow_quasi_cash", c.AllowQuasiCash)
	o.values.put("mid_exempt", exempt)
	if o.rests = Derived; c.QuasiCashExemptMerchantGroupToken != "" && !exempt && !isTrue(c.AllowQuasiCash) {
		return o // groups have no times, so whether the merchant was in it then stays open
	}
	return o.is(!isTrue(c.AllowQuasiCash) && !exempt)
}
