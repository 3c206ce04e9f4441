package sandbox_test

import "testing"

func TestAcceptedCountries(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	p.get("/acceptedcountries").is(200).has("count", "2", "is_more", "false", "data.1.token", "accept_us_only")
	p.get("/acceptedcountries?sort_by=name&count=1").is(200).has("count", "1", "is_more", "true", "data.0.name", "Accept US only", "data.0.country_codes", `["840"]`)
	p.get("/acceptedcountries?sort_by=-name&start_index=1").is(200).has("count", "1", "data.0.token", "accept_us_only")
	p.get("/acceptedcountries?start_index=9").is(200).has("count", "0")
	p.get("/acceptedcountries?whitelist=false").is(200).has("count", "1", "data.0.token", "decline_ofac_countries")
	p.get("/acceptedcountries?name=Accept%20US%20only").is(200).has("count", "1")
	p.get("/acceptedcountries?whitelist=x").refused(400, "400001")
	p.get("/acceptedcountries/accept_us_only").is(200).has("is_whitelist", "true", "created_time", "2020-01-01T00:00:00Z")
	p.get("/acceptedcountries/x").refused(404, "404001").has("error_message", "Accepted country not found")
	p.put("/cardproducts/cp", `{"config":{"transaction_controls":{"accepted_countries_token":"x"}}}`).refused(400, "400002")

	for _, c := range []struct{ list, country, code string }{
		{"accept_us_only", "usa", "0000"}, {"accept_us_only", "DEU", "1864"}, {"accept_us_only", "276", "1864"},
		{"decline_ofac_countries", "DEU", "0000"}, {"decline_ofac_countries", "IR", "1864"}, {"decline_ofac_countries", "408", "1864"}, {"", "PRK", "0000"},
	} {
		p.put("/cardproducts/cp", map[string]any{"config": map[string]any{"transaction_controls": map[string]any{"accepted_countries_token": c.list}}}).is(200)
		p.simulate("authorization", map[string]any{"card_token": "card_ada", "amount": 1, "card_acceptor": map[string]any{"country_code": c.country}}).
			has("transaction.response.code", c.code)
	}
}
