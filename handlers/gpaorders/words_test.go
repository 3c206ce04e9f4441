package gpaorders

import (
	"testing"

	"carddeck/store"
)

func TestSentence(t *testing.T) {
	t.Parallel()
	order := func(kind, state string, more ...func(*store.GPAOrder)) store.GPAOrder {
		o := store.GPAOrder{Kind: kind, State: state, AmountMinor: 25000, Currency: "USD"}
		for _, m := range more {
			m(&o)
		}
		return o
	}
	jit := func(o *store.GPAOrder) { o.LastTransaction, o.FundingTransaction = "purchase", "movement" }
	told := func(o *store.GPAOrder) { o.LastTransaction, o.FundingTransaction = "movement", "movement" }
	method := func(o *store.GPAOrder) { o.Method = "pgfs.authorization" }
	refused := func(o *store.GPAOrder) { o.ResponseCode, o.ResponseMemo = "1842", "Account load failed" }
	strange := func(o *store.GPAOrder) { o.ResponseCode, o.ResponseMemo = "9999", "Odd" }
	tests := []struct {
		of   store.GPAOrder
		who  string
		want string
		by   string
	}{
		{order("load", "COMPLETION"), "Ben Okafor", "Loaded: 250.00 USD onto the account of Ben Okafor", "Loaded here"},
		{order("load", "COMPLETION", told), "", "Loaded: 250.00 USD onto an account", "Load"},
		{order("load", "PENDING", jit), "Ada", "Funded: 250.00 USD for a purchase, still on hold", "Purchase"},
		{order("load", "PENDING", method), "Ada", "Funded: 250.00 USD for a purchase, still on hold", "Purchase"},
		{order("load", "COMPLETION", jit), "Ada", "Funded: 250.00 USD for a purchase", "Purchase"},
		{order("load", "REVERSED", jit), "Ada", "Reversed: 250.00 USD stayed with the funding source", "Purchase"},
		{order("load", "DECLINED", jit, refused), "Ada", "Declined: 250.00 USD for the account of Ada, account load failed", "Purchase"},
		{order("load", "DECLINED", jit, strange), "Ada", "Declined: 250.00 USD for the account of Ada, odd", "Purchase"},
		{order("load", "DECLINED"), "", "Declined: 250.00 USD for an account, no reason was told", "Loaded here"},
		{order("load", "ERROR", jit), "Ada", "Failed: 250.00 USD for the account of Ada", "Purchase"},
		{order("unload", "COMPLETION"), "Ben", "Unloaded: 250.00 USD from the account of Ben", "Unloaded here"},
		{order("unload", "COMPLETION", jit), "Ben", "Returned: 250.00 USD from the account of Ben to the funding source", "Refund"},
	}
	for _, tt := range tests {
		if got := sentence(tt.of, tt.who); got != tt.want {
			t.Errorf("sentence(%+v):\ngot  %s\nwant %s", tt.of, got, tt.want)
		}
		if by, _ := madeBy(tt.of); by != tt.by {
			t.Errorf("madeBy(%+v): got %s, want %s", tt.of, by, tt.by)
		}
		if why(tt.of) == "" {
			t.Errorf("why(%+v) is empty", tt.of)
		}
	}
}

func TestStatesHaveWords(t *testing.T) {
	t.Parallel()
	for _, state := range []string{"PENDING", "COMPLETION", "REVERSED", "DECLINED", "ERROR"} {
		if m := mark(state); m.Text == state || m.Icon == "" {
			t.Errorf("mark(%s): %+v", state, m)
		}
	}
	if m := mark("TOMORROW"); m.Text != "TOMORROW" {
		t.Errorf("mark of an unknown state: %+v", m)
	}
}
