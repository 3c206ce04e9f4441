package marqeta_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"carddeck/marqeta"
)

func TestRedact(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		`{"pan":"4111111111111111","last_four":"1111"}`:                       `{"pan":"411111______1111","last_four":"1111"}`,
		`{"pan":"4111 1111-1111 \u0031111"}`:                                  `{"pan":"411111______1111"}`,
		`{"pan":"111111______0821"}`:                                          `{"pan":"111111______0821"}`,
		`{"pan" : 4111111111111111 , "a":1}`:                                  `{"pan" : "411111______1111" , "a":1}`,
		`{"PAN":"378282246310005"}`:                                           `{"PAN":"378282_____0005"}`,
		`{"\u0070an":"4111111111111111"}`:                                     `{"\u0070an":"411111______1111"}`,
		`{"card":{"pan":"4111111111111111"},"x":["pan"]}`:                     `{"card":{"pan":"411111______1111"},"x":["pan"]}`,
		`{"cvv_number":"123","pin_is_set":true}`:                              `{"cvv_number":"[secret]","pin_is_set":true}`,
		`{"cvv_number":123}`:                                                  `{"cvv_number":"[secret]"}`,
		`{"config":{"basic_auth_password":"a\"b","secret":"s","secret":"t"}}`: `{"config":{"basic_auth_password":"[secret]","secret":"[secret]","secret":"[secret]"}}`,
		`{"password":"","secret":null,"x":"password"}`:                        `{"password":"","secret":null,"x":"password"}`,
		`{"secret":{"password":"p"},"pan":["4111111111111111"]}`:              `{"secret":{"password":"[secret]"},"pan":["4111111111111111"]}`,
		`{"pan_entry_mode":"CHIP","japan":"4111111111111111"}`:                `{"pan_entry_mode":"CHIP","japan":"4111111111111111"}`,
		`"pan"`:       `"pan"`,
		`{"password"`: `{"password"`,
		`{"pan":`:     `{"pan":`,
		`{"pan":"41`:  `{"pan":"41`,
		``:            ``,
	} {
		if got := string(marqeta.Redact([]byte(in))); got != want {
			t.Errorf("%s\nbecame %s\nwant   %s", in, got, want)
		}
	}
}

func TestNoWholeNumberOrSecretComesThrough(t *testing.T) {
	t.Parallel()
	p := newPlatform(t, says(200, `{"token":"c","pan":"4111111111111111","cvv_number":"987","chip_cvv_number":"986"}`))
	card, err := p.client(t).Card(t.Context(), "c")
	if err != nil || card.PAN != "411111______1111" {
		t.Errorf("card number is %q, %v", card.PAN, err)
	}
	p = newPlatform(t, says(200, recorded(t, "cardtransition.json")+" "), says(200, recorded(t, "gatewayfundingsource.json")), says(200, recorded(t, "webhook.json")))
	c := p.client(t)
	transition, err := c.CardTransition(t.Context(), "ct_1")
	if err != nil {
		t.Fatal(err)
	}
	gateway, err := c.GatewayFundingSource(t.Context(), "gw_main")
	if err != nil {
		t.Fatal(err)
	}
	webhook, err := c.Webhook(t.Context(), "wh_1")
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range []any{card, transition, gateway, webhook} {
		text := fmt.Sprintf("%+v", v)
		for _, raw := range [][]byte{card.Raw, transition.Raw, gateway.Raw, webhook.Raw} {
			text += string(raw)
		}
		for _, secret := range []string{"4111111111111111", "987", "986", "Correct-Horse", "Sign-Every"} {
			if strings.Contains(text, secret) {
				t.Errorf("%T carries %s", v, secret)
			}
		}
	}
}

var wholePAN = regexp.MustCompile(`(?i)"pan"\s*:\s*"?[0-9]{12,}`)

func FuzzRedact(f *testing.F) {
	for _, seed := range []string{`{"pan":"4111111111111111"}`, `{"pan":4111111111111111,"secret":"x"}`, `{"a":"\\","password":"\""}`, `"`, `{"pan"`, `[{"Secret":1e9}]`, `{"pan":-4111111111111111}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		before := bytes.Clone(in)
		out := marqeta.Redact(in)
		if !bytes.Equal(in, before) {
			t.Fatal("the input was changed")
		}
		if !json.Valid(in) {
			return
		}
		if !json.Valid(out) {
			t.Fatalf("%q became %q, which is not JSON", in, out)
		}
		if wholePAN.Match(out) {
			t.Fatalf("%q became %q", in, out)
		}
		if again := marqeta.Redact(out); !bytes.Equal(again, out) {
			t.Fatalf("%q became %q and then %q", in, out, again)
		}
	})
}
