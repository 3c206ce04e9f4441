package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
	"unicode/utf8"

	"github.com/klauspost/compress/gzhttp"

	"carddeck/store"
	"carddeck/views/back"
	"carddeck/views/environment"
	"carddeck/web/auth"
	"carddeck/web/problem"
	"carddeck/web/render"
	"carddeck/web/reqlog"
	"carddeck/web/session"
)

// maxForm bounds a form's body; no form of ours comes near it.
const maxForm = 256 << 10

// people wraps the browser routes, outermost first: a record for every request, the
// environment that every page shows, a last resort for panics, bounds on bodies and
// addresses, then who is asking, whether the request came from our own pages, and the
// page itself.
func (a *App) people(mux http.Handler) http.Handler {
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a.fail(w, r, &problem.Problem{Status: http.StatusForbidden, Title: "This form came from another site",
			Detail: "Nothing was changed. Open the page here and send it again."})
	}))
	h := a.identify(guard.Handler(mux))
	h = a.located(a.recovered(a.limited(h)))
	return reqlog.Middleware(a.log, a.now, gzhttp.GzipHandler(h))
}

// headers sets the security headers of every browser answer, errors included.
func headers(secure bool, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "+
			"connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Cache-Control", "no-store") // static files say otherwise for themselves
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()")
		if secure {
			h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		}
		next.ServeHTTP(w, r)
	})
}

// located puts into the request where it is: the platform that the band names, the
// navigation, and the page that a form leads back to. That is no answer of the form, so
// the handler's address does not have it.
func (a *App) located(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx := environment.With(r.Context(), a.environment)
		ctx = back.With(render.WithNavigation(ctx, a.navigation), auth.Back(r.URL.Query().Get("back")))
		next.ServeHTTP(w, withoutBack(r.WithContext(ctx)))
	})
}

func withoutBack(r *http.Request) *http.Request {
	q := r.URL.Query()
	if !q.Has("back") {
		return r
	}
	q.Del("back")
	u := *r.URL
	u.RawQuery, r.URL = q.Encode(), &u
	return r
}

// limited bounds every body before anything reads it, and turns away addresses that are
// no text: a database may refuse what cannot be one of its values.
func (a *App) limited(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength > maxForm {
			w.Header().Set("Connection", "close") // nobody reads the rest of it
			a.fail(w, r, &problem.Problem{Status: http.StatusRequestEntityTooLarge, Title: "The form is too large",
				Detail: "Shorten what was typed and send it again. Nothing was changed."})
			return
		}
		if !legible(r.URL) {
			a.fail(w, r, &problem.Problem{Status: http.StatusBadRequest, Title: "The address cannot be read",
				Detail: "It holds characters that are no text. Check it, or begin at the overview."})
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		next.ServeHTTP(w, r)
	})
}

// legible reports whether path and query are text without NUL, once unescaped. A query
// that cannot be unescaped is left to whoever reads it.
func legible(u *url.URL) bool {
	query, err := url.QueryUnescape(u.RawQuery)
	if err != nil {
		query = ""
	}
	return isText(u.Path) && isText(query)
}

func isText(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }

// recovered answers a panic with a page instead of a closed connection.
func (a *App) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if p := recover(); p != nil {
				if err, ok := p.(error); ok && errors.Is(err, http.ErrAbortHandler) {
					panic(p)
				}
				a.log.Error("panic", "reference", reqlog.From(r.Context()).Reference, "stack", string(debug.Stack()))
				a.fail(w, r, fmt.Errorf("panic: %v", p))
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// identify puts the session and the operator into the request. An
// operator who was disabled is nobody from the next request on.
func (a *App) identify(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r, err := a.sessions.Load(r)
		if err != nil {
			a.fail(w, r, err)
			return
		}
		if id := session.From(r.Context()).Operator(); id != 0 {
			operator, err := a.store.Operator(r.Context(), id)
			if err != nil && !errors.Is(err, store.ErrNotFound) {
				a.fail(w, r, fmt.Errorf("load operator: %w", err))
				return
			}
			if err == nil && operator.Active {
				reqlog.From(r.Context()).Operator = operator.ID
				r = r.WithContext(auth.With(r.Context(), auth.Operator{
					ID: operator.ID, Name: operator.Name, Email: operator.Email, Role: auth.Role(operator.Role),
				}))
			}
		}
		next.ServeHTTP(w, r)
	})
}
