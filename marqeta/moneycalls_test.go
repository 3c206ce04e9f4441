package marqeta_test

import (
	"context"
	"time"

	"carddeck/marqeta"
)

func moneyCalls() []call {
	ten := marqeta.MustAmount("10.50")
	day := time.Date(2026, 3, 2, 10, 0, 0, 0, time.FixedZone("", 3600))
	return []call{
		{"create gpa order", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.CreateGPAOrder(ctx, marqeta.GPAOrderRequest{Token: "go_1", UserToken: "user_ada", Amount: ten, CurrencyCode: "USD", FundingSourceToken: "fs_main"})
			return v.Token, err
		}, "POST", "/gpaorders", "", `{"token":"go_1","user_token":"user_ada","amount":10.5,"currency_code":"USD","funding_source_token":"fs_main"}`, "gpaorder.json", "go_1"},
		{"gpa order", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.GPAOrder(ctx, "go_1")
			return v.Token, err
		}, "GET", "/gpaorders/go_1", "", "", "gpaorder.json", "go_1"},
		{"unload gpa", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.UnloadGPA(ctx, marqeta.GPAUnloadRequest{Token: "gu_1", OriginalOrderToken: "go_1", Amount: ten})
			return v.Token, err
		}, "POST", "/gpaorders/unloads", "", `{"token":"gu_1","original_order_token":"go_1","amount":10.5}`, "gpaunload.json", "gu_1"},
		{"gpa unload", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.GPAUnload(ctx, "gu_1")
			return v.OriginalOrderToken, err
		}, "GET", "/gpaorders/unloads/gu_1", "", "", "gpaunload.json", "go_1"},
		{"gpa unloads", func(ctx context.Context, c *marqeta.Client) (string, error) {
			_, err := c.GPAUnloads(ctx, marqeta.GPAUnloadFilter{ListOptions: marqeta.ListOptions{Count: 3}, UserToken: "u", BusinessToken: "b", OriginalOrderToken: "go_1"})
			return "", err
		}, "GET", "/gpaorders/unloads", "business_token=b&count=3&original_order_token=go_1&user_token=u", "", "empty.json", ""},
		{"balances", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.Balances(ctx, "user_ada")
			return v.GPA.AvailableBalance.String(), err
		}, "GET", "/balances/user_ada", "", "", "balances.json", "990"},
		{"ping", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.Ping(ctx)
			return v.Env, err
		}, "GET", "/ping", "", "", "ping.json", "sandbox"},

		{"transaction", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.Transaction(ctx, "rf-1")
			return v.GPAOrderUnload.OriginalOrderToken, err
		}, "GET", "/transactions/rf-1", "", "", "transaction-refund.json", "6f9d2a55-5f0e-43ab-8d70-0f0c1dbb7a10"},
		{"transactions, declines included", func(ctx context.Context, c *marqeta.Client) (string, error) {
			_, err := c.Transactions(ctx, marqeta.TransactionFilter{})
			return "", err
		}, "GET", "/transactions", "state=ALL", "", "empty.json", ""},
		{"transactions, every filter", func(ctx context.Context, c *marqeta.Client) (string, error) {
			_, err := c.Transactions(ctx, marqeta.TransactionFilter{
				ListOptions: marqeta.ListOptions{Count: 10}, StartIdentifier: "77", StartDate: day, EndDate: day.Add(time.Hour), Types: []string{"refund", "pindebit"},
				States: []marqeta.TransactionState{marqeta.StatePending, marqeta.StateDeclined}, UserToken: "u", ActingUserToken: "a", BusinessToken: "b", CardToken: "c",
			})
			return "", err
		}, "GET", "/transactions", "acting_user_token=a&business_token=b&card_token=c&count=10&end_date=2026-03-02T10:00:00Z&start_date=2026-03-02T09:00:00Z" +
			"&start_identifier=77&state=PENDING,DECLINED&type=refund,pindebit&user_token=u", "", "empty.json", ""},
		{"related transactions", func(ctx context.Context, c *marqeta.Client) (string, error) {
			_, err := c.RelatedTransactions(ctx, "rf-1", marqeta.TransactionFilter{})
			return "", err
		}, "GET", "/transactions/rf-1/related", "state=ALL", "", "empty.json", ""},

		{"simulate", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.Simulate(ctx, marqeta.SimulateAuthorization, marqeta.Simulation{
				CardToken: "card_ada", Amount: &ten, Network: "VISA", CardAcceptor: &marqeta.SimulationCardAcceptor{MID: "11111", Zip: "94607"},
				CardOptions: &marqeta.SimulationCardOptions{PIN: "1234", CVV: "999", Expiration: "0330", CardPresent: new(false)},
				Webhook:     &marqeta.SimulationWebhook{Endpoint: "https://h.test", Username: "u", Password: "p"},
			})
			return v.Token, err
		}, "POST", "/simulations/cardtransactions/authorization", "",
			`{"card_token":"card_ada","amount":10.5,"card_acceptor":{"mid":"11111","zip":"94607"},"network":"VISA",` +
				`"card_options":{"pin":"1234","cvv":"999","expiration":"0330","card_present":false},"webhook":{"endpoint":"https://h.test","username":"u","password":"p"}}`,
			"simulation.json", "4f0d2c1e-7f6a-4a53-9d0e-0a6f5b8e1c11"},
		{"simulate a follower", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.Simulate(ctx, marqeta.SimulateAuthorizationClearing, marqeta.Simulation{PrecedingRelatedTransactionToken: "t", Amount: &ten, ForcePost: new(true)})
			return v.Token, err
		}, "POST", "/simulations/cardtransactions/authorization.clearing", "", `{"preceding_related_transaction_token":"t","amount":10.5,"force_post":true}`,
			"simulation.json", "4f0d2c1e-7f6a-4a53-9d0e-0a6f5b8e1c11"},
		{"simulate the legacy way", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.SimulateLegacy(ctx, marqeta.LegacyWithdrawal, marqeta.LegacySimulation{
				CardToken: "card_ada", Amount: &ten, MID: "11111", PIN: "1234", Webhook: &marqeta.SimulationWebhook{Endpoint: "https://h.test", Username: "u", Password: "p", Secret: "s"},
			})
			return v.Token, err
		}, "POST", "/simulate/financial/withdrawal", "",
			`{"card_token":"card_ada","amount":10.5,"mid":"11111","pin":"1234","webhook":{"endpoint":"https://h.test","username":"u","password":"p","secret":"s"}}`,
			"simulation-legacy.json", "lg-1"},
		{"simulate a direct deposit", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.SimulateDirectDepositCredit(ctx, marqeta.DirectDepositSimulation{AccountNumber: "293000000009", Amount: ten, SettlementDate: marqeta.At(day)})
			return v.Token, err
		}, "POST", "/simulations/directdeposits/credit", "", `{"amount":10.5,"settlement_date":"2026-03-02T09:00:00Z","account_number":"293000000009"}`, "directdeposit.json", "dd_1"},
		{"simulate a direct debit", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.SimulateDirectDepositDebit(ctx, marqeta.DirectDepositSimulation{Token: "dd_1", AccountNumber: "293000000009", Amount: ten, SettlementDate: marqeta.At(day)})
			return v.Token, err
		}, "POST", "/simulations/directdeposits/debit", "", `{"token":"dd_1","amount":10.5,"settlement_date":"2026-03-02T09:00:00Z","account_number":"293000000009"}`, "directdeposit.json", "dd_1"},

		{"create webhook", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.CreateWebhook(ctx, marqeta.WebhookRequest{Token: "wh_1", Name: "Console", Active: new(true), Events: []string{"*"}, Config: &marqeta.WebhookConfigRequest{
				URL: "https://c.test", BasicAuthUsername: "m", BasicAuthPassword: "Pass-Word-1", Secret: "Sign-1", SignatureAlgorithm: marqeta.SignatureSHA256,
			}})
			return v.Token, err
		}, "POST", "/webhooks", "",
			`{"token":"wh_1","name":"Console","active":true,"events":["*"],"config":{"url":"https://c.test","basic_auth_username":"m","signature_algorithm":"HMAC_SHA_256",` +
				`"basic_auth_password":"Pass-Word-1","secret":"Sign-1"}}`,
			"webhook.json", "wh_1"},
		{"webhook", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.Webhook(ctx, "wh_1")
			return v.Token, err
		}, "GET", "/webhooks/wh_1", "", "", "webhook.json", "wh_1"},
		{"webhooks", func(ctx context.Context, c *marqeta.Client) (string, error) {
			_, err := c.Webhooks(ctx, marqeta.WebhookFilter{ListOptions: marqeta.ListOptions{Count: 5}, Active: new(false)})
			return "", err
		}, "GET", "/webhooks", "active=false&count=5", "", "empty.json", ""},
		{"disable webhook", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.UpdateWebhook(ctx, "wh_1", marqeta.WebhookRequest{Token: "not sent", Active: new(false)})
			return v.Token, err
		}, "PUT", "/webhooks/wh_1", "", `{"active":false}`, "webhook.json", "wh_1"},
		{"ping webhook", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.PingWebhook(ctx, "wh_1")
			return string(v), err
		}, "POST", "/webhooks/wh_1/ping", "", `{}`, "alive, not JSON", "alive, not JSON"},
		{"resend event", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.ResendEvent(ctx, "wh_1", "transaction", "t/1")
			return string(v), err
		}, "POST", "/webhooks/wh_1/transaction/t%2F1", "", "", `{"transactions":[]}`, `{"transactions":[]}`},
	}
}
