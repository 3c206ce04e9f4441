package marqeta_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"carddeck/marqeta"
)

// Every member of a recorded answer must be read into a typed member and come out of
// it again with the same value. The members left out are those that nobody may see or
// that stand in another place.
func TestEveryRecordedMemberIsRead(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		file string
		into any
		gone []string
	}{
		{"fundingsource.json", new(marqeta.FundingSource), nil},
		{"gatewayfundingsource.json", new(marqeta.GatewayFundingSource), []string{"basic_auth_password"}},
		{"cardproduct.json", new(marqeta.CardProduct), nil},
		{"user.json", new(marqeta.User), nil},
		{"usertransition.json", new(marqeta.UserTransition), nil},
		{"card.json", new(marqeta.Card), nil},
		{"cardtransition.json", new(marqeta.CardTransition), []string{"expiration_time"}}, // written without its milliseconds
		{"transaction.json", new(marqeta.Transaction), nil},
		{"transaction-clearing.json", new(marqeta.Transaction), nil},
		{"transaction-declined.json", new(marqeta.Transaction), nil},
		{"transaction-refund.json", new(marqeta.Transaction), nil},
		{"gpaorder.json", new(marqeta.GPAOrder), nil},
		{"gpaunload.json", new(marqeta.GPAUnload), nil},
		{"balances.json", new(marqeta.Balances), []string{"links.0.rel", "links.0.method", "links.0.href"}},
		{"webhook.json", new(marqeta.Webhook), []string{"config.basic_auth_password", "config.secret"}},
		{"ping.json", new(marqeta.Ping), nil},
		{"directdeposit.json", new(marqeta.DirectDeposit), nil},
	} {
		t.Run(c.file, func(t *testing.T) {
			t.Parallel()
			body := recorded(t, c.file)
			if err := json.Unmarshal([]byte(body), c.into); err != nil {
				t.Fatal(err)
			}
			again, err := json.Marshal(c.into)
			if err != nil {
				t.Fatal(err)
			}
			got, want := leaves(t, string(again)), leaves(t, body)
			for _, path := range c.gone {
				if _, ok := want[path]; !ok {
					t.Errorf("%s is not in the recording", path)
				}
				delete(want, path)
			}
			for path, value := range want {
				if got[path] != value {
					t.Errorf("%s is %q, want %q", path, got[path], value)
				}
			}
		})
	}
}

// leaves gives the scalars of a JSON text by path, without empty strings, with numbers
// in one spelling.
func leaves(t *testing.T, text string) map[string]string {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var root any
	if err := d.Decode(&root); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	var walk func(path string, v any)
	walk = func(path string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for name, member := range v {
				walk(strings.TrimPrefix(path+"."+name, "."), member)
			}
		case []any:
			for i, item := range v {
				walk(fmt.Sprint(path, ".", i), item)
			}
		case json.Number:
			if r, ok := new(big.Rat).SetString(v.String()); ok && r.Sign() != 0 {
				out[path] = strings.TrimRight(strings.TrimRight(r.FloatString(15), "0"), ".")
			}
		case string:
			if v != "" {
				out[path] = v
			}
		case bool:
			if v {
				out[path] = "true"
			}
		}
	}
	walk("", root)
	return out
}

func TestTheFirstTransactionModel(t *testing.T) {
	t.Parallel()
	p := newPlatform(t, says(200, recorded(t, "transaction-v1.json")))
	tx, err := p.client(t).Transaction(t.Context(), "v1-1")
	if err != nil {
		t.Fatal(err)
	}
	a := tx.CardAcceptor
	if a.StreetAddress != "9 Canal St" || a.CountryCode != "USA" || a.PostalCode != "94607" || a.POI == nil || a.POI.CardPresence != "true" {
		t.Errorf("card acceptor is %+v", a)
	}
	if tx.Amount != marqeta.MustAmount("7.7") || tx.Identifier != "77" || tx.Response.Code != "0000" {
		t.Errorf("amount %s, identifier %s, response %+v", tx.Amount, tx.Identifier, tx.Response)
	}
	if c := tx.CurrencyConversion; c == nil || c.ConversionRate != "1.086956521739" || c.OriginalCurrencyCode != "840" || c.OriginalAmount != marqeta.MustAmount("9.2") {
		t.Errorf("conversion is %+v", c)
	}
	if !tx.CreatedTime.Equal(tx.UserTransactionTime.Time) || tx.SettlementDate.String() != "2026-03-02T00:00:00Z" {
		t.Errorf("times %s, %s, %s", tx.CreatedTime, tx.UserTransactionTime, tx.SettlementDate)
	}
	if tx.User.Metadata["site"] != "1" || tx.User.Metadata["van"] != "true" || tx.Fraud.Network.TransactionRiskScore != "16" {
		t.Errorf("metadata %v, fraud %+v", tx.User.Metadata, tx.Fraud.Network)
	}
}

func TestRawIsTheExactAnswer(t *testing.T) {
	t.Parallel()
	body := recorded(t, "cardproduct.json")
	p := newPlatform(t, says(200, body))
	cp, err := p.client(t).CardProduct(t.Context(), "cp_courier")
	if err != nil || string(cp.Raw) != body {
		t.Errorf("raw differs from the answer, %v", err)
	}
	again, err := json.Marshal(cp)
	if err != nil || bytes.Contains(again, []byte(`"Raw"`)) {
		t.Errorf("raw is written again, %v", err)
	}
	p = newPlatform(t, says(201, recorded(t, "simulation-legacy.json")))
	tx, err := p.client(t).SimulateLegacy(t.Context(), marqeta.LegacyAuthorization, marqeta.LegacySimulation{})
	if err != nil || !strings.HasPrefix(string(tx.Raw), `{"token": "lg-1"`) || strings.Contains(string(tx.Raw), "raw_iso8583") {
		t.Errorf("raw of a simulation is %s, %v", tx.Raw, err)
	}
}

func TestListsCarryNoRaw(t *testing.T) {
	t.Parallel()
	p := newPlatform(t, says(200, recorded(t, "cards.json")), says(200, recorded(t, "empty.json")))
	c := p.client(t)
	page, err := c.CardsByUser(t.Context(), "user_ada", marqeta.ListOptions{Count: 2, StartIndex: 5})
	if err != nil || len(page.Data) != 2 || page.Data[0].Raw != nil || page.Data[1].State != marqeta.CardUnactivated {
		t.Fatalf("%+v, %v", page, err)
	}
	if next, ok := page.Next(); !ok || next != 7 {
		t.Errorf("next page starts at %d, %v", next, ok)
	}
	page, err = c.CardsByUser(t.Context(), "user_bob", marqeta.ListOptions{})
	if err != nil || len(page.Data) != 0 {
		t.Fatalf("%+v, %v", page, err)
	}
	if _, ok := page.Next(); ok {
		t.Error("an empty page has a next one")
	}
	if _, ok := (marqeta.Page[marqeta.Card]{IsMore: true}).Next(); ok {
		t.Error("a page without items that claims more would be read for ever")
	}
}
