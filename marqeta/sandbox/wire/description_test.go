package wire_test

import (
	"cmp"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"carddeck/marqeta/sandbox/wire"
)

// schema is what the names of a definition are read from.
type schema struct {
	Ref        string            `json:"$ref"`
	Properties map[string]schema `json:"properties"`
	Items      *schema           `json:"items"`
}

// newer are members that only later descriptions have, with all inside them.
var newer = []string{
	"message_line_2", "enable_cardholder_verification_biometric_in_payload", "reloadability", "bin_issue_country", "bin_prefixes",
	"dwt_tar_avs_decline_on_address_number_mismatch", "dwt_tar_avs_decline_on_postal_code_mismatch",
}

// unset are members that Marqeta or a maker of cards alone sets: a sandbox has no
// strong customer authentication and sends nothing anywhere.
var unset = regexp.MustCompile(`^(config\.transaction_controls\.strong_customer_authentication_limits\.|contactless_exemption_|provider_|user\.)`)

// Every member of the description has a field here, and every field that is shown
// is described.
func TestCardNames(t *testing.T) {
	t.Parallel()
	folder := cmp.Or(os.Getenv("MARQETA_SPEC"), "../../../../shared/spec")
	raw, err := os.ReadFile(folder + "/swagger.2024.01.19.json")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("names are NOT held against Marqeta's description: %v", err)
	}
	var description struct {
		Definitions map[string]schema `json:"definitions"`
	}
	if err := errors.Join(err, json.Unmarshal(raw, &description)); err != nil {
		t.Fatal(err)
	}
	for definition, v := range map[string]any{
		"card_product_response": wire.CardProduct{}, "card_response": wire.Card{}, "card_transition_response": wire.CardTransition{},
		"bulk_issuance_response": wire.BulkIssuance{}, "digital_wallet_token_transition_response": wire.WalletTransition{},
		"digital_wallet_token": struct {
			wire.WalletToken
			User any `json:"user"` // a resource of its own
		}{},
	} {
		want, got := map[string]bool{}, map[string]bool{}
		described(description.Definitions, schema{Ref: "/" + definition}, "", want)
		fields(reflect.TypeOf(v), "", got)
		for path := range want {
			if !got[path] && !unset.MatchString(path) {
				t.Errorf("%s: %s has no field", definition, path)
			}
		}
		for path := range got {
			later := slices.ContainsFunc(strings.Split(path, "."), func(name string) bool { return slices.Contains(newer, name) })
			if !want[path] && !later && !strings.HasPrefix(path, "stored_") {
				t.Errorf("%s: %s is not described", definition, path)
			}
		}
	}
}

func described(all map[string]schema, s schema, path string, into map[string]bool) {
	if s.Ref != "" {
		s = all[s.Ref[strings.LastIndex(s.Ref, "/")+1:]]
	}
	if s.Items != nil {
		s = *s.Items
		described(all, s, path, into)
	}
	for name, member := range s.Properties {
		into[path+name] = true
		described(all, member, path+name+".", into)
	}
}

func fields(t reflect.Type, path string, into map[string]bool) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return
	}
	for f := range t.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case name != "":
			into[path+name] = true
			fields(f.Type, path+name+".", into)
		case f.Anonymous:
			fields(f.Type, path, into)
		}
	}
}
