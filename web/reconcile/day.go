package reconcile

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"carddeck/marqeta"
	"carddeck/store"
)

// yesterday compares the last day that the platform has had the time to list.
func (k *Keeper) yesterday(ctx context.Context) error {
	day := k.now().UTC().Add(-Settling).AddDate(0, 0, -1)
	_, err := k.store.Reconciliation(ctx, day.Format(time.DateOnly))
	if !errors.Is(err, store.ErrNotFound) {
		return err
	}
	_, err = k.day(ctx, day, "", func(int) {})
	return err
}

// Day compares a UTC day, transaction by transaction, and keeps the result in place of an
// earlier one. What is missing here is recorded first, and counts as explained. Of the
// present day the last minutes are left out.
func (k *Keeper) Day(ctx context.Context, day time.Time, by string) (store.Reconciliation, error) {
	return k.compare(ctx, day, by, func(int) {})
}

// compare tells how many transactions the platform has listed, as it goes on.
func (k *Keeper) compare(ctx context.Context, day time.Time, by string, listed func(int)) (store.Reconciliation, error) {
	k.busy.Lock()
	defer k.busy.Unlock()
	return k.day(ctx, day, by, listed)
}

func (k *Keeper) day(ctx context.Context, day time.Time, by string, listed func(int)) (store.Reconciliation, error) {
	y, m, d := day.UTC().Date()
	from := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	to := from.AddDate(0, 0, 1)
	if latest := k.now().UTC().Add(-grace); latest.Before(to) {
		to = latest
	}
	c := comparison{day: from.Format(time.DateOnly), now: k.now().UTC(), ours: map[string]side{}, theirs: map[string]side{}}
	if err := k.store.TransactionsCreated(ctx, from, to, func(t store.Transaction) { c.ours[t.Token] = ours(t) }); err != nil {
		return store.Reconciliation{}, err
	}
	err := k.listed(ctx, from, to, func(some []marqeta.Transaction) error {
		for _, t := range some {
			c.theirs[t.Token] = theirs(t)
		}
		listed(len(c.theirs))
		return nil
	})
	if err != nil {
		return store.Reconciliation{}, err
	}
	items := c.differences()
	for i := range items {
		if err := k.explain(ctx, &c, &items[i]); err != nil {
			return store.Reconciliation{}, err
		}
	}
	r := store.Reconciliation{Day: c.day, RanAt: c.now, ByWhom: by, Ours: int64(len(c.ours)), Theirs: int64(len(c.theirs)), Matched: c.matched}
	if err := k.store.PutReconciliation(ctx, r, c.totals(), items); err != nil {
		return r, err
	}
	return k.store.Reconciliation(ctx, c.day)
}

// side is a transaction as one of the two knows it.
type side struct {
	typ, state, card, currency string
	minor                      int64
	created                    time.Time

	preceding string // of ours alone, to find what came twice
	clearing  int    // which of several
}

func ours(t store.Transaction) side {
	return side{t.Type, t.State, t.CardToken, t.Currency, t.AmountMinor, t.CreatedTime, t.PrecedingToken, t.ClearingNumber}
}

func theirs(t marqeta.Transaction) side {
	minor, _ := t.Amount.Minor(store.Digits(t.CurrencyCode)) // one that is none differs from ours
	return side{typ: t.Type, state: string(t.State), card: t.CardToken, currency: t.CurrencyCode, minor: minor, created: t.CreatedTime.Time}
}

// comparison is a day on its way.
type comparison struct {
	day          string
	now          time.Time
	ours, theirs map[string]side
	matched      int64
}

// differences gives what is not the same on both sides, by token.
func (c *comparison) differences() []store.ReconciliationItem {
	all := maps.Clone(c.ours)
	maps.Copy(all, c.theirs)
	twice := c.twice()
	var items []store.ReconciliationItem
	for _, token := range slices.Sorted(maps.Keys(all)) {
		we, here := c.ours[token]
		they, there := c.theirs[token]
		item := store.ReconciliationItem{Day: c.day, Token: token, Type: all[token].typ, CardToken: all[token].card, Currency: all[token].currency}
		if here {
			item.OurState, item.OurAmount = we.state, &we.minor
		}
		if there {
			item.TheirState, item.TheirAmount = they.state, &they.minor
		}
		before := len(items)
		add := func(class string) { item.Class = class; items = append(items, item) }
		switch {
		case !here:
			add(store.MissingHere)
		case !there:
			add(store.MissingThere)
		default:
			if we.minor != they.minor || we.currency != they.currency {
				add(store.AmountDiffers)
			}
			if we.state != they.state {
				add(store.StateDiffers)
			}
		}
		if twice[token] {
			add(store.Duplicate)
		}
		if len(items) == before {
			c.matched++
		}
	}
	return items
}

// twice finds clearings of one purchase that are alike in everything but their token.
func (c *comparison) twice() map[string]bool {
	type like struct {
		preceding, typ, currency string
		clearing                 int
		minor                    int64
	}
	found := map[like]string{}
	out := map[string]bool{}
	for _, token := range slices.SortedFunc(maps.Keys(c.ours), func(a, b string) int {
		return cmp.Or(c.ours[a].created.Compare(c.ours[b].created), strings.Compare(a, b))
	}) {
		t := c.ours[token]
		if t.preceding == "" || t.state == string(marqeta.StateDeclined) || !strings.Contains(t.typ, ".clearing") {
			continue
		}
		l := like{t.preceding, t.typ, t.currency, t.clearing, t.minor}
		if _, again := found[l]; again {
			out[token] = true
			continue
		}
		found[l] = token
	}
	return out
}

// totals sums what was not declined, by currency.
func (c *comparison) totals() []store.ReconciliationTotal {
	sums := map[string]*store.ReconciliationTotal{}
	of := func(currency string) *store.ReconciliationTotal {
		if sums[currency] == nil {
			sums[currency] = &store.ReconciliationTotal{Currency: currency}
		}
		return sums[currency]
	}
	for _, t := range c.ours {
		if t.state != string(marqeta.StateDeclined) {
			of(t.currency).Ours += t.minor
		}
	}
	for _, t := range c.theirs {
		if t.state != string(marqeta.StateDeclined) {
			of(t.currency).Theirs += t.minor
		}
	}
	var all []store.ReconciliationTotal
	for _, currency := range slices.Sorted(maps.Keys(sums)) {
		all = append(all, *sums[currency])
	}
	return all
}

// explain says why there is a difference, where a reason can be found.
func (k *Keeper) explain(ctx context.Context, c *comparison, i *store.ReconciliationItem) error {
	switch i.Class {
	case store.MissingHere:
		if err := k.read(ctx, i.Token); err != nil {
			return err
		}
		i.Explanation = "No notification had told of it. It was read from the platform just now and recorded."
	case store.MissingThere:
		_, err := k.program.Transaction(ctx, i.Token)
		switch {
		case err == nil:
			i.Explanation = "The platform's list leaves it out and knows it by its token."
		case !marqeta.IsNotFound(err):
			return err
		case c.now.Sub(c.ours[i.Token].created) < Settling:
			i.Explanation = "The platform lists new transactions only after some hours."
		}
	case store.StateDiffers:
		switch {
		case behind(i.OurState, marqeta.TransactionState(i.TheirState)):
			if err := k.read(ctx, i.Token); err != nil {
				return err
			}
			i.Explanation = "The platform was further. Its state was read just now and recorded."
		case behind(i.TheirState, marqeta.TransactionState(i.OurState)):
			i.Explanation = "A later message of the same purchase ended it here; the platform keeps its first state in the list."
		}
	}
	return nil
}
