package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"carddeck/marqeta/sandbox"
)

func TestCoverageInto(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "README.md")
	if err := os.WriteFile(path, []byte("before\n"+begin+"stale table\n"+end+"after\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := (coverage{Into: path}).Run(nil); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if s := string(got); !strings.HasPrefix(s, "before\n"+begin+"| Path ") || !strings.HasSuffix(s, "|\n"+end+"after\n") ||
		!strings.Contains(s, "| `/ping` | GET POST |  | done |  |\n") || strings.Contains(s, "stale") {
		t.Errorf("the file is now %.300s", s)
	}
	if err := os.WriteFile(path, []byte("no marks"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := (coverage{Into: path}).Run(nil); err == nil || !strings.Contains(err.Error(), "no line") {
		t.Errorf("a file without marks: %v", err)
	}
}

func TestCoverageForms(t *testing.T) {
	t.Parallel()
	for want, c := range map[string]coverage{`"path": "/ping"`: {}, "| `/ping` |": {Markdown: true}, "Done: ": {Brief: true}} {
		var out bytes.Buffer
		if err := c.Run(&out); err != nil || !strings.Contains(out.String(), want) {
			t.Errorf("%+v prints %q, %v, want %q", c, &out, err, want)
		}
	}
}

// The tables of the READMEs are those of what is built now.
func TestCoverageIsFresh(t *testing.T) {
	t.Parallel()
	for path, text := range map[string]string{"README.md": table(sandbox.Covered()), "../../README.md": brief(sandbox.Covered())} {
		have, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		want, err := between(have, text)
		if err != nil || !bytes.Equal(have, want) {
			t.Errorf("%s is stale, %v: go generate ./cmd/sandbox", path, err)
		}
	}
}
