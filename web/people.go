package web

import (
	"net/http"
	"net/url"
	"strings"

	"carddeck/marqeta"
	"carddeck/static"
	"carddeck/web/auth"
	"carddeck/web/problem"
	"carddeck/web/render"
	"carddeck/web/reqlog"
)

// People serves browsers.
func (a *App) People() http.Handler {
	mux := http.NewServeMux()
	for _, rt := range a.routes {
		if !a.exists(rt) {
			continue
		}
		handler := a.serve(rt)
		if rt.throttled() {
			handler = a.throttle(handler)
		}
		mux.Handle(rt.pattern, handler)
	}
	mux.Handle("/", a.serve(route{pattern: "/", need: auth.Signed, handle: unknown(mux)}))
	outer := http.NewServeMux()
	outer.Handle("GET "+static.Prefix, static.Handler())
	outer.Handle("/", a.people(mux))
	return headers(a.secure, outer) // the mux itself answers too: addresses to be cleaned
}

// serve checks the permission, runs the handler and answers its error.
func (a *App) serve(rt route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		reqlog.From(r.Context()).Pattern = rt.pattern
		r = r.WithContext(marqeta.WithPatience(r.Context(), marqeta.DefaultTimeout))
		if err := a.admit(w, r, rt); err != nil {
			a.fail(w, r, err)
		}
	})
}

func (a *App) admit(w http.ResponseWriter, r *http.Request, rt route) error {
	operator := auth.From(r.Context())
	if operator.May(rt.need) {
		return rt.handle(w, r)
	}
	if operator.ID == 0 {
		to := "/sign-in"
		if here := r.URL.RequestURI(); r.Method == http.MethodGet && here != "/" && len(here) <= maxNext {
			to += "?next=" + url.QueryEscape(here)
		}
		return render.Redirect(w, r, to)
	}
	return &problem.Problem{Status: http.StatusForbidden, Title: "Your role does not include this",
		Detail: "It needs the permission to " + string(rt.need) + "; the role " + string(operator.Role) +
			" does not have it. Ask an admin."}
}

// maxNext bounds what is handed through sign-in; escaped, a longer address would outgrow
// what the server reads of a header.
const maxNext = 2000

// unknown answers what no route matches: 405 where another method would, 404 otherwise.
func unknown(mux *http.ServeMux) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		var allowed []string
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			probe := &http.Request{Method: method, URL: r.URL, Host: r.Host}
			if _, pattern := mux.Handler(probe); pattern != "/" && pattern != "" {
				allowed = append(allowed, method)
			}
		}
		if len(allowed) > 0 {
			w.Header().Set("Allow", strings.Join(allowed, ", "))
			return &problem.Problem{Status: http.StatusMethodNotAllowed, Title: "That is not how this address is used",
				Detail: "Open it with a link or send its form; nothing was changed."}
		}
		return &problem.Problem{Status: http.StatusNotFound, Title: "There is no such page",
			Detail: "Check the address, or search for the object by its token, last four digits or email."}
	}
}
