package certify

import (
	"fmt"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

// playErrors sends what nobody should have to read.
func playErrors(s *stage) {
	question := s.drafted("11").body
	if s.over {
		return
	}
	before := s.look()
	for _, odd := range []struct{ what, body string }{
		{"an empty body", ""},
		{"a body that is cut off", string(question[:len(question)/2])},
		{"a list in place of an object", "[" + string(question) + "]"},
		{"a question without jit_funding", string(with(question, "gpa_order.jit_funding", nil))},
		{"an amount that is none", string(with(question, "gpa_order.jit_funding.amount", "eleven"))},
		{"a negative amount", string(with(question, "gpa_order.jit_funding.amount", jsontext.Value("-11")))},
	} {
		s.refused(odd.what, odd.body)
	}
	s.fell(before, "0", "what cannot be read", ApprovesOdd)
	s.post("a method that nobody knows", with(s.drafted("11").body, "gpa_order.jit_funding.method", "pgfs.certification.unknown"), expectation{refusal, UnknownMethod})
	s.unreachable()
}

// refused wants anything but an approval: a client's error, and a server that lives on.
func (s *stage) refused(what, body string) {
	x := s.line.send(s.ctx, s.line.to, []byte(body))
	x.Title = what
	c := Check{What: what, Want: "402, or another refusal", Got: strconv.Itoa(x.Status)}
	switch {
	case x.Late:
		c.Got, c.Fault = millis(x.Micros), Slow
	case x.Error != "":
		c.Got, c.Fault = x.Error, NoAnswer
	case x.Status/100 == 2:
		c.Fault = ApprovesOdd
	case x.Status/100 == 3:
		c.Fault = Redirect
	case x.Status/100 == 5:
		c.Fault = ServerError
	}
	s.keep(x, []Check{c})
}

// unreachable plays what the platform does while the gateway cannot be reached: it
// declines by itself, or somebody stands in. Both are told later.
func (s *stage) unreachable() {
	if s.over || !s.tells() {
		return
	}
	card := fields{"card_token": s.settings.Funded.Card, "network": "VISA", "amount": "9"}
	before := s.look()
	back := s.line.is(down)
	missed := s.occurs("authorization", card)
	back()
	s.notify("a decline while the gateway was away, told", missed)
	s.ends(before, "0", "a decline that it never heard of")
	back = s.line.is(standing)
	approved := s.unfolds("authorization", card)
	back()
	if approved == nil {
		return
	}
	approved = with(approved, "standin_approved_by", "COMMANDO_AUTO")
	approved = with(approved, "standin_by", "COMMANDO_AUTO")
	approved = with(approved, "gpa_order.funding.source.type", "program")
	approved = with(approved, "gpa_order.funding.gateway_log", nil)
	s.notify("an approval by stand-in, told", approved)
	s.notify("authorization.clearing of 9 "+s.settings.Currency+", told", s.unfolds("authorization.clearing", fields{"preceding_related_transaction_token": at(approved, "token"), "amount": "9"}))
	s.ends(before, "9", "a purchase that was approved in its absence")
}

// otherMoney is reserved for tests: no account has it.
const otherMoney = "XTS"

func playForeign(s *stage) {
	before := s.look()
	original, rate := "978", "1.25"
	if s.settings.Currency == "EUR" {
		original, rate = "840", "0.8"
	}
	p := s.buy("authorization", "20", fields{
		"card_acceptor":       fields{"name": "Café du Coin", "mcc": "5812", "mid": "certify004", "city": "PARIS", "country_code": "FRA"},
		"currency_conversion": fields{"original_currency_code": original, "conversion_rate": rate},
	})
	s.confirmed(before, p, "20")
	s.then("authorization.clearing", p, "21")
	s.ends(before, "21", "the clearing at another rate")
	if s.result.Faults() != nil {
		s.over = false // the other question stands by itself
	}
	question := s.drafted("20").body
	for _, path := range []string{"currency_code", "gpa_order.currency_code"} {
		question = with(question, path, otherMoney)
	}
	s.post("authorization in "+otherMoney+", which no account has", question, expectation{refusal, UnknownMoney})
}

// atOnce is how many times a question is repeated at the same time.
const atOnce = 8

func playDuplicates(s *stage) {
	before, p := s.buyAndSee("14")
	s.repeat(p)
	s.fell(before, "14", "the repetitions", SecondEffect)
	before = s.look()
	s.reuse(p)
	s.fell(before, "0", "the used token", TokenReused)
	s.lateAndTwice(p)
}

// repeat sends a question again, one by one and at once.
func (s *stage) repeat(p purchase) {
	if s.over {
		return
	}
	again := make([]Exchange, 1+atOnce)
	again[0] = s.line.send(s.ctx, s.line.to, []byte(p.exchange.Sent))
	inParallel(atOnce, func(i int) {
		again[i+1] = s.line.send(s.ctx, s.line.to, []byte(p.exchange.Sent))
	})
	for i, x := range again {
		x.Title = fmt.Sprintf("the same question again, time %d", i+1)
		exact, meaning := same(p.exchange, x)
		c := Check{What: x.Title, Want: "the same answer", Got: "the same, byte for byte"}
		switch {
		case x.Late:
			c.Got, c.Fault = millis(x.Micros), Slow
		case x.Error != "":
			c.Got, c.Fault = x.Error, NoAnswer
		case !meaning:
			c.Got, c.Fault = fmt.Sprintf("%d %s", x.Status, clip(x.Received)), RepeatDiffers
		case !exact:
			c.Got = "the same in other bytes"
		}
		if c.Fault == "" && i > 1 {
			s.result.Checks = append(s.result.Checks, c) // one answer of those at once is evidence enough
			continue
		}
		s.keep(x, []Check{c})
	}
}

// reuse sends a used token with another amount. The stored answer is as good as a
// refusal: nothing is approved anew.
func (s *stage) reuse(p purchase) {
	if s.over {
		return
	}
	x := s.line.send(s.ctx, s.line.to, with([]byte(p.exchange.Sent), "gpa_order.jit_funding.amount", jsontext.Value("15")))
	x.Title = "the same token with 15 in place of 14"
	c := Check{What: x.Title, Want: "a refusal, or the stored answer", Got: fmt.Sprintf("%d %s", x.Status, clip(x.Received))}
	_, stored := same(p.exchange, x)
	switch {
	case x.Late:
		c.Got, c.Fault = millis(x.Micros), Slow
	case x.Error != "":
		c.Got, c.Fault = x.Error, NoAnswer
	case x.Status/100 == 5:
		c.Fault = ServerError
	case x.Status/100 == 3:
		c.Fault = Redirect
	case x.Status/100 == 2 && !stored:
		c.Fault = TokenReused
	}
	s.keep(x, []Check{c})
}

// lateAndTwice tells a purchase twice, then another one in the wrong order, and at last
// what was told long ago.
func (s *stage) lateAndTwice(p purchase) {
	if s.over || !s.tells() {
		return
	}
	before := s.look()
	s.notify("the purchase, told again", p.transaction)
	s.ends(before, "0", "a notification that came twice")
	cleared := s.then("authorization.clearing", p, "14")
	s.notify("its clearing, told again", cleared)
	s.notify("the purchase, told once more after its clearing", p.transaction)
	s.ends(before, "0", "notifications that came twice")

	before = s.look()
	late := s.buy("authorization", "18")
	if s.over {
		return
	}
	s.notify("a clearing, told before its purchase", s.unfolds("authorization.clearing", fields{"preceding_related_transaction_token": late.token(), "amount": "18"}))
	s.notify("the purchase, told late", late.transaction)
	s.ends(before, "18", "notifications in the wrong order")
	s.notify("the first notification of all, told again", s.told)
	s.ends(before, "18", "a notification of long ago")
}

func playTransfers(s *stage) {
	for _, t := range []struct {
		kind string
		more fields
	}{
		{"original.credit.authorization", fields{"original_credit": fields{"funding_source": "DEBIT", "transaction_type": "person_to_person", "sender_account_type": "CARD_ACCOUNT", "sender_name": "Ada Ames"}}},
		{"original.credit.auth_plus_capture", fields{"original_credit": fields{"funding_source": "DEBIT", "transaction_type": "person_to_person", "sender_account_type": "CARD_ACCOUNT", "sender_name": "Ada Ames"}}},
		{"account.funding.authorization", fields{"account_funding": fields{"first_name": "Ada", "last_name": "Ames", "funding_source": "DEBIT", "receiver_account_type": "CARD_ACCOUNT", "transaction_type": "ACCOUNT_TO_ACCOUNT"}}},
		{"account.funding.auth_plus_capture", fields{"account_funding": fields{"first_name": "Ada", "last_name": "Ames", "funding_source": "DEBIT", "receiver_account_type": "CARD_ACCOUNT", "transaction_type": "ACCOUNT_TO_ACCOUNT"}}},
		{"authorization.quasi.cash", fields{"card_acceptor": fields{"name": "Lucky Seven", "mcc": "6051", "mid": "certify005"}}},
	} {
		s.tell(s.ask(s.settings.Funded, undecided, t.kind, "10", t.more))
	}
}
