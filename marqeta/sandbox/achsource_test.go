package sandbox_test

import (
	"testing"
)

// bank registers a bank account of a user and verifies it.
func (p *program) bank(user, token string) *program {
	p.Helper()
	p.post("/fundingsources/ach", account(map[string]any{"token": token, "user_token": user})).is(200)
	amounts := p.get("/fundingsources/ach/" + token + "/verificationamounts").is(200)
	p.put("/fundingsources/ach/"+token, `{"verify_amount1":`+amounts.at("verify_amount1")+`,"verify_amount2":`+amounts.at("verify_amount2")+`}`).
		is(200).has("verification_status", "ACH_VERIFIED", "active", "true")
	return p
}

// account is the body of a bank account, with changes.
func account(change map[string]any) map[string]any {
	body := map[string]any{"account_number": "12345678901234567", "routing_number": "121042882", "name_on_account": "Ada Lovelace", "account_type": "checking"}
	for k, v := range change {
		body[k] = v
	}
	return body
}

func TestACHSources(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/users", map[string]any{"token": "ada", "first_name": "Ada", "last_name": "Lovelace"}).is(201)
	p.get("/fundingsources/user/ada").refused(404, "404002").has("error_message", "No funding accounts found")
	p.get("/fundingsources/user/none").refused(404, "404004")
	p.get("/fundingsources/business/none").refused(404, "404001")

	body := account(map[string]any{"token": "bank", "user_token": "ada", "bank_name": "Analytical Savings", "verification_notes": "by hand"})
	p.post("/fundingsources/ach", body).is(200).has("token", "bank", "account_suffix", "4567", "account_type", "checking", "name_on_account", "Ada Lovelace",
		"bank_name", "Analytical Savings", "verification_status", "VERIFICATION_PENDING", "verification_override", "false", "verification_notes", "by hand",
		"active", "false", "is_default_account", "true", "user_token", "ada", "date_sent_for_verification", "2026-03-02T10:15:30Z").
		lacks("account_number", "routing_number", "date_verified", "business_token", "type", "stored_deposits", "exp_date")
	p.post("/fundingsources/ach", body).is(200)
	p.post("/fundingsources/ach", account(map[string]any{"token": "bank", "user_token": "ada"})).refused(409, "409001")
	p.post("/fundingsources/ach", account(map[string]any{"token": "sure", "user_token": "ada", "verification_override": true, "is_default_account": true})).
		is(200).has("verification_status", "ACH_VERIFIED", "active", "true", "is_default_account", "true")
	p.get("/fundingsources/ach/bank").is(200).has("is_default_account", "false")
	p.get("/fundingsources/ach/none").refused(404, "404001")
	p.get("/fundingsources/paymentcard/bank").refused(404, "404001")
	p.get("/fundingsources/user/ada").is(200).has("count", "2", "is_more", "false", "data.0.token", "sure", "data.0.type", "ach", "data.1.token", "bank")
	p.get("/fundingsources/user/ada?type=ACH").is(200).has("count", "2")
	p.get("/fundingsources/user/ada?type=paymentcard").refused(404, "404002")

	for field, bad := range map[string]struct {
		value any
		code  string
	}{
		"user_token": {"none", "400010"}, "business_token": {"both", "400001"}, "account_type": {"CHECKING", "400037"}, "routing_number": {"12104288", "400001"},
		"account_number": {"", "400001"}, "name_on_account": {"", "400001"}, "token": {"", "400001"},
	} {
		p.post("/fundingsources/ach", account(map[string]any{"user_token": "ada", field: bad.value})).refused(400, bad.code)
	}
	p.post("/fundingsources/ach", account(nil)).refused(400, "400001")
	p.post("/fundingsources/ach", `{}`).refused(400, "400001")
}

func TestVerificationOfABankAccount(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/users", map[string]any{"token": "ada"}).is(201)
	for _, token := range []string{"good", "bad"} {
		p.post("/fundingsources/ach", account(map[string]any{"token": token, "user_token": "ada"})).is(200)
	}
	first := p.get("/fundingsources/ach/good/verificationamounts").is(200)
	if again := p.get("/fundingsources/ach/good/verificationamounts").is(200); string(again.raw) != string(first.raw) {
		t.Errorf("amounts = %s, then %s", first.raw, again.raw)
	}
	p.put("/fundingsources/ach/good", map[string]any{"active": true}).refused(400, "400001")
	p.put("/fundingsources/ach/good", map[string]any{}).is(200).has("verification_status", "VERIFICATION_PENDING")
	right := `{"verify_amount1":` + first.at("verify_amount1") + `,"verify_amount2":` + first.at("verify_amount2") + `,"active":false}`
	for range 2 {
		p.put("/fundingsources/ach/good", map[string]any{"verify_amount1": 1, "verify_amount2": 1}).refused(400, "400001")
	}
	p.put("/fundingsources/ach/good", right).is(200).has("verification_status", "ACH_VERIFIED", "active", "true", "date_verified", "2026-03-02T10:15:30Z")
	p.put("/fundingsources/ach/good", right).refused(400, "400001")
	p.put("/fundingsources/ach/good", map[string]any{"active": false}).is(200).has("active", "false")
	p.put("/fundingsources/ach/good", map[string]any{"active": true}).is(200).has("active", "true")

	for range 3 {
		p.put("/fundingsources/ach/bad", map[string]any{"verify_amount1": "0.001"}).refused(400, "400001")
	}
	p.get("/fundingsources/ach/bad").is(200).has("verification_status", "ACH_FAILED", "active", "false")
	p.put("/fundingsources/ach/none", map[string]any{}).refused(404, "404001")
	p.get("/fundingsources/ach/none/verificationamounts").refused(404, "404001")
}

func TestPartnersKnowTheirAccounts(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/users", map[string]any{"token": "ada", "first_name": "Ada", "last_name": "Lovelace"}).is(201)
	p.post("/fundingsources/ach/partner", map[string]any{"token": "linked", "user_token": "ada", "partner": "PLAID", "partner_account_link_reference_token": "processor-7788"}).
		is(200).has("verification_status", "ACH_VERIFIED", "active", "true", "partner", "PLAID", "partner_account_link_reference_token", "processor-7788",
		"account_suffix", "7788", "name_on_account", "Ada Lovelace", "is_default_account", "true")
	p.get("/fundingsources/ach/linked").is(200).has("partner", "PLAID")
	p.get("/fundingsources/user/ada").is(200).has("data.0.link_partner_account_reference_token", "processor-7788").lacks("data.0.partner_account_link_reference_token")
	p.get("/fundingsources/ach/partner/linked/balance").is(200).has("balance_iso_currency_code", "USD", "processor_token", "processor-7788", "available_balance", "10000")
	p.get("/fundingsources/ach/linked/verificationamounts").refused(400, "400001")
	p.bank("ada", "bank").get("/fundingsources/ach/partner/bank/balance").refused(404, "404001")
	p.post("/fundingsources/ach/partner", map[string]any{"user_token": "ada", "partner": "OTHER", "partner_account_link_reference_token": "x"}).refused(400, "400037")
	p.post("/fundingsources/ach/partner", map[string]any{"user_token": "ada", "partner": "PLAID"}).refused(400, "400001")
}

func TestSourcesOfABusiness(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.post("/businesses", map[string]any{"token": "firm"}).is(201)
	p.get("/fundingsources/business/firm").refused(404, "404002")
	p.post("/fundingsources/ach", account(map[string]any{"token": "bank", "business_token": "firm", "verification_override": true})).is(200).
		has("business_token", "firm").lacks("user_token")
	p.post("/fundingsources/paymentcard", payment(map[string]any{"token": "visa", "business_token": "firm"})).is(200).has("is_default_account", "false")
	p.post("/fundingsources/addresses", address(map[string]any{"token": "office", "business_token": "firm"})).is(201).has("business_token", "firm")
	p.get("/fundingsources/business/firm").is(200).has("count", "2", "data.0.token", "visa", "data.1.token", "bank")
	p.get("/fundingsources/addresses/business/firm").is(200).has("count", "1", "data.0.token", "office")
	p.get("/fundingsources/user/firm").refused(404, "404004")
	p.post("/gpaorders", map[string]any{"business_token": "firm", "amount": 10, "currency_code": "USD", "funding_source_token": "visa"}).is(201).has("business_token", "firm")
	p.worth("firm", "10", "10", "0")
}

func TestProgramACH(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.get("/fundingsources/program/ach").is(200).has("count", "0", "is_more", "false")
	p.post("/fundingsources/program/ach", account(map[string]any{"token": "house"})).is(200).
		has("verification_status", "VERIFICATION_PENDING", "is_default_account", "true", "account_suffix", "4567").lacks("user_token", "account_number")
	p.post("/fundingsources/program/ach", account(map[string]any{"token": "house"})).is(200)
	p.post("/fundingsources/program/ach", account(map[string]any{"token": "house", "account_type": "loan"})).refused(409, "409001")
	p.post("/fundingsources/program/ach", account(map[string]any{"token": "sure", "verification_override": true})).is(200).has("active", "true", "is_default_account", "false")
	p.get("/fundingsources/program/ach").is(200).has("count", "2", "data.0.token", "sure")
	p.get("/fundingsources/program/ach?active=false").is(200).has("count", "1", "data.0.token", "house")
	p.get("/fundingsources/program/ach?active=maybe").refused(400, "400001")
	p.get("/fundingsources/program/ach?count=11").refused(413, "413002")
	p.post("/fundingsources/program/ach", `{"account_type":"checking"}`).refused(400, "400001")
}
