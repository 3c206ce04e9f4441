package transactions

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"carddeck/marqeta"
	"carddeck/marqeta/scenario"
	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/change"
	"carddeck/web/problem"
)

// Scenario makes a scenario of the purchase that a transaction belongs to, without the
// cardholder's tokens, and leads to it.
func (h *Handler) Scenario(w http.ResponseWriter, r *http.Request) error {
	s, err := h.read(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	made, err := h.remake(r.Context(), s)
	if err != nil {
		return err
	}
	operator := auth.From(r.Context())
	row := store.Scenario{Name: made.Name, Title: made.Title, File: made.Format(), OperatorID: operator.ID, OperatorEmail: operator.Email}
	return h.changes.Carry(w, r, change.Change{
		Area: "scenarios", Action: "create scenario", Target: made.Name, Request: map[string]string{"from": s.Token},
		Path: "/scenarios/" + url.PathEscape(made.Name), Said: "The purchase is a scenario now. Play it, or change what it expects.",
	}, func(ctx context.Context, _ *change.Change) error {
		err := h.store.AddScenario(ctx, row)
		if errors.Is(err, store.ErrConflict) {
			return nil // it was made before, and people may have changed it
		}
		if err != nil {
			return fmt.Errorf("keep the scenario of a purchase: %w", err)
		}
		return nil
	})
}

// remake writes the scenario of a purchase as it was notified.
func (h *Handler) remake(ctx context.Context, s seen) (scenario.Scenario, error) {
	var life []marqeta.Transaction
	for _, t := range s.life {
		raw := s.raw
		if s.local {
			n, err := h.store.Notification(ctx, t.NotificationID)
			if err != nil {
				return scenario.Scenario{}, fmt.Errorf("find the notification of the purchase: %w", err)
			}
			raw = n.Raw
		}
		life = append(life, parse(raw))
	}
	product, err := h.program.CardProduct(ctx, s.CardProductToken)
	if err != nil && !marqeta.IsNotFound(err) {
		return scenario.Scenario{}, fmt.Errorf("read the card product of the purchase: %w", err)
	}
	made, err := scenario.FromPurchase(scenarioName(life[0].Token), life, product)
	if errors.Is(err, scenario.ErrNoPurchase) {
		return made, &problem.Problem{Status: http.StatusConflict, Title: "No scenario can be made of it",
			Detail: "No simulation makes a transaction of this kind. Nothing was kept.", Href: path(s.Token), Action: "The transaction"}
	}
	if err != nil {
		return made, fmt.Errorf("make a scenario of the purchase: %w", err)
	}
	if _, err := scenario.Parse(made.Format()); err != nil {
		return made, fmt.Errorf("the scenario made of a purchase is none: %w", err)
	}
	return made, nil
}

// scenarioName names the scenario of a purchase after the token's first letters.
func scenarioName(token string) string {
	clean := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return -1
	}, strings.ToLower(token))
	return "purchase-" + clean[:min(len(clean), 36)]
}

// remakable reports whether a scenario can be made of a purchase.
func remakable(life []store.Transaction) bool {
	if len(life) == 0 {
		return false
	}
	needs, known := marqeta.SimulationKind(life[0].Type).Fields()
	return known && needs.Preceding != marqeta.Required
}
