package users_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"carddeck/handlers/users"
)

func TestPublic(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, raw, want string }{
		{"nothing to hide", "{\"token\": \"ada\",\n \"n\":1e5}", "{\"token\": \"ada\",\n \"n\":1e5}"},
		{"values", `{"ssn":"5555","token":"t","passport_number" : "X1", "identifications":[{"value":"1"}]}`,
			`{"ssn":"…","token":"t","passport_number" : "…", "identifications":"…"}`},
		{"whatever the kind", `{"ssn":null,"tin":12,"deposit_account":{"account_number":"1"}}`, `{"ssn":"…","tin":"…","deposit_account":"…"}`},
		{"a name in disguise", `{"\u0073sn":"5555"}`, `{"\u0073sn":"…"}`},
		{"twice", `{"ssn":"1","ssn":"2"}`, `{"ssn":"…","ssn":"…"}`},
		{"only members of the user", `{"metadata":{"ssn":"desk"}}`, `{"metadata":{"ssn":"desk"}}`},
		{"cut short", `{"ssn":"5555`, ``},
		{"cut after the value", `{"ssn":"5555"`, ``},
		{"no object", `["5555"]`, ``},
		{"nothing", ``, ``},
	} {
		if got := users.Public([]byte(c.raw)); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

// Wherever a private member stands, its value goes and every other byte stays.
func TestPublicHidesNothingElse(t *testing.T) {
	t.Parallel()
	names := rapid.SampledFrom([]string{"ssn", "identifications", "id_card_number", "token", "metadata", "ssn ", "SSN_", "ä"})
	values := rapid.SampledFrom([]string{`"6789"`, `null`, `1e9`, `{"ssn":"a","b":["}"]}`, `[ ]`, `"\"ssn\":"`, `true`})
	spaces := rapid.SampledFrom([]string{"", " ", "\n\t"})
	rapid.Check(t, func(t *rapid.T) {
		var raw, want strings.Builder
		for i := range rapid.IntRange(0, 6).Draw(t, "members") {
			if i > 0 {
				raw.WriteString(",")
				want.WriteString(",")
			}
			name, value, space := names.Draw(t, "name"), values.Draw(t, "value"), spaces.Draw(t, "space")
			raw.WriteString(space + `"` + name + `"` + space + ":" + space + value)
			if name == "ssn" || name == "identifications" || name == "id_card_number" {
				value = `"…"`
			}
			want.WriteString(space + `"` + name + `"` + space + ":" + space + value)
		}
		if got := users.Public([]byte("{" + raw.String() + "}")); got != "{"+want.String()+"}" {
			t.Fatalf("from {%s}\ngot %s\nwant {%s}", raw.String(), got, want.String())
		}
	})
}
