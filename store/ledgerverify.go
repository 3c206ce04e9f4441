package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// LedgerReport is what a check of the books found, and how much it looked at.
type LedgerReport struct {
	Accounts, Entries, Holds, Proposals, Decisions int64
	Unchained                                      int64 // entries of before there were chains, of which only sums are known
	Notifications                                  int64 // of transactions, applied and replayed
	Unread                                         int64 // transactions that an earlier release applied, which knew no ledger

	Faults   []LedgerFault // at most some of each rule
	Hash     string        // of the books as they are
	Replayed string        // of books made anew from notifications, decisions and proposals
}

// Sound reports whether every rule holds and the books can be made anew from what they
// were made of.
func (r LedgerReport) Sound() bool { return len(r.Faults) == 0 && r.Hash == r.Replayed }

// VerifyLedger recomputes every sum of the books, and replays all stored notifications,
// decisions and applied proposals into an empty store of its own in the system's folder
// for temporary files. It looks at the books as they are at one moment and changes
// nothing; a console may go on serving. tell is called every now and then with what was
// done so far.
func (s *Store) VerifyLedger(ctx context.Context, tell func(LedgerReport)) (r LedgerReport, err error) {
	err = s.still(ctx, func(ctx context.Context, s *Store) (err error) {
		for of, n := range map[string]*int64{
			"ledger_accounts": &r.Accounts, "ledger_entries": &r.Entries, "ledger_holds": &r.Holds,
			"ledger_entries WHERE digest IS NULL": &r.Unchained,
			"transactions WHERE holder = '' AND (user_token <> '' OR business_token <> '') AND NOT funding_record": &r.Unread,
		} {
			if err := s.read.NewRaw("SELECT count(*) FROM "+of).Scan(ctx, n); err != nil {
				return translate("count the books", err)
			}
		}
		if r.Faults, err = s.checkInvariants(ctx); err != nil {
			return err
		}
		if r.Hash, err = s.LedgerHash(ctx); err != nil {
			return err
		}
		tell(r)
		return s.withReplay(ctx, func(into *Store) error {
			if err := s.replay(ctx, into, &r, tell); err != nil {
				return err
			}
			r.Replayed, err = into.LedgerHash(ctx)
			return err
		})
	})
	return r, err
}

// still gives f a store that sees the database as it is at one moment.
func (s *Store) still(ctx context.Context, f func(context.Context, *Store) error) error {
	var options *sql.TxOptions
	if !s.isSQLite() {
		options = &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
	}
	tx, err := s.reader.BeginTx(ctx, options)
	if err != nil {
		return translate("look at the books", err)
	}
	err = f(ctx, &Store{read: tx, write: tx, database: s.database, inTx: true})
	return errors.Join(err, tx.Rollback())
}

// withReplay opens an empty store and takes it away again.
func (s *Store) withReplay(ctx context.Context, f func(*Store) error) (err error) {
	dir, err := os.MkdirTemp("", "carddeck-ledger-")
	if err != nil {
		return fmt.Errorf("make room for the replay: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	into, err := Open(ctx, Config{DSN: filepath.Join(dir, "replay.db"), Beside: true, Now: s.now})
	if err != nil {
		return fmt.Errorf("make room for the replay: %w", err)
	}
	defer func() { err = errors.Join(err, into.Close()) }()
	return f(into)
}

// AdoptTransactions has the transactions applied once more that an earlier release
// applied, which knew no ledger, and says how many. The applier does the rest.
func (s *Store) AdoptTransactions(ctx context.Context) (int64, error) {
	r, err := s.write.NewUpdate().Model((*Notification)(nil)).Set("status = ?", Stored).Set("attempts = 0").Set("reason = ''").Set("due_at = NULL").
		Where("id IN (SELECT notification_id FROM transactions WHERE holder = '' AND (user_token <> '' OR business_token <> '') AND NOT funding_record)").Exec(ctx)
	if err != nil {
		return 0, translate("adopt transactions", err)
	}
	if s.receiver != nil {
		s.receiver.wakeApplier()
	}
	return r.RowsAffected()
}
