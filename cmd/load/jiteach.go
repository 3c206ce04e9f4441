package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"

	"carddeck/marqeta/jit"
)

// each are books that send PostgreSQL one statement for each authorization, as is often
// done: balance and hold in one, durable when it returns.
type each struct {
	db        *sql.DB
	stmt      *sql.Stmt
	arguments func(jit.Question, jit.Decision) []any
}

func openEach(dsn string) (*each, error) {
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(32)
	db.SetMaxIdleConns(32)
	return &each{db: db}, nil
}

// newEach keeps the same rows as the console's books, in the same tables with their
// indexes and guards.
func newEach(ctx context.Context, dsn string) (*each, error) {
	e, err := openEach(dsn)
	if err != nil {
		return nil, err
	}
	e.arguments = func(q jit.Question, d jit.Decision) []any {
		digest := q.Digest()
		trace, _ := json.Marshal(d.Trace)
		day := q.Received.Unix() / 86400
		facing, _ := json.Marshal(jit.Account{Holder: q.Holder(), Currency: q.Currency, Posted: wealth})
		return []any{
			q.Holder(), q.Currency, q.Amount, day, q.Token, digest[:], q.Transaction, q.Method, q.Type, q.ActingUser, q.Card, q.CardProduct, q.Source,
			q.MID, q.MCC, q.Merchant, q.Country, q.Channel, d.Rule, d.Version, q.Created, q.Received, trace, d.Answer, q.Body, facing,
		}
	}
	e.stmt, err = e.db.PrepareContext(ctx, `WITH a AS (
			UPDATE ledger_accounts SET day = $4::bigint, day_amount = CASE day WHEN $4::bigint THEN day_amount ELSE 0 END + $3::bigint,
				day_count = CASE day WHEN $4::bigint THEN day_count ELSE 0 END + 1, month = $4::bigint / 31, month_amount = month_amount + $3::bigint, month_count = month_count + 1
			WHERE kind = 'user' AND holder = $1 AND currency = $2 AND posted - held - $3::bigint >= floor RETURNING id, posted, held
		), d AS (
			INSERT INTO funding_decisions (token, digest, transaction_token, original_token, preceding_token, account_id, effect, binding, approved, granted, currency,
				amount, method, type, acting_user_token, card_token, card_product_token, source, gateway, mode, mid, mcc, merchant, country, channel, reason, memo, tags,
				rule, version, status, created_time, received_at, decided_at, waited_micros, day, outcome, trace, answer, request, facing)
			SELECT $5, $6::bytea, $7, '', '', id, 'hold', TRUE, TRUE, $3::bigint, $2, $3::bigint, $8, $9, $10, $11, $12, $13, '', 'decide', $14, $15, $16, $17, $18,
				'', '', '', $19, $20::bigint, 200, $21::timestamptz, $22::timestamptz, now(), 0, $4::bigint, '', $23::bytea, $24::bytea, $25::bytea, $26::bytea FROM a
		), h AS (
			INSERT INTO ledger_holds (purchase, account_id, amount, promised, state, origin, opened_at, changed_at)
			SELECT $7, id, 0, 0, 'open', 'decided', $21::timestamptz, now() FROM a
		)
		INSERT INTO ledger_entries (account_id, debit_id, credit_id, book, amount, currency, kind, purchase, transaction_token, decision_token, forced, posted_after, held_after, at)
		SELECT a.id, a.id, s.id, 'held', $3::bigint, $2, 'hold', $7, $7, $5, FALSE, a.posted, a.held + $3::bigint, now()
		FROM a JOIN ledger_accounts s ON s.kind = 'settlement' AND s.holder = '' AND s.currency = $2`)
	if err != nil {
		return nil, errors.Join(err, e.db.Close())
	}
	return e, nil
}

// newBare keeps no more than balances and decisions, in two tables of its own.
func newBare(ctx context.Context, dsn string, accounts int) (*each, error) {
	e, err := openEach(dsn)
	if err != nil {
		return nil, err
	}
	for _, text := range []string{
		`DROP TABLE IF EXISTS load_each_decisions, load_each_accounts`,
		`CREATE TABLE load_each_accounts (holder TEXT PRIMARY KEY, posted BIGINT NOT NULL, held BIGINT NOT NULL, CHECK (posted - held >= 0))`,
		`CREATE TABLE load_each_decisions (token TEXT PRIMARY KEY, holder TEXT NOT NULL, amount BIGINT NOT NULL, answer BYTEA NOT NULL, request BYTEA NOT NULL, at TIMESTAMPTZ NOT NULL DEFAULT now())`,
	} {
		if _, err := e.db.ExecContext(ctx, text); err != nil {
			return nil, errors.Join(err, e.db.Close())
		}
	}
	_, err = e.db.ExecContext(ctx, `INSERT INTO load_each_accounts SELECT 'user_' || lpad(n::text, 8, '0'), $1, 0 FROM generate_series(0, $2::int - 1) n`, int64(wealth), accounts)
	if err == nil {
		e.stmt, err = e.db.PrepareContext(ctx, `WITH held AS (UPDATE load_each_accounts SET held = held + $2 WHERE holder = $1 AND posted - held >= $2 RETURNING holder)
			INSERT INTO load_each_decisions (token, holder, amount, answer, request) SELECT $3, holder, $2, $4, $5 FROM held`)
	}
	if err != nil {
		return nil, errors.Join(err, e.db.Close())
	}
	e.arguments = func(q jit.Question, d jit.Decision) []any {
		return []any{q.Holder(), q.Amount, q.Token, d.Answer, q.Body}
	}
	return e, nil
}

func (e *each) close() { _ = e.db.Close() }

func (e *each) Decide(ctx context.Context, q jit.Question) (jit.Decision, error) {
	account := jit.Account{Holder: q.Holder(), Currency: q.Currency, Posted: wealth}
	d := jit.Decision{Token: q.Token, Verdict: q.Judge(account), At: q.Received}
	d.Status, d.Answer = jit.Compose(q.Ask, d.Verdict, account)
	r, err := e.stmt.ExecContext(ctx, e.arguments(q, d)...)
	if err != nil {
		return jit.Decision{}, err
	}
	if n, err := r.RowsAffected(); err != nil || n != 1 {
		return jit.Decision{}, errors.Join(errors.New("nothing was held"), err)
	}
	return d, nil
}
