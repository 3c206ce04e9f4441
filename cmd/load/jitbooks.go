package main

import (
	"context"
	"database/sql"
	"errors"
	"sync"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"

	"carddeck/marqeta/jit"
	"carddeck/marqeta/ledger"
	"carddeck/store"
)

// memory are books that nothing outlives: what the endpoint costs without a database.
type memory struct {
	mu    sync.Mutex
	held  map[string]int64
	known map[string]jit.Decision
}

const wealth = 100_000_000_00 // what each account begins with, in cents

func (m *memory) Decide(_ context.Context, q jit.Question) (jit.Decision, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.held == nil {
		m.held, m.known = map[string]int64{}, map[string]jit.Decision{}
	}
	if d, ok := m.known[q.Token]; ok {
		d.Repeated = true
		return d, nil
	}
	account := jit.Account{Holder: q.Holder(), Currency: q.Currency, Posted: wealth, Held: m.held[q.Holder()]}
	d := jit.Decision{Token: q.Token, Verdict: q.Judge(account), At: q.Received}
	if d.Approved {
		account.Held += d.Amount
		m.held[q.Holder()] = account.Held
	}
	d.Status, d.Answer = jit.Compose(q.Ask, d.Verdict, account)
	m.known[q.Token] = d
	return d, nil
}

// each are books that send PostgreSQL one statement for each authorization, as is often
// done: balance and hold in one, durable when it returns.
type each struct {
	db   *sql.DB
	stmt *sql.Stmt
}

func newEach(ctx context.Context, dsn string, accounts int) (*each, error) {
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(32)
	db.SetMaxIdleConns(32)
	for _, text := range []string{
		`DROP TABLE IF EXISTS load_each_decisions, load_each_accounts`,
		`CREATE TABLE load_each_accounts (holder TEXT PRIMARY KEY, posted BIGINT NOT NULL, held BIGINT NOT NULL, CHECK (posted - held >= 0))`,
		`CREATE TABLE load_each_decisions (token TEXT PRIMARY KEY, holder TEXT NOT NULL, amount BIGINT NOT NULL, answer BYTEA NOT NULL, request BYTEA NOT NULL, at TIMESTAMPTZ NOT NULL DEFAULT now())`,
	} {
		if _, err := db.ExecContext(ctx, text); err != nil {
			return nil, errors.Join(err, db.Close())
		}
	}
	_, err = db.ExecContext(ctx, `INSERT INTO load_each_accounts SELECT 'user_' || lpad(n::text, 8, '0'), $1, 0 FROM generate_series(0, $2::int - 1) n`, int64(wealth), accounts)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	stmt, err := db.PrepareContext(ctx, `WITH held AS (UPDATE load_each_accounts SET held = held + $2 WHERE holder = $1 AND posted - held >= $2 RETURNING holder)
		INSERT INTO load_each_decisions (token, holder, amount, answer, request) SELECT $3, holder, $2, $4, $5 FROM held`)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &each{db, stmt}, nil
}

func (e *each) close() { _ = e.db.Close() }

func (e *each) Decide(ctx context.Context, q jit.Question) (jit.Decision, error) {
	account := jit.Account{Holder: q.Holder(), Currency: q.Currency, Posted: wealth}
	d := jit.Decision{Token: q.Token, Verdict: q.Judge(account), At: q.Received}
	d.Status, d.Answer = jit.Compose(q.Ask, d.Verdict, account)
	r, err := e.stmt.ExecContext(ctx, q.Holder(), q.Amount, q.Token, d.Answer, q.Body)
	if err != nil {
		return jit.Decision{}, err
	}
	if n, err := r.RowsAffected(); err != nil || n != 1 {
		return jit.Decision{}, errors.Join(errors.New("nothing was held"), err)
	}
	return d, nil
}

// fundOne opens a user's account and puts money on it.
func fundOne(ctx context.Context, s *store.Store, user string) error {
	_, err := s.CreditFromShell(ctx, store.ShellCredit{
		Holder: ledger.Holder{Kind: ledger.User, Token: user}, Currency: "USD", Amount: wealth, Memo: "load", By: "load",
	})
	return err
}
