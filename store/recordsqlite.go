package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"carddeck/marqeta/webhook"

	"modernc.org/sqlite"
)

// sqliteGroup writes with statements prepared once: bun would write every body into
// the text of the statement, which SQLite would have to parse.
type sqliteGroup struct {
	db                          *database
	addMessage, addNotification *sql.Stmt
	countDuplicate, dropMessage *sql.Stmt
}

func newSQLiteGroup(d *database) (group, error) {
	g := &sqliteGroup{db: d}
	var errs []error
	for into, text := range map[**sql.Stmt]string{
		&g.addMessage: `INSERT INTO messages (body, header, received_at, remote, signature) VALUES (?, ?, ?, ?, ?)`,
		&g.addNotification: `INSERT INTO notifications (message_id, position, byte_start, byte_length, family, token,
			type, state, digest, status, received_at, reason, attempts, duplicates)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', 0, 0) ON CONFLICT (token, family, digest) DO NOTHING`,
		&g.countDuplicate: `UPDATE notifications SET duplicates = duplicates + 1 WHERE token = ? AND family = ? AND digest = ?`,
		&g.dropMessage:    `DELETE FROM messages WHERE id = ?`,
	} {
		stmt, err := d.writer.DB.Prepare(text)
		*into, errs = stmt, append(errs, err)
	}
	return g, errors.Join(errs...)
}

func (g *sqliteGroup) close() error {
	return errors.Join(g.addMessage.Close(), g.addNotification.Close(), g.countDuplicate.Close(), g.dropMessage.Close())
}

func (g *sqliteGroup) write(entries []*entry) error {
	ctx := context.Background()
	tx, err := g.db.writer.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	w := sqliteWrite{
		addMessage: tx.Tx.StmtContext(ctx, g.addMessage), addNotification: tx.Tx.StmtContext(ctx, g.addNotification),
		countDuplicate: tx.Tx.StmtContext(ctx, g.countDuplicate), dropMessage: tx.Tx.StmtContext(ctx, g.dropMessage),
	}
	for _, e := range entries {
		if err := w.add(ctx, e); err != nil {
			return errors.Join(err, tx.Rollback())
		}
	}
	if err := tx.Commit(); err != nil {
		return commitFailed(err)
	}
	return nil
}

// commitFailed tells a full disk, after which the transaction is surely gone, from
// every other failed COMMIT, which may come true when the file is opened again.
func commitFailed(err error) error {
	const full = 13
	if lite, ok := errors.AsType[*sqlite.Error](err); ok && lite.Code() == full {
		return fmt.Errorf("commit: %w", err)
	}
	return unknownCommit{err, true}
}

type sqliteWrite struct {
	addMessage, addNotification, countDuplicate, dropMessage *sql.Stmt
}

// add stores the message first, as nearly all are new, and takes it back when it
// turns out to repeat what is known.
func (w sqliteWrite) add(ctx context.Context, e *entry) error {
	at := e.ReceivedAt.UnixMicro()
	r, err := w.addMessage.ExecContext(ctx, e.Body, e.header, at, e.Remote, string(e.Signature))
	if err != nil {
		return fmt.Errorf("add message: %w", err)
	}
	id, err := r.LastInsertId()
	if err != nil {
		return fmt.Errorf("add message: %w", err)
	}
	fresh := false
	for i := range e.Notifications {
		added, err := w.addOne(ctx, e, i, id, at)
		if err != nil {
			return err
		}
		fresh = fresh || added
	}
	if fresh {
		return nil
	}
	if _, err := w.dropMessage.ExecContext(ctx, id); err != nil {
		return fmt.Errorf("drop repeated message: %w", err)
	}
	return nil
}

func (w sqliteWrite) addOne(ctx context.Context, e *entry, i int, id, at int64) (fresh bool, err error) {
	n, digest := e.Notifications[i], e.digests[i][:]
	r, err := w.addNotification.ExecContext(ctx, id, i, n.Offset, n.Length, n.Family, n.Token, n.Type, n.State,
		digest, string(firstStatus(n)), at)
	if err != nil {
		return false, fmt.Errorf("add notification: %w", err)
	}
	if added, err := r.RowsAffected(); err != nil || added > 0 {
		return true, err
	}
	if _, err := w.countDuplicate.ExecContext(ctx, n.Token, n.Family, digest); err != nil {
		return false, fmt.Errorf("count duplicate: %w", err)
	}
	return false, nil
}

// firstStatus keeps what no local copy exists for from the applier.
func firstStatus(n webhook.Notification) Status {
	switch n.Family {
	case webhook.Transaction, webhook.CardTransition, webhook.UserTransition:
		return Stored
	}
	return Kept
}
