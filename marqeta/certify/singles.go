package certify

// debit makes a purchase and wants all that the gateway was asked for taken, once.
func (s *stage) debit(kind, amount string, more ...fields) purchase {
	before := s.look()
	p := s.buy(kind, amount, more...)
	s.confirmed(before, p, p.answer.amount.String())
	return p
}

func playPINDebit(s *stage) {
	s.debit("pindebit", "10")
	s.debit("pindebit.cashback", "10", fields{"cash_back_amount": "5"})
}

func playCash(s *stage) {
	fee := fields{"fees": []fields{{"type": "ACQUIRER_FEE", "amount": "3", "credit_debit": "D"}}}
	s.debit("pindebit.atm.withdrawal", "23", fee)
	before := s.look()
	p := s.buy("authorization.atm.withdrawal", "20", fee)
	amount := p.answer.amount.String()
	s.confirmed(before, p, amount)
	s.then("authorization.clearing.atm.withdrawal", p, amount)
	s.ends(before, amount, "the clearing")
}

func playInquiry(s *stage) {
	s.tell(s.buy("pindebit.balanceinquiry", ""))
}

func playRefunds(s *stage) {
	before := s.look()
	if s.tells() {
		s.happens("refund", "6", fields{"card_token": s.settings.Funded.Card, "amount": "6", "network": "VISA"})
		s.ends(before, "-6", "the refund")
	}
	for _, end := range []struct{ kind, by, what string }{
		{"refund.authorization.clearing", "-5", "the clearing of a refund"}, {"refund.authorization.reversal", "0", "the reversal of a refund"},
	} {
		before = s.look()
		p := s.ask(s.settings.Funded, undecided, "refund.authorization", "5")
		s.tell(p)
		if !p.answer.usable {
			continue
		}
		if !p.answer.approved {
			s.note("The gateway declines refunds that it is asked about, so %s was not played.", end.what)
			continue
		}
		s.then(end.kind, p, "5")
		s.ends(before, end.by, end.what)
	}
}
