package transactions

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/problem"
)

// seen is a transaction with the purchase it belongs to, wherever it was found.
type seen struct {
	store.Transaction
	life  []store.Transaction // oldest first, the transaction among them
	raw   []byte              // as the notification or Marqeta's answer carried it
	local bool                // its notification has come
}

// read finds a transaction: the copy that its notification left, at once or within the
// handler's patience, else what Marqeta says. Marqeta is asked meanwhile, so that the
// page never waits for both in turn.
func (h *Handler) read(ctx context.Context, token string) (seen, error) {
	s, err := h.copy(ctx, token)
	if !errors.Is(err, store.ErrNotFound) {
		return s, err
	}
	type answer struct {
		transaction marqeta.Transaction
		err         error
	}
	ctx, cancel := context.WithTimeout(ctx, marqeta.DefaultTimeout)
	defer cancel()
	asked := make(chan answer, 1)
	go func() {
		t, err := h.program.Transaction(ctx, token)
		asked <- answer{t, err}
	}()
	if s, err := h.await(ctx, token); !errors.Is(err, context.DeadlineExceeded) {
		return s, err
	}
	a := <-asked
	switch {
	case marqeta.IsNotFound(a.err):
		return s, problem.NotFound("transaction", "/transactions", "All transactions")
	case a.err != nil:
		return s, fmt.Errorf("read transaction: %w", a.err)
	}
	t, err := fromMarqeta(a.transaction)
	return seen{Transaction: t, life: []store.Transaction{t}, raw: a.transaction.Raw}, err
}

// await waits for the notification; context.DeadlineExceeded says that it has not come.
func (h *Handler) await(ctx context.Context, token string) (seen, error) {
	ctx, cancel := context.WithTimeout(ctx, h.patient)
	defer cancel()
	if _, err := h.store.WaitTransaction(ctx, token); err != nil {
		return seen{}, fmt.Errorf("wait for notification: %w", err)
	}
	return h.copy(context.WithoutCancel(ctx), token)
}

// copy gives the local copy; store.ErrNotFound when there is none.
func (h *Handler) copy(ctx context.Context, token string) (seen, error) {
	life, err := h.store.Lifecycle(ctx, token)
	if err != nil {
		return seen{}, fmt.Errorf("find transaction: %w", err)
	}
	for _, t := range life {
		if t.Token == token {
			return seen{Transaction: t, life: life, local: true}, nil
		}
	}
	return seen{}, fmt.Errorf("find transaction in its lifecycle: %w", store.ErrNotFound)
}

// fromMarqeta is the copy that a notification with the same content would have left,
// as far as a page shows it.
func fromMarqeta(m marqeta.Transaction) (store.Transaction, error) {
	t := store.Transaction{
		Token: m.Token, Type: m.Type, State: string(m.State), ReportedState: string(m.State),
		UserToken: m.UserToken, ActingUserToken: m.ActingUserToken, CardToken: m.CardToken, CardProductToken: m.CardProductToken,
		Currency: m.CurrencyCode, ResponseCode: string(m.Response.Code), ResponseMemo: m.Response.Memo, ApprovalCode: m.ApprovalCode,
		Merchant: m.CardAcceptor.Name, MID: m.CardAcceptor.MID, MCC: m.CardAcceptor.MCC, City: m.CardAcceptor.City, Country: m.CardAcceptor.CountryCode,
		Network: m.Network, Subnetwork: m.Subnetwork, PrecedingToken: m.PrecedingRelatedTransactionToken,
		FinalClearing:       m.IsFinalClearing != nil && *m.IsFinalClearing,
		FundingRecord:       strings.HasPrefix(m.Type, "gpa.") && m.Network == "MARQETA" && m.PrecedingRelatedTransactionToken != "",
		UserTransactionTime: m.UserTransactionTime.Time, CreatedTime: m.CreatedTime.Time, SettlementDate: m.SettlementDate.Time,
	}
	if m.Card != nil {
		t.LastFour = m.Card.LastFour
	}
	if o := m.GPAOrder; o != nil {
		t.GPAOrderToken, t.FundingType, t.FundingSourceToken = o.Token, o.Funding.Source.Type, o.FundingSourceToken
	}
	asked := m.RequestAmount
	if asked.IsZero() {
		asked = m.Amount
	}
	var err error
	if t.AmountMinor, err = m.Amount.Minor(store.Digits(t.Currency)); err != nil {
		return t, fmt.Errorf("read the amount of transaction %s: %w", m.Token, err)
	}
	if t.RequestAmountMinor, err = asked.Minor(store.Digits(t.Currency)); err != nil {
		return t, fmt.Errorf("read the request_amount of transaction %s: %w", m.Token, err)
	}
	return t, nil
}

// parse reads what a page shows of a transaction beyond its local copy. What cannot be
// read is left out: the raw bytes are on the page.
func parse(raw []byte) marqeta.Transaction {
	var m marqeta.Transaction
	if json.Unmarshal(raw, &m) != nil {
		return marqeta.Transaction{}
	}
	return m
}
