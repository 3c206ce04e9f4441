package certifytest

import (
	"crypto/hmac"
	"crypto/sha1"
	"encoding/hex"
	"math/big"
	"net/http"
	"strings"
	"time"
)

func (p *Program) webhook(w http.ResponseWriter, r *http.Request) {
	user, pass, _ := r.BasicAuth()
	in, body := read(r)
	mac := hmac.New(sha1.New, []byte(Signature))
	mac.Write(body)
	switch {
	case (user != Username || pass != Password) && !p.has("webhook takes wrong credentials"),
		r.Header.Get("X-Marqeta-Signature") != hex.EncodeToString(mac.Sum(nil)) && !p.has("webhook takes wrong signatures"):
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	list, _ := in["transactions"].([]any)
	for _, one := range list {
		p.hear(one.(object))
	}
	switch p.flaw {
	case "webhook answers 204":
		w.WriteHeader(http.StatusNoContent)
	case "webhook is slow":
		p.advance(1100 * time.Millisecond)
	}
}

// hear keeps what a notification says, once.
func (p *Program) hear(t object) {
	order := under(t, "gpa_order")
	if order == nil {
		order = under(t, "gpa_order_unload")
	}
	ask := under(order, "jit_funding")
	f := facts{kind: text(t, "type"), state: text(t, "state"), user: text(t, "user_token"), root: text(ask, "original_jit_funding_token")}
	f.amount, _ = number(t, "amount")
	f.final, _ = t["is_final_clearing"].(bool)
	if f.root == "" {
		f.root = text(ask, "token")
	}
	key := text(t, "token")
	switch {
	case p.has("webhook books twice") && f.kind == "authorization.clearing":
		for p.seen[key].kind != "" {
			key += "'"
		}
	case p.has("webhook forgets a decline") && f.state == "DECLINED":
		return
	case p.has("webhook clears what was held") && f.kind == "authorization.clearing":
		for _, d := range p.decisions {
			if d.root == f.root && d.status == 200 {
				f.amount = d.approved
			}
		}
	}
	p.seen[key] = f
}

// available is worked out anew from all that is known, so no order of it matters.
func (p *Program) available(user string) *big.Rat {
	out := new(big.Rat)
	if o := p.opening[user]; o != nil {
		out.Set(o)
	}
	if user == "certify_funded" {
		out.Sub(out, p.doubled)
	}
	type purchase struct{ held, total, posted *big.Rat }
	all := map[string]*purchase{}
	of := func(root string) *purchase {
		if all[root] == nil {
			all[root] = &purchase{held: new(big.Rat), posted: new(big.Rat)}
		}
		return all[root]
	}
	for _, d := range p.decisions {
		_, told := p.seen[d.tx]
		if d.user != user || d.status != 200 || d.nothing || d.credit || told || p.has("holds nothing") {
			continue
		}
		if b := of(d.root); d.single {
			b.posted.Add(b.posted, d.approved)
		} else {
			b.held.Add(b.held, d.approved)
		}
	}
	ended := map[string]bool{}
	for _, f := range p.seen {
		if f.user != user || f.state == "DECLINED" || f.amount == nil {
			continue
		}
		b := of(f.root)
		switch {
		case strings.HasPrefix(f.kind, "refund.authorization.clearing"), f.kind == "refund":
			b.posted.Sub(b.posted, f.amount)
		case strings.HasPrefix(f.kind, "refund"), strings.HasPrefix(f.kind, "original"), strings.HasSuffix(f.kind, "balanceinquiry"):
		case strings.Contains(f.kind, ".clearing"), f.state == "COMPLETION":
			b.posted.Add(b.posted, f.amount)
			ended[f.root] = ended[f.root] || f.final
			if strings.Contains(f.kind, ".clearing") {
				b.held.Sub(b.held, f.amount)
			}
		case strings.HasSuffix(f.kind, ".reversal"):
			b.held.Sub(b.held, f.amount)
		case strings.HasSuffix(f.kind, ".advice"):
			b.total = f.amount
		default:
			b.held.Add(b.held, f.amount)
		}
	}
	for root, b := range all {
		if b.total != nil {
			b.held.Sub(b.total, b.posted)
		}
		if out.Sub(out, b.posted); b.held.Sign() > 0 && !ended[root] {
			out.Sub(out, b.held)
		}
	}
	return out
}
