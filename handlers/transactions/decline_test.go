package transactions

import (
	"testing"

	"carddeck/marqeta/explain"
	"carddeck/store"
)

func TestByNow(t *testing.T) {
	t.Parallel()
	from := func(country string) func(*store.Transaction) {
		return func(t *store.Transaction) { t.Country = country }
	}
	tests := []struct {
		of     store.Transaction
		around around
		want   string
	}{
		{message("authorization", "DECLINED", 1000, answered("1003", "")), around{card: store.Card{State: "ACTIVE"}}, "By now the card is active."},
		{message("authorization", "DECLINED", 1000, answered("1003", "")), around{card: store.Card{State: "TERMINATED"}}, "By now the card is terminated, for ever."},
		{message("authorization", "DECLINED", 1000, answered("1003", "")), around{card: store.Card{State: "SUSPENDED"}}, ""},
		{message("authorization", "DECLINED", 1000, answered("1806", "")), around{card: store.Card{State: "ACTIVE"}}, "By now the card is active."},
		{message("authorization", "DECLINED", 1000, answered("1813", "")), around{user: store.User{Active: true}}, "By now the user is active."},
		{message("authorization", "DECLINED", 1000, answered("1813", "")), around{}, ""},
		{message("authorization", "DECLINED", 1000, answered("1864", ""), from("FRA")), around{}, "This purchase came from FRA."},
		{message("authorization", "DECLINED", 1000, answered("1864", "")), around{}, ""},
		{message("authorization", "PENDING", 1000, answered("0000", "")), around{card: store.Card{State: "ACTIVE"}}, ""},
	}
	for _, tt := range tests {
		if got := byNow(tt.of, tt.around); got != tt.want {
			t.Errorf("%s with the card %q: got %q, want %q", tt.of.ResponseCode, tt.around.card.State, got, tt.want)
		}
	}
}

// The same code means something else with another card product and another notification.
func TestExplainTellsMeaningsApart(t *testing.T) {
	t.Parallel()
	const mismatch = `{"address_verification": {"response": {"code": "0201"}}}`
	strict := store.CardProduct{Config: []byte(`{"config": {"transaction_controls": {"address_verification": {
		"auth_messages": {"validate": true, "decline_on_postal_code_mismatch": true}}}}}`)}
	tests := []struct {
		code    string
		raw     string
		product store.CardProduct
		want    string
	}{
		{"1016", `{}`, store.CardProduct{}, "not sufficient funds"},
		{"1016", `{}`, store.CardProduct{Funding: "standard"}, "the account holds too little"},
		{"1016", `{}`, store.CardProduct{Funding: "managed"}, "the program funding source did not cover it"},
		{"1016", `{"gpa_order": {"funding": {"gateway_log": {"timed_out": true}}}}`, store.CardProduct{Funding: "gateway"}, "the gateway did not answer in time"},
		{"1025", mismatch, store.CardProduct{}, "the card product does not permit this kind of purchase"},
		{"1025", mismatch, strict, "the address does not match"},
		{"1025", `{"card_security_code_verification": {"response": {"code": "0001"}}}`, strict, "the security code is wrong"},
		{"1999", `{"response": {"memo": "not this one"}}`, strict, "no reason was told"},
	}
	for _, tt := range tests {
		of := message("authorization", "DECLINED", 1000, answered(tt.code, ""))
		if got := because(verdict(of, around{product: tt.product}, []byte(tt.raw), explain.Trace{})); got != tt.want {
			t.Errorf("%s with %s: %q, want %q", tt.code, tt.raw, got, tt.want)
		}
	}
}

func TestThenQuotesWhatNobodyElseExplains(t *testing.T) {
	t.Parallel()
	tests := []struct {
		of   store.Transaction
		want string
	}{
		{message("authorization", "DECLINED", 1000, answered("1999", "no \u202egateway")), "Marqeta says “no \ufffdgateway”. Its support can tell more by the transaction's token."},
		{message("authorization", "DECLINED", 1000, answered("1999", "")), "Marqeta gave no words with this code; its support can tell more by the transaction's token."},
		{message("authorization", "DECLINED", 1000, answered("1001", "Card expired")), "The purchase came after the card's expiration_time. Issue a new card; an expired one cannot be prolonged."},
	}
	for _, tt := range tests {
		if got := then(verdict(tt.of, around{}, nil, explain.Trace{})); got != tt.want {
			t.Errorf("%s %q: got %q, want %q", tt.of.ResponseCode, tt.of.ResponseMemo, got, tt.want)
		}
	}
}

func TestMoneyThatComesBackHasAMinus(t *testing.T) {
	t.Parallel()
	life := []store.Transaction{message("refund", "COMPLETION", 600, first)}
	row := effectRow(effects(life)[0], life[0])
	if row.Amount != "−6.00" || row.Posted != "−6.00" || row.Hold != "0.00" {
		t.Errorf("amount %q, on hold %q, posted %q", row.Amount, row.Hold, row.Posted)
	}
}

func TestCounted(t *testing.T) {
	t.Parallel()
	tests := []struct {
		count    int64
		filtered bool
		want     string
	}{
		{0, false, "What cards paid, held, were refused and got back."}, {0, true, "0 match, newest first."},
		{1, false, "1 in all, newest first."}, {1, true, "1 matches."},
		{142, false, "142 in all, newest first."}, {142, true, "142 match, newest first."},
		{most + 1, false, "More than 1,000, newest first."}, {most + 1, true, "More than 1,000 match, newest first."},
	}
	for _, tt := range tests {
		if got := counted(tt.count, tt.filtered); got != tt.want {
			t.Errorf("%d, filtered %t: got %q, want %q", tt.count, tt.filtered, got, tt.want)
		}
	}
}
