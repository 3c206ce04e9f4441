package engine_test

import (
	"testing"

	"carddeck/marqeta/sandbox/engine"
)

func TestCodes(t *testing.T) {
	t.Parallel()
	for code, want := range map[string][2]string{
		"0000": {"Approved or completed successfully", "00"}, "0002": {"Partial approval", "10"}, "1016": {"Not sufficient funds", "51"},
		"1842": {"Account load failed", "51"}, "1884": {"JIT response not sufficient funds", "51"}, "1999": {"1999", "05"},
	} {
		if memo, network := engine.Memo(code), engine.Outgoing(code); memo != want[0] || network != want[1] {
			t.Errorf("%s = %q and %s to the network, want %q and %s", code, memo, network, want[0], want[1])
		}
	}
}
