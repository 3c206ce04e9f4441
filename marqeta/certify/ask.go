package certify

import (
	"fmt"
	"maps"
)

// purchase is a message that was asked about.
type purchase struct {
	title       string
	question    question
	answer      answer
	exchange    Exchange
	transaction []byte // as the platform tells it
}

func (p purchase) token() string { return at(p.transaction, "token") }

// buy has the gateway asked about a message of the funded holder, who wants it approved.
func (s *stage) buy(kind, amount string, more ...fields) purchase {
	return s.ask(s.settings.Funded, approved, kind, amount, more...)
}

// ask has the gateway asked about a message and judges what it says.
func (s *stage) ask(h Holder, want expectation, kind, amount string, more ...fields) (p purchase) {
	if s.over {
		return p
	}
	body := s.purchase(h, amount)
	if amount == "" {
		delete(body, "amount")
	}
	for _, m := range more {
		maps.Copy(body, m)
	}
	return s.asked(want, s.titled(kind, amount), kind, body)
}

// add has the gateway asked about a message that follows a purchase.
func (s *stage) add(kind string, to purchase, amount string) purchase {
	if s.over {
		return purchase{}
	}
	return s.asked(approved, s.titled(kind, amount), kind, fields{"preceding_related_transaction_token": to.token(), "amount": amount})
}

func (s *stage) asked(want expectation, title, kind string, body fields) (p purchase) {
	s.line.taken()
	transaction, err := s.simulate(s.ctx, kind, body)
	if err != nil {
		s.broken(err)
		return p
	}
	asked := s.line.taken()
	if len(asked) != 1 {
		s.broken(fmt.Errorf("the platform asked %d questions about the %s: %s", len(asked), kind, at(transaction, "response.memo")))
		return p
	}
	p = purchase{title: title, transaction: transaction, exchange: asked[0]}
	p.exchange.Title = title
	if p.question, err = readQuestion([]byte(p.exchange.Sent)); err != nil {
		s.broken(err)
		return p
	}
	var checks []Check
	p.answer, checks = judge(p.question, p.exchange, want)
	s.keep(p.exchange, checks)
	if want.decision == approval && (!p.answer.usable || !p.answer.approved) {
		s.broken(fmt.Errorf("the platform has no approval to go on with"))
	}
	return p
}

// draft is a question that the platform sent nowhere: it declined by itself, as it does
// where a gateway cannot be reached.
type draft struct {
	body        []byte
	transaction []byte
}

func (s *stage) draft(kind string, body fields) (d draft, err error) {
	defer s.line.is(down)()
	s.line.taken()
	if d.transaction, err = s.simulate(s.ctx, kind, body); err != nil {
		return d, err
	}
	asked := s.line.taken()
	if len(asked) != 1 {
		return d, fmt.Errorf("the platform asks %d questions about the %s", len(asked), kind)
	}
	d.body = []byte(asked[0].Sent)
	return d, nil
}

// drafted is the question about a purchase of the funded holder.
func (s *stage) drafted(amount string) draft {
	if s.over {
		return draft{}
	}
	d, err := s.draft("authorization", s.purchase(s.settings.Funded, amount))
	if err != nil {
		s.broken(err)
	}
	return d
}

// purchase is a message over a card at a merchant of ours.
func (s *stage) purchase(h Holder, amount string) fields {
	return fields{"card_token": h.Card, "network": "VISA", "amount": amount, "card_acceptor": fields{"name": "Blue Fox Diner", "mcc": "5812", "mid": "certify001"}}
}

// post sends an exact question and judges what is said to it.
func (s *stage) post(title string, body []byte, want expectation) (answer, Exchange) {
	if s.over {
		return answer{}, Exchange{}
	}
	x := s.line.send(s.ctx, s.line.to, body)
	x.Title = title
	q, err := readQuestion(body)
	if err != nil {
		s.broken(err)
		return answer{}, x
	}
	a, checks := judge(q, x, want)
	s.keep(x, checks)
	return a, x
}
