package state_test

import (
	"slices"
	"testing"

	"carddeck/marqeta/sandbox/state"
)

type bill struct {
	Token  string  `json:"token"`
	To     string  `json:"to"`
	Amount float64 `json:"amount"`
	Paid   bool    `json:"paid"`
	Due    string  `json:"due"`
}

func TestChildren(t *testing.T) {
	t.Parallel()
	st, err := state.Open(t.Context(), state.Memory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	bills := state.NewJournal(st, "bill", func(b bill) string { return b.To }).Sorted("due")
	other := state.NewJournal(st, "other", func(b bill) string { return b.To })
	if err := st.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	if !bills.Sorts("due") || bills.Sorts("to") || other.Sorts("due") {
		t.Error("Sorts does not tell what is Sorted")
	}
	hostile := `x" OR '1'='1`
	if err := st.Update(t.Context(), func(tx *state.Tx) error {
		for _, b := range []bill{
			{"a", "ada", 10.5, true, "2026-03-01"}, {"b", "bob", 7, false, "2026-01-01"},
			{"c", "ada", 10.5, false, "2026-02-01"}, {hostile, "bob", 10.25, true, "2026-02-01"},
		} {
			if err := bills.Put(tx, b.Token, b); err != nil {
				return err
			}
		}
		return other.Put(tx, "z", bill{Token: "z", To: "ada", Due: "2026-02-15"})
	}); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		ask  state.Children
		want []string
		more bool
	}{
		"all":            {state.Children{Count: 9}, []string{hostile, "c", "b", "a"}, false},
		"a page":         {state.Children{Count: 2, Start: 1}, []string{"c", "b"}, true},
		"by due":         {state.Children{Sort: "due", Count: 9}, []string{"a", hostile, "c", "b"}, false},
		"first due":      {state.Children{Sort: "due", Oldest: true, Count: 9}, []string{"b", "c", hostile, "a"}, false},
		"a parent's":     {state.Children{Parent: "ada", Sort: "due", Count: 9}, []string{"a", "c"}, false},
		"by number":      {state.Children{Where: []state.Where{{Member: "amount", In: []any{10.5}}}, Count: 9}, []string{"c", "a"}, false},
		"by flag":        {state.Children{Where: []state.Where{{Member: "paid", In: []any{true}}}, Count: 9}, []string{hostile, "a"}, false},
		"by any of":      {state.Children{Where: []state.Where{{Member: "token", In: []any{"a", "b", "none"}}}, Count: 9}, []string{"b", "a"}, false},
		"by hostile":     {state.Children{Where: []state.Where{{Member: "token", In: []any{hostile}}}, Count: 9}, []string{hostile}, false},
		"by NUL":         {state.Children{Where: []state.Where{{Member: "token", In: []any{"\x00"}}}, Count: 9}, nil, false},
		"in a period":    {state.Children{Where: []state.Where{{Member: "due", From: "2026-02-01", To: "2026-03-01"}}, Count: 9}, []string{hostile, "c"}, false},
		"from a NUL":     {state.Children{Where: []state.Where{{Member: "due", From: "\x00"}}, Count: 9}, nil, false},
		"several of all": {state.Children{Where: []state.Where{{Member: "amount", In: []any{10.5}}, {Member: "due", To: "2026-02-20"}}, Count: 9}, []string{"c"}, false},
	} {
		found, more, err := bills.Children(t.Context(), c.ask)
		var tokens []string
		for _, b := range found {
			tokens = append(tokens, b.Token)
		}
		if err != nil || more != c.more || !slices.Equal(tokens, c.want) {
			t.Errorf("%s = %q %v %v, want %q %v", name, tokens, more, err, c.want, c.more)
		}
	}
}
