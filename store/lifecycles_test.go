package store_test

import (
	"fmt"
	"strings"
)

// notice is one notification of a lifecycle. A tilde in its text stands for what makes
// the tokens of one run of the lifecycle different from another's.
type notice struct{ envelope, body string }

func (n notice) of(run string) string { return strings.ReplaceAll(n.body, "~", run+"-") }

// tx writes a transaction notification: its fields as given, the rest as every
// transaction has it.
func tx(number int, token, typ, state string, amount any, more string) notice {
	minute := fmt.Sprintf("2026-03-02T10:%02d:00Z", number)
	if more != "" {
		more = "," + more
	}
	return notice{"transactions", fmt.Sprintf(`{"token":"~%s","identifier":"%d","type":%q,"state":%q,"amount":%v,"request_amount":%v,"currency_code":"USD",
"user_token":"~user","acting_user_token":"~user","card_token":"~card","created_time":%q,"user_transaction_time":"2026-03-02T10:00:00Z",
"response":{"code":"0000","memo":"Approved or completed successfully"},"network":"VISA","subnetwork":"VISANET",
"card_acceptor":{"mid":"11111","mcc":"5812","name":"BLUE FOX DINER","city":"OAKLAND","country_code":"USA"}%s}`,
		token, number, typ, state, amount, amount, minute, more)}
}

func after(token string) string {
	return fmt.Sprintf(`"preceding_related_transaction_token":"~%s"`, token)
}

func order(number int, state string, amount any) string {
	return fmt.Sprintf(`"gpa":{"currency_code":"USD","ledger_balance":%v,"available_balance":0,"impacted_amount":-%v},
"gpa_order":{"token":"~order","amount":%v,"state":%q,"currency_code":"USD","created_time":"2026-03-02T10:00:00Z","last_modified_time":"2026-03-02T10:%02d:00Z",
"transaction_token":"~gpa-%d","user_token":"~user","funding_source_token":"**********e_01","response":{"code":"0000","memo":"ok"},
"funding":{"amount":%v,"source":{"type":"program","token":"**********e_01","name":"Float","active":true}},"jit_funding":{"method":"pgfs.authorization"}}`,
		amount, amount, amount, state, number, number, amount)
}

func record(number int, typ, of string) notice {
	n := tx(number, fmt.Sprintf("gpa-%d", number), typ, "PENDING", 100, after(of))
	n.body = strings.NewReplacer(`"VISA"`, `"MARQETA"`, `"VISANET"`, `"MANAGED_JIT"`).Replace(n.body)
	return n
}

func card(token, typ, state, at string) notice {
	return notice{"cardtransitions", fmt.Sprintf(`{"token":"~%s","card_token":"~card","user_token":"~user","card_product_token":"~product",
"type":%q,"state":%q,"reason":"because %s","reason_code":"01","channel":"API","fulfillment_status":"ISSUED","last_four":"4821",
"pan":"111111______4821","expiration":"0330","expiration_time":"2030-03-31T23:59:59Z","created_time":%q}`, token, typ, state, token, at)}
}

func user(token, status, at string) notice {
	return notice{"usertransitions", fmt.Sprintf(`{"token":"~%s","user_token":"~user","status":%q,"reason_code":"01","channel":"API","created_time":%q}`,
		token, status, at)}
}

// lifecycles are what the platform tells about some purchases and cards, in the order
// it happened, and what the opener counts as in the end.
var lifecycles = map[string]struct {
	notices []notice
	states  map[string]string // token without the run: effective state
}{
	"cleared in full": {[]notice{
		tx(1, "auth", "authorization", "PENDING", 100, order(1, "PENDING", 100)),
		record(2, "gpa.credit.authorization", "auth"),
		tx(3, "clear", "authorization.clearing", "COMPLETION", 100, after("auth")+","+order(3, "COMPLETION", 100)),
	}, map[string]string{"auth": "CLEARED", "clear": "COMPLETION", "gpa-2": "PENDING"}},

	"grown, lowered, cleared in two parts": {[]notice{
		tx(1, "auth", "authorization", "PENDING", 100, order(1, "PENDING", 100)),
		tx(2, "more", "authorization.incremental", "PENDING", 40, after("auth")+","+order(2, "PENDING", 40)),
		tx(3, "advice", "authorization.advice", "PENDING", 130, after("more")+","+order(3, "PENDING", 10)),
		tx(4, "less", "authorization.reversal", "PENDING", "30.50", after("auth")+","+order(4, "PENDING", "30.50")),
		tx(5, "clear1", "authorization.clearing", "COMPLETION", "60.25", after("more")+","+order(5, "COMPLETION", "60.25")),
		tx(6, "clear2", "authorization.clearing", "COMPLETION", "39.25", after("auth")+","+order(6, "COMPLETION", "39.25")),
	}, map[string]string{"auth": "CLEARED", "more": "PENDING", "less": "PENDING", "clear1": "COMPLETION"}},

	"cleared in part, still open": {[]notice{
		tx(1, "auth", "authorization", "PENDING", 100, order(1, "PENDING", 100)),
		tx(2, "clear", "authorization.clearing", "COMPLETION", 40, after("auth")+","+order(2, "COMPLETION", 40)),
		tx(3, "decline", "authorization.incremental", "DECLINED", 60, after("auth")),
	}, map[string]string{"auth": "PENDING", "decline": "DECLINED"}},

	"cleared finally, notified again": {[]notice{
		tx(1, "auth", "authorization", "PENDING", 100, order(1, "PENDING", 100)),
		tx(2, "clear", "authorization.clearing", "COMPLETION", 40, after("auth")+`,"is_final_clearing":true,"amount_to_be_released":60,`+order(2, "COMPLETION", 40)),
		tx(1, "auth", "authorization", "CLEARED", 100, order(1, "PENDING", 100)),
	}, map[string]string{"auth": "CLEARED"}},

	"reversed in full": {[]notice{
		tx(1, "auth", "authorization", "PENDING", 100, order(1, "PENDING", 100)),
		tx(2, "back", "authorization.reversal", "CLEARED", 100, after("auth")+","+order(2, "REVERSED", 100)),
		card("t1", "fulfillment.issued", "UNACTIVATED", "2026-03-02T09:00:00Z"),
		card("t2", "state.activated", "ACTIVE", "2026-03-02T09:00:00Z"),
	}, map[string]string{"auth": "CLEARED", "back": "CLEARED"}},

	"expired, cleared late, refunded, charged back": {[]notice{
		tx(1, "auth", "authorization", "PENDING", 100, order(1, "PENDING", 100)),
		tx(2, "expiry", "authorization.reversal.issuerexpiration", "CLEARED", 100, after("auth")+","+order(2, "REVERSED", 100)),
		tx(3, "clear", "authorization.clearing", "COMPLETION", 100, after("auth")),
		tx(4, "refund", "refund", "COMPLETION", 100, ""),
		tx(5, "dispute", "authorization.clearing.chargeback", "PENDING", 100, after("clear")),
		user("u1", "ACTIVE", "2026-03-01T08:00:00Z"),
		user("u2", "SUSPENDED", "2026-03-03T08:00:00Z"),
	}, map[string]string{"auth": "CLEARED", "refund": "COMPLETION", "dispute": "PENDING"}},

	"cleared in as many parts as the network told": {[]notice{
		tx(1, "auth", "authorization", "PENDING", 100, order(1, "PENDING", 100)),
		tx(2, "clear1", "authorization.clearing", "COMPLETION", 30, after("auth")+`,"multi_clearing_sequence_number":"01","multi_clearing_sequence_count":"02"`),
		tx(3, "clear2", "authorization.clearing", "COMPLETION", 20, after("auth")+`,"multi_clearing_sequence_number":"02","multi_clearing_sequence_count":"02"`),
	}, map[string]string{"auth": "CLEARED"}},

	"cleared in another currency": {[]notice{
		tx(1, "auth", "authorization", "PENDING", 100, ""),
		{"transactions", strings.Replace(tx(2, "clear", "authorization.clearing", "COMPLETION", 100, after("auth")).body, "USD", "JPY", 1)},
	}, map[string]string{"auth": "PENDING"}},

	"released in parts": {[]notice{
		tx(1, "auth", "pindebit.authorization", "PENDING", 100, ""),
		tx(2, "back1", "pindebit.authorization.reversal", "PENDING", 60, after("auth")),
		tx(3, "back2", "pindebit.authorization.reversal", "PENDING", 40, after("auth")),
	}, map[string]string{"auth": "CLEARED", "back1": "PENDING"}},

	"a refund that was asked for": {[]notice{
		tx(1, "ask", "refund.authorization", "PENDING", 100, ""),
		tx(2, "refused", "refund.authorization.reversal", "DECLINED", 100, after("ask")),
		tx(3, "refund", "refund.authorization.clearing", "COMPLETION", 100, after("ask")),
	}, map[string]string{"ask": "CLEARED", "refused": "DECLINED"}},

	"a card that is stopped and let go within a second": {[]notice{
		card("t1", "fulfillment.issued", "UNACTIVATED", "2026-03-02T09:00:00Z"),
		card("t2", "state.activated", "ACTIVE", "2026-03-02T09:00:00Z"),
		card("t3", "state.suspended", "SUSPENDED", "2026-03-02T09:00:00Z"),
		card("t4", "state.reinstated", "ACTIVE", "2026-03-02T09:00:00Z"),
		tx(1, "force", "authorization.clearing", "COMPLETION", 30, ""),
		tx(2, "orphan", "authorization.clearing", "COMPLETION", 30, after("never-seen")),
		tx(3, "brother", "authorization.reversal", "PENDING", 3, after("never-seen")),
	}, map[string]string{"force": "COMPLETION", "orphan": "COMPLETION"}},
}
