package certify

import (
	"context"
	"time"

	"carddeck/marqeta"
)

// balance is what the gateway says that a holder has available.
type balance struct {
	amount marqeta.Amount
	seen   bool
}

// look asks for the funded holder's balance, as a cash machine does.
func (s *stage) look() balance {
	if s.over {
		return balance{}
	}
	b, x := s.inquire()
	x.Title = "available balance before"
	s.result.Exchanges = append(s.result.Exchanges, x)
	return b
}

func (s *stage) inquire() (balance, Exchange) {
	x := Exchange{Kind: Look}
	d, err := s.draft("pindebit.balanceinquiry", fields{"card_token": s.settings.Funded.Card})
	if err != nil {
		x.Error = err.Error()
		return balance{}, x
	}
	x = s.line.send(s.ctx, s.line.to, d.body)
	x.Kind = Look
	q, _ := readQuestion(d.body)
	if found, err := readAnswer(x.Received); err == nil && x.Status == 200 {
		amount, err := readBalance(found, q.Currency, q.Decimals)
		return balance{amount, err == nil}, x
	}
	return balance{}, x
}

// fell wants the balance to be so much less than before; a negative amount is more. An
// answer has its effect before it leaves; that of a notification is given time to show.
func (s *stage) fell(before balance, by string, what string, fault Fault) {
	if s.over {
		return
	}
	if !before.seen {
		s.unseen()
		return
	}
	want := before.amount.Sub(marqeta.MustAmount(by))
	patience := s.patience
	if fault != WebhookEffect {
		patience = 0
	}
	b, x := s.inquire()
	const pause = 100 * time.Millisecond
	for waited := time.Duration(0); b.seen && b.amount.Cmp(want) != 0 && waited < patience && s.ctx.Err() == nil; waited += pause {
		wait(s.ctx, min(pause, patience))
		b, x = s.inquire()
	}
	if b.amount.Cmp(want) != 0 {
		s.patience = min(s.patience, pause) // who was late once is late again
	}
	x.Title = "available balance after " + what
	s.result.Exchanges = append(s.result.Exchanges, x)
	if !b.seen {
		s.unseen()
		return
	}
	s.see("available balance after "+what, want.String(), b.amount.String(), b.amount.Cmp(want) == 0, fault)
}

func wait(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

// held wants the balance to be less by what was approved.
func (s *stage) held(before balance, by string) { s.fell(before, by, "the approval", Held) }

// ends wants the balance that all notifications lead to.
func (s *stage) ends(before balance, by, what string) {
	if s.settings.Webhook.URL != "" {
		s.fell(before, by, what, WebhookEffect)
	}
}

func (s *stage) unseen() {
	s.blind = true
	s.note("What became of the money cannot be seen: the gateway tells no balances.")
}
