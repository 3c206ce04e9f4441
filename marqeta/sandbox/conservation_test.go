package sandbox_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox/book"
)

// gambler does things with money at random.
type gambler struct {
	*program
	*rand.Rand
	orders, charges, transfers, open []string
}

var holders = []string{"bob", "ada", "firm"}

// of says what a holder is called in a request.
func of(holder string) string {
	if holder == "firm" {
		return "business_token"
	}
	return "user_token"
}

func newGambler(t *testing.T, seed uint64) *gambler {
	p := start(t).standard()
	p.post("/fundingsources/program", map[string]any{"token": "till", "name": "Till"}).is(201)
	p.holder("ada", "cp_gpa")
	p.post("/businesses", map[string]any{"token": "firm"}).is(201)
	p.plastic("ada", "visa").bank("bob", "bank")
	p.post("/fundingsources/ach/partner", map[string]any{"token": "linked", "business_token": "firm", "partner": "PLAID", "partner_account_link_reference_token": "p-1"}).is(200)
	p.post("/fees", map[string]any{"token": "flat", "name": "Flat", "amount": 1.25, "currency_code": "USD"}).is(201)
	p.post("/fees", map[string]any{"token": "share", "name": "Share", "amount": 2.5, "currency_code": "USD", "type": "PERCENTAGE"}).is(201)
	p.post("/programtransfers/types", map[string]any{"token": "rent", "program_funding_source_token": "till", "memo": "Rent"}).is(201)
	p.post("/autoreloads", refill(map[string]any{"association": map[string]any{"user_token": "ada"}, "funding_source_token": "visa"})).is(201)
	p.post("/autoreloads", refill(map[string]any{"association": map[string]any{"business_token": "firm"}, "funding_source_token": "linked"})).is(201)
	return &gambler{program: p, Rand: rand.New(rand.NewPCG(seed, 1)), orders: []string{"load"}}
}

// amount is up to 120 dollars.
func (g *gambler) amount() string { return marqeta.AmountFromMinor(1+g.Int64N(12_000), 2).String() }

func (g *gambler) one(among ...string) string { return among[g.IntN(len(among))] }

// any is one of what there is so far, or nothing's token.
func (g *gambler) any(among []string) string {
	if len(among) == 0 {
		return "none"
	}
	return among[g.IntN(len(among))]
}

// try does one thing. It may be refused; it must not fail.
func (g *gambler) try(path, body string) answer {
	g.Helper()
	a := g.post(path, body)
	if a.status >= 500 {
		g.Fatalf("%s %s = %d %s", a.call, body, a.status, a.raw)
	}
	return a
}

func (g *gambler) play() {
	h, other := g.one(holders...), g.one(holders...)
	who, fees := fmt.Sprintf("%q:%q", of(h), h), g.one(`[]`, `[]`, `[{"token":"flat"}]`, `[{"token":"flat"},{"token":"share"}]`)
	money := fmt.Sprintf(`"amount":%s,"currency_code":"USD"`, g.amount())
	switch g.IntN(16) {
	case 0, 1:
		source := g.one("fs_gpa", "till", "visa", "bank", "linked")
		g.keep(&g.orders, "token", g.try("/gpaorders", fmt.Sprintf(`{%s,%s,"funding_source_token":%q,"fees":%s}`, who, money, source, fees)))
	case 2:
		g.try("/gpaorders/unloads", fmt.Sprintf(`{"original_order_token":%q,%s}`, g.any(g.orders), money))
	case 3, 4:
		g.try("/peertransfers", fmt.Sprintf(`{"sender_%s":%q,"recipient_%s":%q,%s}`, of(h), h, of(other), other, money))
	case 5:
		g.try("/programtransfers", fmt.Sprintf(`{%s,%s,"type_token":"rent","fees":%s}`, who, money, fees))
	case 6:
		g.keep(&g.charges, "fees.0.transaction_token", g.try("/feecharges", fmt.Sprintf(`{%s,"fees":[{"token":"flat"},{"token":"flat","overrideAmount":3}]}`, who)))
	case 7:
		g.try("/feerefunds", fmt.Sprintf(`{"original_fee_transaction_token":%q}`, g.any(g.charges)))
	case 8, 9:
		g.keep(&g.transfers, "token", g.try("/banktransfers/ach", fmt.Sprintf(`{%s,"type":%q,"funding_source_token":%q,"transfer_speed":%q}`, money,
			g.one("PUSH", "PULL"), g.one("bank", "linked"), g.one("STANDARD", "SAME_DAY"))))
	case 10:
		g.try("/banktransfers/ach/transitions", fmt.Sprintf(`{"bank_transfer_token":%q,"channel":"API","status":%q}`, g.any(g.transfers),
			g.one("PROCESSING", "SUBMITTED", "COMPLETED", "RETURNED", "CANCELLED", "REVERSAL_PEND", "REVERSAL_COMP")))
	case 11:
		g.try("/banktransfers/ach/earlyfunds", fmt.Sprintf(`{"bank_transfer_token":%q}`, g.any(g.transfers)))
	case 12, 13:
		card := g.one("card_bob", "card_ada")
		g.keep(&g.open, "transaction.token", g.try("/simulations/cardtransactions/"+g.one("authorization", "authorization", "pindebit", "refund"),
			fmt.Sprintf(`{"card_token":%q,"amount":%s}`, card, g.amount())))
	case 14:
		g.try("/simulations/cardtransactions/"+g.one("authorization.clearing", "authorization.clearing", "authorization.reversal"),
			fmt.Sprintf(`{"preceding_related_transaction_token":%q,"amount":%s,"is_final_clearing":%v}`, g.any(g.open), g.amount(), g.IntN(2) == 0))
	case 15:
		g.try("/programreserve/transactions", fmt.Sprintf(`{"token":"r%d",%s,"type":%q}`, g.Uint32(), money, g.one("CREDIT", "CREDIT", "DEBIT", "PENDING_CREDIT", "PENDING_DEBIT")))
		g.pass(g.one("1h", "13h", "P2D"))
	}
}

func (g *gambler) keep(in *[]string, member string, a answer) {
	if token := a.text(member); a.status < 300 && token != "" {
		*in = append(*in, token)
	}
}

// movement is what the books say of one transaction.
type movement struct {
	Type   string         `json:"type"`
	State  string         `json:"state"`
	Amount marqeta.Amount `json:"amount"`
	Held   marqeta.Amount `json:"amount_to_be_released"`
	User   string         `json:"user_token"`
	Firm   string         `json:"business_token"`
	GPA    struct {
		Impact marqeta.Amount `json:"impacted_amount"`
	} `json:"gpa"`
}

// movements are all transactions of a list.
func (p *program) movements(path string) (all []movement) {
	p.Helper()
	for at := 0; ; at += 10 {
		var page struct {
			Data []movement `json:"data"`
			More bool       `json:"is_more"`
		}
		a := p.get(fmt.Sprintf("%s?start_date=2026-01-01&state=ALL&count=10&start_index=%d", path, at)).is(200)
		if err := json.Unmarshal(a.raw, &page); err != nil {
			p.Fatal(err)
		}
		if all = append(all, page.Data...); !page.More {
			return all
		}
	}
}

func sum(all []movement, state string, types ...string) (total marqeta.Amount) {
	for _, v := range all {
		if v.State == state && slices.Contains(types, v.Type) {
			total = total.Add(v.Amount)
		}
	}
	return total
}

func (a answer) money(path string) marqeta.Amount {
	a.program.Helper()
	v, err := marqeta.ParseAmount(a.text(path))
	if err != nil {
		a.program.Fatalf("%s: %s = %s: %v", a.call, path, a.raw, err)
	}
	return v
}

// Whatever is done in whatever order: what left the funding sources is on the
// accounts, with the merchants, or with the program as fees; what is promised and
// what is held is what is under way.
func TestMoneyIsNeitherMadeNorLost(t *testing.T) {
	t.Parallel()
	for seed := range uint64(6) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			g := newGambler(t, seed)
			for range 300 {
				g.play()
			}
			g.settle(t)
			g.pass("P60D")
			g.settle(t)
		})
	}
}

// settle holds the books against the balances.
func (g *gambler) settle(t *testing.T) {
	t.Helper()
	all := g.movements("/transactions")
	var ledger, available, pending marqeta.Amount
	for _, h := range holders {
		b := g.get("/balances/" + h).is(200)
		ledger, available, pending = ledger.Add(b.money("gpa.ledger_balance")), available.Add(b.money("gpa.available_balance")), pending.Add(b.money("gpa.pending_credits"))
	}
	done := func(types ...string) marqeta.Amount { return sum(all, "COMPLETION", types...) }
	drawn := done("gpa.credit", "gpa.debit.reversal").Sub(done("gpa.debit", "gpa.credit.reversal", "transfer.program"))
	paid := done("authorization.clearing", "pindebit").Sub(done("refund"))
	fees := done("fee.charge").Sub(done("fee.charge.refund"))
	if want := drawn.Sub(paid).Sub(fees); ledger.Cmp(want) != 0 {
		t.Errorf("accounts have %s; sources gave %s, merchants got %s, fees were %s: want %s", ledger, drawn, paid, fees, want)
	}
	purse, _ := g.server.Book().Purses.Read(book.AccountKey(book.FeePurse, "USD"))
	if got := marqeta.AmountFromMinor(purse.Ledger, 2); got.Cmp(fees) != 0 {
		t.Errorf("the program has %s of fees, want %s", got, fees)
	}
	if promised := sum(all, "PENDING", "gpa.credit.pending"); pending.Cmp(promised) != 0 {
		t.Errorf("%s is pending, want %s", pending, promised)
	}
	var between marqeta.Amount
	for _, v := range all {
		if v.Type == "transfer.peer" {
			between = between.Add(v.GPA.Impact)
		}
	}
	if between.Sign() != 0 {
		t.Errorf("peers have %s of each other, want nothing", between)
	}
	reserve := g.get("/programreserve/balances").is(200)
	if want := done("programreserve.credit").Sub(done("programreserve.debit")); reserve.money("ledger_balance").Cmp(want) != 0 {
		t.Errorf("reserve = %s, want %s", reserve.raw, want)
	}
	linked := g.movements("/transactions/fundingsource/linked")
	out := func(state string, types ...string) marqeta.Amount { return sum(linked, state, types...) }
	gone := out("COMPLETION", "gpa.credit", "gpa.debit.reversal").Sub(out("COMPLETION", "gpa.debit", "gpa.credit.reversal")).Add(out("PENDING", "gpa.credit.pending"))
	if left := g.get("/fundingsources/ach/partner/linked/balance").is(200).money("available_balance"); left.Add(gone).Cmp(marqeta.MustAmount("10000")) != 0 {
		t.Errorf("the bank account has %s and gave %s, want 10000 together", left, gone)
	}
	g.held(t, all, ledger.Sub(available))
}

// held wants what accounts have tied up to be what is under way: pushes to a bank,
// and purchases that the clock has not ended.
func (g *gambler) held(t *testing.T, all []movement, held marqeta.Amount) {
	t.Helper()
	pushed := sum(all, "PENDING", "gpa.debit.pending")
	purchases := slices.ContainsFunc(all, func(v movement) bool { return v.State == "PENDING" && strings.HasPrefix(v.Type, "authorization") })
	if held.Cmp(pushed) < 0 || !purchases && held.Cmp(pushed) != 0 {
		t.Errorf("%s is held, want %s of it for pushes and the rest for purchases (%v)", held, pushed, purchases)
	}
}
