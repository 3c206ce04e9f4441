package main

import (
	"strings"
	"testing"
	"time"
)

func TestReceiver(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	err := receiver{Connections: 4, Rounds: 1, Turn: 50 * time.Millisecond, Apply: true}.Run(t.Context(), &out)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"stubbed", "stored", "stored to stubbed: 0.", "cpu/message"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in\n%s", want, out.String())
		}
	}
}

func TestReceiverRefusesNothing(t *testing.T) {
	t.Parallel()
	if err := (receiver{}).Run(t.Context(), nil); err == nil {
		t.Error("run without connections = nil")
	}
}

func TestTokensDiffer(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	_, token := message()
	for n := range uint64(100_000) {
		writeToken(token, n)
		seen[string(token)] = true
	}
	if len(seen) != 100_000 || len(token) != 36 {
		t.Errorf("%d of 100000 tokens of %d characters differ", len(seen), len(token))
	}
}
