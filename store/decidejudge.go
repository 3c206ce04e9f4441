package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"carddeck/marqeta/jit"
	"carddeck/marqeta/ledger"
)

// judge decides a question for an account, as of a time, and gives the row to keep.
// settled says that the platform has told the outcome already: our answer came too late
// and places nothing.
func (a *asked) judge(account *Account, settled bool, now time.Time) (FundingDecision, error) {
	today := max(dayOf(now), account.Day)
	facing := account.facing(today)
	v := jit.Decline(a.Ask, "settled before", jit.NotPermitted, "")
	if !settled {
		v = a.Judge(facing)
	}
	status, body := jit.Compose(a.Ask, v, facing)
	trace, err := json.Marshal(v.Trace)
	if err != nil {
		return FundingDecision{}, fmt.Errorf("keep the trace: %w", err)
	}
	before, err := json.Marshal(facing)
	if err != nil {
		return FundingDecision{}, fmt.Errorf("keep the account: %w", err)
	}
	granted := int64(0)
	if v.Approved {
		granted = v.Amount
	}
	a.decision = jit.Decision{Token: a.Token, Verdict: v, Status: status, Answer: body, At: now, Waited: now.Sub(a.came)}
	return FundingDecision{
		Token: a.Token, Digest: a.digest[:], TransactionToken: a.Transaction, OriginalToken: a.Original, PrecedingToken: a.Preceding, AccountID: account.ID,
		Effect: a.effect, Binding: a.Mode != jit.Observe && !settled, Approved: v.Approved, Granted: granted, Currency: a.Currency, Amount: a.Amount,
		Method: a.Method, Type: a.Type, ActingUserToken: a.ActingUser, CardToken: a.Card, CardProductToken: a.CardProduct, Source: a.Source,
		Gateway: a.Gateway, Mode: a.Mode, MID: clip(a.MID, maxText), MCC: a.MCC, Merchant: clip(a.Merchant, maxText), Country: a.Country, Channel: a.Channel,
		Reason: v.Reason, Memo: v.Memo, Tags: v.Tags, Rule: v.Rule, Version: v.Version, Status: status,
		CreatedTime: a.Created, ReceivedAt: a.Received, DecidedAt: now, WaitedMicros: a.decision.Waited.Microseconds(), Day: today,
		Trace: trace, Answer: body, Request: a.Body, Facing: before,
	}, nil
}

// repeat gives a funding message that comes again the answer it got before; one that
// says something else is refused, and moves nothing.
func (a *asked) repeat(known FundingDecision) {
	if bytes.Equal(known.Digest, a.digest[:]) && (known.Binding || !known.Approved || a.Mode == jit.Observe) {
		a.decision = known.answered()
		a.decision.Repeated = true
		return
	}
	rule := "same token, other request"
	if bytes.Equal(known.Digest, a.digest[:]) {
		rule = "answered elsewhere" // while we only observed: our approval held no money
	}
	v := jit.Decline(a.Ask, rule, jit.Duplicate, "")
	status, body := jit.Compose(a.Ask, v, jit.Account{Holder: a.holder.Token, Currency: a.Currency})
	a.decision = jit.Decision{Token: a.Token, Verdict: v, Status: status, Answer: body, Conflict: true, At: known.DecidedAt}
}

// answered is the decision as it was given.
func (d FundingDecision) answered() jit.Decision {
	v := jit.Verdict{Approved: d.Approved, Amount: d.Amount, Reason: d.Reason, Memo: d.Memo, Tags: d.Tags, Rule: d.Rule, Version: d.Version}
	if d.Approved {
		v.Amount = d.Granted
	}
	_ = json.Unmarshal(d.Trace, &v.Trace) // written by judge
	return jit.Decision{Token: d.Token, Verdict: v, Status: d.Status, Answer: d.Answer, At: d.DecidedAt}
}

// FundingConflict is a request that came under the token of another.
type FundingConflict struct {
	ID         int64  `bun:",pk,autoincrement"`
	Token      string // of the funding message that was decided
	Digest     []byte
	Request    []byte // byte for byte
	ReceivedAt time.Time
	Times      int64
}

// conflict keeps the evidence, once for each content.
func (s *Store) conflict(ctx context.Context, a *asked) error {
	s.log.ErrorContext(ctx, "a funding request came again with another content; it was refused", "jit_token", a.Token)
	c := FundingConflict{Token: a.Token, Digest: a.digest[:], Request: a.Body, ReceivedAt: a.Received, Times: 1}
	_, err := s.write.NewInsert().Model(&c).On("CONFLICT (token, digest) DO UPDATE").Set("times = funding_conflict.times + 1").Returning("NULL").Exec(ctx)
	return translate("keep a conflict", err)
}

// errHolder is what a question without a user or business wraps.
var errHolder = errors.New("it names nobody whose money is asked for")

// decideOne decides a question about a purchase of which something is known already, or
// a token that is. It takes the long way: the position decides what moves.
func (s *Store) decideOne(ctx context.Context, a *asked) error {
	if a.holder.Token == "" {
		return errHolder
	}
	account, err := s.openAccount(ctx, a.holder, a.Currency)
	if err != nil {
		return err
	}
	known, err := s.fundingDecision(ctx, a.Token)
	if err == nil {
		if a.repeat(known); a.decision.Conflict {
			return s.conflict(ctx, a)
		}
		return nil
	}
	if !missing(err) {
		return err
	}
	_, err = s.Transaction(ctx, a.Transaction)
	if err != nil && !missing(err) {
		return err
	}
	settled := err == nil
	row, err := a.judge(&account, settled, s.now())
	if err != nil {
		return err
	}
	if _, err := s.write.NewInsert().Model(&row).Exec(ctx); err != nil {
		return translate("keep a decision", err)
	}
	if err := s.rebook(ctx, cause{transaction: a.Transaction, decision: a.Token}, a.Transaction, a.Token, a.Original); err != nil {
		return err
	}
	if !row.counts() {
		return nil
	}
	account.spend(row.Day, row.Granted)
	_, err = s.write.NewUpdate().Model(&account).Column("day", "day_amount", "day_count", "month", "month_amount", "month_count").WherePK().Exec(ctx)
	return translate("count an approval", err)
}

// fundingDecision finds a decision with its bytes, as it is in this transaction.
func (s *Store) fundingDecision(ctx context.Context, token string) (FundingDecision, error) {
	var d FundingDecision
	err := s.write.NewSelect().Model(&d).Where("token = ?", token).Scan(ctx)
	return d, translate("find decision", err)
}

// movement is the entry that a first answer about a purchase makes at once; false when
// it moves nothing. contra is the settlement account.
func (d FundingDecision) movement(account *Account, contra int64) (e Entry, moves bool) {
	if !d.Approved || !d.Binding || d.Granted == 0 {
		return Entry{}, false
	}
	e = Entry{
		AccountID: account.ID, DebitID: account.ID, CreditID: contra, Amount: d.Granted, Currency: d.Currency, Purchase: d.TransactionToken,
		TransactionToken: d.TransactionToken, DecisionToken: d.Token, At: d.DecidedAt,
	}
	switch d.Effect {
	case jit.Hold:
		e.Book, e.Kind = HeldBook, "hold"
		account.Held += d.Granted
	case jit.Post:
		e.Book, e.Kind = PostedBook, "purchase"
		account.Posted -= d.Granted
	case jit.Credit, jit.Promise:
		e.Book, e.Kind = PromisedBook, "promise"
		e.DebitID, e.CreditID = contra, account.ID
	default:
		return Entry{}, false
	}
	e.PostedAfter, e.HeldAfter = account.Posted, account.Held
	account.chain(&e)
	return e, true
}

// hold is the row that follows such an entry, which finds none to change; false when
// there is none.
func (d FundingDecision) hold(e Entry) (Hold, bool) {
	h := Hold{Purchase: d.TransactionToken, AccountID: e.AccountID, Amount: e.Amount, State: ledger.Open, Origin: ledger.Decided, OpenedAt: d.CreatedTime, ChangedAt: d.DecidedAt}
	if e.Book == PromisedBook {
		h.Amount, h.Promised, h.State, h.Origin, h.OpenedAt = 0, e.Amount, ledger.None, "", d.DecidedAt
	}
	return h, e.Book != PostedBook
}

// settlementOf finds the settlement account of a currency. known remembers those that
// are committed, as they never change.
func settlementOf(ctx context.Context, tx *Store, known map[string]int64, currency string) (int64, error) {
	if id := known[currency]; id != 0 {
		return id, nil
	}
	var id int64
	err := tx.reader.NewSelect().Model((*Account)(nil)).Column("id").
		Where("holder = ''").Where("kind = ?", Settlement).Where("currency = ?", currency).Scan(ctx, &id)
	switch {
	case err == nil:
		known[currency] = id
		return id, nil
	case !missing(translate("", err)):
		return 0, translate("find the settlement account", err)
	}
	a, err := tx.openAccount(ctx, ledger.Holder{Kind: Settlement}, currency)
	return a.ID, err
}
