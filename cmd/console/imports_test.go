package main_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// arrows says which layer may import which. A new arrow is added here, in review, with
// a reason. One sentence to remember: web is the roof, web/<kit> is the floor; only the
// roof knows the rooms.
var arrows = map[string][]string{
	"marqeta":  {"marqeta"},
	"store":    {"marqeta", "store"},
	"static":   {},
	"views":    {"views", "static"},
	"webkit":   {"webkit", "views", "static", "store", "marqeta"}, // store: keys of lists, the audit trail
	"handlers": {"webkit", "views", "store", "marqeta"},           // never another handlers package
	"web":      {"handlers", "webkit", "views", "store", "marqeta", "static"},
	"webtest":  {"webtest", "web", "webkit", "views", "store", "marqeta"},
	"cmd":      {"web", "webkit", "views", "store", "marqeta", "static"},
}

func TestArrows(t *testing.T) {
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", "carddeck/...")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	seen := 0
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		seen++
		from := layer(p.ImportPath)
		allowed, known := arrows[from]
		if !known {
			t.Errorf("%s belongs to no layer", p.ImportPath)
			continue
		}
		for _, imported := range p.Imports {
			if !strings.HasPrefix(imported, "carddeck/") || imported == p.ImportPath {
				continue
			}
			if to := layer(imported); !slices.Contains(allowed, to) {
				t.Errorf("%s (%s) must not import %s (%s)", p.ImportPath, from, imported, to)
			}
		}
	}
	if seen < 20 {
		t.Fatalf("only %d packages were looked at", seen)
	}
}

func layer(path string) string {
	parts := strings.Split(strings.TrimPrefix(path, "carddeck/"), "/")
	if parts[0] != "web" || len(parts) == 1 {
		return parts[0]
	}
	if parts[1] == "webtest" {
		return "webtest"
	}
	return "webkit"
}
