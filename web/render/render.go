// Package render writes pages. A handler gives a view without its frame; the frame is
// put around it here, or left off when htmx asked for one region alone. Everything is
// drawn into a buffer first, so a page is sent whole or not at all.
package render

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"sync"

	"github.com/a-h/templ"

	"carddeck/views/layout"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/session"
)

// View is a page without its frame.
type View struct {
	Title     string
	Section   string // path of the navigation entry that is current
	Body      templ.Component
	Fragments []string // ids of the regions that htmx may ask for alone
	Search    string   // what to leave in the search box
}

// ThemeCookie holds "light" or "dark" when the operator chose one.
const ThemeCookie = "theme"

// readable maps navigation paths to what they need; the roof fills it from its routes.
type readableKey struct{}

// WithNavigation tells the frame which permission each navigation entry needs.
func WithNavigation(ctx context.Context, need map[string]auth.Permission) context.Context {
	return context.WithValue(ctx, readableKey{}, need)
}

// Page writes a view: the whole page, or the one region that htmx aims at.
func Page(w http.ResponseWriter, r *http.Request, status int, v View) error {
	w.Header().Add("Vary", "HX-Request, HX-Target")
	if target := aim(r, v.Fragments); target != "" {
		return write(w, r, status, func(ctx context.Context, b *bytes.Buffer) error {
			return templ.RenderFragments(ctx, b, v.Body, target)
		})
	}
	s := session.From(r.Context())
	frame := frame(r, v)
	for _, f := range s.TakeFlashes() {
		frame.Flashes = append(frame.Flashes, layout.Flash{Tone: tone(f.Kind), Text: f.Text, Href: f.Href, Link: f.Link})
	}
	shell := layout.Page
	if auth.From(r.Context()).ID == 0 {
		shell = layout.Bare
	}
	return write(w, r, status, func(ctx context.Context, b *bytes.Buffer) error {
		return shell(frame, v.Body).Render(ctx, b)
	})
}

// Redirect answers a change: 303, or htmx's own header, to another page.
func Redirect(w http.ResponseWriter, r *http.Request, to string) error {
	if err := session.From(r.Context()).Save(r, w); err != nil {
		return err
	}
	if r.Header.Get("HX-Request") == "true" && r.Header.Get("HX-Boosted") == "" {
		w.Header().Set("HX-Redirect", to)
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// aim gives the region that htmx wants alone, when there is such a one.
func aim(r *http.Request, fragments []string) string {
	h := r.Header
	if h.Get("HX-Request") != "true" || h.Get("HX-Boosted") != "" || h.Get("HX-History-Restore-Request") != "" {
		return ""
	}
	if target := h.Get("HX-Target"); slices.Contains(fragments, target) {
		return target
	}
	return ""
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func write(w http.ResponseWriter, r *http.Request, status int, draw func(context.Context, *bytes.Buffer) error) error {
	b := buffers.Get().(*bytes.Buffer)
	b.Reset()
	defer buffers.Put(b)
	if err := draw(r.Context(), b); err != nil {
		return fmt.Errorf("draw page: %w", err)
	}
	if err := session.From(r.Context()).Save(r, w); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Length", strconv.Itoa(b.Len()))
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // the browser has gone; there is nobody left to tell
	return nil
}

func frame(r *http.Request, v View) layout.Frame {
	operator := auth.From(r.Context())
	f := layout.Frame{Title: v.Title, Section: v.Section, Search: v.Search, Theme: theme(r), Path: "/"}
	if r.Method == http.MethodGet {
		f.Path = r.URL.RequestURI()
	}
	if operator.ID != 0 {
		f.Operator = &layout.Operator{Name: operator.Name, Role: string(operator.Role), Initials: operator.Initials()}
	}
	need, _ := r.Context().Value(readableKey{}).(map[string]auth.Permission)
	f.May = func(path string) bool { return operator.May(need[path]) }
	return f
}

func theme(r *http.Request) string {
	c, err := r.Cookie(ThemeCookie)
	if err != nil || (c.Value != "light" && c.Value != "dark") {
		return ""
	}
	return c.Value
}

func tone(kind string) ui.Tone {
	switch kind {
	case session.Done:
		return ui.Good
	case session.Failed:
		return ui.Bad
	default:
		return ui.Note
	}
}
