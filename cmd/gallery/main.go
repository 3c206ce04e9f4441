// Command gallery shows every ui component in its states, without a database or a
// platform: for looking at while the style sheet changes, and, through its test, proof
// that everything still draws.
package main

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"time"

	"github.com/alecthomas/kong"

	"carddeck/static"
	"carddeck/views/environment"
	"carddeck/views/layout"
)

func main() {
	var c struct {
		Addr string `help:"Where to listen." default:"127.0.0.1:8070"`
	}
	kong.Parse(&c, kong.Name("gallery"), kong.Description("Every component of Carddeck in its states."))
	server := &http.Server{Addr: c.Addr, Handler: handler(), ReadHeaderTimeout: 5 * time.Second, WriteTimeout: 30 * time.Second}
	fmt.Println("The gallery is open: http://" + c.Addr)
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		fmt.Fprintln(os.Stderr, "gallery:", err)
		os.Exit(1)
	}
}

func handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET "+static.Prefix, static.Handler())
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		frame := layout.Frame{
			Title: "Gallery", Section: "/", Path: "/", Theme: r.URL.Query().Get("theme"),
			Operator: &layout.Operator{Name: "Ada Lindqvist", Role: "admin", Initials: "AL"},
		}
		kind := environment.Kind(r.URL.Query().Get("environment"))
		if kind == "" {
			kind = environment.Embedded
		}
		ctx := environment.With(r.Context(), environment.Environment{Kind: kind, Name: "program.example"})
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if err := layout.Page(frame, wall(samples())).Render(ctx, w); err != nil {
			fmt.Fprintln(os.Stderr, "gallery:", err)
		}
	})
	return mux
}
