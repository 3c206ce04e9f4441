package provoke_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"carddeck/marqeta"
	"carddeck/marqeta/provoke"
	"carddeck/marqeta/sandbox/engine"
)

// Each code comes, by the acts that the plan names, and behind it everything is as before.
func TestEveryPlan(t *testing.T) {
	t.Parallel()
	names := map[string]bool{}
	for _, plan := range provoke.Plans() {
		if names[plan.Name] {
			t.Errorf("%s is there twice", plan.Name)
		}
		names[plan.Name] = true
		for funding, config := range map[string]string{"managed": managed, "standard": ""} {
			t.Run(plan.Name+" "+funding, func(t *testing.T) {
				t.Parallel()
				c := platform(t, config)
				if config == "" {
					call(t, c, http.MethodPost, "/gpaorders", `{"user_token":"u","amount":100,"currency_code":"USD","funding_source_token":"sandbox_program_funding"}`)
				}
				was, s := standing(t, c), about(t, c)
				if plan.Unfit(s) != "" {
					return
				}
				w := &writer{api: c}
				came, err := plan.Run(t.Context(), c, w, s)
				if err != nil {
					t.Fatal(err)
				}
				got, err := c.Transaction(t.Context(), came.Token)
				if came.Code != got.Response.Code {
					t.Errorf("said to be %s", came.Code)
				}
				if err != nil || got.Response.Code != plan.Code && !(plan.Name == "security-code-wrong" && got.Approved()) { // one card in a thousand has the code 000
					t.Errorf("%s, %v", got.Response.Code, err)
				}
				if is := standing(t, c); is != was {
					t.Errorf("it was\n%s\nand is\n%s", was, is)
				}
				for _, change := range w.made {
					if !slices.Contains(plan.Needs, change.Act) {
						t.Errorf("%s is not among %v", change.Act, plan.Needs)
					}
				}
			})
		}
	}
}

// never are codes that nobody can bring about by a purchase.
var never = []string{engine.Approved, engine.Partial, "1842"}

func TestEveryCodeOfTheSandboxCanBeProvoked(t *testing.T) {
	t.Parallel()
	for n := range 10_000 {
		code := fmt.Sprintf("%04d", n)
		offered := slices.ContainsFunc(provoke.Plans(), func(p provoke.Plan) bool { return string(p.Code) == code })
		if known := engine.Memo(code) != code; offered != (known && !slices.Contains(never, code)) {
			t.Errorf("%s (%s): offered %t", code, engine.Memo(code), offered)
		}
	}
}

func TestAGatewayIsUnfitForWhatItCannotShow(t *testing.T) {
	t.Parallel()
	plan, _ := provoke.Find("funding-source-off")
	if why := plan.Unfit(about(t, platform(t, ""))); !strings.Contains(why, "balance") {
		t.Errorf("standard funding: %q", why)
	}
	c := platform(t, "")
	call(t, c, http.MethodPost, "/fundingsources/programgateway", `{"token":"g","name":"g","active":true,"url":"https://example.com/jit","basic_auth_username":"marqeta","basic_auth_password":"Secret-Of-The-Gate-42"}`)
	call(t, c, http.MethodPut, "/cardproducts/p", `{"config":{"jit_funding":{"programgateway_funding_source":{"enabled":true,"funding_source_token":"g","refunds_destination":"GATEWAY"}}}}`)
	came, err := plan.Run(t.Context(), c, &writer{api: c}, about(t, c))
	if err != nil || came.Code != "1016" {
		t.Errorf("%+v, %v", came, err)
	}
	if g := call(t, c, http.MethodGet, "/fundingsources/programgateway/g", ""); g["active"] != true || g["url"] != "https://example.com/jit" {
		t.Errorf("the gateway is %v", g)
	}
}

// breaking fails the purchase, the change or what takes it back.
type breaking struct {
	*marqeta.Client
	purchase, lost, undo bool
	stop                 context.CancelFunc
	moves                int
}

func (b *breaking) Call(ctx context.Context, method, path string, body any) (int, []byte, error) {
	if b.purchase && strings.HasPrefix(path, "/simulations") {
		b.stop()
		return 0, nil, marqeta.ErrUnreachable
	}
	if path == "/cardtransitions" {
		b.moves++
		switch {
		case b.undo && b.moves == 2:
			return 500, nil, nil
		case b.lost && b.moves == 1:
			_, _, _ = b.Client.Call(ctx, method, path, body)
			return 0, nil, marqeta.ErrUnreachable
		}
	}
	return b.Client.Call(ctx, method, path, body)
}

func TestEverythingIsPutBackOrSaid(t *testing.T) {
	t.Parallel()
	c := platform(t, managed)
	plan, _ := provoke.Find("card-suspended")
	run := func(b *breaking) (provoke.Outcome, error) {
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		b.Client, b.stop = c, stop
		return plan.Run(ctx, b, &writer{api: b}, about(t, c))
	}
	for name, b := range map[string]*breaking{"the purchase is lost and the caller gone": {purchase: true}, "the change's answer is lost": {lost: true}} {
		if _, err := run(b); !errors.Is(err, marqeta.ErrUnreachable) {
			t.Errorf("%s: %v", name, err)
		}
		if card, err := c.Card(t.Context(), "c"); err != nil || card.State != "ACTIVE" {
			t.Errorf("%s: the card is %s, %v", name, card.State, err)
		}
	}
	came, err := run(&breaking{undo: true})
	left, ok := errors.AsType[*provoke.NotPutBack](err)
	if !ok || came.Code != "1003" || !strings.Contains(left.ByHand, "make it active") {
		t.Errorf("%+v, %v", came, err)
	}
	if _, err := provoke.About(t.Context(), c, "c", marqeta.MustAmount("1"), uuid.NewString); !errors.Is(err, provoke.ErrNotActive) {
		t.Errorf("on a suspended card: %v", err)
	}
}

// What survives as JSON takes back what the first one made, twice without harm.
func TestAChangeOutlivesItsProcess(t *testing.T) {
	t.Parallel()
	for _, plan := range provoke.Plans() {
		c := platform(t, managed)
		was, s := standing(t, c), about(t, c)
		var kept [][]byte
		for _, change := range plan.Changes(s) {
			if change.Back != "" {
				kept = append(kept, change.Text())
			}
			if err := change.Make(t.Context(), c); err != nil {
				t.Fatalf("%s: %v", plan.Name, err)
			}
		}
		for range 2 {
			for _, text := range slices.Backward(kept) {
				change, err := provoke.Read(text)
				if err != nil {
					t.Fatal(err)
				}
				if err := change.TakeBack(t.Context(), c); err != nil {
					t.Errorf("%s: %s: %v", plan.Name, change.Back, err)
				}
			}
		}
		if is := standing(t, c); is != was {
			t.Errorf("%s: it was\n%s\nand is\n%s", plan.Name, was, is)
		}
	}
}
