package audit

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/render"
	"carddeck/web/session"
)

// Program is what can be asked about a change whose answer never came.
type Program interface {
	FundingSource(ctx context.Context, token string) (marqeta.FundingSource, error)
	GatewayFundingSource(ctx context.Context, token string) (marqeta.GatewayFundingSource, error)
	CardProduct(ctx context.Context, token string) (marqeta.CardProduct, error)
	User(ctx context.Context, token string) (marqeta.User, error)
	UserTransition(ctx context.Context, token string) (marqeta.UserTransition, error)
	Card(ctx context.Context, token string) (marqeta.Card, error)
	CardTransition(ctx context.Context, token string) (marqeta.CardTransition, error)
	GPAOrder(ctx context.Context, token string) (marqeta.GPAOrder, error)
	Webhook(ctx context.Context, token string) (marqeta.Webhook, error)
	Transactions(ctx context.Context, f marqeta.TransactionFilter) (marqeta.Page[marqeta.Transaction], error)
}

// patience is how long a change may be under way before it is asked about. It is well
// above the longest call, so that nobody asks before the answer had its chance.
const patience = 30 * time.Second

// Settle asks about one entry at once.
func (h *Handler) Settle(w http.ResponseWriter, r *http.Request) error {
	e, err := h.entry(r)
	if err != nil {
		return err
	}
	s := session.From(r.Context())
	switch outcome, err := h.settle(r.Context(), e); {
	case err != nil:
		s.AddFlash(session.Flash{Kind: session.Failed, Text: "Marqeta could not be asked just now. The console tries again by itself."})
	case outcome == store.OutcomeUnknown:
		s.AddFlash(session.Flash{Kind: session.Notice, Text: "Marqeta's answer does not settle it. Compare the object's page with what was sent."})
	default:
		s.AddFlash(session.Flash{Kind: session.Done, Text: "Settled."})
	}
	return render.Redirect(w, r, entryPath(e))
}

// SettleAll asks about every entry that is open for longer than an answer takes.
func (h *Handler) SettleAll(ctx context.Context) error {
	entries, err := h.store.OpenAudits(ctx, h.now().Add(-patience))
	if err != nil {
		return fmt.Errorf("list open audit entries: %w", err)
	}
	for _, e := range entries {
		if _, err := h.settle(ctx, e); err != nil {
			return err
		}
	}
	return nil
}

// settle asks for what the change would have made and closes the entry when the answer
// is plain.
func (h *Handler) settle(ctx context.Context, e store.AuditEntry) (store.Outcome, error) {
	question := questionOf(e)
	if question == nil && e.Outcome == store.OutcomeUnknown {
		return e.Outcome, nil
	}
	outcome, detail := store.OutcomeUnknown, "It cannot be settled by asking; compare the object with what was sent."
	if question != nil {
		made, err := question(ctx, h.program)
		switch {
		case err == nil && made:
			outcome, detail = store.OutcomeDone, "Settled by asking Marqeta: it was carried out."
		case err == nil, marqeta.IsNotFound(err):
			outcome, detail = store.OutcomeRefused, "Settled by asking Marqeta: it was not carried out."
		default:
			return store.OutcomeUnknown, fmt.Errorf("ask about %s %s: %w", e.Action, e.Target, err)
		}
	}
	err := h.store.FinishAudit(ctx, e.ID, outcome, e.Target, e.ResultPath, detail)
	if errors.Is(err, store.ErrNotFound) {
		return outcome, nil // somebody else closed it meanwhile
	}
	return outcome, err
}

// question asks Marqeta whether a change was carried out.
type question func(ctx context.Context, p Program) (bool, error)

// sent is the part of a request that tells what it would have made.
type sent struct {
	Token              string         `json:"token"`
	CardToken          string         `json:"card_token"`
	UserToken          string         `json:"user_token"`
	State              string         `json:"state"`
	Status             string         `json:"status"`
	Amount             marqeta.Amount `json:"amount"`
	CardProductToken   string         `json:"card_product_token"`
	OriginalOrderToken string         `json:"original_order_token"`
}

// questionOf chooses the question by the shape of what was sent. Without the token that
// the request made up there is nothing certain to ask, and nil is given.
func questionOf(e store.AuditEntry) question {
	var s sent
	if json.Unmarshal(e.Request, &s) != nil {
		return nil
	}
	if s.Token == "" {
		return changedSince(e)
	}
	switch {
	case s.CardToken != "" && s.State != "":
		return exists(s.Token, Program.CardTransition)
	case s.UserToken != "" && s.Status != "":
		return exists(s.Token, Program.UserTransition)
	}
	switch e.Area {
	case "card-products":
		return exists(s.Token, Program.CardProduct)
	case "users":
		return exists(s.Token, Program.User)
	case "cards":
		return exists(s.Token, Program.Card)
	case "webhooks":
		return exists(s.Token, Program.Webhook)
	case "gpa-orders":
		if s.OriginalOrderToken == "" {
			return exists(s.Token, Program.GPAOrder)
		}
	case "funding-sources":
		return eitherFundingSource(s.Token)
	}
	return nil
}

func exists[T any](token string, read func(Program, context.Context, string) (T, error)) question {
	return func(ctx context.Context, p Program) (bool, error) {
		_, err := read(p, ctx, token)
		return err == nil, err
	}
}

func eitherFundingSource(token string) question {
	return func(ctx context.Context, p Program) (bool, error) {
		_, err := p.FundingSource(ctx, token)
		if marqeta.IsNotFound(err) {
			_, err = p.GatewayFundingSource(ctx, token)
		}
		return err == nil, err
	}
}

// changedSince asks whether an object was modified after the entry began. Marqeta's
// times have whole seconds, so the second in which it began counts.
func changedSince(e store.AuditEntry) question {
	since := e.StartedAt.Truncate(time.Second)
	modified := func(at marqeta.Time, err error) (bool, error) { return err == nil && !at.Before(since), err }
	switch e.Area {
	case "card-products":
		return func(ctx context.Context, p Program) (bool, error) {
			x, err := p.CardProduct(ctx, e.Target)
			return modified(x.LastModifiedTime, err)
		}
	case "users":
		return func(ctx context.Context, p Program) (bool, error) {
			x, err := p.User(ctx, e.Target)
			return modified(x.LastModifiedTime, err)
		}
	case "cards":
		return func(ctx context.Context, p Program) (bool, error) {
			x, err := p.Card(ctx, e.Target)
			return modified(x.LastModifiedTime, err)
		}
	case "simulator", "transactions":
		return simulatedSince(e, since)
	}
	return nil
}
