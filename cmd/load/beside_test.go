package main

import (
	"strings"
	"testing"
	"time"

	"carddeck/store/storetest"
)

func TestBeside(t *testing.T) {
	t.Parallel()
	storetest.DSNs(t, func(t *testing.T, dsn string) {
		var out strings.Builder
		err := beside{Database: dsn, Accounts: 20, Rate: 50, Flood: 50, Exports: 2, Filled: 20, Rounds: 1, Turn: 200 * time.Millisecond}.Run(t.Context(), &out)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"50 a second", "beside nothing", "beside 50 notifications", "beside 2 exports", "10 notifications sent, 0 of them", "p99 beside the notifications"} {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%q is not in\n%s", want, out.String())
			}
		}
		if strings.Contains(out.String(), "; 0 rows exported") {
			t.Error(out.String())
		}
	})
}

func TestBesideRefusesNothing(t *testing.T) {
	t.Parallel()
	if err := (beside{}).Run(t.Context(), nil); err == nil {
		t.Error("run without accounts = nil")
	}
}
