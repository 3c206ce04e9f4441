package main

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"carddeck/marqeta/ledger"
	"carddeck/store"
)

// again asks and tells everything once more, as a platform does that was not answered. An
// answer that was a decision stays what it was; now every purchase has one, and a third
// time it is the same.
func (f *found) again(ctx context.Context, c *callers, number int) {
	var mu sync.Mutex
	var group sync.WaitGroup
	work := make(chan *bought)
	wrong := func(p *bought, what string, was, is reply) {
		mu.Lock()
		defer mu.Unlock()
		f.wrong("%s %s: %d %s, was %d %s", p.token, what, is.status, is.body, was.status, was.body)
	}
	for range number {
		group.Go(func() {
			for p := range work {
				second := f.decision(ctx, c, p)
				if kept := p.first; kept.status != 0 && !kept.undecided() && second != kept {
					wrong(p, "is answered otherwise", kept, second)
				}
				if p.first.status == 0 || p.first.undecided() {
					p.first = second
				}
				if third := f.decision(ctx, c, p); third != second || third.status != http.StatusOK && third.status != http.StatusPaymentRequired {
					wrong(p, "is answered twice", second, third)
				}
				if p.told == "" {
					continue
				}
				var r reply
				f.until(func() bool {
					r = c.post(ctx, "/webhooks/marqeta", p.notification(p.told))
					return r.status == http.StatusOK
				})
				if p.acknowledged = r.status == http.StatusOK; !p.acknowledged {
					wrong(p, "cannot be told again", reply{}, r)
				}
			}
		})
	}
	for _, p := range c.asked {
		work <- p
	}
	close(work)
	group.Wait()
	c.client.CloseIdleConnections()
}

// decision asks until there is a decision: on a busy machine the time for one may be over,
// and a console may be opening its store anew.
func (f *found) decision(ctx context.Context, c *callers, p *bought) (r reply) {
	f.until(func() bool { r = c.ask(ctx, p); return r.status != 0 && !r.undecided() })
	return r
}

// until repeats, for some seconds, what did not succeed.
func (f *found) until(done func() bool) {
	for began := time.Now(); !done() && time.Since(began) < backBy; <-time.After(100 * time.Millisecond) {
		f.late.Add(1)
	}
}

// kept holds the store against what callers saw: each answer has its decision, each
// approval its hold unless the platform took it back, each acknowledged notification is
// there once and was applied. Asked before anything is sent again it finds what is lost.
func (f *found) kept(ctx context.Context, s *store.Store, c *callers) {
	for _, p := range c.asked {
		if p.first.status != 0 && !p.first.undecided() {
			f.decided(ctx, s, p)
		}
		if !p.acknowledged {
			continue
		}
		list, err := s.ListNotifications(ctx, store.NotificationFilter{Token: p.transaction}, store.Page{})
		if err != nil || len(list.Rows) != 1 || list.Rows[0].Status != store.Applied {
			f.wrong("the notification of %s is there %d times: %+v, %v", p.transaction, len(list.Rows), list.Rows, err)
		}
	}
}

func (f *found) decided(ctx context.Context, s *store.Store, p *bought) {
	d, err := s.FundingDecision(ctx, p.token)
	if err != nil || d.Status != p.first.status || string(d.Answer) != p.first.body {
		f.wrong("%s was answered %d %s, kept is %d %s: %v", p.token, p.first.status, p.first.body, d.Status, d.Answer, err)
	}
	if d.Rule == "closed" {
		f.wrong("%s was declined by a gateway that is not closed", p.token)
	}
	if p.told != "" && !p.acknowledged {
		return // nobody knows whether it was heard
	}
	want := int64(0)
	if p.first.approves() && p.told != "DECLINED" {
		want = asksEach
	}
	held, err := heldFor(ctx, s, p)
	if err != nil || held != want {
		f.wrong("%s, answered %d and told %q, holds %d: %v", p.token, p.first.status, p.told, held, err)
	}
}

// verified starts the console, has the books checked as a whole, also by its own command,
// and ends it.
func (f *found) verified(ctx context.Context, v *victim, all []*callers) error {
	if err := v.start(ctx); err != nil {
		return err
	}
	s, err := v.settled(ctx)
	if err == nil {
		f.sound(ctx, s, all)
		err = s.Close()
	}
	if said, failed := v.command(ctx, "ledger", "verify").CombinedOutput(); failed != nil {
		f.wrong("console ledger verify: %v\n%s", failed, said)
	}
	return errors.Join(err, v.kill())
}

// sound checks the books as a whole: every sum, the replay, and that money is neither made
// nor lost. all are the callers of their whole life.
func (f *found) sound(ctx context.Context, s *store.Store, all []*callers) {
	r, err := s.VerifyLedger(ctx, func(store.LedgerReport) {})
	if err != nil || !r.Sound() {
		f.wrong("verify: %v, books %s, replay %s, %v", r.Faults, r.Hash, r.Replayed, err)
	}
	asked, held, has := 0, int64(0), int64(0)
	for _, c := range all {
		for _, p := range c.asked {
			asked++
			if p.first.approves() && p.told != "DECLINED" {
				held += asksEach
			}
		}
	}
	for n := range wealthy + 1 {
		a, err := s.Account(ctx, ledger.Holder{Kind: ledger.User, Token: holderName(n)}, "USD")
		if err != nil || a.Available() < 0 || n < wealthy && a.Posted != wealth || n == wealthy && a.Posted != poverty {
			f.wrong("account %d: %+v, %v", n, a, err)
		}
		has += a.Held
	}
	if r.Decisions != int64(asked) || has != held {
		f.wrong("%d asked and %d decided; approved are %d and held %d", asked, r.Decisions, held, has)
	}
}
