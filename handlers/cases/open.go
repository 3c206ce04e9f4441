package cases

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/casework"
	"carddeck/web/change"
	"carddeck/web/problem"
)

// OpenTransaction opens a case about a transaction, or leads to the one there is.
func (h *Handler) OpenTransaction(w http.ResponseWriter, r *http.Request) error {
	t, err := h.transaction(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	return h.open(w, r, store.Case{Kind: store.TransactionCase, Subject: t.Token, Title: transactionTitle(t)})
}

// OpenGroup opens a case about a group of declines, or leads to the one there is.
func (h *Handler) OpenGroup(w http.ResponseWriter, r *http.Request) error {
	g, err := h.store.DeclineGroup(r.Context(), r.PathValue("id"))
	if errors.Is(err, store.ErrNotFound) {
		return &problem.Problem{Status: http.StatusNotFound, Title: "There is no such group of declines",
			Detail: "None of the stored declines has this cause any more, or the address was changed.", Href: "/declines", Action: "Declines"}
	}
	if err != nil {
		return fmt.Errorf("find decline group: %w", err)
	}
	return h.open(w, r, store.Case{Kind: store.DeclineGroupCase, Subject: g.ID, Title: groupTitle(g)})
}

func (h *Handler) open(w http.ResponseWriter, r *http.Request, c store.Case) error {
	c.OpenedBy = auth.From(r.Context()).Email
	return h.changes.Carry(w, r, change.Change{
		Area: "cases", Action: "open case", Request: map[string]string{"kind": string(c.Kind), "subject": c.Subject},
	}, func(ctx context.Context, ch *change.Change) error {
		opened, fresh, err := h.store.OpenCase(ctx, c)
		if err != nil {
			return fmt.Errorf("open case: %w", err)
		}
		ch.Target, ch.Path, ch.Said = number(opened), path(opened), casework.Name(opened)+" is open. Write down what you know."
		if !fresh {
			ch.Said = casework.Name(opened) + " is about it already."
		}
		return nil
	})
}

// transaction finds a transaction here or at Marqeta, whose notification may not have come.
func (h *Handler) transaction(ctx context.Context, token string) (store.Transaction, error) {
	t, err := h.store.Transaction(ctx, token)
	if !errors.Is(err, store.ErrNotFound) {
		return t, err
	}
	m, err := h.program.Transaction(ctx, token)
	if marqeta.IsNotFound(err) {
		return t, problem.NotFound("transaction", "/transactions", "All transactions")
	}
	if err != nil {
		return t, fmt.Errorf("read transaction: %w", err)
	}
	return copyOf(m), nil
}

// copyOf is what a case needs to know of a transaction that Marqeta told.
func copyOf(m marqeta.Transaction) store.Transaction {
	asked := m.RequestAmount
	if asked.IsZero() {
		asked = m.Amount
	}
	t := store.Transaction{
		Token: m.Token, Type: m.Type, State: string(m.State), CardToken: m.CardToken, UserToken: m.UserToken, ActingUserToken: m.ActingUserToken,
		CardProductToken: m.CardProductToken, Currency: m.CurrencyCode, ResponseCode: string(m.Response.Code), ResponseMemo: m.Response.Memo,
		ApprovalCode: m.ApprovalCode, Merchant: m.CardAcceptor.Name, MID: m.CardAcceptor.MID, MCC: m.CardAcceptor.MCC,
		PrecedingToken: m.PrecedingRelatedTransactionToken, CreatedTime: m.CreatedTime.Time, UserTransactionTime: m.UserTransactionTime.Time,
	}
	// An amount with more decimals than its currency has stays out: the bundle takes the platform's own.
	t.AmountMinor, _ = m.Amount.Minor(store.Digits(t.Currency))
	t.RequestAmountMinor, _ = asked.Minor(store.Digits(t.Currency))
	return t
}
