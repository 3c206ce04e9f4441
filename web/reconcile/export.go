package reconcile

import (
	"time"

	"carddeck/store"
)

// Line is one difference in an export. Amounts are decimals as text, empty on the side
// where there is none.
type Line struct {
	Class       string `json:"class"`
	Standing    string `json:"standing"` // open or explained
	Token       string `json:"token"`
	Type        string `json:"type"`
	CardToken   string `json:"card_token"`
	Currency    string `json:"currency"`
	OurAmount   string `json:"our_amount"`
	TheirAmount string `json:"their_amount"`
	OurState    string `json:"our_state"`
	TheirState  string `json:"their_state"`
	Explanation string `json:"explanation"`
	ExplainedBy string `json:"explained_by"`
}

// Sheet is a comparison of a day as it is exported.
type Sheet struct {
	Day         string `json:"day"`
	ComparedAt  string `json:"compared_at"`
	Ours        int64  `json:"ours"`
	Theirs      int64  `json:"theirs"`
	Matched     int64  `json:"matched"`
	Explained   int64  `json:"explained"`
	Open        int64  `json:"open"`
	Sums        []Sum  `json:"sums"`
	Differences []Line `json:"differences"`
}

// Sum is what a day adds up to in a currency, as decimals.
type Sum struct {
	Currency string `json:"currency"`
	Ours     string `json:"ours"`
	Theirs   string `json:"theirs"`
}

// Export makes of a day what files and commands write.
func Export(r store.Reconciliation, items []store.ReconciliationItem) Sheet {
	out := Sheet{
		Day: r.Day, ComparedAt: r.RanAt.UTC().Format(time.RFC3339), Ours: r.Ours, Theirs: r.Theirs, Matched: r.Matched, Explained: r.Explained, Open: r.Unexplained,
		Sums: []Sum{}, Differences: []Line{},
	}
	for _, t := range r.Sums() {
		of := store.ReconciliationItem{Currency: t.Currency}
		out.Sums = append(out.Sums, Sum{t.Currency, decimal(of, &t.Ours), decimal(of, &t.Theirs)})
	}
	for _, i := range items {
		standing := "open"
		if i.Explanation != "" {
			standing = "explained"
		}
		out.Differences = append(out.Differences, Line{
			i.Class, standing, i.Token, i.Type, i.CardToken, i.Currency, decimal(i, i.OurAmount), decimal(i, i.TheirAmount), i.OurState, i.TheirState, i.Explanation, i.ExplainedBy,
		})
	}
	return out
}

func decimal(i store.ReconciliationItem, minor *int64) string {
	if minor == nil {
		return ""
	}
	return i.Money(*minor).Fixed(store.Digits(i.Currency))
}
