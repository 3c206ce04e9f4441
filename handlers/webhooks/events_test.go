package webhooks_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"carddeck/handlers/webhooks"
)

func TestWhatAFormSubscribesTo(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		ticked []string
		typed  string
		want   []string
	}{
		"nothing":               {nil, " \r\n ", nil},
		"ticked":                {[]string{"transaction.*", "usertransition.*"}, "", []string{"transaction.*", "usertransition.*"}},
		"typed in any way":      {nil, "transaction.authorization\r\ncardtransition.state.suspended, usertransition.active  transaction.refund", []string{"transaction.authorization", "cardtransition.state.suspended", "usertransition.active", "transaction.refund"}},
		"each once":             {[]string{"transaction.*"}, "transaction.*\ntransaction.*", []string{"transaction.*"}},
		"everything alone":      {[]string{"*", "transaction.*"}, "usertransition.active", []string{"*"}},
		"everything when typed": {[]string{"transaction.*"}, "*", []string{"*"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, webhooks.Events(c.ticked, c.typed)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEventsThatMarqetaTakes(t *testing.T) {
	t.Parallel()
	for _, good := range []string{
		"*", "transaction.*", "transaction.authorization", "transaction.authorization.clearing", "cardtransition.state.suspended",
		"cardtransition.fulfillment.digitally_presented", "transaction.authorization.clearing.quasi-cash",
	} {
		if wrong := webhooks.CheckEvents([]string{good}); wrong != "" {
			t.Errorf("%s: %s", good, wrong)
		}
	}
	for _, bad := range []string{
		"cardtransition.fulfillment.*", "**", "transaction", "transaction.", ".*", "Transaction.*", "transaction.*.clearing",
		"transaction..refund", "trans action.*", "<script>", "transaction." + strings.Repeat("a", 250),
	} {
		if wrong := webhooks.CheckEvents([]string{"*", bad}); wrong == "" || strings.Contains(wrong, strings.Repeat("a", 100)) {
			t.Errorf("%s: %q", bad, wrong)
		}
	}
}

func TestEventWords(t *testing.T) {
	t.Parallel()
	for want, events := range map[string][]string{
		"":                      nil,
		"Everything":            {"transaction.*", "*"},
		"transaction.*":         {"transaction.*"},
		"a.*, b.*":              {"a.*", "b.*"},
		"a.*, b.* and 1 other":  {"a.*", "b.*", "c.*"},
		"a.*, b.* and 2 others": {"a.*", "b.*", "c.*", "d.*"},
	} {
		if got := webhooks.EventWords(events); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestAnswerOfAPingInWords(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ body, want string }{
		"nothing":  {" \n", "The endpoint answered 200 and said nothing."},
		"words":    {`{"alive":true}`, `The endpoint answered 200 and said: {"alive":true}`},
		"long":     {strings.Repeat("é", 300), "The endpoint answered 200 and said: " + strings.Repeat("é", 200) + "…"},
		"no UTF-8": {"a\xffb", "The endpoint answered 200 and said: a\uFFFDb"},
	} {
		if got := webhooks.Answered([]byte(c.body)); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}
