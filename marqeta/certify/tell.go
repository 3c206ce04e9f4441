package certify

import (
	"fmt"
	"maps"
)

// tell delivers the notification of what was asked about.
func (s *stage) tell(p purchase) { s.notify(p.title+", told", p.transaction) }

// then tells what follows a purchase, about which no gateway is asked.
func (s *stage) then(kind string, to purchase, amount string, more ...fields) []byte {
	if s.over || !s.tells() {
		return nil
	}
	body := fields{"preceding_related_transaction_token": to.token(), "amount": amount}
	for _, m := range more {
		maps.Copy(body, m)
	}
	return s.happens(kind, amount, body)
}

// happens simulates what is told only, and tells it.
func (s *stage) happens(kind, amount string, body fields) []byte {
	transaction := s.unfolds(kind, body)
	if transaction != nil {
		s.notify(s.titled(kind, amount)+", told", transaction)
	}
	return transaction
}

// unfolds simulates what is told only, and does not tell it yet.
func (s *stage) unfolds(kind string, body fields) []byte {
	if s.over {
		return nil
	}
	transaction := s.occurs(kind, body)
	if transaction != nil && at(transaction, "state") == "DECLINED" {
		s.broken(fmt.Errorf("the platform declined the %s: %s", kind, at(transaction, "response.memo")))
		return nil
	}
	return transaction
}

// occurs simulates a message whatever comes of it.
func (s *stage) occurs(kind string, body fields) []byte {
	transaction, err := s.simulate(s.ctx, kind, body)
	if err != nil {
		s.broken(err)
	}
	return transaction
}

// tells reports whether there is a webhook to tell.
func (s *stage) tells() bool {
	if s.settings.Webhook.URL == "" {
		s.note("What follows is told by notification only, and no webhook's address was given.")
		return false
	}
	return true
}

// notify delivers a notification, if there is a webhook.
func (s *stage) notify(title string, transaction []byte) {
	if s.settings.Webhook.URL == "" || transaction == nil {
		return
	}
	x := s.notifier.send(s.ctx, s.settings.Webhook, s.settings.Secret, title, transaction)
	s.keep(x, taken(x))
	if s.told == nil && x.Status == 200 {
		s.told = transaction
	}
}
