package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"
)

// sqliteDecisions decides with statements prepared once.
type sqliteDecisions struct {
	*Store
	look, addDecision, addHold, addEntry, count *sql.Stmt
	contra                                      map[string]int64 // settlement accounts, which never change
}

// lookText finds the account with everything that decides which way a question takes:
// whether its token or anything of its purchase is known.
const lookText = `SELECT id, posted, held, promised, floor, day, day_amount, day_count, month, month_amount, month_count, head,
	EXISTS (SELECT 1 FROM funding_decisions WHERE token = ?1) OR EXISTS (SELECT 1 FROM transactions WHERE token = ?2)
	OR EXISTS (SELECT 1 FROM transactions WHERE preceding_token = ?2) OR EXISTS (SELECT 1 FROM funding_decisions WHERE transaction_token = ?2)
	OR EXISTS (SELECT 1 FROM transactions WHERE jit_token <> '' AND jit_token = ?1) OR EXISTS (SELECT 1 FROM transactions WHERE jit_original <> '' AND jit_original = ?1)
	OR EXISTS (SELECT 1 FROM funding_decisions WHERE original_token <> '' AND original_token = ?1)
	OR EXISTS (SELECT 1 FROM funding_decisions WHERE preceding_token <> '' AND preceding_token = ?2)
FROM ledger_accounts WHERE holder = ?3 AND kind = ?4 AND currency = ?5`

func newSQLiteDecisions(s *Store) (decisions, error) {
	g := &sqliteDecisions{Store: s, contra: map[string]int64{}}
	var errs []error
	for into, text := range map[**sql.Stmt]string{
		&g.look: lookText,
		&g.addDecision: `INSERT INTO funding_decisions (token, digest, transaction_token, original_token, preceding_token, account_id, effect, binding,
			approved, granted, currency, amount, method, type, acting_user_token, card_token, card_product_token, source, gateway, mode, mid, mcc,
			merchant, country, channel, reason, memo, tags, rule, version, status, created_time, received_at, decided_at, waited_micros, day, outcome,
			trace, answer, request, facing) VALUES (?, ?, ?, '', '', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, ?, ?)`,
		&g.addHold: `INSERT INTO ledger_holds (purchase, account_id, amount, promised, state, origin, opened_at, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		&g.addEntry: `INSERT INTO ledger_entries (account_id, debit_id, credit_id, book, amount, currency, kind, purchase, transaction_token, decision_token,
			forced, posted_after, held_after, at, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?)`,
		&g.count: `UPDATE ledger_accounts SET day = ?, day_amount = ?, day_count = ?, month = ?, month_amount = ?, month_count = ?, head = ? WHERE id = ?`,
	} {
		stmt, err := s.writer.DB.Prepare(text)
		*into, errs = stmt, append(errs, err)
	}
	return g, errors.Join(errs...)
}

func (g *sqliteDecisions) close() error {
	return errors.Join(g.look.Close(), g.addDecision.Close(), g.addHold.Close(), g.addEntry.Close(), g.count.Close())
}

func (g *sqliteDecisions) write(batch []*asked, commit func() error) error {
	ctx := context.Background()
	tx, err := g.writer.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	w := sqliteDeciding{sqliteDecisions: g, tx: tx, long: &Store{read: tx, write: tx, database: g.database, inTx: true}}
	began := g.now()
	for _, a := range batch {
		if a.late = past(a.Begin); a.late {
			continue
		}
		if err := w.decide(ctx, a); err != nil {
			return errors.Join(err, tx.Rollback())
		}
	}
	if err := commit(); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	wrote := g.now()
	if err := tx.Commit(); err != nil {
		return commitFailed(err)
	}
	timed(batch, began, wrote, g.now())
	return nil
}

// timed notes how long a group took, on each of its decisions.
func timed(batch []*asked, began, wrote, synced time.Time) {
	for _, a := range batch {
		a.decision.Waited, a.decision.Wrote, a.decision.Synced = began.Sub(a.came), wrote.Sub(began), synced.Sub(wrote)
	}
}

type sqliteDeciding struct {
	*sqliteDecisions
	tx   bun.Tx
	long *Store
}

// decide takes the short way where nothing is known of the token and the purchase, as
// nearly always.
func (w sqliteDeciding) decide(ctx context.Context, a *asked) error {
	account := Account{Kind: a.holder.Kind, Holder: a.holder.Token, Currency: a.Currency}
	var touched bool
	err := w.tx.Tx.StmtContext(ctx, w.look).QueryRowContext(ctx, a.Token, a.Transaction, a.holder.Token, a.holder.Kind, a.Currency).Scan(
		&account.ID, &account.Posted, &account.Held, &account.Promised, &account.Floor, &account.Day, &account.DayAmount, &account.DayCount,
		&account.Month, &account.MonthAmount, &account.MonthCount, &account.Head, &touched)
	if errors.Is(err, sql.ErrNoRows) || touched || a.Original != "" || a.Preceding != "" {
		return w.long.decideOne(ctx, a)
	}
	if err != nil {
		return fmt.Errorf("find account: %w", err)
	}
	d, err := a.judge(&account, false, w.now())
	if err != nil {
		return err
	}
	if err := w.keep(ctx, d); err != nil {
		return fmt.Errorf("keep a decision: %w", err)
	}
	return w.move(ctx, &account, d)
}

func (w sqliteDeciding) keep(ctx context.Context, d FundingDecision) error {
	_, err := w.tx.Tx.StmtContext(ctx, w.addDecision).ExecContext(ctx, d.Token, d.Digest, d.TransactionToken, d.AccountID, string(d.Effect), d.Binding,
		d.Approved, d.Granted, d.Currency, d.Amount, d.Method, d.Type, d.ActingUserToken, d.CardToken, d.CardProductToken, d.Source, d.Gateway,
		string(d.Mode), d.MID, d.MCC, d.Merchant, d.Country, d.Channel, string(d.Reason), d.Memo, d.Tags, d.Rule, d.Version, d.Status,
		d.CreatedTime.UnixMicro(), d.ReceivedAt.UnixMicro(), d.DecidedAt.UnixMicro(), d.WaitedMicros, d.Day, d.Trace, d.Answer, d.Request, d.Facing)
	return err
}

func (w sqliteDeciding) move(ctx context.Context, account *Account, d FundingDecision) error {
	contra, err := settlementOf(ctx, w.long, w.contra, d.Currency)
	if err != nil {
		return err
	}
	e, moves := d.movement(account, contra)
	if !moves {
		return nil
	}
	_, err = w.tx.Tx.StmtContext(ctx, w.addEntry).ExecContext(ctx, e.AccountID, e.DebitID, e.CreditID, string(e.Book), e.Amount, e.Currency, e.Kind,
		e.Purchase, e.TransactionToken, e.DecisionToken, e.PostedAfter, e.HeldAfter, e.At.UnixMicro(), e.Digest)
	if err != nil {
		return fmt.Errorf("append a ledger entry: %w", err)
	}
	if h, needed := d.hold(e); needed {
		_, err := w.tx.Tx.StmtContext(ctx, w.addHold).ExecContext(ctx, h.Purchase, h.AccountID, h.Amount, h.Promised, string(h.State), string(h.Origin),
			h.OpenedAt.UnixMicro(), h.ChangedAt.UnixMicro())
		if err != nil {
			return fmt.Errorf("keep a hold: %w", err)
		}
	}
	if d.counts() {
		account.spend(d.Day, d.Granted)
	}
	_, err = w.tx.Tx.StmtContext(ctx, w.count).ExecContext(ctx, account.Day, account.DayAmount, account.DayCount, account.Month, account.MonthAmount, account.MonthCount,
		account.Head, account.ID)
	return err
}
