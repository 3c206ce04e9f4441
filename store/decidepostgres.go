package store

import (
	"context"
	"errors"
	"fmt"

	"carddeck/marqeta/ledger"

	"github.com/uptrace/bun/dialect/pgdialect"
)

// postgresDecisions decides a group with a number of statements that does not grow with
// it, but for questions about what is known already.
type postgresDecisions struct {
	*Store
	contra map[string]int64
}

func newPostgresDecisions(s *Store) (decisions, error) {
	return &postgresDecisions{Store: s, contra: map[string]int64{}}, nil
}

func (g *postgresDecisions) close() error { return nil }

func (g *postgresDecisions) write(batch []*asked, commit func() error) error {
	ctx, cancel := context.WithTimeout(context.Background(), writeTimeout)
	defer cancel()
	tx, err := g.writer.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	w := postgresDeciding{postgresDecisions: g, long: &Store{read: tx, write: tx, database: g.database, inTx: true}}
	began := g.now()
	for _, a := range batch {
		a.late = past(a.Begin)
	}
	if err := w.decide(ctx, batch); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	if err := commit(); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	wrote := g.now()
	if err := tx.Commit(); err != nil {
		return unknownCommit{err, false}
	}
	timed(batch, began, wrote, g.now())
	return nil
}

type postgresDeciding struct {
	*postgresDecisions
	long *Store

	accounts  map[accountKey]*Account
	touched   map[string]bool // tokens of what is known
	decisions []FundingDecision
	holds     []Hold
	entries   []Entry
	counted   map[int64]*Account
}

type accountKey struct {
	ledger.Holder
	currency string
}

// decide takes the short way for all of whose purchase nothing is known, and then the
// long way for the others, one by one.
func (w *postgresDeciding) decide(ctx context.Context, batch []*asked) error {
	if err := w.lock(ctx, batch); err != nil {
		return err
	}
	if err := w.look(ctx, batch); err != nil {
		return err
	}
	w.counted = map[int64]*Account{}
	var long []*asked
	for _, a := range batch {
		account := w.accounts[accountKey{a.holder, a.Currency}]
		switch {
		case a.late:
		case account == nil || a.Original != "" || a.Preceding != "" || w.touched[a.Token] || w.touched[a.Transaction]:
			long = append(long, a)
		default:
			w.touched[a.Token], w.touched[a.Transaction] = true, true
			if err := w.add(ctx, a, account); err != nil {
				return err
			}
		}
	}
	if err := w.save(ctx); err != nil {
		return err
	}
	for _, a := range long {
		if err := w.long.decideOne(ctx, a); err != nil {
			return err
		}
	}
	return nil
}

// lock finds the accounts of a group, in one order, and keeps others from them.
func (w *postgresDeciding) lock(ctx context.Context, batch []*asked) error {
	w.accounts = map[accountKey]*Account{}
	var holders, kinds, currencies []string
	for _, a := range batch {
		if k := (accountKey{a.holder, a.Currency}); a.holder.Token != "" && !a.late {
			if _, twice := w.accounts[k]; !twice {
				w.accounts[k] = nil
				holders, kinds, currencies = append(holders, k.Token), append(kinds, k.Kind), append(currencies, k.currency)
			}
		}
	}
	list := func() (all []*Account, err error) {
		err = w.long.write.NewRaw(`SELECT a.* FROM ledger_accounts a JOIN unnest(?::text[], ?::text[], ?::text[]) AS u (holder, kind, currency)
			ON a.holder = u.holder AND a.kind = u.kind AND a.currency = u.currency ORDER BY a.id FOR UPDATE OF a`,
			pgdialect.Array(holders), pgdialect.Array(kinds), pgdialect.Array(currencies)).Scan(ctx, &all)
		return all, translate("find accounts", err)
	}
	all, err := list()
	if err == nil && len(all) < len(holders) {
		_, err = w.long.write.NewRaw(`INSERT INTO ledger_accounts (holder, kind, currency, posted, held, promised, floor, day, day_amount, day_count,
			month, month_amount, month_count, created_at) SELECT holder, kind, currency, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ?
			FROM unnest(?::text[], ?::text[], ?::text[]) AS u (holder, kind, currency) ORDER BY holder, kind, currency
			ON CONFLICT (holder, kind, currency) DO NOTHING`, w.now(), pgdialect.Array(holders), pgdialect.Array(kinds), pgdialect.Array(currencies)).Exec(ctx)
		if err != nil {
			return translate("open accounts", err)
		}
		all, err = list()
	}
	for _, a := range all {
		w.accounts[accountKey{ledger.Holder{Kind: a.Kind, Token: a.Holder}, a.Currency}] = a
	}
	return err
}

// look finds out of which tokens and purchases something is known.
func (w *postgresDeciding) look(ctx context.Context, batch []*asked) error {
	var tokens, transactions []string
	for _, a := range batch {
		tokens, transactions = append(tokens, a.Token), append(transactions, a.Transaction)
	}
	var known []string
	err := w.long.write.NewRaw(`SELECT token FROM funding_decisions WHERE token = ANY (?0::text[])
		UNION ALL SELECT token FROM transactions WHERE token = ANY (?1::text[])
		UNION ALL SELECT preceding_token FROM transactions WHERE preceding_token = ANY (?1::text[])
		UNION ALL SELECT transaction_token FROM funding_decisions WHERE transaction_token = ANY (?1::text[])
		UNION ALL SELECT jit_token FROM transactions WHERE jit_token <> '' AND jit_token = ANY (?0::text[])
		UNION ALL SELECT jit_original FROM transactions WHERE jit_original <> '' AND jit_original = ANY (?0::text[])
		UNION ALL SELECT original_token FROM funding_decisions WHERE original_token <> '' AND original_token = ANY (?0::text[])
		UNION ALL SELECT preceding_token FROM funding_decisions WHERE preceding_token <> '' AND preceding_token = ANY (?1::text[])`,
		pgdialect.Array(tokens), pgdialect.Array(transactions)).Scan(ctx, &known)
	w.touched = make(map[string]bool, len(known))
	for _, token := range known {
		w.touched[token] = true
	}
	return translate("look for what is known of purchases", err)
}

// add judges a question; the account carries the result to the next.
func (w *postgresDeciding) add(ctx context.Context, a *asked, account *Account) error {
	d, err := a.judge(account, false, w.now())
	if err != nil {
		return err
	}
	w.decisions = append(w.decisions, d)
	contra, err := settlementOf(ctx, w.long, w.contra, d.Currency)
	if err != nil {
		return err
	}
	e, moves := d.movement(account, contra)
	if !moves {
		return nil
	}
	w.entries = append(w.entries, e)
	if h, needed := d.hold(e); needed {
		w.holds = append(w.holds, h)
	}
	if d.counts() {
		account.spend(d.Day, d.Granted)
		w.counted[account.ID] = account
	}
	return nil
}

func (w *postgresDeciding) save(ctx context.Context) error {
	if len(w.decisions) > 0 {
		if _, err := w.long.write.NewInsert().Model(&w.decisions).Exec(ctx); err != nil {
			return translate("keep decisions", err)
		}
	}
	if len(w.entries) > 0 {
		if _, err := w.long.write.NewInsert().Model(&w.entries).Returning("NULL").Exec(ctx); err != nil {
			return translate("append ledger entries", err)
		}
	}
	if len(w.holds) > 0 {
		if _, err := w.long.write.NewInsert().Model(&w.holds).Exec(ctx); err != nil {
			return translate("keep holds", err)
		}
	}
	var all []*Account
	for _, a := range w.counted {
		all = append(all, a)
	}
	if len(all) == 0 {
		return nil
	}
	_, err := w.long.write.NewUpdate().With("counted", w.long.write.NewValues(&all)).Model((*Account)(nil)).TableExpr("counted").
		Set("day = counted.day").Set("day_amount = counted.day_amount").Set("day_count = counted.day_count").
		Set("month = counted.month").Set("month_amount = counted.month_amount").Set("month_count = counted.month_count").
		Where("account.id = counted.id").Exec(ctx)
	return translate("count approvals", err)
}
