package sandbox_test

import (
	"strings"
	"testing"
)

// writing are the calls with a body that are Marqeta's. A business is the one thing
// that is not named x.
var writing = func() (all []call) {
	for _, o := range paths {
		if o.writes() && !strings.HasPrefix(o.path, "/_sandbox") {
			o.path = strings.Replace(o.path, "/businesses/x", "/businesses/b", 1)
			all = append(all, o)
		}
	}
	return all
}()

// No body makes the server fail: whatever comes is answered in the envelope. What a
// path names is there, so that the body is looked at.
func TestHostileBodies(t *testing.T) {
	t.Parallel()
	p := start(t).everything()
	for _, o := range writing {
		for _, body := range hostile {
			p.call(o.method, o.path, body).plain()
		}
	}
}

func FuzzBodies(f *testing.F) {
	p := start(f).everything()
	for i := range max(len(writing), len(hostile)) {
		f.Add(uint(i), hostile[i%len(hostile)])
	}
	f.Fuzz(func(t *testing.T, i uint, body string) {
		o := writing[i%uint(len(writing))]
		p := &program{TB: t, url: p.url}
		p.call(o.method, o.path, body).plain()
	})
}

// hostile are bodies that are wrong in ways of their own.
var hostile = []string{
	``, `null`, `[]`, `"x"`, `{`, `{}`, `{"token":null}`, `{"token":"\u0000"}`, `{"token":"\ud800"}`, `{"token":"x"}`, `{"name":"n","start_date":"9999-99-99"}`,
	`{"amount":1e400,"card_token":"x"}`, `{"amount":-0,"card_token":"x"}`, `{"amount":"0.000001","card_token":"x"}`,
	`{"amount":999999999999,"card_token":"x","mid":"11"}`, `{"amount":1,"original_transaction_token":"\u0000"}`, `{"metadata":{"":""},"email":"@"}`,
	`{"name":"n","start_date":"2020-01-01","config":{"card_life_cycle":{"expiration_offset":{"unit":"YEARS","value":-1}}}}`,
	`{"user_token":"x","card_product_token":"x","expiration_offset":{"unit":"MINUTES","value":2147483647}}`,
	`{"card_token":"x","amount":1,"currency_code":"CLF","cash_back_amount":"0.0001"}`,
	`{"currency_code":"CLF","amount_limit":"0.00001","velocity_window":"LIFETIME","association":null,"merchant_scope":[]}`,
	`{"name":"n","mccs":["5411-","x-y","----"],"mids":["\u0000"],"config":{"authorization_controls":{"hold_increase":{"type":"PERCENT","value":999999999999}}}}`,
	`{"name":"n","merchant_scope":{"mid":"\u0000"},"start_time":"0000-01-01T00:00:00Z","end_time":"9999-12-31T23:59:59Z"}`,
	`{"name":"n","events":["*"],"config":{"url":"http://[::1","basic_auth_username":"u","basic_auth_password":"Aa1!aaaaaaaaaaaaaaaa"}}`,
	`{"user_token":"x","business_token":"b","amount":1,"currency_code":"USD","funding_source_token":"x"}`, `{"user_token":"\u0000","status":"ACTIVE","reason_code":"00","channel":"API"}`,
	`{"proprietor_or_officer":null,"beneficial_owner1":{"home":null,"dob":"0000-00-00"},"incorporation":{},"primary_contact":null,"identifications":[null]}`,
	`{"user_token":"x","amount":999999999999.99,"currency_code":"USD","funding_source_token":"card","fees":[{"token":"x","overrideAmount":999999999999.99},null],"type_token":"x"}`,
	`{"sender_user_token":"x","recipient_business_token":"b","amount":"0.01","currency_code":"USD"}`, `{"verify_amount1":{},"verify_amount2":-1,"active":"perhaps"}`,
	`{"token":"r","amount":999999999999.99,"currency_code":"CLF","type":"PENDING_CREDIT","funding_source_token":"x"}`, `{"fees":[{}],"user_token":"x"}`,
	`{"type":"PULL","funding_source_token":"x","amount":999999999999,"currency_code":"JPY"}`, `{"bank_transfer_token":"x","status":"RETURNED","channel":"API","return_code":"R\u0000"}`,
	`{"order_scope":{"gpa":null,"msa":{}},"association":{},"currency_code":"USD"}`, `{"payment_instrument_token":"x","amount":50000,"currency_code":"BHD","soft_descriptor":{"phone":{}}}`,
	`{"exp_date":"\u0000\u0000\u0000\u0000","account_number":"4","routing_number":"١٢١٠٤٢٨٨٢"}`,
	`{"description":"\u0000","created_by":"\ufffe","first_name":"x","last_name":"x"}`, `{"config":null}`, `{"config":{"pre_kyc_controls":null}}`,
	`{"business_token":"b","manual_override":"true","notes":"\u202e"}`, `{"answers":[{},null]}`, `{"email":"\u0000","password":"\u0000"}`,
	`{"user_token":"x","new_password":"Aa1!aaaa","current_password":""}`, `{"parent_token":"x","uses_parent_account":"1"}`, `{"parent_token":"b","account_holder_group_token":""}`,
}

// everything makes one resource of the kinds that a path can name, each with the
// token x but for the business b: a token is a user's or a business's.
func (p *program) everything() *program {
	p.Helper()
	for _, o := range [][2]string{
		{"/fundingsources/program", `{"token":"x","name":"n"}`},
		{"/fundingsources/programgateway", `{"token":"x","name":"n","url":"https://h.example/","basic_auth_username":"u","basic_auth_password":"` + password + `"}`},
		{"/cardproducts", `{"token":"x","name":"n","start_date":"2020-01-01","config":{"card_life_cycle":{"activate_upon_issue":true}}}`},
		{"/users", `{"token":"x"}`},
		{"/businesses", `{"token":"b"}`},
		{"/businesses/b/directors", `{"token":"x","first_name":"x","last_name":"x"}`},
		{"/users/x/notes", `{"token":"x","description":"x","created_by":"x"}`},
		{"/accountholdergroups", `{"token":"x","config":{"kyc_required":"ALWAYS"}}`},
		{"/users", `{"token":"y","account_holder_group_token":"x"}`},
		{"/kyc", `{"token":"x","user_token":"y","manual_override":true}`},
		{"/fees", `{"token":"x","name":"x","amount":1,"currency_code":"USD"}`},
		{"/fundingsources/addresses", `{"token":"x","user_token":"x","first_name":"x","last_name":"x","address_1":"x","city":"x","state":"CA","zip":"1","country":"USA"}`},
		{"/programtransfers/types", `{"token":"x","program_funding_source_token":"x","memo":"x"}`},
		{"/pushtocards/paymentcard", `{"token":"x","user_token":"x","address_1":"x","city":"x","state":"CA","postal_code":"1","country":"USA","name_on_card":"x","pan":"4112344112344113","cvv":"123","exp_date":"0930"}`},
		{"/autoreloads", `{"token":"x","funding_source_token":"x","currency_code":"USD","order_scope":{"gpa":{"trigger_amount":1,"reload_amount":1}}}`},
		{"/gpaorders", `{"token":"x","user_token":"x","amount":100,"currency_code":"USD","funding_source_token":"x"}`},
		{"/gpaorders/unloads", `{"token":"x","original_order_token":"x","amount":1}`},
		{"/feecharges", `{"token":"x","user_token":"x","fees":[{"token":"x"}]}`},
		{"/realtimefeegroups", `{"token":"x","name":"x","fee_tokens":["x"]}`},
		{"/cards", `{"token":"x","user_token":"x","card_product_token":"x"}`},
		{"/simulate/authorization", `{"card_token":"x","amount":10,"mid":"11","transaction_options":{"transaction_token":"x"}}`},
		{"/webhooks", `{"token":"x","name":"n","events":["credit.*"],"config":{"url":"https://h.example/","basic_auth_username":"u","basic_auth_password":"` + password + `"}}`},
		{"/mccgroups", `{"token":"x","name":"n","mccs":["5411"]}`},
		{"/merchantgroups", `{"token":"x","name":"n","mids":["1"]}`},
		{"/velocitycontrols", `{"token":"x","amount_limit":1000,"currency_code":"USD","velocity_window":"DAY"}`},
		{"/authcontrols", `{"token":"x","name":"n","association":{"user_token":"x"},"merchant_scope":{"mcc":"5411"}}`},
		{"/authcontrols/exemptmids", `{"token":"x","name":"n","merchant_group_token":"x"}`},
	} {
		p.post(o[0], o[1]).is(201)
	}
	for _, o := range [][2]string{
		{"/fundingsources/ach", `{"token":"x","user_token":"x","account_number":"1","routing_number":"121042882","name_on_account":"x","account_type":"checking","verification_override":true}`},
		{"/fundingsources/program/ach", `{"token":"x","account_number":"1","routing_number":"121042882","name_on_account":"x","account_type":"checking"}`},
		{"/fundingsources/paymentcard", `{"token":"card","user_token":"x","account_number":"4112344112344113","cvv_number":"123","exp_date":"0930"}`},
	} {
		p.post(o[0], o[1]).is(200)
	}
	p.post("/banktransfers/ach", `{"token":"x","type":"PULL","funding_source_token":"x","amount":1}`).is(201)
	return p
}
