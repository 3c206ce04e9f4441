package transactions_test

import (
	"testing"

	"carddeck/views/transactions"
)

func TestAmountsOfCreditsComeBack(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind, state string
		minor       int64
		digits      string
		void        bool
	}{
		{"authorization", "PENDING", 123456, "1,234.56", false},
		{"authorization", "DECLINED", 1000, "10.00", true},
		{"authorization.reversal", "CLEARED", 600, "6.00", true},
		{"authorization.reversal.issuerexpiration", "CLEARED", 600, "6.00", true},
		{"authorization.clearing", "COMPLETION", 600, "6.00", false},
		{"refund", "COMPLETION", 600, "−6.00", false},
		{"refund", "DECLINED", 600, "−6.00", true},
		{"refund.authorization", "PENDING", 600, "6.00", false},
		{"refund.authorization.clearing", "COMPLETION", 600, "−6.00", false},
		{"pindebit", "COMPLETION", 600, "6.00", false},
		{"pindebit.reversal", "COMPLETION", 600, "−6.00", false},
		{"pindebit.refund", "COMPLETION", 600, "−6.00", false},
		{"original.credit.auth_plus_capture", "COMPLETION", 600, "−6.00", false},
		{"balanceinquiry", "COMPLETION", 0, "0.00", true},
	} {
		if got := transactions.Amount(c.kind, c.state, c.minor, "USD"); got.Digits != c.digits || got.Void != c.void {
			t.Errorf("amount of %s %s: got %+v, want %s, void %t", c.kind, c.state, got, c.digits, c.void)
		}
	}
}
