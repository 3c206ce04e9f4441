package sandbox_test

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// walk is a user who does this and that while the ledger watches.
type walk struct {
	*rapid.T
	program *program
	ledger  ledger
	user    string
	now     time.Time
}

func (w *walk) do(method, path string, status int, body any) answer {
	a := w.program.call(method, path, body)
	if a.status != status {
		w.Fatalf("%s = %d %s, want %d", a.call, a.status, a.raw, status)
	}
	return a
}

func (w *walk) pick(label string, from ...string) string {
	return rapid.SampledFrom(from).Draw(w.T, label)
}

func (w *walk) control() {
	l := &w.ledger
	if len(l.watches) == 6 {
		return
	}
	l.order++
	c := watch{
		token: fmt.Sprint(w.user, "_", len(l.watches)), window: w.pick("window", "DAY", "WEEK", "MONTH", "LIFETIME", "TRANSACTION"),
		declines:  rapid.IntRange(0, 4).Draw(w.T, "declines") == 0,
		purchases: rapid.Bool().Draw(w.T, "purchases"), withdrawals: rapid.Bool().Draw(w.T, "withdrawals"), cash: rapid.Bool().Draw(w.T, "cash"),
		amount: rapid.IntRange(0, 400).Draw(w.T, "limit"), times: -1, order: l.order,
	}
	body := map[string]any{
		"token": c.token, "currency_code": "USD", "velocity_window": c.window, "amount_limit": c.amount, "approvals_only": !c.declines,
		"include_purchases": c.purchases, "include_withdrawals": c.withdrawals, "include_cashback": c.cash, "association": map[string]any{"user_token": w.user},
	}
	if c.window != "TRANSACTION" && rapid.Bool().Draw(w.T, "counted") {
		c.times = rapid.IntRange(1, 8).Draw(w.T, "uses")
		body["usage_limit"] = c.times
	}
	switch w.pick("scope", "all", "all", "mid", "mcc", "food", "product") {
	case "mid":
		c.mid, body["merchant_scope"] = "1111", map[string]any{"mid": "1111"}
	case "mcc":
		c.mcc, body["merchant_scope"] = "5999", map[string]any{"mcc": "5999"}
	case "food":
		c.food, body["merchant_scope"] = true, map[string]any{"mcc_group": "food"}
	case "product":
		c.product, body["association"] = w.user, map[string]any{"card_product_token": w.user}
	}
	w.do("POST", "/velocitycontrols", 201, body)
	// Those of the product are asked before those of the user.
	at := 0
	for at < len(l.watches) && (c.product == "" || l.watches[at].product != "") {
		at++
	}
	l.watches = append(l.watches[:at], append([]watch{c}, l.watches[at:]...)...)
}

func (w *walk) purchase() {
	b := &bought{
		product: w.pick("product", w.user, "cp"), mid: w.pick("mid", "1111", "2222"), mcc: w.pick("mcc", "5411", "5812", "5999"),
		opened: rapid.IntRange(0, 150).Draw(w.T, "amount"), expires: w.now.AddDate(0, 0, 7), counted: map[string][]event{},
	}
	kind := w.pick("kind", "authorization", "authorization", "pindebit", "authorization.cashback", "pindebit.atm.withdrawal", "refund", "authorization.clearing")
	body := map[string]any{"card_token": w.user + "_" + b.product, "amount": b.opened, "card_acceptor": map[string]any{"mid": b.mid, "mcc": b.mcc}}
	b.atm, b.refund = kind == "pindebit.atm.withdrawal", kind == "refund"
	if kind != "authorization" && kind != "pindebit" {
		b.opened++ // of these, nothing is not an amount
		body["amount"] = b.opened
	}
	if kind == "authorization.cashback" {
		b.cash = rapid.IntRange(1, 60).Draw(w.T, "cash")
		body["cash_back_amount"] = b.cash
		b.opened += b.cash
	}
	want := w.ledger.verdict(b, b.opened, 1, w.now)
	if b.refund || kind == "authorization.clearing" {
		want = "0000"
	} else if rapid.IntRange(0, 9).Draw(w.T, "mistyped") == 0 {
		body["card_options"], want = map[string]any{"cvv": "xyz"}, "1025"
	}
	a := w.do("POST", "/simulations/cardtransactions/"+kind, 201, body)
	if got := a.text("transaction.response.code"); got != want {
		w.Fatalf("%s of %v = %s %s, want %s", kind, body, got, a.at("transaction.response"), want)
	}
	if b.token = a.text("transaction.token"); want != "0000" {
		w.decline(b)
		return
	}
	if b.cleared = b.opened; kind == "authorization" || kind == "authorization.cashback" {
		b.held, b.cleared = b.opened, 0
	}
	w.ledger.bought = append(w.ledger.bought, b)
	w.ledger.note(b, w.now)
}

func (w *walk) decline(b *bought) {
	w.ledger.order++
	b.uses = []event{{w.now, w.ledger.order, 0}}
	w.ledger.declines = append(w.ledger.declines, b)
}

// change sends a message that follows a purchase of which something is held.
func (w *walk) change() {
	var open []*bought
	for _, b := range w.ledger.bought {
		if b.held > 0 {
			open = append(open, b)
		}
	}
	if len(open) == 0 {
		return
	}
	b := rapid.SampledFrom(open).Draw(w.T, "open")
	amount := rapid.IntRange(1, 150).Draw(w.T, "by")
	step := w.pick("step", "incremental", "advice", "reversal", "clearing", "clearing", "final")
	body := map[string]any{"preceding_related_transaction_token": b.token, "amount": amount}
	want, kind := "0000", step
	switch step {
	case "incremental":
		more := *b
		more.cash = 0
		want = w.ledger.verdict(&more, amount, 0, w.now)
	case "final":
		kind, body["is_final_clearing"] = "clearing", true
	}
	a := w.do("POST", "/simulations/cardtransactions/authorization."+kind, 201, body)
	if got := a.text("transaction.response.code"); got != want {
		w.Fatalf("%s by %d = %s %s, want %s", step, amount, got, a.at("transaction.response"), want)
	}
	switch {
	case want != "0000":
		w.decline(&bought{product: b.product, mid: b.mid, mcc: b.mcc, opened: amount})
		return
	case step == "incremental":
		b.held, b.expires = b.held+amount, w.now.AddDate(0, 0, 7)
	case step == "advice":
		b.held = max(amount-b.cleared, 0)
	case step == "reversal":
		b.held -= min(amount, b.held)
	default:
		b.held, b.cleared = b.held-min(amount, b.held), b.cleared+amount
	}
	if step == "final" {
		b.held = 0
	}
	w.ledger.note(b, w.now)
}

// wait lets time pass, and what is held too long go.
func (w *walk) wait() {
	hours := rapid.SampledFrom([]int{1, 7, 24, 24 * 3, 24 * 9, 24 * 20}).Draw(w.T, "hours")
	w.now = w.now.Add(time.Duration(hours) * time.Hour)
	w.do("PUT", "/_sandbox/clock", 200, map[string]any{"advance": fmt.Sprint(hours, "h")})
	for _, b := range w.ledger.bought {
		if b.held > 0 && !b.expires.After(w.now) {
			b.held = 0
			w.ledger.note(b, w.now)
		}
	}
}

// compare wants every control to leave what the ledger says.
func (w *walk) compare() {
	a := w.do("GET", "/velocitycontrols/user/"+w.user+"/available?count=100", 200, nil)
	found := map[string]string{}
	for i := range len(w.ledger.watches) {
		at := fmt.Sprintf("data.%d.", i)
		found[a.text(at+"token")] = a.text(at+"available.amount") + " " + a.text(at+"available.uses")
	}
	for _, c := range w.ledger.watches {
		amount, times := w.ledger.left(c, w.now)
		if want := strconv.Itoa(amount) + " " + strconv.Itoa(times); c.window != "TRANSACTION" && found[c.token] != want {
			w.Fatalf("left of %+v is %s, want %s", c, found[c.token], want)
		}
	}
}

// Whatever a user does in whatever order, what controls say and decide is what one
// finds who adds up everything that happened.
func TestVelocityIsWhatHappened(t *testing.T) {
	t.Parallel()
	p := start(t).managed()
	p.put("/_sandbox/clock", `{"mode":"frozen"}`).is(200)
	p.post("/mccgroups", map[string]any{"token": "food", "name": "Food", "mccs": food}).is(201)
	walks := 0
	rapid.Check(t, func(rt *rapid.T) {
		walks++
		w := &walk{T: rt, program: p, user: fmt.Sprint("u", walks)}
		at, err := time.Parse(time.RFC3339, p.get("/_sandbox/clock").text("now"))
		if err != nil {
			rt.Fatal(err)
		}
		w.now = at
		p.product(w.user, map[string]any{"jit_funding": map[string]any{"program_funding_source": map[string]any{
			"enabled": true, "funding_source_token": "fs_0001", "refunds_destination": "PROGRAM_FUNDING_SOURCE",
		}}})
		w.do("POST", "/users", 201, map[string]any{"token": w.user})
		for _, product := range []string{w.user, "cp"} {
			w.do("POST", "/cards", 201, map[string]any{"token": w.user + "_" + product, "user_token": w.user, "card_product_token": product})
		}
		rt.Repeat(map[string]func(*rapid.T){
			"control":  func(*rapid.T) { w.control() },
			"purchase": func(*rapid.T) { w.purchase() },
			"again":    func(*rapid.T) { w.purchase() },
			"change":   func(*rapid.T) { w.change() },
			"wait":     func(*rapid.T) { w.wait() },
			"":         func(*rapid.T) { w.compare() },
		})
	})
}
