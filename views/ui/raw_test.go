package ui_test

import (
	"strings"
	"testing"

	"carddeck/views/ui"
)

func TestRawJSON(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		raw   ui.Raw
		has   []string
		lacks []string
	}{
		"plain": {
			ui.Raw{Bytes: `{"a":"b"}`},
			[]string{"9 bytes as received", "Copy the exact bytes", "&#34;a&#34;: &#34;b&#34;", `data-copy="{&#34;a&#34;:&#34;b&#34;}"`},
			[]string{"Download", "not text"},
		},
		"something taken out": {
			ui.Raw{Bytes: `{}`, Without: "the password"},
			[]string{"2 bytes without the password"},
			[]string{"exact"},
		},
		"something sent": {
			ui.Raw{Bytes: `{}`, Sent: true},
			[]string{"2 bytes as sent"},
			[]string{"received"},
		},
		"markup": {
			ui.Raw{Bytes: `{"a":"</pre><script>alert(1)</script>"}`},
			[]string{"&lt;script&gt;"},
			[]string{"<script"},
		},
		"no UTF-8": {
			ui.Raw{Bytes: "{\"a\":\"\xff\"}", Download: "/raw"},
			[]string{"\uFFFD", `href="/raw"`, "not text"},
			[]string{"data-copy", "\xff"},
		},
		"line ends of another system": {
			ui.Raw{Bytes: "{\r\n}"},
			[]string{"cannot pass through a page"},
			[]string{"data-copy", "\r"},
		},
		"turned writing": {
			ui.Raw{Bytes: "{\"a\":\"\u202egnp.exe\u0085\U000e0001\"}"},
			[]string{`\u202egnp.exe\u0085\udb40\udc01`},
			nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var b strings.Builder
			if err := ui.RawJSON(c.raw).Render(t.Context(), &b); err != nil {
				t.Fatal(err)
			}
			for _, want := range c.has {
				if !strings.Contains(b.String(), want) {
					t.Errorf("no %q in %s", want, b.String())
				}
			}
			for _, not := range c.lacks {
				if strings.Contains(b.String(), not) {
					t.Errorf("%q in %s", not, b.String())
				}
			}
		})
	}
}
