package web

import (
	"encoding/json"
	"net/http"
)

// Machines serves what is not a browser: the receiver of Marqeta's notifications, the
// endpoint that decides on its funding requests, the embedded sandbox, and two questions
// about health. Each guards itself.
func (a *App) Machines() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/webhooks/marqeta", a.receiver)
	mux.Handle("/jit/marqeta", a.gateway)
	if a.sandbox != nil {
		mux.Handle("/v3/", a.sandbox)
	}
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		say(w, http.StatusOK, "alive")
	})
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if err := a.store.Healthy(); err != nil {
			a.log.ErrorContext(r.Context(), "not ready", "error", err.Error())
			say(w, http.StatusServiceUnavailable, "the store does not accept messages")
			return
		}
		say(w, http.StatusOK, "ready")
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Cache-Control", "no-store")
		mux.ServeHTTP(w, r)
	})
}

func say(w http.ResponseWriter, status int, word string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"status": word})
}
