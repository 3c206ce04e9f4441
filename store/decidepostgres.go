package store

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"carddeck/marqeta/ledger"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// postgresDecisions decides a group in two round trips on a connection of its own: one
// that finds out, one that writes and commits. Questions about what is known already
// are decided one by one behind it.
type postgresDecisions struct {
	*Store
	own    pinned
	contra map[string]int64
}

func newPostgresDecisions(s *Store) (decisions, error) {
	return &postgresDecisions{Store: s, own: pinned{pool: s.writer.DB, prepare: prepareDecisions}, contra: map[string]int64{}}, nil
}

func (g *postgresDecisions) close() error { return g.own.close() }

// write tries once more where the connection that it had kept was lost, so that a server
// which was started again costs nobody's answer.
func (g *postgresDecisions) write(batch []*asked, commit func() error) error {
	kept := g.own.conn != nil
	err := g.once(batch, commit)
	if kept && lost(err) && !errors.As(err, new(unknownCommit)) {
		err = g.once(batch, commit)
	}
	return err
}

func (g *postgresDecisions) once(batch []*asked, commit func() error) error {
	ctx, cancel := context.WithDeadline(context.Background(), patience(batch))
	defer cancel()
	w := &postgresDeciding{postgresDecisions: g}
	began := g.now()
	for _, a := range batch {
		if a.late = past(a.Begin); !a.late {
			w.batch = append(w.batch, a)
		}
	}
	if err := g.own.use(ctx, func(conn *pgx.Conn) error { return w.short(ctx, conn, commit) }); err != nil {
		return err
	}
	synced := g.now()
	for _, a := range w.long {
		a.failed = g.InTx(ctx, func(ctx context.Context, tx *Store) error {
			if err := tx.decideOne(ctx, a); err != nil || !past(a.Deadline) {
				return err
			}
			return ErrLate
		})
	}
	timed(batch, began, w.wrote, synced)
	return nil
}

// commitTimeout is how long a COMMIT is waited for, once nobody waits for the answer. When
// it is over the outcome is unknown.
const commitTimeout = time.Second

// patience is until when a group is worth to be waited for: a server that has gone silent
// keeps everybody behind it waiting as well.
func patience(batch []*asked) time.Time {
	var last time.Time
	for _, a := range batch {
		if a.Deadline.IsZero() {
			return time.Now().Add(writeTimeout)
		}
		if a.Deadline.After(last) {
			last = a.Deadline
		}
	}
	return last.Add(commitTimeout)
}

// prepareDecisions prepares what every group does.
func prepareDecisions(ctx context.Context, conn *pgx.Conn) error {
	if _, err := conn.Exec(ctx, byIndex+impatient); err != nil {
		return err
	}
	for _, text := range watchful {
		if _, err := conn.Exec(ctx, text); err != nil && !refused(err) {
			return err
		}
	}
	for _, text := range []string{lockAccounts, lookAll, addDecisions, addEntries, addHolds, countAll} {
		if _, err := conn.Prepare(ctx, text, text); err != nil {
			return err
		}
	}
	return nil
}

// byIndex keeps the connection's statements to the indexes. They are planned once, and
// that may be while the tables are as good as empty.
const byIndex = "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off"

// impatient has the server give up a group that nobody waits for any more, and the
// accounts that it keeps from others: when an account is not free in the time that an answer
// may take, and when nothing comes after a BEGIN.
const impatient = "; SET lock_timeout = '1500ms'; SET idle_in_transaction_session_timeout = '3s'"

// watchful has it notice that whoever sent a group has gone without a word, as its machine
// has. Not every server can.
var watchful = []string{
	"SET client_connection_check_interval = '1s'", "SET tcp_user_timeout = '3s'",
	"SET tcp_keepalives_idle = 2; SET tcp_keepalives_interval = 1; SET tcp_keepalives_count = 2",
}

// settlement finds the settlement account of a currency, or opens it.
func (g *postgresDecisions) settlement(ctx context.Context, currency string) (id int64, err error) {
	if id := g.contra[currency]; id != 0 {
		return id, nil
	}
	err = g.InTx(ctx, func(ctx context.Context, tx *Store) error {
		a, err := tx.openAccount(ctx, ledger.Holder{Kind: Settlement}, currency)
		id = a.ID
		return err
	})
	if err == nil {
		g.contra[currency] = id
	}
	return id, err
}

// refused reports whether a failure is the server's plain refusal of a statement, so that
// nothing behind it was carried out.
func refused(err error) bool {
	pg, ok := errors.AsType[*pgconn.PgError](err)
	return ok && pg.Severity == "ERROR"
}

// accountKey is whose account in what currency.
type accountKey struct {
	ledger.Holder
	currency string
}

// keys gives the accounts of a group, each once.
func keys(batch []*asked) (holders, kinds, currencies []string) {
	seen := map[accountKey]bool{}
	for _, a := range batch {
		seen[accountKey{a.holder, a.Currency}] = true
	}
	for _, k := range slices.Collect(maps.Keys(seen)) {
		holders, kinds, currencies = append(holders, k.Token), append(kinds, k.Kind), append(currencies, k.currency)
	}
	return holders, kinds, currencies
}

// scanAccount reads an account as lockAccounts gives it.
func scanAccount(row pgx.CollectableRow) (a *Account, err error) {
	a = &Account{}
	return a, row.Scan(&a.ID, &a.Kind, &a.Holder, &a.Currency, &a.Posted, &a.Held, &a.Floor, &a.Day, &a.DayAmount, &a.DayCount, &a.Month, &a.MonthAmount, &a.MonthCount, &a.Head)
}
