package ledger

import (
	"cmp"
	"slices"
	"strconv"
)

// fact is everything known about one transaction of a purchase.
type fact struct {
	Transaction
	told    bool
	votes   []Decision
	release bool // by an operator; Token is not a transaction's
}

// inOrder brings decisions to the transactions they were about, and all in the order in
// which they happened: by the platform's time, its running number and the token, and
// never a follower before what it follows, whatever the clocks say.
func (in Facts) inOrder() []fact {
	all := make([]fact, 0, len(in.Transactions)+len(in.Decisions)+len(in.Releases))
	at, byMessage := map[string]int{}, map[string]string{}
	for _, t := range in.Transactions {
		if _, twice := at[t.Token]; twice {
			continue
		}
		at[t.Token] = len(all)
		all = append(all, fact{Transaction: t, told: true})
		if t.JIT != "" && !t.Record {
			byMessage[t.JIT] = t.Token
		}
	}
	seen := map[string]bool{}
	for _, d := range slices.SortedFunc(slices.Values(in.Decisions), func(a, b Decision) int { return cmp.Compare(a.Token, b.Token) }) {
		if seen[d.Token] {
			continue
		}
		seen[d.Token] = true
		about := d.Transaction
		if token, ok := byMessage[d.Token]; ok {
			about = token
		}
		i, ok := at[about]
		if !ok {
			i, at[about] = len(all), len(all)
			all = append(all, fact{Transaction: Transaction{
				Token: about, Preceding: d.Preceding, Type: d.Type, Created: d.Created, Holder: d.Holder, Currency: d.Currency,
			}})
		}
		all[i].votes = append(all[i].votes, d)
	}
	for _, r := range in.Releases {
		token := "\xff" + strconv.FormatInt(r.Proposal, 10) // behind every token of the platform's
		if _, twice := at[token]; !twice {
			at[token] = len(all)
			all = append(all, fact{release: true, Transaction: Transaction{Token: token, Preceding: r.Transaction, Created: r.Created, Amount: r.Amount}})
		}
	}
	return chained(all)
}

func chained(all []fact) []fact {
	slices.SortFunc(all, func(a, b fact) int {
		return cmp.Or(a.Created.Compare(b.Created), cmp.Compare(a.Identifier, b.Identifier), cmp.Compare(a.Token, b.Token))
	})
	at := make(map[string]int, len(all))
	for i, f := range all {
		at[f.Token] = i
	}
	out, placed := make([]fact, 0, len(all)), make([]bool, len(all))
	var chain []int
	for i := range all {
		// What a fact follows is placed before it; links that run in a circle end.
		for j, ok := i, true; ok && !placed[j]; j, ok = at[all[j].Preceding] {
			placed[j] = true
			chain = append(chain, j)
		}
		for _, j := range slices.Backward(chain) {
			out = append(out, all[j])
		}
		chain = chain[:0]
	}
	return out
}
