package web

import (
	"net/http"
	"net/url"
	"strings"

	"carddeck/handlers/cardproducts"
	"carddeck/static"
	"carddeck/web/auth"
	"carddeck/web/problem"
	"carddeck/web/render"
	"carddeck/web/reqlog"
)

// route is one line of the table: what is asked for, who may ask, and who answers.
type route struct {
	pattern   string // method and path, as net/http reads it
	need      auth.Permission
	handle    func(http.ResponseWriter, *http.Request) error
	simulates bool // exists only where the platform simulates
}

// page gives the path of a plain GET route, which a navigation entry may point to.
func (rt route) page() (string, bool) {
	method, path, _ := strings.Cut(rt.pattern, " ")
	return strings.TrimSuffix(path, "{$}"), method == http.MethodGet && !strings.Contains(strings.TrimSuffix(path, "{$}"), "{")
}

// table lists every page and every change of the console. A change is a POST to a verb
// under its object; a GET changes nothing.
func (a *App) table() []route {
	products := cardproducts.New(a.program, a.store, a.changes, a.now)
	return []route{
		{pattern: "GET /card-products", need: auth.ReadCardProducts, handle: products.List},
		{pattern: "GET /card-products/new", need: auth.WriteCardProducts, handle: products.New},
		{pattern: "POST /card-products", need: auth.WriteCardProducts, handle: products.Create},
		{pattern: "GET /card-products/{token}", need: auth.ReadCardProducts, handle: products.Show},
		{pattern: "GET /card-products/{token}/edit", need: auth.WriteCardProducts, handle: products.Edit},
		{pattern: "POST /card-products/{token}", need: auth.WriteCardProducts, handle: products.Update},
	}
}

// Route is a line of the table as `console routes` prints it.
type Route struct {
	Pattern string
	Need    auth.Permission
}

// Routes lists the table in its own order.
func (a *App) Routes() []Route {
	var out []Route
	for _, rt := range a.routes {
		out = append(out, Route{rt.pattern, rt.need})
	}
	return out
}

// People serves browsers.
func (a *App) People() http.Handler {
	mux := http.NewServeMux()
	for _, rt := range a.routes {
		if rt.simulates && !a.environment.Simulates() {
			continue
		}
		mux.Handle(rt.pattern, a.serve(rt))
	}
	mux.Handle("/", a.serve(route{pattern: "/", need: auth.Signed, handle: unknown(mux)}))
	outer := http.NewServeMux()
	outer.Handle("GET "+static.Prefix, headers(a.secure, static.Handler()))
	outer.Handle("/", a.people(mux))
	return outer
}

// serve checks the permission, runs the handler and answers its error.
func (a *App) serve(rt route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		reqlog.From(r.Context()).Pattern = rt.pattern
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
		if r.Method == http.MethodGet && r.URL.Path != "/" {
			to += "?next=" + url.QueryEscape(r.URL.RequestURI())
		}
		return render.Redirect(w, r, to)
	}
	return &problem.Problem{Status: http.StatusForbidden, Title: "Your role does not include this",
		Detail: "It needs the permission to " + string(rt.need) + "; the role " + string(operator.Role) +
			" does not have it. Ask an admin."}
}

// unknown answers what no route matches: 405 where another method would, 404 otherwise.
func unknown(mux *http.ServeMux) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			probe := &http.Request{Method: method, URL: r.URL, Host: r.Host}
			if _, pattern := mux.Handler(probe); pattern != "/" && pattern != "" {
				w.Header().Set("Allow", method)
				return &problem.Problem{Status: http.StatusMethodNotAllowed, Title: "That is not how this address is used",
					Detail: "Open it with a link or send its form; nothing was changed."}
			}
		}
		return &problem.Problem{Status: http.StatusNotFound, Title: "There is no such page",
			Detail: "Check the address, or search for the object by its token, last four digits or email."}
	}
}
