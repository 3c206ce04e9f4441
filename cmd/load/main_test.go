package main

import (
	"strings"
	"testing"
	"time"
)

func TestRun(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	err := run(t.Context(), options{connections: 4, rounds: 1, turn: 50 * time.Millisecond, apply: true}, &out)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"stubbed", "stored", "stored to stubbed: 0.", "cpu/message"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in\n%s", want, out.String())
		}
	}
}

func TestRunRefusesNothing(t *testing.T) {
	t.Parallel()
	if err := run(t.Context(), options{}, nil); err == nil {
		t.Error("run without connections = nil")
	}
}

func TestTokensDiffer(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	_, token := request()
	for n := range uint64(100_000) {
		writeToken(token, n)
		seen[string(token)] = true
	}
	if len(seen) != 100_000 || len(token) != 36 {
		t.Errorf("%d of 100000 tokens of %d characters differ", len(seen), len(token))
	}
}
