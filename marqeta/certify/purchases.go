package certify

// buyAndSee makes a purchase and wants its amount held.
func (s *stage) buyAndSee(amount string, more ...fields) (balance, purchase) {
	before := s.look()
	p := s.buy("authorization", amount, more...)
	s.confirmed(before, p, amount)
	return before, p
}

// confirmed wants what was approved held at once, and no more of it when it is told.
func (s *stage) confirmed(before balance, p purchase, by string) {
	s.held(before, by)
	s.tell(p)
	s.ends(before, by, "its notification")
}

func playEqual(s *stage) {
	before, p := s.buyAndSee("12")
	s.then("authorization.clearing", p, "12")
	s.ends(before, "12", "the clearing")
}

func playAbove(s *stage) {
	before, p := s.buyAndSee("40", fields{"card_acceptor": fields{"name": "Riverside Grill", "mcc": "5812", "mid": "certify002"}})
	s.then("authorization.clearing", p, "46")
	s.ends(before, "46", "a clearing of 46")
}

func playBelow(s *stage) {
	before, p := s.buyAndSee("50")
	s.then("authorization.clearing", p, "30", fields{"is_final_clearing": true})
	s.ends(before, "30", "a last clearing of 30")
}

func playParts(s *stage) {
	before, p := s.buyAndSee("60")
	for _, part := range []string{"01", "02", "03"} {
		s.then("authorization.clearing", p, "20", fields{"multi_clearing_sequence_number": part, "multi_clearing_sequence_count": "03"})
		s.ends(before, "60", "clearing "+part+" of 03")
	}
}

func playForced(s *stage) {
	before := s.look()
	s.happens("authorization.clearing", "7", fields{"card_token": s.settings.Funded.Card, "amount": "7", "force_post": true, "network": "VISA"})
	s.ends(before, "7", "the force post")
}

func playIncrement(s *stage) {
	before, p := s.buyAndSee("30")
	more := s.add("authorization.incremental", p, "10")
	s.confirmed(before, more, "40")
	s.then("authorization.clearing", more, "40")
	s.ends(before, "40", "the clearing of both")
}

func playAdvice(s *stage) {
	before, p := s.buyAndSee("30")
	s.then("authorization.advice", p, "20")
	s.ends(before, "20", "the advice")
	s.then("authorization.clearing", p, "20")
	s.ends(before, "20", "the clearing")
}

func playFuel(s *stage) {
	before, p := s.buyAndSee("75", fields{"card_acceptor": fields{"name": "Riverside Fuel", "mcc": "5542", "mid": "certify003"}, "is_preauthorization": true})
	s.then("authorization.advice", p, "37")
	s.ends(before, "37", "the advice")
	s.then("authorization.clearing", p, "37")
	s.ends(before, "37", "the clearing")
}

func playReversals(s *stage) {
	before, p := s.buyAndSee("12")
	s.then("authorization.reversal", p, "12")
	s.ends(before, "0", "the full reversal")
	p = s.buy("authorization", "20")
	s.tell(p)
	s.then("authorization.reversal", p, "8")
	s.ends(before, "12", "the partial reversal")
	s.then("authorization.clearing", p, "12")
	s.ends(before, "12", "the clearing of the rest")
}
