package provoke_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/google/uuid"

	"carddeck/marqeta"
	"carddeck/marqeta/provoke"
	"carddeck/marqeta/sandbox"
)

const managed = `"jit_funding":{"program_funding_source":{"enabled":true,"funding_source_token":"sandbox_program_funding","refunds_destination":"PROGRAM_FUNDING_SOURCE"}}`

// platform is a sandbox with a card of a card product with a config.
func platform(t *testing.T, config string) *marqeta.Client {
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
	call(t, c, http.MethodPost, "/users", `{"token":"u","first_name":"Ada","postal_code":"94702"}`)
	call(t, c, http.MethodPost, "/cardproducts", `{"token":"p","name":"p","start_date":"2020-01-01","config":{"card_life_cycle":{"activate_upon_issue":true},"poi":{"atm":true,"other":{"allow":true}}}}`)
	if config != "" {
		call(t, c, http.MethodPut, "/cardproducts/p", `{"config":{`+config+`}}`)
	}
	call(t, c, http.MethodPost, "/cards", `{"token":"c","user_token":"u","card_product_token":"p"}`)
	return c
}

func call(t *testing.T, c *marqeta.Client, method, path, body string) map[string]any {
	t.Helper()
	var in any
	if body != "" {
		if err := json.Unmarshal([]byte(body), &in); err != nil {
			t.Fatal(err)
		}
	}
	status, answer, err := c.Call(t.Context(), method, path, in)
	if err != nil || status/100 != 2 {
		t.Fatalf("%s: %d %s %v", path, status, answer, err)
	}
	var out map[string]any
	if err := json.Unmarshal(answer, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// writer makes changes and keeps what it was asked.
type writer struct {
	api interface {
		Call(ctx context.Context, method, path string, body any) (int, []byte, error)
	}
	made []provoke.Change
}

func (w *writer) Make(ctx context.Context, c provoke.Change) (func(context.Context) error, error) {
	w.made = append(w.made, c)
	err := c.Make(ctx, w.api)
	if c.Back == "" {
		return nil, err
	}
	return func(ctx context.Context) error { return c.TakeBack(ctx, w.api) }, err
}

func about(t *testing.T, c *marqeta.Client) provoke.Subject {
	t.Helper()
	s, err := provoke.About(t.Context(), c, "c", marqeta.MustAmount("10"), uuid.NewString)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// standing is everything that a run may have touched, without its times.
func standing(t *testing.T, c *marqeta.Client) string {
	t.Helper()
	var all []string
	for _, path := range []string{"/cards/c", "/users/u", "/cardproducts/p", "/fundingsources/program/sandbox_program_funding"} {
		is := call(t, c, http.MethodGet, path, "")
		for _, name := range []string{"last_modified_time", "state_reason", "reason_code", "reason"} {
			delete(is, name)
		}
		all = append(all, fmt.Sprint(is))
	}
	for _, path := range []string{"/velocitycontrols", "/authcontrols"} {
		for _, control := range call(t, c, http.MethodGet, path, "")["data"].([]any) {
			if control.(map[string]any)["active"] == true {
				all = append(all, fmt.Sprint(control))
			}
		}
	}
	return strings.Join(all, "\n")
}
