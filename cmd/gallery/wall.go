package main

import (
	"context"
	"io"

	"github.com/a-h/templ"

	"carddeck/views/ui"
)

// sample is one component in one state.
type sample struct {
	name string
	draw templ.Component
}

// wall hangs the samples one below the other, each in a panel with its name.
func wall(samples []sample) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		if err := ui.PageHead(ui.Head{Title: "Gallery", Sub: "Every component in its states."}).Render(ctx, w); err != nil {
			return err
		}
		for _, s := range samples {
			framed := templ.WithChildren(ctx, s.draw)
			if err := ui.Panel(id(s.name), s.name, "").Render(framed, w); err != nil {
				return err
			}
			if _, err := io.WriteString(w, "<br>"); err != nil {
				return err
			}
		}
		return nil
	})
}

func id(name string) string {
	out := []byte("sample-")
	for _, b := range []byte(name) {
		if b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' {
			out = append(out, b)
		} else {
			out = append(out, '-')
		}
	}
	return string(out)
}
