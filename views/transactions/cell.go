package transactions

import (
	"context"
	"html"
	"io"

	"carddeck/static"
)

// text draws a string as escaped text, like an expression in braces, but without the
// two allocations that each of those costs. A list of fifty rows has four hundred.
func text(s *string) *cell { return (*cell)(s) }

type cell string

// Render writes the text.
func (c *cell) Render(_ context.Context, w io.Writer) error {
	_, err := io.WriteString(w, html.EscapeString(string(*c)))
	return err
}

// symbol is an icon put together once, for the same reason.
type symbol string

func newSymbol(name, class string) *symbol {
	s := symbol(`<svg class="` + class + `" aria-hidden="true"><use href="` + html.EscapeString(static.Icon(name)) + `"></use></svg>`)
	return &s
}

// Render writes the icon.
func (s *symbol) Render(_ context.Context, w io.Writer) error {
	_, err := io.WriteString(w, string(*s))
	return err
}

var (
	funnel = newSymbol("filter", "icon icon-sm")
	copies = newSymbol("copy", "icon icon-sm")

	symbols = map[string]*symbol{
		"ok": newSymbol("ok", "icon"), "fail": newSymbol("fail", "icon"), "warn": newSymbol("warn", "icon"),
		"pending": newSymbol("pending", "icon"), "undo": newSymbol("undo", "icon"), "info": newSymbol("info", "icon"),
		"unknown": newSymbol("unknown", "icon"),
	}
)
