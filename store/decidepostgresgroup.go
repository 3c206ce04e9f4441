package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"carddeck/marqeta/ledger"

	"github.com/jackc/pgx/v5"
)

// postgresDeciding is a group on its way.
type postgresDeciding struct {
	*postgresDecisions
	batch, long []*asked
	wrote       time.Time

	accounts map[accountKey]*Account
	touched  map[string]bool // tokens of what is known

	decisions []FundingDecision
	entries   []Entry
	holds     []Hold
	counted   map[int64]*Account
}

// short decides all of whose purchase nothing is known, and leaves the others for the
// long way.
func (w *postgresDeciding) short(ctx context.Context, conn *pgx.Conn, commit func() error) error {
	contra := map[string]int64{}
	for _, a := range w.batch {
		id, err := w.settlement(ctx, a.Currency)
		if err != nil {
			return err
		}
		contra[a.Currency] = id
	}
	if err := w.look(ctx, conn); err != nil {
		return err
	}
	w.counted = map[int64]*Account{}
	for _, a := range w.batch {
		account := w.accounts[accountKey{a.holder, a.Currency}]
		if account == nil || a.Original != "" || a.Preceding != "" || w.touched[a.Token] || w.touched[a.Transaction] {
			w.long = append(w.long, a)
			continue
		}
		w.touched[a.Token], w.touched[a.Transaction] = true, true
		if err := w.add(a, account, contra[a.Currency]); err != nil {
			return err
		}
	}
	if err := commit(); err != nil {
		return err
	}
	w.wrote = w.now()
	return w.save(ctx, conn)
}

// look keeps others from the accounts of the group, and finds out of which tokens and
// purchases something is known.
func (w *postgresDeciding) look(ctx context.Context, conn *pgx.Conn) (err error) {
	var tokens, transactions []string
	for _, a := range w.batch {
		tokens, transactions = append(tokens, a.Token), append(transactions, a.Transaction)
	}
	holders, kinds, currencies := keys(w.batch)
	b := &pgx.Batch{}
	b.Queue("BEGIN")
	b.Queue(lockAccounts, holders, kinds, currencies)
	b.Queue(lookAll, tokens, transactions)
	results := conn.SendBatch(ctx, b)
	defer func() { err = errors.Join(err, results.Close()) }()
	if _, err := results.Exec(); err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	rows, err := results.Query()
	if err != nil {
		return fmt.Errorf("find accounts: %w", err)
	}
	all, err := pgx.CollectRows(rows, scanAccount)
	if err != nil {
		return fmt.Errorf("find accounts: %w", err)
	}
	w.accounts = make(map[accountKey]*Account, len(all))
	for _, a := range all {
		w.accounts[accountKey{ledger.Holder{Kind: a.Kind, Token: a.Holder}, a.Currency}] = a
	}
	if rows, err = results.Query(); err != nil {
		return fmt.Errorf("look for what is known: %w", err)
	}
	known, err := pgx.CollectRows(rows, pgx.RowTo[string])
	w.touched = make(map[string]bool, len(known))
	for _, token := range known {
		w.touched[token] = true
	}
	return err
}

// add judges a question; the account carries the result to the next.
func (w *postgresDeciding) add(a *asked, account *Account, contra int64) error {
	d, err := a.judge(account, false, w.now())
	if err != nil {
		return err
	}
	w.decisions = append(w.decisions, d)
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
	}
	w.counted[account.ID] = account
	return nil
}

// save writes and commits in one round trip. The statements behind one that the server
// refuses are not carried out; whatever else goes wrong, the COMMIT may have been, which
// matters when there was something to write.
func (w *postgresDeciding) save(ctx context.Context, conn *pgx.Conn) (err error) {
	b := &pgx.Batch{}
	if len(w.decisions) > 0 {
		b.Queue(addDecisions, arrays(decisionColumns, w.decisions)...)
	}
	if len(w.entries) > 0 {
		b.Queue(addEntries, arrays(entryColumns, w.entries)...)
	}
	if len(w.holds) > 0 {
		b.Queue(addHolds, arrays(holdColumns, w.holds)...)
	}
	if len(w.counted) > 0 {
		var all []Account
		for _, a := range w.counted {
			all = append(all, *a)
		}
		b.Queue(countAll, arrays(countColumns, all)...)
	}
	if b.Len() == 0 {
		_, err := conn.Exec(ctx, "COMMIT")
		return err
	}
	b.Queue("COMMIT")
	results := conn.SendBatch(ctx, b)
	defer func() {
		if closed := results.Close(); err == nil && closed != nil {
			err = unknownCommit{closed, false}
		}
	}()
	for range b.Len() - 1 {
		if _, err := results.Exec(); refused(err) {
			return fmt.Errorf("write decisions: %w", err)
		} else if err != nil {
			return unknownCommit{err, false}
		}
	}
	tag, err := results.Exec()
	if err == nil && tag.String() != "COMMIT" {
		err = fmt.Errorf("the server answered %s", tag)
	}
	if err != nil {
		return unknownCommit{err, false}
	}
	return nil
}
