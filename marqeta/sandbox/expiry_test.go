package sandbox_test

import (
	"testing"
	"time"

	"carddeck/marqeta/sandbox"
)

// after lets time pass, with everything that falls due in it.
func (p *program) after(span string) {
	p.Helper()
	p.put("/_sandbox/clock", map[string]any{"mode": "frozen", "advance": span}).is(200)
}

func TestHoldsExpire(t *testing.T) {
	t.Parallel()
	p, inbox := start(t).managed(), receive(t)
	p.webhook("expiries", inbox.url, "transaction.authorization.reversal.issuerexpiration")
	auth := p.simulate("authorization", map[string]any{"card_token": "card_ada", "amount": 100}).has("transaction.authorization_expiration", "2026-03-09T10:15:30Z")
	token, order := auth.text("transaction.token"), auth.text("transaction.gpa_order.token")
	p.after("P6D")
	p.get("/transactions/"+token).has("state", "PENDING")
	inbox.none()
	p.after("P3D")
	p.get("/transactions/"+token).has("state", "CLEARED")
	p.get("/balances/ada").has("gpa.ledger_balance", "0", "gpa.available_balance", "0")
	p.get("/gpaorders/"+order).has("state", "REVERSED", "amount", "100", "last_modified_time", "2026-03-09T10:15:30Z")
	told := inbox.next().has("transactions.0.type", "authorization.reversal.issuerexpiration", "transactions.0.state", "CLEARED", "transactions.0.amount", "100",
		"transactions.0.request_amount", "100", "transactions.0.gpa.impacted_amount", "100", "transactions.0.gpa_order.state", "REVERSED", "transactions.0.gpa_order.token", order,
		"transactions.0.preceding_related_transaction_token", token, "transactions.0.user_transaction_time", "2026-03-02T10:15:30Z",
		"transactions.0.created_time", "2026-03-09T10:15:30Z", "transactions.0.response.code", "0000").
		lacks("transactions.0.settlement_date", "transactions.0.pos", "transactions.0.acquirer")
	p.get("/_sandbox/transactions/"+told.text("transactions.0.token")+"/trace").is(200).has("decided_by", "funding")
	p.get("/transactions/"+token+"/related").has("count", "4")

	// What follows comes too late, but a clearing is posted all the same.
	p.simulate("authorization.reversal", map[string]any{"preceding_related_transaction_token": token, "amount": 100}).has("transaction.response.code", "1017")
	p.simulate("authorization.incremental", map[string]any{"preceding_related_transaction_token": token, "amount": 1}).has("transaction.response.code", "1017")
	p.simulate("authorization.clearing", map[string]any{"preceding_related_transaction_token": token, "amount": 100}).
		has("transaction.state", "COMPLETION", "transaction.gpa_order.state", "COMPLETION", "transaction.gpa_order.amount", "100", "transaction.gpa_order.token", order,
			"transaction.gpa.ledger_balance", "0", "transaction.gpa.impacted_amount", "-100")
}

// When a hold ends, and what is left of it then.
func TestWhenHoldsExpire(t *testing.T) {
	t.Parallel()
	follows := func(a answer, amount any) map[string]any {
		return map[string]any{"preceding_related_transaction_token": a.text("transaction.token"), "amount": amount}
	}
	open := func(p *program, kind, mcc string) answer {
		return p.simulate(kind, map[string]any{"card_token": "card_bob", "amount": 100, "card_acceptor": map[string]any{"mcc": mcc}})
	}
	for name, c := range map[string]struct {
		live func(*program) answer
		span string // the last second in which something is held
		kind string // of the expiry
		left string // released by it; empty: nothing expires
	}{
		"shop":       {func(p *program) answer { return open(p, "authorization", "5411") }, "P6DT23H59M59S", "authorization", "100"},
		"hotel":      {func(p *program) answer { return open(p, "authorization", "7011") }, "P29DT23H59M59S", "authorization", "100"},
		"car rental": {func(p *program) answer { return open(p, "authorization", "3366") }, "P29DT23H59M59S", "authorization", "100"},
		"fuel":       {func(p *program) answer { return open(p, "pindebit.authorization", "") }, "P6DT23H59M59S", "pindebit.authorization", "100"},
		"pull":       {func(p *program) answer { return open(p, "account.funding.authorization", "") }, "P6DT23H59M59S", "authorization", "100"},
		"as asked": {func(p *program) answer {
			return p.post("/simulate/authorization", `{"card_token":"card_bob","amount":100,"mid":"1","transaction_options":{"pre_auth_time_limit":"2"}}`).is(201).
				has("transaction.authorization_expiration", "2026-03-04T10:15:30Z", "transaction.transaction_metadata.authorization_life_cycle", "2")
		}, "P1DT23H59M59S", "authorization", "100"},
		"incremented": {func(p *program) answer {
			a := open(p, "authorization", "")
			p.after("P3D")
			p.simulate("authorization.incremental", follows(a, 20)).has("transaction.authorization_expiration", "2026-03-12T10:15:30Z")
			return a
		}, "P6DT23H59M59S", "authorization", "120"},
		"advised": {func(p *program) answer {
			a := open(p, "authorization", "")
			p.after("P3D")
			p.simulate("authorization.advice", follows(a, 20))
			return a
		}, "P3DT23H59M59S", "authorization", "20"},
		"cleared in part": {func(p *program) answer {
			a := open(p, "authorization", "")
			p.simulate("authorization.clearing", follows(a, 30))
			return a
		}, "P6DT23H59M59S", "authorization", "70"},
		"reversed in part": {func(p *program) answer {
			a := open(p, "authorization", "")
			p.simulate("authorization.reversal", follows(a, 30)).has("transaction.state", "PENDING")
			return a
		}, "P6DT23H59M59S", "authorization", "70"},
		"cleared": {func(p *program) answer {
			a := open(p, "authorization", "")
			p.simulate("authorization.clearing", follows(a, 100))
			return a
		}, "P8D", "", ""},
		"released by the last clearing": {func(p *program) answer {
			a := open(p, "authorization", "")
			last := follows(a, 30)
			last["multi_clearing_sequence_number"], last["multi_clearing_sequence_count"] = "02", "02"
			p.simulate("authorization.clearing", last).has("transaction.multi_clearing_sequence_count", "02", "transaction.gpa.available_balance", "220")
			return a
		}, "P8D", "", ""},
		"reversed": {func(p *program) answer {
			a := open(p, "authorization", "")
			p.simulate("authorization.reversal", follows(a, 100))
			return a
		}, "P8D", "", ""},
		"expected credit": {func(p *program) answer { return open(p, "refund.authorization", "") }, "P60D", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := start(t).standard()
			a := c.live(p)
			p.after(c.span)
			held := p.get("/balances/bob").text("gpa.available_balance")
			ledger := p.get("/balances/bob").text("gpa.ledger_balance")
			if c.left != "" && held == ledger {
				t.Fatalf("nothing is held after %s", c.span)
			}
			p.after("PT1S")
			p.get("/balances/bob").has("gpa.available_balance", ledger, "gpa.ledger_balance", ledger)
			related := p.get("/transactions/" + a.text("transaction.token") + "/related?sort_by=-created_time")
			if c.left == "" {
				if kind := related.text("data.0.type"); kind == "authorization.reversal.issuerexpiration" {
					t.Errorf("an expiry of nothing: %s", related.raw)
				}
				return
			}
			related.has("data.0.type", c.kind+".reversal.issuerexpiration", "data.0.amount", c.left, "data.0.gpa.impacted_amount", c.left)
		})
	}
}

// A hold that fell due while nobody was running ends at the next start.
func TestHoldsExpireAcrossARestart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	p := start(t, inFolder(dir)).managed()
	token := p.simulate("authorization", map[string]any{"card_token": "card_ada", "amount": 100}).text("transaction.token")
	at := p.clock
	p.stop()
	at.advance(8 * 24 * time.Hour)
	p = start(t, inFolder(dir), func(o *sandbox.Options) { o.Now = at.now })
	p.after("PT0S")
	p.get("/transactions/"+token).is(200).has("state", "CLEARED")
	p.get("/transactions/"+token+"/related?sort_by=created_time").has("data.2.type", "authorization.reversal.issuerexpiration", "data.2.created_time", "2026-03-09T10:15:30Z")
}
