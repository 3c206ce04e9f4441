package provoke_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/marqeta/provoke"
	"carddeck/marqeta/sandbox"
)

func platform(t *testing.T) *marqeta.Client {
	t.Helper()
	emulator, err := sandbox.New(sandbox.Options{Data: sandbox.InMemory})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(emulator)
	c, err := marqeta.New(marqeta.Config{BaseURL: server.URL + "/v3", ApplicationToken: sandbox.DefaultApplicationToken, AdminAccessToken: sandbox.DefaultAdminAccessToken})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close(); server.Close(); _ = emulator.Close() })
	for path, body := range map[string]any{
		"/users": map[string]any{"token": "u", "first_name": "Ada"},
	} {
		mustCall(t, c, path, body)
	}
	mustCall(t, c, "/cardproducts", map[string]any{"token": "p", "name": "p", "start_date": "2020-01-01", "config": map[string]any{
		"card_life_cycle": map[string]any{"activate_upon_issue": true},
		"jit_funding": map[string]any{"program_funding_source": map[string]any{
			"enabled": true, "funding_source_token": "sandbox_program_funding", "refunds_destination": "PROGRAM_FUNDING_SOURCE"}}}})
	mustCall(t, c, "/cards", map[string]any{"token": "c", "user_token": "u", "card_product_token": "p"})
	return c
}

func mustCall(t *testing.T, c *marqeta.Client, path string, body any) {
	t.Helper()
	if status, answer, err := c.Call(t.Context(), http.MethodPost, path, body); err != nil || status/100 != 2 {
		t.Fatalf("%s: %d %s %v", path, status, answer, err)
	}
}

var subject = provoke.Subject{Card: "c", User: "u", Amount: marqeta.MustAmount("10"), Control: "made"}

// Each code comes, and behind it the same purchase passes as it did before.
func TestEveryPlan(t *testing.T) {
	t.Parallel()
	for _, plan := range provoke.Plans() {
		t.Run(string(plan.Code), func(t *testing.T) {
			t.Parallel()
			c := platform(t)
			token, err := plan.Run(t.Context(), c, subject)
			if err != nil {
				t.Fatal(err)
			}
			got, err := c.Transaction(t.Context(), token)
			if err != nil || got.Response.Code != plan.Code {
				t.Errorf("%s, %v", got.Response.Code, err)
			}
			again, err := c.Simulate(t.Context(), marqeta.SimulateAuthorization, marqeta.Simulation{CardToken: "c", Amount: new(marqeta.MustAmount("10"))})
			if err != nil || again.Declined() {
				t.Errorf("afterwards %s, %v", again.Response.Code, err)
			}
			if _, answer, err := c.Call(t.Context(), http.MethodGet, "/velocitycontrols", nil); err != nil || strings.Contains(string(answer), `"active":true`) {
				t.Errorf("a control is left in force: %s", answer)
			}
		})
	}
}

// breaking fails the purchase, or what takes the change back.
type breaking struct {
	*marqeta.Client
	purchase, undo bool
	stop           context.CancelFunc
	moves          int
}

func (b *breaking) Call(ctx context.Context, method, path string, body any) (int, []byte, error) {
	if b.purchase && strings.HasPrefix(path, "/simulations") {
		b.stop()
		return 0, nil, marqeta.ErrUnreachable
	}
	if path == "/cardtransitions" {
		if b.moves++; b.undo && b.moves == 2 {
			return 500, nil, nil
		}
	}
	return b.Client.Call(ctx, method, path, body)
}

func TestEverythingIsPutBackOrSaid(t *testing.T) {
	t.Parallel()
	c := platform(t)
	plan, _ := provoke.Find("1003")
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	if _, err := plan.Run(ctx, &breaking{Client: c, purchase: true, stop: stop}, subject); !errors.Is(err, marqeta.ErrUnreachable) {
		t.Errorf("the purchase failed: %v", err)
	}
	if card, err := c.Card(t.Context(), "c"); err != nil || card.State != "ACTIVE" {
		t.Errorf("the card is %s, %v", card.State, err)
	}
	token, err := plan.Run(t.Context(), &breaking{Client: c, undo: true}, subject)
	left, ok := errors.AsType[*provoke.NotPutBack](err)
	if !ok || token == "" || !strings.Contains(left.HowByHands, "reinstate") {
		t.Errorf("%q, %v", token, err)
	}
	if _, err := plan.Run(t.Context(), c, subject); !errors.Is(err, provoke.ErrNotActive) {
		t.Errorf("on a suspended card: %v", err)
	}
}
