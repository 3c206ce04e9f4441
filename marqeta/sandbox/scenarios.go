package sandbox

import (
	"bytes"
	"context"
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/go-json-experiment/json"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/scenario"
)

func (s *Server) listScenarios(*rest.Call) (rest.Reply, error) {
	return rest.OK(struct {
		Scenarios []scenario.Scenario `json:"scenarios"`
	}{scenario.All()})
}

func (s *Server) scenario(c *rest.Call) (rest.Reply, error) { return answered(named(c)) }

// playScenario plays a scenario against this sandbox, over its own API.
func (s *Server) playScenario(c *rest.Call) (rest.Reply, error) {
	found, err := named(c)
	if err != nil {
		return rest.Reply{}, err
	}
	report, err := scenario.Play(c.Context(), inside{s}, found, scenario.Options{})
	if err != nil {
		return rest.Reply{}, rest.Unprocessable(err.Error())
	}
	return rest.OK(report)
}

func named(c *rest.Call) (scenario.Scenario, error) {
	found, ok := scenario.Find(c.Param("name"))
	if !ok {
		return found, rest.NotFound("Scenario '" + c.Param("name") + "'")
	}
	return found, nil
}

// inside calls the API as a client would, without a socket.
type inside struct{ *Server }

func (i inside) Call(ctx context.Context, method, path string, body any) (int, []byte, error) {
	var content bytes.Buffer
	if body != nil {
		if err := json.MarshalWrite(&content, body); err != nil {
			return 0, nil, err
		}
	}
	// The router would take its own context for that of a router above it.
	ctx = context.WithValue(ctx, chi.RouteCtxKey, (*chi.Context)(nil))
	r, err := http.NewRequestWithContext(ctx, method, "/v3"+path, &content)
	if err != nil {
		return 0, nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.SetBasicAuth(i.options.ApplicationToken.Reveal(), i.options.AdminAccessToken.Reveal())
	w := &written{header: http.Header{}, status: http.StatusOK}
	i.routes.ServeHTTP(w, r) // past the faults
	return w.status, w.Bytes(), nil
}

// written is an answer that goes no further.
type written struct {
	bytes.Buffer
	header http.Header
	status int
}

func (w *written) Header() http.Header    { return w.header }
func (w *written) WriteHeader(status int) { w.status = status }
