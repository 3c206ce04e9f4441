package decided

import (
	"context"
	"sync"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/explain"
	"carddeck/views/environment"
	"carddeck/web/spend"
)

// evidencePatience bounds what is asked of Marqeta for a trace, all together. The page
// never waits longer: it shows what is known by then.
const evidencePatience = 400 * time.Millisecond

// Trace says how a transaction was decided: as the embedded sandbox tells it, else
// rebuilt from what is known. The token is given beside the transaction, since what the
// platform sent may be unreadable.
func Trace(ctx context.Context, p Program, token string, t marqeta.Transaction) explain.Trace {
	ctx = marqeta.WithPatience(ctx, evidencePatience)
	if environment.From(ctx).Kind == environment.Embedded {
		if told, err := p.Trace(ctx, token); err == nil {
			n := needsOf(t)
			return explain.Told(told).Since(evidence(ctx, p, t, needs{card: n.card, user: n.user && !n.product}))
		}
	}
	return explain.Reconstruct(evidence(ctx, p, t, needsOf(t)))
}

// needs says what has to be read to explain a decline. What the notification tells by
// itself needs nothing but the values beside it.
type needs struct{ card, user, product, velocity, rules bool }

func needsOf(t marqeta.Transaction) needs {
	if !t.Declined() {
		return needs{}
	}
	_, sure := explain.DecidedBy(t)
	switch t.Response.Code {
	case "1001", "1002", "1003", "1004", "1005", "1806":
		return needs{card: true}
	case "1813":
		return needs{user: true}
	case "1817", "1834":
		return needs{velocity: true}
	case "1864":
		return needs{user: true, product: true}
	case "1808", "1809":
		return needs{product: true}
	case "1016":
		return needs{product: !sure}
	case "1025":
		return needs{user: !sure, product: true, rules: !sure}
	}
	return needs{}
}

// evidence reads what the explanation needs, all at once. What does not come in time is
// missing from it.
func evidence(ctx context.Context, p Program, t marqeta.Transaction, n needs) explain.Evidence {
	e := explain.Evidence{Transaction: t}
	var together sync.WaitGroup
	read := func(wanted bool, token string, ask func()) {
		if wanted && token != "" {
			together.Go(ask)
		}
	}
	newest := marqeta.ListOptions{Count: 10}
	holder := holderOf(t)
	read(n.card, t.CardToken, func() { e.Card = found(p.Card(ctx, t.CardToken)) })
	read(n.card, t.CardToken, func() {
		if moves, err := p.CardTransitions(ctx, t.CardToken, newest); err == nil {
			e.CardTransitions = moves.Data
		}
	})
	read(n.user, holder, func() { e.User = found(p.User(ctx, holder)) })
	read(n.user, holder, func() {
		if moves, err := p.UserTransitions(ctx, holder, newest); err == nil {
			e.UserTransitions = moves.Data
		}
	})
	read(n.product, t.CardProductToken, func() { e.CardProduct = found(p.CardProduct(ctx, t.CardProductToken)) })
	levels := []marqeta.ControlFilter{{}}
	if t.CardProductToken != "" {
		levels = append(levels, marqeta.ControlFilter{CardProduct: t.CardProductToken})
	}
	if holder != "" {
		levels = append(levels, marqeta.ControlFilter{User: holder})
	}
	read(n.velocity || n.rules, "controls", func() {
		if set, err := spend.ReadSet(ctx, p, levels...); err == nil {
			e.Controls = &set
		}
	})
	read(n.rules, "groups", func() {
		if groups, err := spend.ReadGroups(ctx, p); err == nil {
			e.Groups = groups
		}
	})
	together.Wait()
	return e
}

// holderOf gives who holds the card; the transaction's own user owns the account.
func holderOf(t marqeta.Transaction) string {
	if t.ActingUserToken != "" {
		return t.ActingUserToken
	}
	return t.UserToken
}

func found[T any](object T, err error) *T {
	if err != nil {
		return nil
	}
	return &object
}
