package main

import (
	"strings"
	"testing"
	"time"

	"carddeck/store/storetest"
)

func TestDecisions(t *testing.T) {
	t.Parallel()
	storetest.DSNs(t, func(t *testing.T, dsn string) {
		var out strings.Builder
		err := decisions{Database: dsn, Accounts: 20, Connections: 2, Rounds: 1, Turn: 50 * time.Millisecond, Rate: 50}.Run(t.Context(), &out)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"20 accounts funded", "in memory", "durable to in memory: ", "50 a second", "p99.9", "one caller p50"} {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%q is not in\n%s", want, out.String())
			}
		}
		if each := strings.Contains(out.String(), "durable to a statement each, the same rows: "); each != strings.HasPrefix(dsn, "postgres") {
			t.Errorf("a statement each, %t:\n%s", each, out.String())
		}
	})
}

func TestDecisionsRefuseNothing(t *testing.T) {
	t.Parallel()
	if err := (decisions{}).Run(t.Context(), nil); err == nil {
		t.Error("run without accounts = nil")
	}
}
