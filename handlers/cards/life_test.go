package cards_test

import (
	"testing"
	"time"

	"carddeck/handlers/cards"
	"carddeck/marqeta"
)

var noon = time.Date(2026, 3, 12, 12, 0, 0, 0, time.UTC)

func transition(typ string, state marqeta.CardState, after time.Duration, code marqeta.ReasonCode, reason string) marqeta.CardTransition {
	return marqeta.CardTransition{
		Token: typ, Type: typ, State: state, ReasonCode: code, Reason: reason,
		Channel: marqeta.ChannelSystem, CreatedTime: marqeta.At(noon.Add(after)),
	}
}

// Marqeta lists a card's creation first when it was activated within the same second.
var born = []marqeta.CardTransition{
	transition("fulfillment.issued", marqeta.CardUnactivated, 0, "00", "New card"),
	transition("state.activated", marqeta.CardActive, 0, "00", "New card activated"),
}

func TestNewestFirst(t *testing.T) {
	t.Parallel()
	later := transition("state.suspended", marqeta.CardSuspended, time.Hour, "10", "")
	got := cards.NewestFirst(append([]marqeta.CardTransition{later}, born...))
	for i, want := range []string{"state.suspended", "state.activated", "fulfillment.issued"} {
		if got[i].Type != want {
			t.Errorf("at %d: got %s, want %s", i, got[i].Type, want)
		}
	}
	if born[0].Type != "fulfillment.issued" {
		t.Error("the list that was given changed")
	}
}

func TestLife(t *testing.T) {
	t.Parallel()
	got := cards.Life(cards.NewestFirst(born))
	if len(got) != 2 {
		t.Fatalf("got %d lines, want 2", len(got))
	}
	if l := got[0]; l.From != "Unactivated" || l.To.Text != "Active" || l.Why != "Activated for the first time (00)" || l.Said != "New card activated" || l.Channel != "Marqeta itself" {
		t.Errorf("activation: got %+v", l)
	}
	if l := got[1]; l.From != "" || l.To.Text != "Unactivated" || l.Why != "Fulfillment: issued" || l.Said != "New card" {
		t.Errorf("creation: got %+v", l)
	}
	if got := cards.Life(nil); got != nil {
		t.Errorf("nothing: got %+v", got)
	}
}

func TestSince(t *testing.T) {
	t.Parallel()
	suspended := transition("state.suspended", marqeta.CardSuspended, time.Hour, "10", "Called from the airport")
	shipped := transition("fulfillment.shipped", marqeta.CardSuspended, 2*time.Hour, "", "")
	for _, c := range []struct {
		name        string
		card        marqeta.Card
		transitions []marqeta.CardTransition
		want        string
	}{
		{"new", marqeta.Card{State: marqeta.CardUnactivated}, born[:1], "Unactivated since 12 Mar 2026, 12:00:00: New card."},
		{"moved", marqeta.Card{State: marqeta.CardSuspended}, []marqeta.CardTransition{suspended, born[1], born[0]},
			"Suspended since 12 Mar 2026, 13:00:00: Reported lost (10). Called from the airport."},
		{"fulfillment says nothing of the state", marqeta.Card{State: marqeta.CardSuspended}, []marqeta.CardTransition{shipped, suspended},
			"Suspended since 12 Mar 2026, 13:00:00: Reported lost (10). Called from the airport."},
		{"no list", marqeta.Card{State: marqeta.CardSuspended, StateReason: "Lost"}, nil, "Suspended: Lost."},
		{"list behind the card", marqeta.Card{State: marqeta.CardTerminated, StateReason: "Stolen"}, []marqeta.CardTransition{suspended}, "Terminated: Stolen."},
		{"nothing known", marqeta.Card{State: marqeta.CardActive}, nil, ""},
	} {
		if got := cards.Since(c.card, c.transitions); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestBalances(t *testing.T) {
	t.Parallel()
	usd := marqeta.Balance{CurrencyCode: "USD", LedgerBalance: marqeta.MustAmount("1000"), AvailableBalance: marqeta.MustAmount("990.5")}
	jpy := marqeta.Balance{CurrencyCode: "JPY", LedgerBalance: marqeta.MustAmount("500"), PendingCredits: marqeta.MustAmount("7")}
	both := usd
	both.Balances = map[string]marqeta.Balance{"USD": usd, "JPY": jpy}
	got := cards.Balances(marqeta.Balances{GPA: both})
	if len(got) != 2 || got[0].Currency != "JPY" || got[0].Pending.Digits != "7" || got[1].Available.Digits != "990.50" {
		t.Errorf("two currencies: got %+v", got)
	}
	if got := cards.Balances(marqeta.Balances{GPA: usd}); len(got) != 1 || got[0].Ledger.Digits != "1,000.00" {
		t.Errorf("one currency without a map: got %+v", got)
	}
	if got := cards.Balances(marqeta.Balances{}); got != nil {
		t.Errorf("no account: got %+v", got)
	}
}
