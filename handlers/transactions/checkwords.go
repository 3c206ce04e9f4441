package transactions

import (
	"slices"
	"strconv"
	"strings"

	"carddeck/marqeta"
	"carddeck/marqeta/dictionary"
	"carddeck/marqeta/explain"
	"carddeck/store"
	"carddeck/views/ui"
)

// compared words what a check compared; empty where nothing of it is known.
func compared(l explain.Line, currency string) string {
	w := wordsOf{l.Values, currency}
	var said []string
	switch l.Check {
	case dictionary.Message:
		said = []string{w.money("amount"), list(w.text("network"), w.text("subnetwork"))}
	case dictionary.CardFound, dictionary.UserFound:
		return ui.Short(w.Text("card_token") + w.Text("user_token"))
	case dictionary.CardState:
		said = []string{w.standing("state"), w.when("ignore_card_suspended_state", "the card product ignores a suspension", "")}
	case dictionary.Expiry:
		said = []string{w.moment("expires", "expiration_time"), w.labelled("typed", "entered")}
	case dictionary.AccountState:
		said = []string{w.standing("status"), w.labelled("the account's owner is", "account_owner_status"),
			w.when("cash_access_enabled", "", "no cash before verification"), w.when("international_enabled", "", "not abroad before verification")}
	case dictionary.CardProductState:
		said = []string{w.when("active", "active", "inactive"), w.labelled("from", "start_date"), w.labelled("until", "end_date")}
	case dictionary.SecurityCode:
		said = []string{w.when("entered", "a security code was typed", "no security code was typed"), w.text("pan_entry_mode"),
			w.when("card_present", "card present", "card not present"), w.labelled("verification", "response")}
	case dictionary.PIN:
		said = []string{w.when("entered", "a PIN was typed", "no PIN was typed"), w.when("pin_is_set", "", "the card has no PIN"), w.when("always_require_pin", "the card product asks for one", "")}
	case dictionary.AVS:
		said = w.address()
	case dictionary.PointOfInteraction:
		said = []string{w.channel(), w.when("card_present", "card present", "card not present"), w.when("cardholder_present", "cardholder present", "cardholder not present")}
	case dictionary.Country:
		said = []string{w.text("country_code"), w.labelled("the card product has", "accepted_countries_token")}
	case dictionary.QuasiCash:
		said = []string{w.when("quasi_cash", "", "not quasi-cash"), w.when("allow_quasi_cash", "quasi-cash is allowed", "quasi-cash is not allowed"), w.when("mid_exempt", "the merchant is exempt", "")}
	case dictionary.AuthorizationControls:
		said = w.rules()
	case dictionary.VelocityControls:
		said = w.limits(l.Control)
	case dictionary.Risk:
		said = []string{w.labelled("score", "score"), w.text("risk_level"), w.text("recommended_action"), w.text("rule_violations")}
	case dictionary.Funds:
		said = w.funding()
	case dictionary.GatewayAsked:
		said = w.gateway()
	case dictionary.StandIn:
		said = slices.Concat([]string{w.labelled("approved by", "standin_approved_by"), w.text("standin_reason")},
			w.within("auth_controls").rules(), w.within("velocity_controls").limits(l.Control))
	}
	return ui.Capital(list(append(said, w.text("why"))...))
}

// wordsOf words the values of one check. Amounts are of a currency.
type wordsOf struct {
	explain.Values
	currency string
}

// within words values inside a value; none where there are none.
func (w wordsOf) within(name string) wordsOf { return wordsOf{w.Inside(name), w.currency} }

func (w wordsOf) text(name string) string { return ui.Name(w.Text(name)) }

func (w wordsOf) labelled(label, name string) string {
	if text := w.text(name); text != "" {
		return label + " " + text
	}
	return ""
}

// when words a yes or no; nothing where it is not known.
func (w wordsOf) when(name, yes, no string) string {
	switch on, known := w.Flag(name); {
	case !known:
		return ""
	case on:
		return yes
	}
	return no
}

func (w wordsOf) moment(label, name string) string {
	if at := w.Time(name); !at.IsZero() {
		return label + " " + ui.MomentOf(at).Text + " UTC"
	}
	return ""
}

func (w wordsOf) money(name string) string {
	a, known := w.Amount(name, store.Digits(w.currency))
	if !known {
		return ""
	}
	return ui.DecimalOf(a.String(), w.currency).String()
}

// standing words a state with since when and why.
func (w wordsOf) standing(name string) string {
	state := w.text(name)
	if state == "" {
		return ""
	}
	code := marqeta.ReasonCode(w.Text("reason_code"))
	state += strings.TrimSuffix(" "+w.moment("since", "since"), " ")
	if why := list(ui.ReasonOf(ui.Name(string(code)), code.Words()), w.text("reason")); why != "" {
		state += ": " + why
	}
	return state
}

func (w wordsOf) address() []string {
	if asked, known := w.Flag("asked"); known && !asked {
		return []string{"no address was sent"}
	}
	code := w.Text("response")
	if code == "" {
		return []string{w.when("validate", "", "the card product compares no address")}
	}
	e, known := dictionary.Lookup(dictionary.Addresses, code)
	if !known {
		return []string{"verification " + ui.Name(code)}
	}
	return []string{e.Words + " (" + code + ")"}
}

// channel words where the card was used. The sandbox and the notification differ in it.
func (w wordsOf) channel() string {
	switch strings.ToLower(w.Text("channel")) {
	case "atm", string(dictionary.CashMachine):
		return "at a cash machine" + w.allows("allow_atm")
	case "ecommerce", string(dictionary.Online):
		return "online" + w.allows("allow_ecommerce")
	case "other", string(dictionary.Shop):
		return "in a shop" + w.allows("allow_other")
	}
	return w.text("channel")
}

func (w wordsOf) allows(name string) string {
	return w.when(name, ", which the card product allows", ", which the card product does not allow")
}

func (w wordsOf) funding() []string {
	available := w.money("available")
	if available != "" {
		available += " available"
	}
	said := []string{fundedBy(w.Text("model"), w.Text("funding_source_type"))}
	if asked := w.money("asked"); asked != "" {
		said = append(said, asked+" asked")
	}
	said = append(said, available, w.when("allow_gpa_auth", "", "the account's balance may not pay"), w.when("funding_source_active", "", "the funding source is inactive"))
	if part := w.money("approved"); part != "" {
		said = append(said, part+" approved")
	}
	return said
}

// fundedBy words who pays, by the sandbox's, the card product's or the order's own word.
func fundedBy(model, source string) string {
	for _, kind := range []string{model, source} {
		switch kind {
		case "gpa", "standard":
			return "the account's balance pays"
		case "program", "managed":
			return "a program funding source pays"
		case "programgateway", "gateway":
			return "your gateway decides"
		case "paymentcard", "payment card":
			return "the user's payment card pays"
		}
	}
	return ""
}

func (w wordsOf) gateway() []string {
	said := []string{}
	if asked := w.money("asked"); asked != "" {
		said = append(said, asked+" asked")
	}
	if late, _ := w.Flag("timed_out"); late {
		said = append(said, "no answer in time")
	}
	if status := w.Text("status"); status != "" {
		said = append(said, "answered "+ui.Name(status))
	}
	said = append(said, w.text("decline_reason"))
	if ms, known := w.Number("duration"); known {
		said = append(said, "after "+strconv.FormatInt(ms, 10)+" ms")
	}
	if part := w.money("approved"); part != "" {
		said = append(said, part+" approved")
	}
	return append(said, w.when("funding_source_active", "", "the gateway's funding source is inactive"), w.text("memo"))
}
