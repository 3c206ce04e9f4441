package productfields

import (
	"strings"
	"time"
)

// Sentences says in plain words what cards of a product are like. The values are whole,
// defaults included; source names the funding source, where there is one.
func Sentences(v Values, source string) []string {
	out := []string{v.paid(source), v.placed()}
	out = append(out, v.checked()...)
	return append(out, v.made(), v.begun())
}

func (v Values) on(path string) bool { return v[path] == "true" }

func (v Values) paid(source string) string {
	switch {
	case v.on(managed + "enabled"):
		return "Marqeta decides each purchase and draws the money from " + or(source, "the program funding source") + " at that moment. " + v.refunded(managed, "there")
	case v.on(gateway + "enabled"):
		asked := "Marqeta checks each purchase and then asks " + or(source, "your gateway") + ", which decides. "
		if !v.on(gateway + "always_fund") {
			asked = "Marqeta checks each purchase and asks " + or(source, "your gateway") + " where the user's balance does not do. "
		}
		return asked + v.refunded(gateway, "to it")
	case v.on(charged + "enabled"):
		return "Each purchase is charged to the user's own payment card. " + v.refunded(charged, "there")
	}
	return "Purchases are paid from money loaded onto each user's account beforehand; without it they are declined. Refunds go onto that account."
}

func (v Values) refunded(block, back string) string {
	switch v[block+"refunds_destination"] {
	case "GPA":
		return "Refunds stay on the user's account, and may pay later purchases from there."
	case "WATERFALL":
		return "Refunds go onto the user's account first, then on to the source."
	}
	return "Refunds go back " + back + "."
}

func (v Values) placed() string {
	var yes, no []string
	for _, place := range []struct{ path, words string }{
		{poi + "other.allow", "in shops"}, {poi + "ecommerce", "online"}, {poi + "atm", "at cash machines"},
	} {
		if v.on(place.path) {
			yes = append(yes, place.words)
		} else {
			no = append(no, place.words)
		}
	}
	if len(yes) == 0 {
		return "Cards of this product work nowhere: neither in shops nor online nor at cash machines."
	}
	out := "Cards of this product work " + list(yes, "and") + ", " + where(v[controls+"accepted_countries_token"])
	if len(no) > 0 {
		out += ", and not " + list(no, "or")
	}
	if v.on(controls + "allow_quasi_cash") {
		return out + ". They may buy what is as good as cash."
	}
	return out + ". What is as good as cash, such as casino chips, is declined."
}

func where(countries string) string {
	switch countries {
	case "accept_us_only":
		return "in the United States only"
	case "decline_ofac_countries":
		return "everywhere but in sanctioned countries"
	case "":
		return "in every country"
	}
	return "in the countries of the list " + countries
}

func (v Values) checked() []string {
	var out []string
	var asked []string
	if v.on(controls + "always_require_pin") {
		asked = append(asked, "a PIN for every purchase")
	}
	if v.on(controls + "require_card_not_present_card_security_code") {
		asked = append(asked, "the security code online")
	}
	if v.on(avs + "auth_messages.validate") {
		var strict []string
		if v.on(avs + "auth_messages.decline_on_address_number_mismatch") {
			strict = append(strict, "house number")
		}
		if v.on(avs + "auth_messages.decline_on_postal_code_mismatch") {
			strict = append(strict, "postal code")
		}
		if len(strict) > 0 {
			asked = append(asked, "the right "+list(strict, "and")+" where an address is given")
		}
	}
	if len(asked) > 0 {
		out = append(out, "Marqeta asks for "+list(asked, "and")+".")
	}
	if v.on(controls + "ignore_card_suspended_state") {
		out = append(out, "A suspended card goes on working.")
	}
	if v.on(controls+"enable_partial_auth_approval") && !v.on(managed+"enabled") {
		out = append(out, "Where money is short, part of the amount may be approved.")
	}
	return out
}

func (v Values) made() string {
	out := "Each card is physical"
	if v[plastic+"payment_instrument"] == "VIRTUAL_PAN" {
		out = "Each card is virtual"
	}
	if v.on(cycle + "activate_upon_issue") {
		out += ", works as soon as it is issued"
	} else {
		out += ", has to be activated before it works"
	}
	if v[expiry+"value"] == "" {
		return out + "."
	}
	return out + " and expires after " + span(v[expiry+"value"], v[expiry+"unit"]) + "."
}

func span(value, unit string) string {
	unit = strings.ToLower(unit)
	if value == "1" {
		unit = strings.TrimSuffix(unit, "s")
	}
	return value + " " + unit
}

func (v Values) begun() string {
	if v["active"] == "false" {
		return "The product is inactive: every purchase is declined until it is made active."
	}
	out := "Cards work from " + day(v["start_date"])
	if end := v["end_date"]; end != "" {
		out += " to " + day(end)
	}
	return out + "."
}

func day(s string) string {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return "the start date"
	}
	return t.Format("2 January 2006")
}

// list joins words as a sentence does: "a, b and c".
func list(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	end := len(words) - 1
	return strings.Join(words[:end], ", ") + " " + last + " " + words[end]
}

func or(s, fallback string) string {
	if s == "" {
		return fallback
	}
	return s
}
