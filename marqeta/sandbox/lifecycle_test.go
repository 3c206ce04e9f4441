package sandbox_test

import (
	"testing"
)

// message is one step of a purchase and what must be seen after it.
type message struct {
	kind   string
	amount any
	names  int // which earlier step it follows, -1 for none
	with   map[string]any

	state     string
	code      string // 0000 if empty
	shown     string // transaction.amount, the request's if empty
	impact    string // empty: absent
	ledger    string
	available string
	order     string // gpa_order.state, empty: no order
}

func TestLifecycles(t *testing.T) {
	t.Parallel()
	for name, rows := range lifecycles {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			run(t, start(t).standard(), "bob", rows.standard)
			run(t, start(t).managed(), "ada", rows.managed)
		})
	}
}

func run(t *testing.T, p *program, user string, rows []message) {
	t.Helper()
	var tokens []string
	order := map[int]string{}
	for i, m := range rows {
		body := map[string]any{"amount": m.amount}
		root := i
		if m.names < 0 {
			body["card_token"] = "card_" + user
		} else {
			body["preceding_related_transaction_token"] = tokens[m.names]
			root = m.names
		}
		for k, v := range m.with {
			body[k] = v
		}
		a := p.simulate(m.kind, body)
		tokens = append(tokens, a.text("transaction.token"))
		code, shown := m.code, m.shown
		if code == "" {
			code = "0000"
		}
		if shown == "" {
			shown = a.text("transaction.request_amount")
			if m.kind == "authorization.reversal" {
				shown = a.text("transaction.amount")
			}
		}
		a.has("transaction.type", m.kind, "transaction.state", m.state, "transaction.response.code", code, "transaction.amount", shown,
			"transaction.gpa.impacted_amount", m.impact, "transaction.gpa.balances.USD.impacted_amount", m.impact,
			"transaction.gpa.ledger_balance", m.ledger, "transaction.gpa.available_balance", m.available,
			"transaction.gpa_order.state", m.order, "transaction.user_token", user)
		p.get("/balances/"+user).is(200).has("gpa.ledger_balance", m.ledger, "gpa.available_balance", m.available, "gpa.balances.USD.ledger_balance", m.ledger)
		if m.order != "" {
			seen := a.text("transaction.gpa_order.token")
			if first, ok := order[root]; ok && first != seen {
				t.Errorf("%s: gpa_order.token = %s, want the purchase's %s", m.kind, seen, first)
			}
			order[root], order[i] = seen, seen
			p.get("/gpaorders/"+seen).is(200).has("state", m.order, "transaction_token", a.text("transaction.gpa_order.transaction_token"))
			p.get("/transactions/"+a.text("transaction.gpa_order.transaction_token")).is(200).
				has("network", "MARQETA", "subnetwork", "MANAGED_JIT", "preceding_related_transaction_token", tokens[i])
		}
	}
}
