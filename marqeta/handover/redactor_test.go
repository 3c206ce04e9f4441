package handover_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/marqeta/dictionary"
	"carddeck/marqeta/explain"
	"carddeck/marqeta/handover"
)

var ada = marqeta.User{FirstName: "Ada Maria", LastName: "Lindqvist", Email: "ada@canary.example", Phone: "+15105550123", Address1: "17 Canary Lane", SSN: "078-05-1120"}

func TestTexts(t *testing.T) {
	t.Parallel()
	r := handover.NewRedactor()
	r.Know(ada)
	r.Learn([]byte(`{"gateway":{"basic_auth_password":"Canary-Passw0rd"},"pan":"4111111111111111","original_credit":{"sender_name":"Bo Nilsson"}}`))
	for in, want := range map[string]string{
		"":                                                   "",
		"Blue Fox Diner":                                     "Blue Fox Diner",
		"ADA called, lindqvist as well":                      "[cardholder] called, [cardholder] as well",
		"LINDQVIST/ADA MARIA":                                "[cardholder]/[cardholder] [cardholder]",
		"Adam's Canada":                                      "Adam's Canada",
		"PAYPAL *adamarialindqvist7":                         "PAYPAL *[cardholder]7",
		"write to ada@canary.example, please":                "write to [cardholder], please",
		"or to Someone.Else+x@mail.example.":                 "or to [email].",
		"call (510) 555-0123":                                "call [phone]",
		"call +1 510.555.0123 now":                           "call [phone] now",
		"call +46 8 123 456 78":                              "call [phone]",
		"ssn 078-05-1120 or 123-45-6789":                     "ssn [ssn] or [ssn]",
		"card 4111 1111 1111 1111":                           "card [secret]",
		"card 5555-5555-5555-4444.":                          "card [card number].",
		"order 1234567890123456":                             "order 1234567890123456",
		"lives at 17  canary lane":                           "lives at [cardholder]",
		"from Bo Nilsson":                                    "from [cardholder]",
		"sent Canary-Passw0rd":                               "sent [secret]",
		`{"password": "hunter2","x":1}`:                      `{"password": "[secret]","x":1}`,
		"api_key=abc; Authorization: Basic Zm9vOmJhcmJhego=": "api_key=[secret]; Authorization: Basic [secret]",
		"https://me:pw@gateway.example/jit":                  "https://[secret]@gateway.example/jit",
		"basic checks passed":                                "basic checks passed",
		"2026-03-02T10:15:30Z":                               "2026-03-02T10:15:30Z",
	} {
		if got := r.Text(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

func TestContent(t *testing.T) {
	t.Parallel()
	r := handover.NewRedactor()
	for in, want := range map[string]string{
		`{"token":"t","amount":10.50,"is_final_clearing":true,"settlement_date":null}`:        `{"token":"t","amount":10.50,"is_final_clearing":true,"settlement_date":null}`,
		`{"card":{"last_four":"1111","metadata":{"name":"Ada"}},"name":"Ada"}`:                `{"card":{"last_four":"1111","metadata":"[redacted]"},"name":"[redacted]"}`,
		`{"card_acceptor":{"name":"Fox","city":"Oakland","phone":"1"}}`:                       `{"card_acceptor":{"name":"Fox","city":"Oakland","phone":"[redacted]"}}`,
		`{"user":{"metadata":{}},"city":"Oakland","p\u0061n":"4111"}`:                         `{"user":"[redacted]","city":"[redacted]","pan":"[redacted]"}`,
		`{"gpa":{"balances":{"USD":{"ledger_balance":1},"ada":{"x":1}}}}`:                     `{"gpa":{"balances":{"USD":{"ledger_balance":1},"ada":"[redacted]"}}}`,
		`{"fees":[{"type":"A","amount":1,"who":[1,{"a":2}]}],"Ada L":1}`:                      `{"fees":[{"type":"A","amount":1,"who":["[redacted]","[redacted]"]}],"[redacted]":"[redacted]"}`,
		`{"address_verification":{"request":{"postal_code":"1"},"response":{"code":"0001"}}}`: `{"address_verification":{"request":"[redacted]","response":{"code":"0001"}}}`,
		`{"a":1,"a":2}`: `{"a":"[redacted]","a":"[redacted]"}`,
		`[1]`:           ``, `x`: ``, `{"token":`: ``, ``: ``,
	} {
		if got := string(r.Content([]byte(in))); got != want {
			t.Errorf("%s\nbecame %s\nwant   %s", in, got, want)
		}
	}
}

// everywhere puts every canary into every text of a recorded transaction, and under names
// that nobody has thought of.
func everywhere(t *testing.T, text string) []byte {
	t.Helper()
	recorded, err := os.ReadFile("testdata/transaction.json")
	if err != nil {
		t.Fatal(err)
	}
	var whole map[string]any
	if err := json.Unmarshal(recorded, &whole); err != nil {
		t.Fatal(err)
	}
	var plant func(v any) any
	plant = func(v any) any {
		switch v := v.(type) {
		case map[string]any:
			currencies := len(v) == 1 && v["USD"] != nil // no other member can be read there
			for name, value := range v {
				v[name] = plant(value)
			}
			if currencies {
				return v
			}
			v["canary"], v["email"], v["pan"], v["basic_auth_password"], v["ssn"] = text, "ada@canary.example", "4111111111111111", "Canary-Passw0rd", "078-05-1120"
			v["first_name"], v["memo"] = "Ada", text
			return v
		case []any:
			for i := range v {
				v[i] = plant(v[i])
			}
			return v
		case string:
			if _, err := marqeta.ParseTime(v); err == nil {
				return v // a time with more behind it cannot be read at all
			}
			return v + " " + text
		}
		return v
	}
	planted, err := json.Marshal(plant(whole))
	if err != nil {
		t.Fatal(err)
	}
	return planted
}

// leaks finds what must not be in a bundle.
func leaks(file string) []string {
	var found []string
	for _, canary := range []string{"Ada", "Lindqvist", "canary.example", "4111", "5105550123", "555-0123", "Canary-Passw0rd", "078-05", "17 Canary", "hunter2"} {
		if strings.Contains(file, canary) {
			found = append(found, canary)
		}
	}
	return found
}

const canaries = "Ada Lindqvist ada@canary.example 4111 1111 1111 1111 4111111111111111 (510) 555-0123 password=hunter2 Canary-Passw0rd 078-05-1120 17 Canary Lane"

func TestNoCanaryLeaves(t *testing.T) {
	t.Parallel()
	raw := everywhere(t, canaries)
	for name, known := range map[string]bool{"with the user": true, "by the notification alone": false} {
		r := handover.NewRedactor()
		if known {
			r.Know(ada)
		}
		r.Learn(raw)
		r.Learn([]byte(`{"user":{"name":"Ada Lindqvist","phone":"5105550123","address1":"17 Canary Lane"}}`))
		var tx marqeta.Transaction
		if err := json.Unmarshal(raw, &tx); err != nil {
			t.Fatal(err)
		}
		value, err := json.Marshal(canaries)
		if err != nil {
			t.Fatal(err)
		}
		b := handover.Bundle{
			Program:      handover.Program{API: "https://me:hunter2@api.example/v3"},
			Case:         handover.Case{Title: canaries, Expected: canaries},
			DeclineGroup: &handover.DeclineGroup{Control: canaries, CardProductToken: canaries},
			Transactions: []handover.Transaction{handover.Of(handover.Evidence{
				Transaction: tx, Raw: raw, Signature: canaries,
				Life:  []handover.Step{{Token: canaries, ApprovalCode: canaries}},
				Trace: explain.Trace{Lines: []explain.Line{{Check: dictionary.CardState, Control: canaries, Values: explain.Values{"reason": value, "card_token": value}}}},
				Then: handover.AsOfThen{Card: &handover.Standing{State: canaries}, CardProduct: &handover.Product{Config: handover.ConfigOf(raw)},
					Controls: &handover.Controls{Velocity: []marqeta.VelocityControl{{Name: canaries, Token: canaries}}}},
			}, r)},
		}
		sealed, file, err := r.Seal(b)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if found := leaks(string(file)); len(found) > 0 {
			t.Errorf("%s: the file has %q:\n%s", name, found, file)
		}
		again, err := json.Marshal(sealed)
		if err != nil || len(leaks(string(again))) > 0 {
			t.Errorf("%s: the page has %q, %v", name, leaks(string(again)), err)
		}
		if sealed.Redaction.CardholderKnown != known || sealed.Redaction.Removed == 0 || sealed.Schema != handover.Schema {
			t.Errorf("%s: %+v", name, sealed.Redaction)
		}
	}
}

// What support needs is still there, to the letter.
func TestWhatSupportNeedsStays(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("testdata/transaction.json")
	if err != nil {
		t.Fatal(err)
	}
	var tx marqeta.Transaction
	if err := json.Unmarshal(raw, &tx); err != nil {
		t.Fatal(err)
	}
	r := handover.NewRedactor()
	r.Know(marqeta.User{FirstName: "Ada", LastName: "User"}) // as in user_ada
	r.Learn(raw)
	sealed, file, err := r.Seal(handover.Bundle{Program: handover.Program{API: "https://api.example/v3"},
		Transactions: []handover.Transaction{handover.Of(handover.Evidence{Transaction: tx, Raw: raw}, r)}})
	if err != nil {
		t.Fatal(err)
	}
	got := sealed.Transactions[0]
	for what, pair := range map[string][2]string{
		"token": {got.Token, "9b1c7c52-8d8f-4c55-8d3f-6d8e6c3c0a01"}, "card": {got.CardToken, "card_ada_01"}, "last four": {got.LastFour, "0821"},
		"user": {got.UserToken, "user_ada"}, "network reference": {got.NetworkReferenceID, "386061101530123"}, "retrieval": {got.RetrievalReferenceNumber, "606110153012"},
		"memo": {got.Response.Memo, "JIT response not sufficient funds"}, "amount": {got.Amount.String(), "42.5"}, "merchant": {got.Merchant.Name, "BLUE FOX DINER"},
		"mid": {got.Merchant.MID, "000000000011111"}, "address": {got.URL, "https://api.example/v3/transactions/9b1c7c52-8d8f-4c55-8d3f-6d8e6c3c0a01"},
		"gateway": {compact(t, got.GatewayLog), `{"order_number":"9b1c7c52-8d8f-4c55-8d3f-6d8e6c3c0a01","transaction_id":"7a0d7c0e-52ae-49a5-b9d7-15d1c6a8f2b3","message":"Declined by gateway.","duration":212,"timed_out":false,` +
			`"response":{"code":"402","data":{"jit_funding":{"token":"7a0d7c0e-52ae-49a5-b9d7-15d1c6a8f2b3","method":"pgfs.authorization","user_token":"user_ada","amount":42.5,"decline_reason":"INSUFFICIENT_FUNDS","memo":"available 12.00"}}}}`},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s is %q, want %q", what, pair[0], pair[1])
		}
	}
	var again handover.Bundle
	if err := json.Unmarshal(file, &again); err != nil || again.Transactions[0].Token != got.Token {
		t.Errorf("the file cannot be read again: %v", err)
	}
	missing := strings.Join(got.Missing, "\n")
	for _, want := range []string{"approval_code: a decline has none", "acquirer_reference_data: it usually comes with the clearing", "notification: it has not come", "as_of_then.card, card_product, spend_controls, user: not captured"} {
		if !strings.Contains(missing, want) {
			t.Errorf("it is not said that %q:\n%s", want, missing)
		}
	}
}

// Numbers of the network look like cards' now and then. They stay, unless they end as a card
// in the bundle does.
func TestNamesOfThingsStayUnlessTheyAreSomebodys(t *testing.T) {
	t.Parallel()
	r := handover.NewRedactor()
	r.Know(ada)
	r.LastFour("1111")
	for in, want := range map[string]string{
		"378282246310005": "378282246310005", "4111111111111111": "[card number]", "078-05-1120": "[ssn]", "user_ada": "user_ada", "Lindqvist": "Lindqvist",
		"ada@canary.example": "[cardholder]", "+15105550123": "[phone]", "who@mail.example": "[email]", "Ada's card": "[cardholder]'s card",
	} {
		sealed, _, err := r.Seal(handover.Bundle{Transactions: []handover.Transaction{{Token: in, CardToken: in, NetworkReferenceID: in}}})
		if err != nil {
			t.Fatal(err)
		}
		if got := sealed.Transactions[0]; got.Token != want || got.CardToken != want || got.NetworkReferenceID != want {
			t.Errorf("%q became %q, %q and %q, want %q", in, got.Token, got.CardToken, got.NetworkReferenceID, want)
		}
	}
}

func compact(t *testing.T, raw json.RawMessage) string {
	t.Helper()
	var v json.RawMessage
	text, err := json.Marshal(raw)
	if err != nil || json.Unmarshal(text, &v) != nil {
		t.Fatal(err)
	}
	return string(text)
}

func FuzzContent(f *testing.F) {
	for _, seed := range []string{`{"token":"x","a":{"b":[1,2]}}`, `{"fees":[[{"amount":1}]]}`, `{"\u0000":1}`, "{\"token\":\"\xff\"}", `{`, `null`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		r := handover.NewRedactor()
		r.Learn(in)
		out := r.Content(in)
		if out != nil && !json.Valid(out) {
			t.Fatalf("%q became %q", in, out)
		}
		if json.Valid(in) && len(in) > 0 && in[0] == '{' && out == nil {
			t.Fatalf("%q is lost", in)
		}
		r.Text(string(in))
	})
}
