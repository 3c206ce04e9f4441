package web_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// unreached are causes that have no row of their own.
var unreached = map[string]string{
	"Commando Mode is switched on":                         "no decline: it tells why the gateway was not asked",
	"the original is older than find_original_window_days": "asked by the older simulations alone, with the code and check of an original that was declined",
}

// Causes that share a code are told apart by a reason in the trace. The sandbox's source is
// what lists them.
func TestEveryCauseOfTheSandboxHasARow(t *testing.T) {
	t.Parallel()
	causes := reasons(t, "../marqeta/sandbox/engine", "../marqeta/sandbox/simulate")
	if len(causes) < 25 {
		t.Fatalf("only %d causes were found: %q", len(causes), causes)
	}
	for _, why := range causes {
		named := slices.ContainsFunc(decisions, func(d decision) bool { return strings.Contains(d.values, why) })
		if named == (unreached[why] != "") {
			t.Errorf("%q: row %t, said to have none: %q", why, named, unreached[why])
		}
	}
}

// reasons reads out of Go files every text that becomes a finding's why, or that is given
// to refuse.
func reasons(t *testing.T, folders ...string) []string {
	found := map[string]bool{}
	keep := func(e ast.Expr) {
		if sum, ok := e.(*ast.BinaryExpr); ok {
			e = sum.X
		}
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if text, err := strconv.Unquote(lit.Value); err == nil && text != "" {
				found[text] = true
			}
		}
	}
	for _, folder := range folders {
		files, err := filepath.Glob(folder + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.AssignStmt:
					for i, to := range n.Lhs {
						if s, ok := to.(*ast.SelectorExpr); ok && s.Sel.Name == "why" && len(n.Rhs) == len(n.Lhs) {
							keep(n.Rhs[i])
						}
					}
				case *ast.KeyValueExpr:
					if key, ok := n.Key.(*ast.Ident); ok && key.Name == "why" {
						keep(n.Value)
					}
				case *ast.CallExpr:
					if f, ok := n.Fun.(*ast.Ident); ok && f.Name == "refuse" && len(n.Args) > 0 {
						keep(n.Args[len(n.Args)-1])
					}
				}
				return true
			})
		}
	}
	return slices.Sorted(maps.Keys(found))
}
