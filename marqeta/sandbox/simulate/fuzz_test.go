package simulate_test

import (
	"testing"

	"carddeck/marqeta/sandbox/simulate"
)

// Whatever is simulated ends as a transaction or as a refusal in the envelope, and
// the books agree afterwards.
func FuzzSimulations(f *testing.F) {
	var paths []string
	for path := range (&simulate.Simulator{}).Paths() {
		paths = append(paths, path)
	}
	for n, body := range []string{
		``, `null`, `[]`, `{`, `{"amount":null}`, `{"card_token":"managed","amount":10,"mid":"1","card_acceptor":{},"account_type":"savings","type":"loyalty"}`,
		`{"preceding_related_transaction_token":"opened","original_transaction_token":"opened","amount":"7.70"}`,
		`{"card_token":"managed","amount":-1}`, `{"card_token":"asked","amount":-1,"stand_in":{}}`, `{"card_token":"standard","amount":99,"stand_in":{"keep_type":"true"}}`, `{"card_token":"managed","amount":1e9}`, `{"card_token":"managed","amount":"0.001"}`, `{"card_token":"kept","amount":0,"cash_back_amount":0}`,
		`{"card_token":"managed","amount":999999999999.99,"cash_back_amount":999999999999.99,"fees":[{"type":"ACQUIRER_FEE","amount":999999999999.99}]}`,
		`{"card_token":"standard","amount":1,"currency_code":"XXX"}`, `{"card_token":"standard","amount":1,"currency_code":"KWD","currency_conversion":{"conversion_rate":0.0000001,"original_currency_code":"JPY"}}`,
		`{"card_token":"standard","amount":1,"currency_conversion":{"original_amount":0,"conversion_rate":"","original_currency_code":null}}`,
		`{"card_token":"kept","amount":1,"card_options":{"billing_address":{}},"account_name_verification":{"request":{"first_name":"\u0000"}}}`,
		`{"card_token":"kept","amount":1,"mid":"1","transaction_options":{"card_expiration_date_yymm":"9913","pre_auth_time_limit":"999","transaction_token":"\u0000"}}`,
		`{"card_token":"kept","amount":1,"mid":"1","find_original_window_days":2147483647,"vcn_data":{},"sender_data":{"funding_source":"cash"},"network_metadata":{"installment_payment":{"total_amount_funded":"1.5"}}}`,
		`{"card_token":"kept","amount":1,"card_acceptor":{"mcc":"999999999999","country_code":"\ud800","city":"日本日本日本日本日本日本日本日本"}}`,
		`{"original_transaction_token":"opened","amount":1,"force_post":"true","is_final_clearing":"1","is_refund":"1","is_advice":1,"find_original_window_days":1}`,
	} {
		for i := n % 4; i < len(paths); i += 4 { // every path meets every fourth
			f.Add(i, []byte(body))
		}
	}
	f.Fuzz(func(t *testing.T, i int, body []byte) {
		if i < 0 || i >= len(paths) {
			return
		}
		w := newWorld(t.Context(), t)
		defer func() {
			if err := w.book.Close(); err != nil {
				t.Error(err)
			}
		}()
		w.post("/simulate/authorization", []byte(`{"card_token":"managed","amount":10,"mid":"1","transaction_options":{"transaction_token":"opened"}}`))
		w.post(paths[i], body)
		for _, name := range holders {
			w.check(name, []string{"USD"})
		}
	})
}
