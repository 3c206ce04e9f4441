package certify

func playDecline(s *stage) {
	broke := expectation{refusal, NoMoney}
	s.tell(s.ask(s.settings.Empty, broke, "authorization", "25"))
	s.tell(s.ask(s.settings.Empty, broke, "authorization", "25", fields{"pos": fields{"partial_approval_capable": true}}))
	s.tell(s.ask(s.settings.Empty, broke, "pindebit", "25"))
}

// playPartial asks for more than is there, first where no part may be approved: the other
// way round nothing would be left to approve a part of.
func playPartial(s *stage) {
	for _, capable := range []bool{false, true} {
		p := s.ask(s.settings.Little, undecided, "authorization", "30", fields{"pos": fields{"partial_approval_capable": capable}})
		s.tell(p)
		switch {
		case !p.answer.usable:
		case p.answer.approved && p.answer.amount.Cmp(p.question.Amount) == 0:
			s.see(p.title+": amount", "less than "+p.question.Amount.String(), p.answer.amount.String(), false, NoMoney)
		case p.answer.approved:
			s.then("authorization.reversal", p, p.answer.amount.String())
		case capable:
			s.note("The gateway approves no part, or the user with a little money has none: a part could not be seen.")
		}
	}
}

func playVerification(s *stage) {
	before := s.look()
	p := s.ask(s.settings.Funded, undecided, "authorization", "0", fields{
		"card_options": fields{"billing_address": fields{"address": "12 Elm St", "zip": "94612"}},
	})
	s.confirmed(before, p, "0")
	if p.answer.usable && at(p.answer.jit["address_verification"], "gateway") == "" {
		s.note("The gateway gives no verdict of its own on the address; the platform's stands.")
	}
}

// playTimeout loses an answer, as a platform does whose time is up.
func playTimeout(s *stage) {
	before := s.look()
	if s.over {
		return
	}
	back := s.line.is(losing)
	p := s.buy("authorization", "30")
	back()
	if !s.over {
		s.see("the platform", "DECLINED", at(p.transaction, "state"), at(p.transaction, "state") == "DECLINED", "")
	}
	s.tell(p)
	s.ends(before, "0", "the platform's decline")
}
