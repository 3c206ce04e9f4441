package sandbox

import (
	"net/http"
	"slices"

	"github.com/go-chi/chi/v5"

	"carddeck/marqeta/sandbox/rest"
)

// router puts every operation, built and unbuilt, behind the conventions.
func (s *Server) router() http.Handler {
	mux := chi.NewMux()
	behind := func(h rest.Handler) rest.Endpoint {
		return rest.Endpoint{
			Credentials: rest.Credentials{
				ApplicationToken: s.options.ApplicationToken, AdminAccessToken: s.options.AdminAccessToken, Tokens: s.callerOf,
			},
			Log: s.options.Log, World: s.gate.RLocker(), Handler: h,
		}
	}
	for _, r := range slices.Concat(routes, own) {
		e := behind(func(c *rest.Call) (rest.Reply, error) { return r.handle(s, c) })
		if open, ok := doors[operation{r.method, r.path}]; ok {
			e.Door = func(c *rest.Call) bool { return open(s, c) }
		}
		mux.Method(r.method, "/v3"+r.path, e)
	}
	for path := range s.simulations {
		mux.Method(post, "/v3"+path, behind(func(c *rest.Call) (rest.Reply, error) { return s.simulations[path](c) }))
	}
	turn := func(r route) rest.Endpoint {
		e := behind(func(c *rest.Call) (rest.Reply, error) { return r.handle(s, c) })
		e.Credentials.Tokens, e.World, e.Patient = nil, nil, true
		return e
	}
	for _, r := range turns {
		mux.Method(r.method, "/v3"+r.path, turn(r))
	}
	for _, r := range uploads {
		e := turn(r)
		e.Raw = true
		mux.Method(r.method, "/v3"+r.path, e)
	}
	for _, o := range unbuilt {
		mux.Method(o.method, "/v3"+o.path, behind(func(c *rest.Call) (rest.Reply, error) {
			return rest.Reply{}, rest.NotBuilt(c.Method, c.URL.Path)
		}))
	}
	mux.NotFound(behind(func(c *rest.Call) (rest.Reply, error) {
		return rest.Reply{}, rest.NoPath(c.URL.Path)
	}).ServeHTTP)
	mux.MethodNotAllowed(func(w http.ResponseWriter, r *http.Request) {
		for _, m := range []string{get, post, put, http.MethodDelete} {
			if mux.Match(chi.NewRouteContext(), m, r.URL.Path) {
				w.Header().Add("Allow", m)
			}
		}
		behind(func(*rest.Call) (rest.Reply, error) { return rest.Reply{}, rest.ErrMethod }).ServeHTTP(w, r)
	})
	return mux
}
