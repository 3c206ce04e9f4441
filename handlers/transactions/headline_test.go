package transactions

import (
	"testing"

	"carddeck/marqeta/explain"
	"carddeck/store"
)

func at(merchant string) func(*store.Transaction) {
	return func(t *store.Transaction) { t.Merchant = merchant }
}

func answered(code, memo string) func(*store.Transaction) {
	return func(t *store.Transaction) { t.ResponseCode, t.ResponseMemo = code, memo }
}

func first(t *store.Transaction) { t.PrecedingToken = "" }

func asked(minor int64) func(*store.Transaction) {
	return func(t *store.Transaction) { t.RequestAmountMinor = minor }
}

func TestSentence(t *testing.T) {
	t.Parallel()
	aegis := at("Aegis Fleet Services")
	auth := message("authorization", "PENDING", 1000, aegis, first)
	closed := message("authorization", "CLEARED", 1000, aegis, first)
	clearing := func(minor int64) store.Transaction {
		return message("authorization.clearing", "COMPLETION", minor, aegis)
	}
	tests := []struct {
		of   int // which of the life the page is about
		life []store.Transaction
		want string
	}{
		{0, []store.Transaction{auth}, "Approved: 10.00 USD at Aegis Fleet Services, money held"},
		{0, []store.Transaction{closed, clearing(1000)}, "Approved: 10.00 USD at Aegis Fleet Services, cleared since"},
		{0, []store.Transaction{auth, clearing(400)}, "Approved: 10.00 USD at Aegis Fleet Services, cleared in part"},
		{0, []store.Transaction{closed, message("authorization.reversal", "CLEARED", 1000)}, "Approved: 10.00 USD at Aegis Fleet Services, released since"},
		{0, []store.Transaction{message("authorization", "PENDING", 6000, aegis, first, asked(10000), answered("0002", "Partial approval"))}, "Approved in part: 60.00 of 100.00 USD at Aegis Fleet Services, money held"},
		{0, []store.Transaction{message("authorization", "PENDING", 0, aegis, first)}, "Approved: 0.00 USD at Aegis Fleet Services, the card was checked"},
		{0, []store.Transaction{message("authorization", "DECLINED", 4200, at("X"), first, answered("1003", "Card suspended"))}, "Declined: 42.00 USD at X, the card is suspended"},
		{0, []store.Transaction{message("authorization", "DECLINED", 4200, at("X"), first, answered("1802", "Missing fields"))}, "Declined: 42.00 USD at X, fields missing"},
		{0, []store.Transaction{message("authorization", "DECLINED", 4200, at("X"), first, answered("9999", "Something new"))}, "Declined: 42.00 USD at X, Marqeta says “Something new”"},
		{0, []store.Transaction{message("authorization", "DECLINED", 4200, first)}, "Declined: 42.00 USD, no reason was told"},
		{0, []store.Transaction{message("authorization", "ERROR", 4200, first, at("X"))}, "Failed: 42.00 USD at X, the platform could not process it"},
		{1, []store.Transaction{auth, message("authorization.incremental", "PENDING", 500, aegis)}, "Raised: 5.00 USD more held at Aegis Fleet Services"},
		{1, []store.Transaction{auth, message("authorization.advice", "PENDING", 400, aegis)}, "Adjusted: 4.00 USD held in all at Aegis Fleet Services"},
		{1, []store.Transaction{auth, message("authorization.reversal", "PENDING", 400, aegis)}, "Reversed in part: 4.00 USD at Aegis Fleet Services, 6.00 USD stays held"},
		{1, []store.Transaction{closed, message("authorization.reversal", "CLEARED", 1000, aegis)}, "Reversed: 10.00 USD at Aegis Fleet Services, the hold is released"},
		{1, []store.Transaction{closed, message("authorization.reversal.issuerexpiration", "CLEARED", 1000, aegis)}, "Expired: 10.00 USD at Aegis Fleet Services, the hold is released"},
		{1, []store.Transaction{closed, clearing(1000)}, "Cleared: 10.00 USD at Aegis Fleet Services, money moved"},
		{1, []store.Transaction{auth, clearing(400)}, "Cleared in part: 4.00 USD at Aegis Fleet Services, 6.00 USD stays held"},
		{1, []store.Transaction{closed, clearing(1200)}, "Cleared: 12.00 USD at Aegis Fleet Services, 2.00 USD more than was held"},
		{0, []store.Transaction{message("authorization.clearing", "COMPLETION", 770, first)}, "Cleared without an authorization: 7.70 USD"},
		{0, []store.Transaction{message("pindebit", "COMPLETION", 1000, first, at("X"))}, "Paid: 10.00 USD at X"},
		{0, []store.Transaction{message("refund", "COMPLETION", 1000, first, at("X"))}, "Credited: 10.00 USD from X, paid to the account"},
		{0, []store.Transaction{message("refund.authorization", "PENDING", 1000, first, at("X"))}, "Refund announced: 10.00 USD from X, not paid yet"},
		{0, []store.Transaction{message("pindebit.balanceinquiry", "CLEARED", 0, first, at("X"))}, "Balance inquiry at X, no money moved"},
		{0, []store.Transaction{message("tomorrow.invention", "COMPLETION", 1000, first, at("X"))}, "tomorrow.invention: 10.00 USD at X"},
		{0, []store.Transaction{message("authorization", "PENDING", 120410, first, at("X"), in("JPY"))}, "Approved: 120,410 JPY at X, money held"},
	}
	for _, tt := range tests {
		steps := effects(tt.life)
		if got := sentence(tt.life[tt.of], steps[tt.of], steps[len(steps)-1], verdict(tt.life[tt.of], around{}, nil, explain.Trace{})); got != tt.want {
			t.Errorf("sentence of %s %s:\ngot  %s\nwant %s", tt.life[tt.of].Type, tt.life[tt.of].State, got, tt.want)
		}
	}
}

func TestWhat(t *testing.T) {
	t.Parallel()
	tests := []struct {
		of   store.Transaction
		want string
	}{
		{message("authorization", "PENDING", 1000), "Authorization"},
		{message("authorization", "PENDING", 0), "Account verification"},
		{message("authorization", "DECLINED", 1000, answered("1003", "")), "Card suspended (1003)"},
		{message("authorization", "DECLINED", 1000, answered("9999", "odd")), "Odd (9999)"},
		{message("authorization", "DECLINED", 1000), "Declined"},
		{message("authorization", "PENDING", 6000, asked(10000), answered("0002", "")), "60.00 of 100.00 approved (0002)"},
		{message("authorization.reversal", "PENDING", 1000), "Reversal, part"},
		{message("authorization.reversal", "CLEARED", 1000), "Reversal, full"},
		{message("authorization.clearing", "COMPLETION", 1000), "Clearing"},
		{message("authorization.clearing", "COMPLETION", 1000, first), "Clearing, force post"},
		{message("authorization.clearing", "COMPLETION", 1000, part(2, 2), final), "Clearing 2 of 2, final"},
		{message("tomorrow.invention", "PENDING", 1000), "tomorrow.invention"},
	}
	for _, tt := range tests {
		if got := what(tt.of); got != tt.want {
			t.Errorf("what(%s %s): got %q, want %q", tt.of.Type, tt.of.State, got, tt.want)
		}
	}
}
