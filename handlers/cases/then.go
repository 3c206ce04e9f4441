package cases

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/dictionary"
	"carddeck/marqeta/explain"
	"carddeck/marqeta/handover"
	"carddeck/store"
	"carddeck/web/spend"
)

// then gives how everything stood when a transaction was decided, of the versions that
// this console kept.
func (h *Handler) then(ctx context.Context, t store.Transaction) (handover.AsOfThen, error) {
	out := handover.AsOfThen{At: marqeta.At(t.CreatedTime)}
	// Marqeta tells whole seconds; what became within the second counts.
	at := t.CreatedTime.Add(time.Second - time.Microsecond)

	var card store.CardContent
	since, err := h.version(ctx, store.CardVersions, t.CardToken, at, &card)
	if err != nil {
		return out, fmt.Errorf("find how the card stood: %w", err)
	}
	if !since.IsZero() {
		out.Card = standingSince(card.State, since, t)
	}
	var user store.UserContent
	if since, err = h.version(ctx, store.UserVersions, t.UserToken, at, &user); err != nil {
		return out, fmt.Errorf("find how the user stood: %w", err)
	}
	if !since.IsZero() {
		out.User = standingSince(user.Status, since, t)
	}
	var product store.ProductContent
	if since, err = h.version(ctx, store.ProductVersions, t.CardProductToken, at, &product); err != nil {
		return out, fmt.Errorf("find how the card product stood: %w", err)
	}
	if !since.IsZero() {
		out.CardProduct = &handover.Product{Active: product.Active, Funding: product.Funding, FundingSourceToken: product.FundingSourceToken, Config: handover.ConfigOf(product.Config)}
	}
	var controls spend.Captured
	if since, err = h.version(ctx, store.ControlsVersions, spend.ProgramVersions, at, &controls); err != nil {
		return out, fmt.Errorf("find the controls of then: %w", err)
	}
	if !since.IsZero() {
		out.Controls = handover.ControlsOf(controls.Set.InForce(at, t.UserToken, t.CardProductToken), controls.Cut)
	}
	return out, nil
}

func standingSince(state string, since time.Time, t store.Transaction) *handover.Standing {
	second := since.Truncate(time.Second).Equal(t.CreatedTime.Truncate(time.Second))
	return &handover.Standing{State: state, Since: marqeta.At(since), SameSecond: second}
}

// certain takes from an exact trace what the sandbox itself saw.
func certain(then handover.AsOfThen, tr explain.Trace) handover.AsOfThen {
	for _, seen := range []struct {
		as    *handover.Standing
		check dictionary.Check
		name  string
	}{{then.Card, dictionary.CardState, "state"}, {then.User, dictionary.AccountState, "status"}} {
		if state := tr.Line(seen.check).Values.Text(seen.name); tr.Exact && seen.as != nil && state != "" {
			seen.as.State, seen.as.SameSecond = state, false
		}
	}
	return then
}

// version reads how something stood into its content, and gives since when. The time is
// zero where nothing that old is kept.
func (h *Handler) version(ctx context.Context, kind store.Kind, token string, at time.Time, into any) (since time.Time, err error) {
	if token == "" {
		return since, nil
	}
	v, err := h.store.VersionAt(ctx, kind, token, at)
	if errors.Is(err, store.ErrNotFound) {
		return since, nil
	}
	if err == nil {
		err = json.Unmarshal(v.Body, into)
	}
	return v.FromAt, err
}
