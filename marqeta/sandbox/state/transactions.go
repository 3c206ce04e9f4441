package state

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"
)

// Transaction is a transaction's row: the keys it is found by and its body, which
// is the JSON that readers get.
type Transaction struct {
	Token         string
	Identifier    int64 // 0: hidden, a funding record that lists leave out
	Type          string
	State         string
	User          string
	ActingUser    string
	Card          string
	FundingSource string
	Direction     string // CREDIT, DEBIT or empty
	Purchase      string // what belongs together
	Happened      time.Time
	Created       time.Time
	Body          []byte
	Trace         []byte // JSON of the decision's checks, if there was a decision

	seq  int64
	hash []byte
}

// Hash is the hash of the request that made the transaction, nil if it had none.
func (t Transaction) Hash() []byte { return t.hash }

// Transactions is the table of transactions.
type Transactions struct {
	store      *Store
	shelf      shelf[Transaction]
	identifier int64 // last one given; guarded by the store's lock
}

// NewTransactions declares the table and reads the last identifier.
func NewTransactions(ctx context.Context, s *Store) (*Transactions, error) {
	t := &Transactions{store: s, shelf: newShelf[Transaction]()}
	err := s.read.NewRaw(`SELECT coalesce(max(identifier), 0) FROM transactions WHERE identifier > 0`).Scan(ctx, &t.identifier)
	if err != nil {
		return nil, fmt.Errorf("read the last identifier: %w", err)
	}
	return t, nil
}

// NextIdentifier gives the next of the program's sequence, which has no gaps.
func (t *Transactions) NextIdentifier(tx *Tx) int64 {
	t.identifier++
	tx.add(change{
		write:   func(context.Context, *writer) error { return nil },
		publish: func() {},
		undo:    func() { t.identifier-- },
	})
	return t.identifier
}

// Get gives a transaction as the running update sees it.
func (t *Transactions) Get(tx *Tx, token string) (Transaction, bool, error) {
	if v := t.shelf.live(token); v != nil {
		return *v, true, nil
	}
	v, err := t.fetch(tx.ctx, token)
	if err != nil || v == nil {
		return Transaction{}, false, err
	}
	t.shelf.remember(token, v)
	return *v, true, nil
}

// Read gives a durable transaction.
func (t *Transactions) Read(ctx context.Context, token string) (Transaction, bool, error) {
	t.store.mu.RLock()
	v := t.shelf.cached[token]
	t.store.mu.RUnlock()
	if v == nil {
		var err error
		if v, err = t.fetch(ctx, token); err != nil || v == nil {
			return Transaction{}, false, err
		}
	}
	return *v, true, nil
}

// Create stages a new transaction with the hash of the request that made it.
func (t *Transactions) Create(tx *Tx, hash []byte, v Transaction) {
	v.seq, v.hash = tx.next(), hash
	publish, undo := t.shelf.stage(v.Token, &v)
	tx.add(change{publish: publish, undo: undo, write: func(ctx context.Context, w *writer) error {
		return w.exec(ctx, `INSERT INTO transactions (seq, token, identifier, type, state, user_token, acting_user_token, card_token,
			funding_source_token, direction, purchase, happened, created, hash, body, trace) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
			v.seq, v.Token, v.Identifier, v.Type, v.State, v.User, v.ActingUser, v.Card,
			v.FundingSource, v.Direction, v.Purchase, v.Happened.Unix(), v.Created.Unix(), v.hash, pack(v.Body), pack(v.Trace))
	}})
}

// Move stages the one change a transaction may see: a new state, and the body
// that says so.
func (t *Transactions) Move(tx *Tx, v Transaction, state string, body []byte) {
	v.State, v.Body = state, body
	publish, undo := t.shelf.stage(v.Token, &v)
	tx.add(change{publish: publish, undo: undo, write: func(ctx context.Context, w *writer) error {
		return w.exec(ctx, `UPDATE transactions SET state = ?, body = ? WHERE token = ?`, v.State, pack(v.Body), v.Token)
	}})
}

func (t *Transactions) fetch(ctx context.Context, token string) (*Transaction, error) {
	if unknowable(token) {
		return nil, nil
	}
	var row transactionRow
	err := t.store.read.NewSelect().Model(&row).Where("token = ?", token).Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("read transaction %s: %w", token, err)
	}
	body, damaged := unpack(row.Body)
	trace, wrong := unpack(row.Trace)
	if err := cmp.Or(damaged, wrong); err != nil {
		return nil, fmt.Errorf("read transaction %s: %w", token, err)
	}
	return &Transaction{
		Token: row.Token, Identifier: row.Identifier, Type: row.Type, State: row.State, User: row.User, ActingUser: row.ActingUser,
		Card: row.Card, FundingSource: row.FundingSource, Direction: row.Direction, Purchase: row.Purchase,
		Happened: time.Unix(row.Happened, 0).UTC(), Created: time.Unix(row.Created, 0).UTC(),
		Body: body, Trace: trace, seq: row.Seq, hash: row.Hash,
	}, nil
}

// TransactionFilter selects durable transactions. Zero fields select nothing out.
type TransactionFilter struct {
	User, ActingUser, Card, FundingSource, Direction, Purchase string
	Types, States                                              []string
	From, To                                                   time.Time // user_transaction_time, To excluded
	StartIdentifier                                            int64     // this identifier and those behind it
	Hidden                                                     bool      // with the hidden funding records
	ByCreated, Ascending                                       bool      // else by user_transaction_time, newest first
	Start, Count                                               int
}

// List gives the bodies of one page, and whether more follow.
func (t *Transactions) List(ctx context.Context, f TransactionFilter) ([][]byte, bool, error) {
	if unknowable(f.User, f.ActingUser, f.Card, f.FundingSource, f.Purchase) || unknowable(f.Types...) {
		return nil, false, nil
	}
	q := t.store.read.NewSelect().Model((*transactionRow)(nil)).Column("body").Offset(int64(f.Start)).Limit(int64(f.Count) + 1)
	for _, equal := range []struct {
		column bun.Ident
		value  string
	}{
		{"user_token", f.User}, {"acting_user_token", f.ActingUser}, {"card_token", f.Card},
		{"funding_source_token", f.FundingSource}, {"direction", f.Direction}, {"purchase", f.Purchase},
	} {
		if equal.value != "" {
			q.Where("? = ?", equal.column, equal.value)
		}
	}
	if f.FundingSource != "" {
		q.Where("funding_source_token <> ''") // says that the partial index will do
	}
	if len(f.Types) > 0 {
		q.Where("type IN (?)", bun.List(f.Types))
	}
	if len(f.States) > 0 {
		q.Where("state IN (?)", bun.List(f.States))
	}
	if !f.From.IsZero() {
		q.Where("happened >= ?", f.From.Unix())
	}
	if !f.To.IsZero() {
		q.Where("happened < ?", f.To.Unix())
	}
	if f.StartIdentifier > 0 {
		q.Where("identifier >= ?", f.StartIdentifier)
	}
	if !f.Hidden {
		q.Where("+identifier > 0") // + keeps the planner from sorting all of that index
	}
	switch {
	case f.ByCreated && f.Ascending:
		q.Order("seq")
	case f.ByCreated:
		q.Order("seq DESC")
	case f.Ascending:
		q.Order("happened", "seq")
	default:
		q.Order("happened DESC", "seq DESC")
	}
	var bodies [][]byte
	if err := q.Scan(ctx, &bodies); err != nil {
		return nil, false, fmt.Errorf("list transactions: %w", err)
	}
	more := len(bodies) > f.Count
	bodies = bodies[:min(len(bodies), f.Count)]
	for i := range bodies {
		var err error
		if bodies[i], err = unpack(bodies[i]); err != nil {
			return nil, false, fmt.Errorf("list transactions: %w", err)
		}
	}
	return bodies, more, nil
}
