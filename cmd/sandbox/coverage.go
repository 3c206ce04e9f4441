package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"carddeck/marqeta/sandbox"
)

//go:generate go run . coverage --into README.md
//go:generate go run . coverage --brief --into ../../README.md

// coverage prints how much of the Core API is built.
type coverage struct {
	Markdown bool   `help:"As a table for a README, not as JSON."`
	Brief    bool   `help:"The table by area, not by path."`
	Into     string `placeholder:"FILE" help:"Put the table between the marks of this file."`
}

func (c coverage) Run(out io.Writer) error {
	all := sandbox.Covered()
	if !c.Markdown && !c.Brief && c.Into == "" {
		enc := json.NewEncoder(out)
		enc.SetIndent("", "  ")
		return enc.Encode(all)
	}
	text := table(all)
	if c.Brief {
		text = brief(all)
	}
	if c.Into == "" {
		_, err := io.WriteString(out, text)
		return err
	}
	before, err := os.ReadFile(c.Into)
	if err != nil {
		return err
	}
	after, err := between(before, text)
	if err != nil {
		return fmt.Errorf("%s: %w", c.Into, err)
	}
	return os.WriteFile(c.Into, after, 0o644)
}

// The marks of the part of a file that is generated.
const (
	begin = "<!-- coverage: go generate ./cmd/sandbox -->\n"
	end   = "<!-- /coverage -->\n"
)

func between(file []byte, text string) ([]byte, error) {
	head, rest, begun := bytes.Cut(file, []byte(begin))
	_, tail, ended := bytes.Cut(rest, []byte(end))
	if !begun || !ended {
		return nil, fmt.Errorf("no line %q with %q behind it", strings.TrimSpace(begin), strings.TrimSpace(end))
	}
	return fmt.Appendf(nil, "%s%s%s%s%s", head, begin, text, end, tail), nil
}

// table has a row for each path.
func table(all []sandbox.Coverage) string {
	var b strings.Builder
	b.WriteString("| Path | Built | Missing | State | Why |\n| --- | --- | --- | --- | --- |\n")
	for _, p := range all {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", p.Path, strings.Join(p.Methods, " "), strings.Join(p.Missing, " "), p.State, p.Reason)
	}
	return b.String()
}

// brief names the areas that are done, and has a row for each of the others.
func brief(all []sandbox.Coverage) string {
	var areas, done []string
	paths := map[string][]sandbox.Coverage{}
	for _, p := range all {
		area := "/" + strings.Split(p.Path, "/")[1]
		if paths[area] == nil {
			areas = append(areas, area)
		}
		paths[area] = append(paths[area], p)
	}
	var rows strings.Builder
	for _, area := range areas {
		count := map[string]int{}
		var reasons []string
		for _, p := range paths[area] {
			count[p.State]++
			if p.Reason != "" && !slices.Contains(reasons, p.Reason) {
				reasons = append(reasons, p.Reason)
			}
		}
		if count[sandbox.Done] == len(paths[area]) {
			done = append(done, "`"+area+"`")
			continue
		}
		fmt.Fprintf(&rows, "| `%s` | %d | %d | %d | %s |\n", area, count[sandbox.Done], count[sandbox.Partial], count[sandbox.NotDone], strings.Join(reasons, "; "))
	}
	return fmt.Sprintf("Done: %s.\n\n| Paths under | Done | Partial | Not done | Why |\n| --- | --- | --- | --- | --- |\n%s", strings.Join(done, ", "), &rows)
}
