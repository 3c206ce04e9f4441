package sandbox_test

// The table of balances: the same messages on an account with 250 dollars of its
// own, and under Managed JIT Funding.
var lifecycles = map[string]struct{ standard, managed []message }{
	"authorization and clearing": {
		[]message{
			{"authorization", 100, -1, nil, "PENDING", "", "", "-100", "250", "150", ""},
			{"authorization.clearing", 100, 0, nil, "COMPLETION", "", "", "-100", "150", "150", ""},
		},
		[]message{
			{"authorization", 100, -1, nil, "PENDING", "", "", "-100", "100", "0", "PENDING"},
			{"authorization.clearing", 100, 0, nil, "COMPLETION", "", "", "-100", "0", "0", "COMPLETION"},
		},
	},
	"incremental, cleared naming the increment": {
		[]message{
			{"authorization", 100, -1, nil, "PENDING", "", "", "-100", "250", "150", ""},
			{"authorization.incremental", 40, 0, nil, "PENDING", "", "", "-40", "250", "110", ""},
			{"authorization.clearing", 140, 1, nil, "COMPLETION", "", "", "-140", "110", "110", ""},
		},
		[]message{
			{"authorization", 100, -1, nil, "PENDING", "", "", "-100", "100", "0", "PENDING"},
			{"authorization.incremental", 40, 0, nil, "PENDING", "", "", "-40", "140", "0", "PENDING"},
			{"authorization.incremental", 20, 0, nil, "PENDING", "", "", "-20", "160", "0", "PENDING"},
			{"authorization.clearing", 160, 2, nil, "COMPLETION", "", "", "-160", "0", "0", "COMPLETION"},
		},
	},
	"advice states the new total": {
		[]message{
			{"authorization", 100, -1, nil, "PENDING", "", "", "-100", "250", "150", ""},
			{"authorization.advice", 40, 0, nil, "PENDING", "", "", "-40", "250", "210", ""},
			{"authorization.clearing", 40, 1, nil, "COMPLETION", "", "", "-40", "210", "210", ""},
		},
		[]message{
			{"authorization", 100, -1, nil, "PENDING", "", "", "-100", "100", "0", "PENDING"},
			{"authorization.advice", 40, 0, nil, "PENDING", "", "", "-40", "40", "0", "PENDING"},
			{"authorization.clearing", 40, 0, nil, "COMPLETION", "", "", "-40", "0", "0", "COMPLETION"},
		},
	},
	"reversals, partial, then the rest, then again": {
		[]message{
			{"authorization", 100, -1, nil, "PENDING", "", "", "-100", "250", "150", ""},
			{"authorization.reversal", 60, 0, nil, "PENDING", "", "", "60", "250", "210", ""},
			{"authorization.reversal", 100, 0, nil, "CLEARED", "", "40", "40", "250", "250", ""},
			{"authorization.reversal", 100, 0, nil, "DECLINED", "1017", "", "", "250", "250", ""},
		},
		[]message{
			{"authorization", 100, -1, nil, "PENDING", "", "", "-100", "100", "0", "PENDING"},
			{"authorization.reversal", 60, 0, nil, "PENDING", "", "", "60", "40", "0", "PENDING"},
			{"authorization.reversal", 40, 0, nil, "CLEARED", "", "", "40", "0", "0", "REVERSED"},
			{"authorization.reversal", 40, 0, nil, "DECLINED", "1017", "", "", "0", "0", ""},
		},
	},
	"several clearings and a late reversal": {
		[]message{
			{"authorization", 100, -1, nil, "PENDING", "", "", "-100", "250", "150", ""},
			{"authorization.clearing", 50, 0, nil, "COMPLETION", "", "", "-50", "200", "150", ""},
			{"authorization.clearing", 50, 0, nil, "COMPLETION", "", "", "-50", "150", "150", ""},
			{"authorization.reversal", 50, 0, nil, "DECLINED", "1018", "", "", "150", "150", ""},
		},
		[]message{
			{"authorization", 50, -1, nil, "PENDING", "", "", "-50", "50", "0", "PENDING"},
			{"authorization.clearing", 25, 0, nil, "COMPLETION", "", "", "-25", "25", "0", "PENDING"},
			{"authorization.reversal", 25, 0, nil, "CLEARED", "", "", "25", "0", "0", "REVERSED"},
		},
	},
	"final clearing of a part": {
		[]message{
			{"authorization", 100, -1, nil, "PENDING", "", "", "-100", "250", "150", ""},
			{"authorization.clearing", 40, 0, map[string]any{"is_final_clearing": true}, "COMPLETION", "", "", "-40", "210", "210", ""},
		},
		[]message{
			{"authorization", 100, -1, nil, "PENDING", "", "", "-100", "100", "0", "PENDING"},
			{"authorization.clearing", 40, 0, map[string]any{"is_final_clearing": true}, "COMPLETION", "", "", "-40", "0", "0", "COMPLETION"},
		},
	},
	"over-clearing, and a late clearing": {
		[]message{
			{"authorization", 100, -1, nil, "PENDING", "", "", "-100", "250", "150", ""},
			{"authorization.clearing", 115, 0, nil, "COMPLETION", "", "", "-115", "135", "135", ""},
			{"authorization.clearing", 200, 0, nil, "COMPLETION", "", "", "-200", "-65", "-65", ""},
		},
		[]message{
			{"authorization", 100, -1, nil, "PENDING", "", "", "-100", "100", "0", "PENDING"},
			{"authorization.clearing", 115, 0, nil, "COMPLETION", "", "", "-115", "0", "0", "COMPLETION"},
			{"authorization.clearing", 5, 0, nil, "COMPLETION", "", "", "-5", "0", "0", "COMPLETION"},
		},
	},
	"force post": {
		[]message{{"authorization.clearing", 30, -1, map[string]any{"force_post": "true"}, "COMPLETION", "", "", "-30", "220", "220", ""}},
		[]message{{"authorization.clearing", "7.70", -1, map[string]any{"force_post": true}, "COMPLETION", "", "7.7", "-7.7", "0", "0", "COMPLETION"}},
	},
	"single messages": {
		[]message{
			{"pindebit", 10, -1, nil, "COMPLETION", "", "", "-10", "240", "240", ""},
			{"pindebit.cashback", 10, -1, map[string]any{"cash_back_amount": 5}, "COMPLETION", "", "15", "-15", "225", "225", ""},
			{"pindebit.refund", 10, -1, nil, "COMPLETION", "", "", "10", "235", "235", ""},
			{"pindebit.balanceinquiry", 0, -1, nil, "CLEARED", "", "", "", "235", "235", ""},
			{"account.funding.auth_plus_capture", 20, -1, nil, "COMPLETION", "", "", "-20", "215", "215", ""},
			{"account.funding.auth_plus_capture.reversal", 20, 4, nil, "COMPLETION", "", "", "20", "235", "235", ""},
			{"account.funding.auth_plus_capture.reversal", 20, 4, nil, "DECLINED", "1017", "", "", "235", "235", ""},
		},
		[]message{
			{"pindebit", 10, -1, nil, "COMPLETION", "", "", "-10", "0", "0", "COMPLETION"},
			{"account.funding.auth_plus_capture", 20, -1, nil, "COMPLETION", "", "", "-20", "0", "0", "COMPLETION"},
			{"account.funding.auth_plus_capture.reversal", 20, 1, nil, "COMPLETION", "", "", "20", "0", "0", "REVERSED"},
		},
	},
	"refunds": {
		[]message{
			{"refund", 10, -1, nil, "COMPLETION", "", "", "10", "260", "260", ""},
			{"refund.authorization", 10, -1, nil, "PENDING", "", "", "10", "260", "260", ""},
			{"refund.authorization.clearing", 10, 1, nil, "COMPLETION", "", "", "10", "270", "270", ""},
			{"refund.authorization", 10, -1, nil, "PENDING", "", "", "10", "270", "270", ""},
			{"refund.authorization.reversal", 10, 3, nil, "CLEARED", "", "", "-10", "270", "270", ""},
		},
		[]message{
			{"refund", 10, -1, nil, "COMPLETION", "", "", "10", "0", "0", ""},
			{"refund.authorization", 10, -1, nil, "PENDING", "", "", "10", "0", "0", ""},
			{"refund.authorization.clearing", 10, 1, nil, "COMPLETION", "", "", "10", "0", "0", ""},
		},
	},
	"original credits": {
		[]message{
			{"original.credit.authorization", 10, -1, nil, "PENDING", "", "", "10", "250", "250", ""},
			{"original.credit.authorization.clearing", 10, 0, nil, "CLEARED", "", "", "10", "260", "260", ""},
			{"original.credit.auth_plus_capture", 10, -1, nil, "COMPLETION", "", "", "10", "270", "270", ""},
			{"original.credit.auth_plus_capture.reversal", 10, 2, nil, "COMPLETION", "", "", "-10", "260", "260", ""},
		},
		[]message{
			{"original.credit.auth_plus_capture", 10, -1, nil, "COMPLETION", "", "", "10", "0", "0", ""},
			{"original.credit.auth_plus_capture.reversal", 10, 0, nil, "COMPLETION", "", "", "-10", "0", "0", ""},
		},
	},
	"the other openings": {
		[]message{
			{"authorization.cashback", 10, -1, map[string]any{"cash_back_amount": "10"}, "PENDING", "", "20", "-20", "250", "230", ""},
			{"authorization.clearing", 20, 0, nil, "COMPLETION", "", "", "-20", "230", "230", ""},
			{"authorization.atm.withdrawal", 10, -1, nil, "PENDING", "", "", "-10", "230", "220", ""},
			{"authorization.clearing.atm.withdrawal", 10, 2, nil, "COMPLETION", "", "", "-10", "220", "220", ""},
			{"authorization.quasi.cash", 10, -1, nil, "DECLINED", "1025", "", "", "220", "220", ""},
			{"pindebit.authorization", 10, -1, nil, "PENDING", "", "", "-10", "220", "210", ""},
			{"pindebit.authorization.reversal", 10, 5, nil, "CLEARED", "", "", "10", "220", "220", ""},
			{"account.funding.authorization", 10, -1, nil, "PENDING", "", "", "-10", "220", "210", ""},
			{"account.funding.authorization.clearing", 10, 7, nil, "COMPLETION", "", "", "-10", "210", "210", ""},
			{"pindebit.atm.withdrawal", 10, -1, nil, "COMPLETION", "", "", "-10", "200", "200", ""},
		},
		nil,
	},
	"a decline, its clearing, and what cannot follow it": {
		[]message{
			{"authorization", 300, -1, nil, "DECLINED", "1016", "", "", "250", "250", ""},
			{"authorization.reversal", 300, 0, nil, "DECLINED", "1812", "", "", "250", "250", ""},
			{"authorization.incremental", 1, 0, nil, "DECLINED", "1812", "", "", "250", "250", ""},
			{"authorization.clearing", 300, 0, nil, "COMPLETION", "", "", "-300", "-50", "-50", ""},
		},
		nil,
	},
	"a refund that clears without its authorization": {
		[]message{
			{"refund.authorization.clearing", 10, -1, nil, "COMPLETION", "", "", "10", "260", "260", ""},
			{"original.credit.authorization.clearing", 10, -1, nil, "CLEARED", "", "", "10", "270", "270", ""},
			{"refund.authorization", 10, -1, map[string]any{"card_options": map[string]any{"cvv": "xyz"}}, "DECLINED", "1025", "", "", "270", "270", ""},
			{"refund.authorization.clearing", 10, 2, nil, "COMPLETION", "", "", "10", "280", "280", ""},
		},
		nil,
	},
	"an increment beyond the account": {
		[]message{
			{"authorization", 200, -1, nil, "PENDING", "", "", "-200", "250", "50", ""},
			{"authorization.incremental", 100, 0, nil, "DECLINED", "1016", "", "", "250", "50", ""},
			{"authorization.clearing", 200, 0, nil, "COMPLETION", "", "", "-200", "50", "50", ""},
		},
		nil,
	},
}
