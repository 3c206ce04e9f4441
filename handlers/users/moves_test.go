package users_test

import (
	"testing"
	"time"

	"carddeck/handlers/users"
	"carddeck/marqeta"
)

func TestWhyNotAgreesWithMarqeta(t *testing.T) {
	t.Parallel()
	reached := map[marqeta.UserStatus]bool{}
	for _, from := range []marqeta.UserStatus{
		marqeta.UserUnverified, marqeta.UserLimited, marqeta.UserActive, marqeta.UserSuspended, marqeta.UserClosed, marqeta.UserTerminated,
	} {
		legal := map[marqeta.UserStatus]bool{}
		for _, to := range from.NextStatuses() {
			legal[to], reached[to] = true, true
		}
		for _, m := range users.Moves {
			if got := m.WhyNot(from); (got == "") != legal[m.To()] {
				t.Errorf("%s to %s: got %q, legal is %v", from, m.To(), got, legal[m.To()])
			}
		}
	}
	for _, m := range users.Moves {
		delete(reached, m.To())
	}
	if len(reached) > 0 {
		t.Errorf("no move leads to %v", reached)
	}
}

func TestWhyNotWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		move users.Move
		from marqeta.UserStatus
		want string
	}{
		{users.Suspend, marqeta.UserSuspended, "That is the user's status already."},
		{users.Activate, marqeta.UserTerminated, "The user is terminated, for ever."},
		{users.Terminate, marqeta.UserTerminated, "That is the user's status already."},
		{users.Limit, marqeta.UserActive, "Marqeta knows no step from ACTIVE to LIMITED."},
	} {
		if got := c.move.WhyNot(c.from); got != c.want {
			t.Errorf("%s to %s: got %q, want %q", c.from, c.move.To(), got, c.want)
		}
	}
}

func TestLife(t *testing.T) {
	t.Parallel()
	noon := time.Date(2026, 3, 12, 12, 0, 0, 0, time.UTC)
	transitions := []marqeta.UserTransition{
		{Token: "t2", Status: marqeta.UserSuspended, ReasonCode: "06", Reason: "Odd purchases", Channel: marqeta.ChannelAdmin, CreatedTime: marqeta.At(noon.Add(time.Hour))},
		{Token: "t1", Status: marqeta.UserActive, ReasonCode: "14", Reason: "CardHolder creation", Channel: marqeta.ChannelSystem, CreatedTime: marqeta.At(noon)},
	}
	got := users.Life(transitions)
	if len(got) != 2 || got[0].From != "Active" || got[0].To.Text != "Suspended" || got[0].Why != "Suspicious activity (06)" ||
		got[0].Said != "Odd purchases" || got[0].Channel != "Console" || got[1].From != "" {
		t.Errorf("life: got %+v", got)
	}
	for _, c := range []struct {
		status marqeta.UserStatus
		list   []marqeta.UserTransition
		want   string
	}{
		{marqeta.UserSuspended, transitions, "Suspended since 12 Mar 2026, 13:00:00: Suspicious activity (06). Odd purchases."},
		{marqeta.UserActive, transitions, ""}, // the list is behind the user, or ahead of it
		{marqeta.UserActive, nil, ""},
	} {
		if got := users.Since(marqeta.User{Status: c.status}, c.list); got != c.want {
			t.Errorf("since, %s: got %q, want %q", c.status, got, c.want)
		}
	}
}

func TestBalances(t *testing.T) {
	t.Parallel()
	usd := marqeta.Balance{CurrencyCode: "USD", LedgerBalance: marqeta.MustAmount("10.5")}
	if got := users.Balances(marqeta.Balances{GPA: usd}); len(got) != 1 || got[0].Ledger.Digits != "10.50" {
		t.Errorf("one currency without a map: got %+v", got)
	}
	if got := users.Balances(marqeta.Balances{}); got != nil {
		t.Errorf("no account: got %+v", got)
	}
}
