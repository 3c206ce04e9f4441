package explain_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"carddeck/marqeta"
	"carddeck/marqeta/control"
	"carddeck/marqeta/dictionary"
	"carddeck/marqeta/explain"
)

const (
	before = "2026-03-12T14:03:10Z"
	then   = "2026-03-12T14:03:11Z" // the decision
	after  = "2026-03-12T14:03:12Z"
)

func parsed[T any](t *testing.T, format string, args ...any) *T {
	t.Helper()
	out := new(T)
	if err := json.Unmarshal(fmt.Appendf(nil, format, args...), out); err != nil {
		t.Fatal(err)
	}
	return out
}

// product is a card product that was last changed at an instant.
func product(t *testing.T, modified, controls, poi string) *marqeta.CardProduct {
	t.Helper()
	return parsed[marqeta.CardProduct](t, `{"active":true,"start_date":"2020-01-01","last_modified_time":%q,"config":{
		"poi":{"atm":false,"ecommerce":true,"other":{"allow":true}%s},
		"transaction_controls":{"accepted_countries_token":"accept_us_only","allow_gpa_auth":true%s}}}`, modified, poi, controls)
}

func user(t *testing.T, modified, status string) *marqeta.User {
	t.Helper()
	return parsed[marqeta.User](t, `{"token":"ada","status":%q,"last_modified_time":%q}`, status, modified)
}

func TestReconstruct(t *testing.T) {
	t.Parallel()
	const known = `"card_acceptor":{"mid":"1","mcc":"5411","country_code":"USA"},"pos":{"card_presence":true,"card_holder_presence":true,"pan_entry_mode":"CHIP"}`
	blocking := &control.Set{Auth: []marqeta.AuthControl{{Token: "no_food", Name: "No food", Active: true, MerchantScope: marqeta.MerchantScope{MCC: "5411"}}}}
	tests := []struct {
		name, code, more string
		kind             string // authorization, unless it says otherwise
		have             explain.Evidence
		by               dictionary.Check
		or               []dictionary.Check // where it cannot be known
	}{
		{name: "a plain code needs no evidence", code: "1003", by: dictionary.CardState},
		{name: "suspicious stays open", code: "1002", or: []dictionary.Check{dictionary.Expiry, dictionary.Risk}},

		{name: "poor with standard funding", code: "1016", have: explain.Evidence{CardProduct: product(t, before, "", "")}, by: dictionary.Funds},
		{name: "poor, the product changed since", code: "1016", have: explain.Evidence{CardProduct: product(t, after, "", "")}, or: []dictionary.Check{dictionary.Funds, dictionary.GatewayAsked}},
		{name: "poor, the product changed in that second", code: "1016", have: explain.Evidence{CardProduct: product(t, then, "", "")}, or: []dictionary.Check{dictionary.Funds, dictionary.GatewayAsked}},

		{name: "unconfigured, product out of force", code: "1808", have: explain.Evidence{
			CardProduct: parsed[marqeta.CardProduct](t, `{"active":false,"last_modified_time":%q}`, before)}, by: dictionary.CardProductState},
		{name: "unconfigured, product ended", code: "1808", have: explain.Evidence{
			CardProduct: parsed[marqeta.CardProduct](t, `{"active":true,"end_date":"2026-03-11","last_modified_time":%q}`, before)}, by: dictionary.CardProductState},
		{name: "unconfigured, product on its last day", code: "1808", have: explain.Evidence{
			CardProduct: parsed[marqeta.CardProduct](t, `{"active":true,"end_date":"2026-03-12","last_modified_time":%q}`, before)},
			or: []dictionary.Check{dictionary.CardProductState, dictionary.Funds}},
		{name: "unconfigured, no funding allowed", code: "1808", have: explain.Evidence{
			CardProduct: product(t, before, `,"allow_gpa_auth":false`, "")}, by: dictionary.Funds},
		{name: "unconfigured, nothing known", code: "1808", or: []dictionary.Check{dictionary.CardProductState, dictionary.Funds}},

		{name: "abroad, an active user", code: "1864", more: `"card_acceptor":{"country_code":"DEU"}`, have: explain.Evidence{
			User: user(t, before, "ACTIVE"), CardProduct: product(t, before, "", "")}, by: dictionary.Country},
		{name: "abroad, an active user and no product", code: "1864", have: explain.Evidence{User: user(t, before, "ACTIVE")}, by: dictionary.Country},
		{name: "abroad, a limited user", code: "1864", more: `"card_acceptor":{"country_code":"DEU"}`, have: explain.Evidence{
			User: user(t, before, "LIMITED"), CardProduct: product(t, before, "", "")}, or: []dictionary.Check{dictionary.AccountState, dictionary.Country}},
		{name: "at home, a limited user", code: "1864", more: `"card_acceptor":{"country_code":"USA"}`, have: explain.Evidence{
			User: user(t, before, "LIMITED"), CardProduct: product(t, before, "", "")}, by: dictionary.AccountState},
		{name: "abroad, a user of a parent's account", code: "1864", have: explain.Evidence{
			User: parsed[marqeta.User](t, `{"status":"ACTIVE","uses_parent_account":true,"last_modified_time":%q}`, before)},
			or: []dictionary.Check{dictionary.AccountState, dictionary.Country}},

		{name: "forbidden, nothing known", code: "1025", more: known,
			or: []dictionary.Check{dictionary.SecurityCode, dictionary.PointOfInteraction, dictionary.AuthorizationControls}},
		{name: "forbidden, wrong security code", code: "1025", more: `"card_security_code_verification":{"response":{"code":"0001"}}`, by: dictionary.SecurityCode},
		{name: "forbidden, security code missing", code: "1025", more: `"pos":{"card_presence":false}`, have: explain.Evidence{
			CardProduct: product(t, before, `,"require_card_not_present_card_security_code":true`, "")}, by: dictionary.SecurityCode},
		{name: "forbidden, security code missing where nobody says how the card was presented", code: "1025", have: explain.Evidence{
			CardProduct: product(t, before, `,"require_card_not_present_card_security_code":true`, "")},
			or: []dictionary.Check{dictionary.SecurityCode, dictionary.AuthorizationControls}},
		{name: "forbidden, chip fallback", code: "1025", more: `"pos":{"pan_entry_mode":"CHIP_FALLBACK"}`, have: explain.Evidence{
			CardProduct: product(t, before, "", "")}, by: dictionary.SecurityCode},
		{name: "forbidden, no chip", code: "1025", more: `"pos":{"pan_entry_mode":"MANUAL"}`, have: explain.Evidence{
			CardProduct: product(t, before, `,"always_require_icc":true`, "")}, by: dictionary.SecurityCode},
		{name: "forbidden, postal code", code: "1025", more: `"request_amount":10,"pos":{"card_presence":true},"address_verification":{"response":{"code":"0001"}}`, have: explain.Evidence{
			CardProduct: product(t, before, `,"address_verification":{"auth_messages":{"validate":true,"decline_on_postal_code_mismatch":true}}`, "")}, by: dictionary.AVS},
		{name: "forbidden, only the street differs", code: "1025", more: known + `,"address_verification":{"response":{"code":"0100"}}`, have: explain.Evidence{
			CardProduct: product(t, before, `,"address_verification":{"auth_messages":{"validate":true,"decline_on_postal_code_mismatch":true}}`, "")},
			or: []dictionary.Check{dictionary.SecurityCode, dictionary.AVS, dictionary.PointOfInteraction, dictionary.AuthorizationControls}},
		{name: "forbidden, cash machine", code: "1025", kind: "authorization.atm.withdrawal", more: `"transaction_metadata":{"payment_channel":"ATM"}`, have: explain.Evidence{
			User: user(t, before, "ACTIVE"), CardProduct: product(t, before, "", "")}, by: dictionary.PointOfInteraction},
		{name: "forbidden, cash machine, a limited user", code: "1025", kind: "authorization.atm.withdrawal", more: `"transaction_metadata":{"payment_channel":"ATM"}`, have: explain.Evidence{
			User: user(t, before, "LIMITED"), CardProduct: product(t, before, "", "")},
			or: []dictionary.Check{dictionary.AccountState, dictionary.PointOfInteraction, dictionary.AuthorizationControls}},
		{name: "forbidden, cash back", code: "1025", kind: "authorization.cashback", more: `"cash_back_amount":5`, have: explain.Evidence{
			User: user(t, before, "ACTIVE"), CardProduct: product(t, before, "", "")}, by: dictionary.PointOfInteraction},
		{name: "forbidden, cardholder not there", code: "1025", more: `"pos":{"card_presence":true,"card_holder_presence":false}`, have: explain.Evidence{
			CardProduct: parsed[marqeta.CardProduct](t, `{"active":true,"last_modified_time":%q,"config":{"poi":{"other":{"allow":true,"cardholder_presence_required":true}}}}`, before)},
			by: dictionary.PointOfInteraction},
		{name: "forbidden, quasi-cash", code: "1025", kind: "authorization.quasi.cash", more: known, have: explain.Evidence{
			User: user(t, before, "ACTIVE"), CardProduct: product(t, before, "", "")}, by: dictionary.QuasiCash},
		{name: "forbidden, quasi-cash with a group of exempt merchants", code: "1025", kind: "authorization.quasi.cash", more: known, have: explain.Evidence{
			User: user(t, before, "ACTIVE"), CardProduct: product(t, before, `,"quasi_cash_exempt_merchant_group_token":"g"`, "")},
			or: []dictionary.Check{dictionary.QuasiCash, dictionary.AuthorizationControls}},
		{name: "forbidden, a control names the merchant", code: "1025", more: known, have: explain.Evidence{
			CardProduct: product(t, before, "", ""), Controls: blocking}, by: dictionary.AuthorizationControls},
		{name: "forbidden, no control names the merchant any more", code: "1025", more: known, have: explain.Evidence{
			CardProduct: product(t, before, "", ""), Controls: &control.Set{}},
			or: []dictionary.Check{dictionary.SecurityCode, dictionary.PointOfInteraction, dictionary.AuthorizationControls}},
		{name: "forbidden, a control names the merchant, the product is not known", code: "1025", more: known, have: explain.Evidence{Controls: blocking},
			or: []dictionary.Check{dictionary.SecurityCode, dictionary.PointOfInteraction, dictionary.AuthorizationControls}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if tt.kind == "" {
				tt.kind = "authorization"
			}
			if tt.more != "" {
				tt.more = "," + tt.more
			}
			tt.have.Transaction = transaction(t, fmt.Sprintf(`{"type":%q,"state":"DECLINED","created_time":%q,"response":{"code":%q}%s}`, tt.kind, then, tt.code, tt.more))
			got := explain.Reconstruct(tt.have)
			if got.DecidedBy != tt.by || !slices.Equal(got.Candidates, tt.or) {
				t.Errorf("decided by %q or %v; want %q or %v", got.DecidedBy, got.Candidates, tt.by, tt.or)
			}
			consistent(t, got)
		})
	}
}

// consistent holds a declined trace to the order of its checks.
func consistent(t *testing.T, got explain.Trace) {
	t.Helper()
	order := dictionary.Checks()
	if len(got.Lines) != len(order) {
		t.Fatalf("%d lines", len(got.Lines))
	}
	for i, l := range got.Lines {
		at := slices.Index(order, got.DecidedBy)
		switch {
		case l.Check != order[i]:
			t.Errorf("line %d is %s", i, l.Check)
		case got.DecidedBy == "" && l.Result == explain.Failed:
			t.Errorf("%s failed, though nobody knows what decided", l.Check)
		case got.DecidedBy == "":
		case i == at && (l.Result != explain.Failed || l.Code != got.Code):
			t.Errorf("%s decided and is %s with %q", l.Check, l.Result, l.Code)
		case i > at && l.Result != explain.NotReached:
			t.Errorf("%s comes after the decision and is %s", l.Check, l.Result)
		case i < at && l.Result != explain.Passed && l.Result != explain.Unknown:
			t.Errorf("%s comes before the decision and is %s", l.Check, l.Result)
		}
		if l.Rests == explain.Exact || (l.Result == explain.Unknown) != (l.Rests == explain.Nothing) {
			t.Errorf("%s is %s and rests on %s", l.Check, l.Result, l.Rests)
		}
	}
}

func TestStandingsAreThoseOfThen(t *testing.T) {
	t.Parallel()
	move := func(at, state, reason string) marqeta.CardTransition {
		return *parsed[marqeta.CardTransition](t, `{"state":%q,"created_time":%q,"reason_code":%q}`, state, at, reason)
	}
	tests := []struct {
		name  string
		moves []marqeta.CardTransition
		card  *marqeta.Card
		state string
		since string
	}{
		{"the last change before", []marqeta.CardTransition{move(after, "ACTIVE", "01"), move(before, "SUSPENDED", "04"), move("2026-01-01T00:00:00Z", "ACTIVE", "00")}, nil, "SUSPENDED", before},
		{"a repeated state begins nothing", []marqeta.CardTransition{move("2026-01-01T00:00:00Z", "SUSPENDED", "04"), move(before, "SUSPENDED", "")}, nil, "SUSPENDED", "2026-01-01T00:00:00Z"},
		{"a change in that second", []marqeta.CardTransition{move(then, "SUSPENDED", "04"), move(before, "ACTIVE", "00")}, nil, "", ""},
		{"a card not changed since", nil, parsed[marqeta.Card](t, `{"state":"SUSPENDED","last_modified_time":%q}`, before), "SUSPENDED", ""},
		{"a card changed since", nil, parsed[marqeta.Card](t, `{"state":"ACTIVE","last_modified_time":%q}`, after), "", ""},
		{"nothing", nil, nil, "", ""},
	}
	for _, tt := range tests {
		got := explain.Reconstruct(explain.Evidence{
			Transaction: transaction(t, fmt.Sprintf(`{"type":"authorization","state":"DECLINED","created_time":%q,"response":{"code":"1003"}}`, then)),
			Card:        tt.card, CardTransitions: tt.moves,
		}).Line(dictionary.CardState)
		since := ""
		if at := got.Values.Time("since"); !at.IsZero() {
			since = at.Format("2006-01-02T15:04:05Z")
		}
		if got.Result != explain.Failed || got.Values.Text("state") != tt.state || since != tt.since {
			t.Errorf("%s: %s, %q since %q", tt.name, got.Result, got.Values.Text("state"), since)
		}
	}
}

func TestTheControlThatIsNamed(t *testing.T) {
	t.Parallel()
	limit := func(token, name, currency string) marqeta.VelocityControl {
		return marqeta.VelocityControl{Token: token, Name: name, CurrencyCode: currency, AmountLimit: marqeta.MustAmount("100"), Window: marqeta.DayWindow, ApprovalsOnly: true}
	}
	body := fmt.Sprintf(`{"type":"authorization","state":"DECLINED","created_time":%q,"currency_code":"USD","response":{"code":"1834","additional_information":"Groceries"}}`, then)
	for want, set := range map[string]control.Set{
		"vc":   {Velocity: []marqeta.VelocityControl{limit("vc", "Groceries", "USD"), limit("other", "Fuel", "USD"), limit("euro", "Groceries", "EUR")}},
		"none": {},
		"two":  {Velocity: []marqeta.VelocityControl{limit("a", "Groceries", "USD"), limit("b", "Groceries", "USD")}},
	} {
		l := explain.Reconstruct(explain.Evidence{Transaction: transaction(t, body), Controls: &set}).Line(dictionary.VelocityControls)
		limits := l.Values.Limits()
		switch {
		case want != "vc" && (l.Control != "" || len(limits) > 0):
			t.Errorf("%s: %q, %+v", want, l.Control, limits)
		case want == "vc" && (l.Control != "vc" || len(limits) != 1 || limits[0].Used != nil || limits[0].LimitNow.String() != "100" || limits[0].End.Format("15:04") != "00:00"):
			t.Errorf("%q, %+v", l.Control, limits)
		}
	}
}

func TestApprovalsAndWhatIsNotDecided(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]map[dictionary.Check]explain.Result{
		`{"type":"authorization","state":"PENDING"}`: {dictionary.Country: explain.Passed, dictionary.Funds: explain.Passed, dictionary.GatewayAsked: explain.NotReached},
		`{"type":"authorization","state":"PENDING","gpa_order":{"funding":{"gateway_log":{"response":{"code":"200"}}}}}`: {
			dictionary.Funds: explain.Passed, dictionary.GatewayAsked: explain.Passed, dictionary.StandIn: explain.NotReached},
		`{"type":"authorization.clearing","state":"COMPLETION","preceding_related_transaction_token":"a"}`: {
			dictionary.Message: explain.Passed, dictionary.Country: explain.NotReached, dictionary.Funds: explain.Passed},
		`{"type":"authorization","state":"PENDING","standin_approved_by":"NETWORK"}`: {dictionary.Country: explain.Unknown, dictionary.StandIn: explain.Passed},
		`{"type":"authorization","state":"ERROR"}`:                                   {dictionary.Country: explain.Unknown, dictionary.StandIn: explain.Unknown},
		`{"type":"gpa.credit","state":"COMPLETION"}`:                                 {dictionary.Funds: explain.Unknown},
	} {
		got := explain.Reconstruct(explain.Evidence{Transaction: transaction(t, body)})
		for check, result := range want {
			if is := got.Line(check).Result; is != result {
				t.Errorf("%s: %s %s, want %s", body, check, is, result)
			}
		}
	}
}

func TestTold(t *testing.T) {
	t.Parallel()
	told := parsed[marqeta.Trace](t, `{"decided_by":"velocity_controls","response_code":"1834","checks":[
		{"name":"message","result":"passed","guess":false,"values":{"amount_minor_units":2100}},
		{"name":"velocity_controls","result":"failed","code":"1834","control_token":"vc","guess":false,
		 "values":{"looked_at":1,"controls":[{"token":"vc","level":"user","velocity_window":"DAY","asked_minor_units":2100,"limit_minor_units":10000,"used_minor_units":8250,"remaining_minor_units":1750,"uses":3}]}},
		{"name":"risk","result":"not_reached","guess":false},
		{"name":"new_one","result":"odd","guess":true}]}`)
	got := explain.Told(*told)
	line, known := got.Deciding()
	limits := line.Values.Limits()
	if !known || !got.Exact || line.Result != explain.Failed || line.Control != "vc" || line.Rests != explain.Exact || len(limits) != 1 || *limits[0].Remaining != 1750 || limits[0].TimesMost != nil {
		t.Errorf("%+v, limits %+v", line, limits)
	}
	if a, ok := got.Line(dictionary.Message).Values.Amount("amount", 2); !ok || a.String() != "21" {
		t.Errorf("amount %s, %t", a, ok)
	}
	if got.Line(dictionary.Risk).Result != explain.NotReached || got.Line("new_one").Result != explain.Unknown || got.Line("absent").Result != explain.Unknown {
		t.Error("results that are not known are not shown as unknown")
	}
}
