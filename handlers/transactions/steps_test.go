package transactions

import (
	"slices"
	"strings"
	"testing"

	"carddeck/store"
)

func named(token, before string) func(*store.Transaction) {
	return func(t *store.Transaction) { t.Token, t.PrecedingToken = token, before }
}

func TestNextSteps(t *testing.T) {
	t.Parallel()
	open := message("authorization", "PENDING", 1000, named("a", ""))
	over := message("authorization", "CLEARED", 1000, named("a", ""))
	raise := message("authorization.incremental", "PENDING", 500, named("i", "a"))
	tests := []struct {
		name string
		of   int
		life []store.Transaction
		want string // verb:subject>names for each legal step
	}{
		{"an open authorization", 0, []store.Transaction{open}, "clearing:a>a incremental:a>a advice:a>a reversal:a>a"},
		{"the clearing names the last incremental", 0, []store.Transaction{open, raise}, "clearing:a>i incremental:a>a advice:a>a reversal:a>a"},
		{"not a declined one", 0, []store.Transaction{open, message("authorization.incremental", "DECLINED", 500, named("i", "a"))}, "clearing:a>a incremental:a>a advice:a>a reversal:a>a"},
		{"from the incremental it is the same purchase", 1, []store.Transaction{open, raise}, "clearing:a>i incremental:a>a advice:a>a reversal:a>a"},
		{"from a partial clearing too", 1, []store.Transaction{open, message("authorization.clearing", "COMPLETION", 400, named("c", "a"))}, "clearing:a>a incremental:a>a advice:a>a reversal:a>a refund:c>"},
		{"cleared", 0, []store.Transaction{over, message("authorization.clearing", "COMPLETION", 1000, named("c", "a"))}, "refund:c>"},
		{"refunds are about the clearing that is looked at", 1, []store.Transaction{over, message("authorization.clearing", "COMPLETION", 400, named("c1", "a")), message("authorization.clearing", "COMPLETION", 600, named("c2", "a"))}, "refund:c1>"},
		{"reversed", 0, []store.Transaction{over, message("authorization.reversal", "CLEARED", 1000, named("r", "a"))}, ""},
		{"declined", 0, []store.Transaction{message("authorization", "DECLINED", 1000, named("a", ""))}, ""},
		{"PIN debit", 0, []store.Transaction{message("pindebit", "COMPLETION", 1000, named("p", ""))}, "refund:p>"},
		{"fuel pump by PIN debit", 0, []store.Transaction{message("pindebit.authorization", "PENDING", 1000, named("p", ""))}, "clearing:p>p reversal:p>p"},
		{"refund", 0, []store.Transaction{message("refund", "COMPLETION", 1000, named("r", ""))}, ""},
		{"announced refund", 0, []store.Transaction{message("refund.authorization", "PENDING", 1000, named("r", ""))}, "clearing:r>r reversal:r>r"},
		{"the opener is not known here", 0, []store.Transaction{message("authorization.clearing", "COMPLETION", 1000, named("c", "elsewhere"))}, "refund:c>"},
		{"links in a circle end", 0, []store.Transaction{message("authorization", "PENDING", 1000, named("a", "b")), message("authorization", "PENDING", 1000, named("b", "a"))}, "clearing:a>a incremental:a>a advice:a>a reversal:a>a"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			steps := nextSteps(tt.life[tt.of], tt.life)
			var got []string
			for _, s := range steps {
				if s.whyNot == "" {
					got = append(got, string(s.verb)+":"+s.subject.Token+">"+s.names)
					if s.kind == "" {
						t.Errorf("%s has no simulation", s.verb)
					}
				}
			}
			if strings.Join(got, " ") != tt.want {
				t.Errorf("got  %s\nwant %s", strings.Join(got, " "), tt.want)
			}
			if said := notes(steps); len(got) < len(verbs) && len(said) == 0 {
				t.Error("nothing says why the other steps are missing")
			}
		})
	}
}

func TestNotesGroupReasons(t *testing.T) {
	t.Parallel()
	cleared := []store.Transaction{
		message("authorization", "CLEARED", 1000, named("a", "")), message("authorization.clearing", "COMPLETION", 1000, named("c", "a")),
	}
	got := notes(nextSteps(cleared[0], cleared))
	want := []string{"Clearing, incremental authorization, advice, reversal not possible: the hold has ended."}
	if !slices.Equal(got, want) {
		t.Errorf("notes: got %q, want %q", got, want)
	}
	declined := []store.Transaction{message("authorization", "DECLINED", 1000, named("a", ""))}
	got = notes(nextSteps(declined[0], declined))
	want = []string{"No next step: nothing follows a transaction that moved no money."}
	if !slices.Equal(got, want) {
		t.Errorf("notes: got %q, want %q", got, want)
	}
}

func TestProposedAmounts(t *testing.T) {
	t.Parallel()
	opener := message("authorization", "PENDING", 10000, named("a", ""))
	life := []store.Transaction{opener, message("authorization.clearing", "COMPLETION", 4000, named("c", "a"))}
	want := map[verb]int64{clear: 6000, incremental: 2000, advise: 6000, reverse: 6000, refund: 4000}
	now := effects(life)[1]
	for _, n := range nextSteps(life[1], life) {
		if got := proposed(n, now); got != want[n.verb] {
			t.Errorf("proposed for %s: got %d, want %d", n.verb, got, want[n.verb])
		}
	}
	tiny := nextSteps(message("authorization", "PENDING", 1, named("a", "")), nil)
	if got := proposed(tiny[1], effect{hold: 1}); got != 1 {
		t.Errorf("proposed addition to one cent: got %d, want 1", got)
	}
}

func TestForetoldReversalIsFullOnlyWhenNothingIsLeft(t *testing.T) {
	t.Parallel()
	life := []store.Transaction{message("authorization", "PENDING", 10000, named("a", ""))}
	now := effects(life)[0]
	for _, n := range nextSteps(life[0], life) {
		if n.verb != reverse {
			continue
		}
		for minor, want := range map[int64]int64{4000: 6000, 10000: 0, 20000: 0} {
			steps := effects(append(life[:1:1], foretold(n, minor, now)))
			if got := steps[1].hold; got != want {
				t.Errorf("reversal of %d: hold %d, want %d", minor, got, want)
			}
		}
	}
}
