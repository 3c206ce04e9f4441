package cards_test

import (
	"strings"
	"testing"

	"carddeck/handlers/cards"
	"carddeck/marqeta"
)

func TestWhyNot(t *testing.T) {
	t.Parallel()
	type row = [4]string // activate, suspend, reinstate, terminate
	for state, want := range map[marqeta.CardState]row{
		marqeta.CardUnactivated: {"", "The card was never activated.", "The card was never activated.", ""},
		marqeta.CardActive:      {"The card is active already.", "", "The card is active already.", ""},
		marqeta.CardLimited:     {"The card was activated before; reinstate it.", "", "", ""},
		marqeta.CardSuspended:   {"The card was activated before; reinstate it.", "The card is suspended already.", "", ""},
		marqeta.CardTerminated: {"The card is terminated, for ever.", "The card is terminated, for ever.",
			"The card is terminated, for ever.", "The card is terminated, for ever."},
	} {
		for i, m := range []cards.Move{cards.Activate, cards.Suspend, cards.Reinstate, cards.Terminate} {
			if got := m.WhyNot(state); got != want[i] {
				t.Errorf("move %d from %s: got %q, want %q", i, state, got, want[i])
			}
		}
	}
	if got := cards.Suspend.WhyNot("SOMETHING_NEW"); !strings.Contains(got, "SOMETHING_NEW") {
		t.Errorf("from a state nobody knows: got %q", got)
	}
}
