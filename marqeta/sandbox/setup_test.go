package sandbox_test

// managed sets up the funding source fs, the card product cp under Managed JIT
// Funding, the user ada and her active card.
func (p *program) managed() *program {
	p.Helper()
	p.post("/fundingsources/program", map[string]any{"token": "fs_0001", "name": "Operating account"}).is(201)
	p.product("cp", map[string]any{"jit_funding": map[string]any{"program_funding_source": map[string]any{
		"enabled": true, "funding_source_token": "fs_0001", "refunds_destination": "PROGRAM_FUNDING_SOURCE",
	}}})
	p.holder("ada", "cp")
	return p
}

// standard sets up the user bob with 250 dollars on his account.
func (p *program) standard() *program {
	p.Helper()
	p.post("/fundingsources/program", map[string]any{"token": "fs_gpa", "name": "Loads"}).is(201)
	p.product("cp_gpa", map[string]any{})
	p.holder("bob", "cp_gpa")
	p.post("/gpaorders", map[string]any{"token": "load", "user_token": "bob", "amount": 250, "currency_code": "USD", "funding_source_token": "fs_gpa"}).is(201)
	return p
}

// product creates a card product whose cards are active at once and work at cash
// machines.
func (p *program) product(token string, config map[string]any) {
	p.Helper()
	config["card_life_cycle"] = map[string]any{"activate_upon_issue": true}
	if _, ok := config["poi"]; !ok {
		config["poi"] = map[string]any{"atm": true}
	}
	p.post("/cardproducts", map[string]any{"token": token, "name": "Product " + token, "start_date": "2020-05-01", "config": config}).is(201)
}

// holder creates a user and a card named card_ and the user.
func (p *program) holder(user, product string) {
	p.Helper()
	p.post("/users", map[string]any{"token": user}).is(201)
	p.post("/cards", map[string]any{"token": "card_" + user, "user_token": user, "card_product_token": product}).is(201)
}

// simulate sends a message of the second generation.
func (p *program) simulate(kind string, body map[string]any) answer {
	p.Helper()
	return p.post("/simulations/cardtransactions/"+kind, body).is(201)
}
