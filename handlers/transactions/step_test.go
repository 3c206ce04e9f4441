package transactions_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/auth"
)

func TestEveryNextStep(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		steps  []string // verb and amount; an empty amount takes what is proposed
		types  []string // of the transactions that came of it
		titles string   // headline of the last
	}{
		{"clearing in full", []string{"clearing", ""}, []string{"authorization.clearing"}, "Cleared: 100.00 USD at Hotel Lumen, money moved"},
		{"clearing in parts", []string{"clearing", "40", "clearing", ""}, []string{"authorization.clearing", "authorization.clearing"}, "Cleared: 60.00 USD at Hotel Lumen, money moved"},
		{"clearing too much", []string{"clearing", "115"}, []string{"authorization.clearing"}, "Cleared: 115.00 USD at Hotel Lumen, 15.00 USD more than was held"},
		{"incremental, then clearing", []string{"incremental", "40", "clearing", ""}, []string{"authorization.incremental", "authorization.clearing"}, "Cleared: 140.00 USD at Hotel Lumen, money moved"},
		{"advice, then clearing", []string{"advice", "40", "clearing", ""}, []string{"authorization.advice", "authorization.clearing"}, "Cleared: 40.00 USD at Hotel Lumen, money moved"},
		{"partial, then full reversal", []string{"reversal", "60", "reversal", ""}, []string{"authorization.reversal", "authorization.reversal"}, "Reversed: 40.00 USD at Hotel Lumen, the hold is released"},
		{"clearing, then refund", []string{"clearing", "", "refund", ""}, []string{"authorization.clearing", "refund"}, "Credited: 100.00 USD from Hotel Lumen, paid to the account"},
	}
	app := start(t)
	b := app.As(auth.Ops)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			began := simulate(t, app, purchase{card: "card_ada", amount: "100", merchant: "Hotel Lumen", mid: "7011", mcc: "7011"})
			at := "/transactions/" + began.Token
			for i := 0; i < len(tt.steps); i += 2 {
				page := b.Get(at).Status(200)
				button := page.Doc.Find(`.actions a[href$="/` + tt.steps[i] + `"]`)
				if button.Length() != 1 {
					t.Fatalf("%s is not offered at %s: %s", tt.steps[i], at, page.Text(".headline"))
				}
				answers := url.Values{}
				if tt.steps[i+1] != "" {
					answers.Set("amount", tt.steps[i+1])
				}
				to := b.Submit(button.AttrOr("href", ""), answers).Status(http.StatusSeeOther)
				at = to.To()
				b.Get(at).Status(200).Has("#flashes", "was simulated.").Has("#history", "simulate "+tt.steps[i])
				token := strings.TrimPrefix(at, "/transactions/")
				stored, err := app.Store.Transaction(t.Context(), token)
				must(t, err)
				if stored.Type != tt.types[i/2] || stored.Declined() {
					t.Errorf("step %d made a %s, %s; want %s", i/2, stored.Type, stored.State, tt.types[i/2])
				}
			}
			b.Get(at).Has("h1", tt.titles)
		})
	}
}

func TestAStepTellsWhatItWillDo(t *testing.T) {
	t.Parallel()
	app := start(t)
	made := simulate(t, app, purchase{card: "card_ben", amount: "100", merchant: "Hotel Lumen", mid: "7011", mcc: "7011"})
	b := app.As(auth.Support)
	at := "/transactions/" + made.Token
	page := b.Get(at+"/clearing").Status(200).
		Has("h1", "Clearing").Has(".question-note", "a clearing cannot be refused").
		Has("#request", "The hold is paid.").Has("#request pre", `"preceding_related_transaction_token": "`+made.Token+`"`)
	if got := page.Doc.Find("#amount").AttrOr("value", ""); got != "100.00" {
		t.Errorf("the proposed amount is %q", got)
	}
	b.Aim("request").Get(at+"/clearing?amount=115").Status(200).Has("#request", "15.00 USD more than the hold").Has("#request", "0.00 USD").Lacks("h1")
	b.Aim("request").Get(at+"/clearing?amount=abc").Status(200).Has("#request", "Fill in an amount")
	b.Get(at+"/incremental").Status(200).Has("#amount-help", "The addition, not the new total").Has("#request", "20.00 USD more is held")
	b.Get(at+"/advice?amount=30").Status(200).Has("#amount-help", "The new total").Has("#request", "70.00 USD of the hold is free again")
	b.Get(at+"/reversal?amount=30").Status(200).Has("#request", "70.00 USD stays on hold")
	b.Get(at+"/refund").Status(http.StatusConflict).Has("h1", "Refund is not possible now").Has("main", "Nothing has been paid yet")
	b.Get(at + "/nonsense").Status(http.StatusNotFound)

	cleared := simulate(t, app, purchase{kind: marqeta.SimulateAuthorizationClearing, after: made.Token, amount: "100"})
	b.Get("/transactions/"+cleared.Token+"/refund").Status(200).
		Has(".question-note", "Marqeta never links it to the purchase").Has("#request", "a transaction of its own").
		Has("#request pre", `"card_token": "card_ben"`).Has("#request pre", "Hotel Lumen")
	b.Get(at + "/clearing").Status(http.StatusConflict)
}

func TestAStepKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	app := start(t)
	made := simulate(t, app, ten)
	b := app.As(auth.Support)
	at := "/transactions/" + made.Token + "/clearing"
	for _, bad := range []string{"", "0", "-1", "1,5", "1e3", "10.001", "<script>", strings.Repeat("9", 30)} {
		page := b.Post(at, fill("amount", bad)).Status(422).Has("#amount-error", "").Has(".callout", "Nothing was simulated")
		if got := page.Doc.Find("#amount").AttrOr("value", ""); got != bad {
			t.Errorf("%q became %q", bad, got)
		}
	}
	if got := related(t, app, "card_ada"); got != 1 {
		t.Errorf("the card has %d transactions, want 1", got)
	}
}

// Two clicks are one transaction, also when the first was the last step there was.
func TestADoubleClickIsOneStep(t *testing.T) {
	t.Parallel()
	app := start(t)
	made := simulate(t, app, ten)
	b := app.As(auth.Support)
	at := "/transactions/" + made.Token + "/clearing"
	form := fill("amount", "10.00", "request_key", b.Get(at).Doc.Find(`[name="request_key"]`).AttrOr("value", ""))
	first := b.Post(at, form).Status(http.StatusSeeOther).To()
	b.Get(first).Status(200)
	if second := b.Post(at, form).Status(http.StatusSeeOther).To(); second != first {
		t.Errorf("the second click leads to %s, the first to %s", second, first)
	}
	clearings, err := app.Store.ListTransactions(t.Context(), store.TransactionFilter{Type: "authorization.clearing"}, store.Page{})
	must(t, err)
	if len(clearings.Rows) != 1 {
		t.Errorf("there are %d clearings, want 1", len(clearings.Rows))
	}
	// A new form finds that nothing is left to clear.
	b.Post(at, fill("amount", "10.00", "request_key", "another")).Status(http.StatusConflict).Has("h1", "not possible now")
}

func TestAStepWithoutAnAnswer(t *testing.T) {
	t.Parallel()
	app := start(t)
	made := simulate(t, app, ten)
	b := app.As(auth.Support)
	at := "/transactions/" + made.Token + "/incremental"
	form := fill("amount", "4", "request_key", "silent")
	app.Silence()
	began := time.Now()
	b.Post(at, form).Status(http.StatusBadGateway).Has("h1", "The outcome is not known")
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("a silent platform kept the page waiting for %s", took)
	}
	// It may have been carried out: the same form never sends it again.
	app.Wake()
	asked := app.Asked()
	b.Post(at, form).Status(http.StatusBadGateway).Has("h1", "The outcome is not known")
	if app.Asked() != asked {
		t.Error("the same form was sent twice")
	}
}
