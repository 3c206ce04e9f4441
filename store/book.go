package store

import (
	"context"
	"slices"

	"carddeck/marqeta/ledger"

	"github.com/uptrace/bun"
)

// cause is what moves the ledger: one of the three.
type cause struct {
	transaction  string // with notification: what the platform told
	notification int64
	decision     string // JIT token
	proposal     int64
}

// bookTransaction books what a notification changes, where the ledger is concerned.
// members are the transactions that its links lead to.
func (s *Store) bookTransaction(ctx context.Context, t Transaction, members []Transaction) error {
	if err := s.awaitDecisions(ctx, t); err != nil {
		return err
	}
	concerned := t.JITToken != "" || slices.ContainsFunc(members, func(m Transaction) bool { return m.ByGateway })
	if !concerned {
		tokens := []string{t.Token, t.PrecedingToken}
		for _, m := range members {
			tokens = append(tokens, m.Token)
		}
		n, err := s.write.NewSelect().Model((*FundingDecision)(nil)).Where("transaction_token IN (?)", bun.List(tokens)).Limit(1).Count(ctx)
		if err != nil || n == 0 {
			return translate("look for decisions about a transaction", err)
		}
	}
	return s.rebook(ctx, cause{transaction: t.Token, notification: t.NotificationID}, t.Token, t.JITToken, t.JITOriginal)
}

// awaitDecisions waits until whoever decides about the holder of a transaction has
// committed, and keeps the next from it until the transaction can be seen: else neither
// would see the other, and a hold would stay for what the platform has declined.
func (s *Store) awaitDecisions(ctx context.Context, t Transaction) error {
	if s.isSQLite() || t.Holder == "" {
		return nil
	}
	var ids []int64
	err := s.write.NewSelect().Model((*Account)(nil)).Column("id").Where("holder = ?", t.Holder).Where("kind = ?", t.HolderKind).
		OrderExpr("id").For("UPDATE").Scan(ctx, &ids)
	return translate("wait for decisions", err)
}

// rebook compares what is booked of a purchase with where it stands and appends entries
// for the difference. Nothing that was booked is ever changed.
func (s *Store) rebook(ctx context.Context, c cause, transaction string, messages ...string) error {
	p, err := s.purchaseOf(ctx, transaction, messages...)
	if err != nil || !p.ours() {
		return err
	}
	b := &booking{Store: s, cause: c, purchase: p, position: p.position()}
	if err := b.lock(ctx); err != nil {
		return err
	}
	if !s.isSQLite() { // somebody may have decided meanwhile
		if b.purchase, err = s.purchaseOf(ctx, transaction, messages...); err != nil {
			return err
		}
		b.position = b.purchase.position()
	}
	if err := b.read(ctx); err != nil {
		return err
	}
	b.compare()
	if err := b.write(ctx); err != nil {
		return err
	}
	if err := b.noteMisfits(ctx); err != nil {
		return err
	}
	if err := b.heldRepairs(ctx); err != nil {
		return err
	}
	return b.noteOutcomes(ctx)
}

// booking is a purchase on its way into the books.
type booking struct {
	*Store
	cause    cause
	purchase *purchase
	position ledger.Position

	account  int64 // the holder's; 0 when it is unknown whose
	accounts map[int64]*Account
	holds    []Hold
	posted   []postedSum
	entries  []Entry
}

// postedSum is what is posted to an account for a transaction.
type postedSum struct {
	AccountID        int64
	TransactionToken string
	Amount           int64
}

// lock keeps others from the accounts of the purchase until the transaction ends. The
// holder's is opened if need be, so that somebody who decides at this time waits.
func (b *booking) lock(ctx context.Context) error {
	if b.position.Holder.Token == "" {
		return nil
	}
	a, err := b.openAccount(ctx, b.position.Holder, b.position.Currency)
	b.account = a.ID
	return err
}

// read finds what is booked, and the accounts it is booked to.
func (b *booking) read(ctx context.Context) error {
	tokens := bun.List(b.purchase.known())
	if err := b.Store.write.NewSelect().Model(&b.holds).Where("purchase IN (?)", tokens).Scan(ctx); err != nil {
		return translate("find the holds of a purchase", err)
	}
	err := b.Store.write.NewSelect().Model((*Entry)(nil)).ColumnExpr("account_id, transaction_token").
		ColumnExpr("CAST(sum(CASE credit_id WHEN account_id THEN amount ELSE -amount END) AS bigint) AS amount").
		Where("book = 'posted'").Where("transaction_token <> ''").Where("transaction_token IN (?)", tokens).Where("proposal_id IS NULL").
		GroupExpr("account_id, transaction_token").Scan(ctx, &b.posted)
	if err != nil {
		return translate("add up the entries of a purchase", err)
	}
	ids := []int64{b.account}
	for _, h := range b.holds {
		ids = append(ids, h.AccountID)
	}
	for _, p := range b.posted {
		ids = append(ids, p.AccountID)
	}
	var all []*Account
	q := b.Store.write.NewSelect().Model(&all).Where("id IN (?)", bun.List(ids)).OrderExpr("id")
	if !b.isSQLite() {
		q.For("UPDATE")
	}
	if err := q.Scan(ctx); err != nil {
		return translate("find the accounts of a purchase", err)
	}
	b.accounts = make(map[int64]*Account, len(all))
	for _, a := range all {
		b.accounts[a.ID] = a
	}
	return nil
}

// compare makes entries of the differences, those of the hold first.
func (b *booking) compare() {
	at := b.position.Purchase
	if b.account != 0 && (b.position.Hold > 0 || b.position.Promised > 0) && !slices.ContainsFunc(b.holds, func(h Hold) bool {
		return h.Purchase == at && h.AccountID == b.account
	}) {
		b.holds = append(b.holds, Hold{Purchase: at, AccountID: b.account})
	}
	for _, h := range b.holds {
		hold, promised := int64(0), int64(0)
		if h.Purchase == at && h.AccountID == b.account {
			hold, promised = b.position.Hold, b.position.Promised
		}
		b.enter(HeldBook, h.AccountID, h.Purchase, b.cause.transaction, "", hold-h.Amount)
		b.enter(PromisedBook, h.AccountID, h.Purchase, b.cause.transaction, "", promised-h.Promised)
	}
	for _, p := range b.posted {
		if !slices.ContainsFunc(b.position.Postings, func(want ledger.Posting) bool {
			return want.Transaction == p.TransactionToken && b.account == p.AccountID
		}) {
			b.enter(PostedBook, p.AccountID, at, p.TransactionToken, "correction", -p.Amount)
		}
	}
	for _, want := range b.position.Postings {
		is := int64(0)
		for _, p := range b.posted {
			if p.TransactionToken == want.Transaction && p.AccountID == b.account {
				is = p.Amount
			}
		}
		b.enter(PostedBook, b.account, at, want.Transaction, want.Kind, want.Amount-is)
	}
}
