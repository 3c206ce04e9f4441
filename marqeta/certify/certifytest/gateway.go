// Package certifytest has a gateway of nobody's with its webhook and books, right or wrong in
// one way, to try certifications on. It is written without the code it is a test of.
package certifytest

import (
	"encoding/json"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"carddeck/marqeta/certify"
)

// What the program wants of whoever calls it.
const (
	Username  = "marqeta"
	Password  = "A-gateway-of-their-own-1"
	Signature = "the-webhook-secret"
)

// Program is somebody's gateway, webhook and books.
type Program struct {
	flaw    string
	advance func(time.Duration)

	mu        sync.Mutex
	opening   map[string]*big.Rat // by user
	decisions map[string]*decided // by funding token
	seen      map[string]facts    // notifications by transaction token
	doubled   *big.Rat            // what a second effect took
	asked     int
}

type decided struct {
	digest   string
	status   int
	body     []byte
	user     string
	root     string
	tx       string
	approved *big.Rat
	single   bool
	credit   bool
	nothing  bool
}

// facts are what a notification says.
type facts struct {
	kind, state, user, root string
	amount                  *big.Rat
	final                   bool
}

// New makes a program. Its flaw, if it has one, is the one way in which it is wrong; a slow
// one lets time pass by advance, which nobody waits for.
func New(flaw string, advance func(time.Duration)) *Program {
	return &Program{flaw: flaw, advance: advance, decisions: map[string]*decided{}, seen: map[string]facts{}, doubled: new(big.Rat), opening: map[string]*big.Rat{
		"certify_funded": big.NewRat(5000, 1), "certify_little": big.NewRat(20, 1), "certify_empty": new(big.Rat),
	}}
}

func (p *Program) has(flaw string) bool { return p.flaw == flaw }

// Routes are the gateway and the webhook.
func (p *Program) Routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /jit", p.gateway)
	mux.HandleFunc("POST /webhook", p.webhook)
	return mux
}

// Settings are what a program at this address is certified with.
func Settings(url string) certify.Settings {
	s := certify.Defaults()
	s.Gateway = certify.Address{URL: url + "/jit", Username: Username, Password: Password}
	s.Webhook = certify.Address{URL: url + "/webhook", Username: Username, Password: Password}
	s.Secret, s.Load = Signature, 10
	return s
}

type object = map[string]any

func under(o object, name string) object {
	v, _ := o[name].(object)
	return v
}

func text(o object, name string) string {
	v, _ := o[name].(string)
	return v
}

func number(o object, name string) (*big.Rat, bool) {
	v, ok := o[name].(json.Number)
	if !ok {
		return nil, false
	}
	return new(big.Rat).SetString(v.String())
}

func read(r *http.Request) (object, []byte) {
	body, _ := io.ReadAll(r.Body)
	dec := json.NewDecoder(strings.NewReader(string(body)))
	dec.UseNumber()
	var in object
	if dec.Decode(&in) != nil {
		return nil, body
	}
	return in, body
}

func (p *Program) gateway(w http.ResponseWriter, r *http.Request) {
	user, pass, _ := r.BasicAuth()
	if (user != Username || pass != Password) && !p.has("takes wrong credentials") {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if p.has("redirects") {
		http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
		return
	}
	in, _ := read(r)
	order, credit := under(in, "gpa_order"), false
	if order == nil {
		order, credit = under(in, "gpa_order_unload"), true
	}
	ask := under(order, "jit_funding")
	amount, ok := number(ask, "amount")
	if !ok || amount.Sign() < 0 || text(ask, "token") == "" {
		status := http.StatusBadRequest
		if p.has("fails on odd input") {
			status = http.StatusInternalServerError
		}
		w.WriteHeader(status)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.asked++; p.has("is slow") && p.asked%7 == 3 {
		p.advance(4 * time.Second)
	}
	conversion := under(under(in, "currency_conversion"), "network")
	if code := text(conversion, "original_currency_code"); p.has("crashes on foreign currency") && code != "840" {
		panic(http.ErrAbortHandler)
	}
	d := p.decide(in, ask, amount, credit)
	if p.has("answers 201") && d.status == http.StatusOK {
		w.WriteHeader(http.StatusCreated)
	} else {
		w.WriteHeader(d.status)
	}
	_, _ = w.Write(d.body)
}

// decide gives the stored decision of a token, or a new one.
func (p *Program) decide(in, ask object, amount *big.Rat, credit bool) *decided {
	token := text(ask, "token")
	digest := fmt.Sprint(text(ask, "method"), amount, text(in, "card_token"))
	if known := p.decisions[token]; known != nil {
		switch {
		case known.digest != digest && !p.has("approves a used token"):
			return p.answer(ask, &decided{status: 402}, "DUPLICATE_TRANSACTION")
		case known.digest != digest:
			return p.answer(ask, &decided{status: 200, approved: amount}, "")
		case p.has("answers a repeat differently"):
			return p.answer(ask, &decided{status: 402}, "DUPLICATE_TRANSACTION")
		case p.has("takes money on a repeat") && known.status == 200:
			p.doubled.Add(p.doubled, known.approved)
		}
		return known
	}
	d := &decided{digest: digest, status: 402, user: text(ask, "user_token"), tx: text(in, "token"), root: token, credit: credit}
	if root := text(ask, "original_jit_funding_token"); root != "" {
		d.root = root
	}
	p.decisions[token] = d
	method := text(ask, "method")
	d.nothing = amount.Sign() == 0
	d.single = method == "pgfs.auth_plus_capture"
	reason := ""
	available := p.available(d.user)
	known := slices.Contains([]string{"pgfs.authorization", "pgfs.authorization.incremental", "pgfs.authorization.account_verification", "pgfs.auth_plus_capture", "pgfs.balanceinquiry",
		"pgfs.atm.withdrawal", "pgfs.authorization.quasi.cash", "pgfs.refund.authorization", "pgfs.original.credit.authorization", "pgfs.original.credit.auth_plus_capture"}, method)
	capable, _ := under(in, "pos")["partial_approval_capable"].(bool)
	switch {
	case !known && !p.has("approves an unknown method"):
		reason = "TRANSACTION_NOT_PERMITTED"
	case text(in, "currency_code") != "USD" && !p.has("approves any currency"):
		reason = "TRANSACTION_NOT_PERMITTED"
	case credit || d.nothing || available.Cmp(amount) >= 0:
		d.status, d.approved = 200, amount
	case available.Sign() > 0 && (capable || p.has("approves a part that nobody takes")):
		d.status, d.approved = 200, available
	default:
		reason = "INSUFFICIENT_FUNDS"
	}
	if p.has("approves more than was asked") && d.status == 200 && amount.Sign() > 0 {
		d.approved = new(big.Rat).Add(amount, big.NewRat(1, 1))
	}
	if method == "pgfs.balanceinquiry" && !p.has("tells no balances") {
		ask["balances"] = object{"USD": object{"currency_code": "USD", "ledger_balance": json.Number(available.FloatString(2)), "available_balance": json.Number(available.FloatString(2))}}
	}
	return p.answer(ask, d, reason)
}

// answer writes what goes back.
func (p *Program) answer(ask object, d *decided, reason string) *decided {
	out := object{}
	for name, v := range ask {
		out[name] = v
	}
	if d.status == 200 {
		out["amount"] = json.Number(d.approved.FloatString(2))
	} else if out["decline_reason"] = reason; p.has("gives no reason") {
		delete(out, "decline_reason")
	} else if p.has("invents a reason") {
		out["decline_reason"] = "DO_NOT_HONOR"
	}
	switch p.flaw {
	case "does not repeat the token":
		delete(out, "token")
	case "repeats another method":
		out["method"] = "pgfs.something"
	case "forgets the user":
		delete(out, "user_token")
	case "forgets the first token":
		delete(out, "original_jit_funding_token")
	}
	d.body, _ = json.Marshal(object{"jit_funding": out})
	if p.has("answers without jit_funding") {
		d.body = []byte(`{"approved":true}`)
	}
	return d
}
