package marqeta_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"

	"carddeck/marqeta"
)

func TestCallOfAnyPath(t *testing.T) {
	t.Parallel()
	p := newPlatform(t, says(201, `{"token":"a","basic_auth_password":"hidden"}`), says(409, refusal("409001", "taken")), cuts)
	c := p.client(t)
	status, answer, err := c.Call(t.Context(), http.MethodPost, "/cards/a%2Fb", map[string]any{"amount": json.RawMessage("10.10")})
	if err != nil || status != 201 || !strings.Contains(string(answer), `"token":"a"`) || strings.Contains(string(answer), "hidden") {
		t.Errorf("answered %d, %s, %v", status, answer, err)
	}
	if asked := p.requests()[0]; asked.Body != `{"amount":10.10}` || !strings.HasSuffix(asked.Path, "/cards/a%2Fb") {
		t.Errorf("asked %+v", asked)
	}
	status, answer, err = c.Call(t.Context(), http.MethodPost, "/cards", nil)
	if err != nil || status != 409 || !strings.Contains(string(answer), "taken") {
		t.Errorf("refused %d, %s, %v; want the refusal as an answer", status, answer, err)
	}
	_, _, err = c.Call(t.Context(), http.MethodPut, "/cards/secret-token", nil)
	if !errors.Is(err, marqeta.ErrUnreachable) || !marqeta.OutcomeUnknown(err) || strings.Contains(err.Error(), "secret-token") {
		t.Errorf("cut off: %v, want an unknown outcome without the token", err)
	}
	if n := len(p.requests()); n != 3 {
		t.Errorf("%d requests, want 3: a call that changes something is not repeated", n)
	}
}
