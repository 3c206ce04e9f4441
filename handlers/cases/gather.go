package cases

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/explain"
	"carddeck/marqeta/handover"
	"carddeck/store"
	"carddeck/web/decided"
	"carddeck/web/problem"
)

// shownOfGroup is how many transactions of a group stand in its bundle: enough to see what
// they have in common.
const shownOfGroup = 5

// holderPatience bounds what is asked of Marqeta to know the cardholders.
const holderPatience = 400 * time.Millisecond

// told is a transaction as it is known here, with what explains it.
type told struct {
	store.Transaction
	content  marqeta.Transaction
	raw      []byte
	received *store.NotificationDetail // nil when it was read from Marqeta
	life     []store.Transaction
	card     store.Card
	product  store.CardProduct
	trace    explain.Trace
	then     handover.AsOfThen
}

// gather reads what a case's bundle is made of: the transaction, or the latest of a group.
func (h *Handler) gather(ctx context.Context, c store.Case) ([]told, error) {
	tokens := []string{c.Subject}
	if c.Kind == store.DeclineGroupCase {
		found, err := h.store.ListTransactions(ctx, store.TransactionFilter{DeclineGroup: c.Subject}, store.Page{Limit: shownOfGroup})
		if err != nil {
			return nil, fmt.Errorf("list transactions of a group: %w", err)
		}
		tokens = nil
		for _, t := range found.Rows {
			tokens = append(tokens, t.Token)
		}
	}
	out, failed := make([]told, len(tokens)), make([]error, len(tokens))
	var together sync.WaitGroup
	for i, token := range tokens {
		together.Go(func() { out[i], failed[i] = h.read(ctx, token) })
	}
	together.Wait()
	return out, errors.Join(failed...)
}

// read finds one transaction: as its notification told it, else as Marqeta does now.
func (h *Handler) read(ctx context.Context, token string) (told, error) {
	t, err := h.received(ctx, token)
	if errors.Is(err, store.ErrNotFound) {
		t, err = h.unreceived(ctx, token)
	}
	if err != nil {
		return t, err
	}
	if t.card, err = store.LookUp(ctx, t.CardToken, h.store.Card); err != nil {
		return t, fmt.Errorf("find the card of transaction: %w", err)
	}
	if t.product, err = store.LookUp(ctx, t.CardProductToken, h.store.CardProduct); err != nil {
		return t, fmt.Errorf("find the card product of transaction: %w", err)
	}
	if t.then, err = h.then(ctx, t.Transaction); err != nil {
		return t, err
	}
	if !t.FundingRecord {
		t.trace = decided.Trace(ctx, h.program, t.Token, t.content)
		t.then = certain(t.then, t.trace)
	}
	return t, nil
}

func (h *Handler) received(ctx context.Context, token string) (told, error) {
	life, err := h.store.Lifecycle(ctx, token)
	if err != nil {
		return told{}, fmt.Errorf("find transaction: %w", err)
	}
	at := slices.IndexFunc(life, func(t store.Transaction) bool { return t.Token == token })
	if at < 0 {
		return told{}, fmt.Errorf("find transaction in its lifecycle: %w", store.ErrNotFound)
	}
	n, err := h.store.Notification(ctx, life[at].NotificationID)
	if err != nil {
		return told{}, fmt.Errorf("find the notification of transaction: %w", err)
	}
	t := told{Transaction: life[at], raw: n.Raw, received: &n, life: life}
	if json.Unmarshal(n.Raw, &t.content) != nil {
		t.content = contentOf(t.Transaction)
	}
	return t, nil
}

func (h *Handler) unreceived(ctx context.Context, token string) (told, error) {
	m, err := h.program.Transaction(ctx, token)
	if marqeta.IsNotFound(err) {
		return told{}, problem.NotFound("transaction", section, "All cases")
	}
	if err != nil {
		return told{}, fmt.Errorf("read transaction: %w", err)
	}
	t := copyOf(m)
	return told{Transaction: t, content: m, raw: m.Raw, life: []store.Transaction{t}}, nil
}

// contentOf is what the copy of a transaction tells whose notification cannot be read.
func contentOf(t store.Transaction) marqeta.Transaction {
	return marqeta.Transaction{
		Token: t.Token, Type: t.Type, State: marqeta.TransactionState(t.ReportedState), UserToken: t.UserToken, ActingUserToken: t.ActingUserToken,
		BusinessToken: t.BusinessToken, CardToken: t.CardToken, CardProductToken: t.CardProductToken,
		CreatedTime: marqeta.At(t.CreatedTime), UserTransactionTime: marqeta.At(t.UserTransactionTime),
		Amount: t.Amount(), RequestAmount: t.RequestAmount(), CurrencyCode: t.Currency, ApprovalCode: t.ApprovalCode, Network: t.Network, Subnetwork: t.Subnetwork,
		Response:     marqeta.Response{Code: marqeta.ResponseCode(t.ResponseCode), Memo: t.ResponseMemo},
		CardAcceptor: marqeta.CardAcceptor{Name: t.Merchant, MID: t.MID, MCC: t.MCC, City: t.City, CountryCode: t.Country},
	}
}

// holders reads who the cardholders are, from Marqeta where it answers in time, since it
// knows addresses, too; else from our copies.
func (h *Handler) holders(ctx context.Context, all []told) ([]marqeta.User, error) {
	var tokens []string
	for _, t := range all {
		tokens = append(tokens, t.UserToken, t.ActingUserToken)
	}
	slices.Sort(tokens)
	tokens = slices.DeleteFunc(slices.Compact(tokens), func(token string) bool { return token == "" })
	out, failed := make([]marqeta.User, 2*len(tokens)), make([]error, len(tokens))
	patient := marqeta.WithPatience(ctx, holderPatience)
	var together sync.WaitGroup
	for i, token := range tokens {
		together.Go(func() {
			known, err := store.LookUp(ctx, token, h.store.User)
			failed[i] = err
			out[2*i] = marqeta.User{FirstName: known.FirstName, MiddleName: known.MiddleName, LastName: known.LastName, Email: known.Email, Phone: known.Phone}
			if u, err := h.program.User(patient, token); err == nil {
				out[2*i+1] = u
			}
		})
	}
	together.Wait()
	return out, errors.Join(failed...)
}
