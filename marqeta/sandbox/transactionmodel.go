package sandbox

import (
	"net/url"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/wire"
)

// modelled gives a transaction in the model that a query asks for. The program's
// default is the second, in which transactions are kept.
func modelled(q url.Values, body []byte) (jsontext.Value, error) {
	switch q.Get("version") {
	case "", "2", "v2", "V2":
		return body, nil
	case "1", "v1", "V1":
		return firstModel(body)
	}
	return nil, rest.Invalid("version must be v1 or v2")
}

// firstModel turns a transaction of the second model into one of the first, in which
// the terminal is a part of the merchant and speaks in strings.
func firstModel(body []byte) (jsontext.Value, error) {
	var t struct {
		Merchant map[string]any `json:"card_acceptor"`
		POS      *wire.POS      `json:"pos"`
		Context  struct {
			Channel string `json:"payment_channel"`
		} `json:"transaction_metadata"`
	}
	all := map[string]jsontext.Value{}
	for _, into := range []any{&t, &all} {
		if err := json.Unmarshal(body, into); err != nil {
			return nil, err
		}
	}
	delete(all, "pos")
	delete(all, "transaction_metadata")
	if t.Merchant != nil {
		rename(t.Merchant, "street_address", "address")
		rename(t.Merchant, "country_code", "country")
		if t.POS != nil {
			t.Merchant["poi"] = pointOfInteraction(*t.POS, t.Context.Channel)
			all["is_recurring"] = jsontext.Value(word(&t.POS.IsRecurring, "true", "false"))
		}
		merchant, err := json.Marshal(t.Merchant, json.Deterministic(true))
		if err != nil {
			return nil, err
		}
		all["card_acceptor"] = merchant
	}
	return json.Marshal(all, json.Deterministic(true))
}

func rename(m map[string]any, from, to string) {
	if v, ok := m[from]; ok {
		m[to] = v
		delete(m, from)
	}
}

func pointOfInteraction(p wire.POS, channel string) map[string]string {
	poi := map[string]string{
		"tid": p.TerminalID, "channel": channel, "partial_approval_capable": word(&p.PartialApprovalCapable, "1", "0"),
		"card_presence": word(p.CardPresence, "1", "0"), "cardholder_presence": word(p.CardHolderPresence, "1", "0"), "pin_present": word(p.PINPresent, "true", "false"),
		"special_condition_indicator": p.SpecialCondition,
	}
	for name, value := range poi {
		if value == "" {
			delete(poi, name)
		}
	}
	return poi
}

// word writes a flag that is known in one of two words.
func word(f *rest.Flag, yes, no string) string {
	switch {
	case f == nil:
		return ""
	case bool(*f):
		return yes
	}
	return no
}
