package sandbox_test

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"carddeck/marqeta/sandbox"
)

const description = "../../../shared/spec/swagger.2024.01.19.json"

var parameter = regexp.MustCompile(`\{[^}]*\}`)

// The table has every operation of Marqeta's description, once, and a reason for
// whatever is not done.
func TestCoverage(t *testing.T) {
	t.Parallel()
	listed := map[string]bool{}
	for _, p := range sandbox.Covered() {
		both := append(slices.Clone(p.Methods), p.Missing...)
		for _, method := range both {
			operation := method + " " + parameter.ReplaceAllString(p.Path, "{}")
			if listed[operation] {
				t.Errorf("%s is there twice, perhaps built and unbuilt", operation)
			}
			listed[operation] = true
		}
		if len(both) == 0 {
			t.Errorf("%s lacks something and has no route", p.Path)
		}
		if (p.Reason == "") != (p.State == sandbox.Done) || (p.State == sandbox.NotDone) != (len(p.Methods) == 0) || (len(p.Missing) > 0 && p.State == sandbox.Done) {
			t.Errorf("%+v does not fit together", p)
		}
	}
	raw, err := os.ReadFile(description)
	if err != nil {
		t.Skipf("Marqeta's description is not here: %v", err)
	}
	var described struct {
		Paths map[string]map[string]json.RawMessage `json:"paths"`
	}
	if err := json.Unmarshal(raw, &described); err != nil {
		t.Fatal(err)
	}
	if len(described.Paths) < 180 {
		t.Fatalf("the description has %d paths", len(described.Paths))
	}
	for path, methods := range described.Paths {
		for method := range methods {
			if operation := strings.ToUpper(method) + " " + parameter.ReplaceAllString(path, "{}"); !listed[operation] && method != "parameters" {
				t.Errorf("%s is not in the table", operation)
			}
		}
	}
}

// What the table calls done or not done is what the paths answer.
func TestCoverageIsTrue(t *testing.T) {
	t.Parallel()
	p := start(t)
	var told struct {
		Count map[string]int     `json:"count"`
		Paths []sandbox.Coverage `json:"paths"`
	}
	if err := json.Unmarshal(p.get("/_sandbox/coverage").is(200).raw, &told); err != nil {
		t.Fatal(err)
	}
	if sum := told.Count[sandbox.Done] + told.Count[sandbox.Partial] + told.Count[sandbox.NotDone]; sum != len(told.Paths) || sum < 184 {
		t.Errorf("count = %v of %d paths", told.Count, len(told.Paths))
	}
	for _, c := range told.Paths {
		path := parameter.ReplaceAllString(c.Path, "none")
		for _, method := range c.Methods {
			if a := p.call(method, path, nil); a.status == 501 || a.status == 405 {
				t.Errorf("%s is called built and answers %d", a.call, a.status)
			}
		}
		for _, method := range c.Missing {
			if a := p.call(method, path, nil); a.status != 501 {
				t.Errorf("%s is called missing and answers %d", a.call, a.status)
			}
		}
	}
}
