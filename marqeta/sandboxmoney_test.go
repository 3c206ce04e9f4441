package marqeta_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/marqeta/dictionary"
)

// simulated makes one transaction and checks that it is what was asked.
func (p program) simulated(kind marqeta.SimulationKind, preceding string, amount string) marqeta.Transaction {
	p.t.Helper()
	fields, ok := kind.Fields()
	if !ok {
		p.t.Fatalf("no simulation is called %s", kind)
	}
	in := marqeta.Simulation{PrecedingRelatedTransactionToken: preceding, Network: "VISA"}
	if preceding == "" {
		in.CardToken = "card_ada"
		in.CardAcceptor = &marqeta.SimulationCardAcceptor{MID: "11111", Name: "Canal Street Garage", CountryCode: "USA"}
	}
	if fields.Amount == marqeta.Required {
		in.Amount = new(marqeta.MustAmount(amount))
	}
	if fields.CashBack == marqeta.Required {
		in.CashBackAmount = new(marqeta.MustAmount("5"))
	}
	if strings.HasPrefix(string(kind), "account.funding") && preceding == "" {
		in.AccountFunding = &marqeta.AccountFunding{FirstName: "Ada", FundingSource: "DEBIT", ReceiverAccountType: "CARD_ACCOUNT", TransactionType: "ACCOUNT_TO_ACCOUNT"}
	}
	if strings.HasPrefix(string(kind), "original.credit") && preceding == "" {
		in.OriginalCredit = &marqeta.OriginalCredit{FundingSource: "CASH", TransactionType: "person_to_person", SenderName: "Bob"}
	}
	tx, err := p.Simulate(p.t.Context(), kind, in)
	same(p, tx, tx.Raw, err)
	if tx.Type != string(kind) || !tx.Approved() || tx.Declined() {
		p.t.Errorf("%s gave %s in %s: %+v", kind, tx.Type, tx.State, tx.Response)
	}
	return tx
}

// Every kind is simulated: the openers, and after each of them every step that its
// transaction offers.
func TestSandboxSimulations(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	p.stocked()
	made := map[marqeta.SimulationKind]bool{}
	for _, opener := range marqeta.SimulationKinds() {
		if fields, _ := opener.Fields(); fields.Preceding != marqeta.Unused {
			continue
		}
		first := p.simulated(opener, "", "10.50")
		made[opener] = true
		if !first.Opener() {
			t.Errorf("%s does not know that it opens", opener)
		}
		for _, next := range first.NextSteps() {
			before := p.simulated(opener, "", "10.50")
			fields, _ := next.Fields()
			preceding := before.Token
			if fields.Preceding == marqeta.Unused {
				preceding = ""
			}
			step := p.simulated(next, preceding, "10.50")
			made[next] = true
			if step.Opener() != (preceding == "") || step.PrecedingRelatedTransactionToken != preceding {
				t.Errorf("%s after %s: opener %v, follows %q", next, opener, step.Opener(), step.PrecedingRelatedTransactionToken)
			}
		}
	}
	for _, kind := range marqeta.SimulationKinds() {
		if !made[kind] {
			t.Errorf("%s was not simulated", kind)
		}
	}
}

func TestSandboxLifecycle(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	p.stocked()
	ctx := t.Context()
	auth := p.simulated(marqeta.SimulateAuthorization, "", "100")
	if o := auth.GPAOrder; o == nil || o.Funding.Source.Type != "program" || o.Amount != marqeta.MustAmount("100") || auth.GPA.ImpactedAmount == nil || *auth.GPA.ImpactedAmount != marqeta.MustAmount("-100") {
		t.Fatalf("authorization is funded by %+v, balance %+v", o, auth.GPA)
	}
	clearing := p.simulated(marqeta.SimulateAuthorizationClearing, auth.Token, "40")
	if !clearing.Settled() || clearing.GPAOrder == nil || clearing.GPAOrder.Token != auth.GPAOrder.Token {
		t.Errorf("clearing is %+v", clearing)
	}
	reversal := p.simulated(marqeta.SimulateAuthorizationReversal, auth.Token, "60")
	if reversal.Settled() {
		t.Errorf("reversal is %s", reversal.State)
	}
	refund := p.simulated(marqeta.SimulateRefund, "", "40")
	if u := refund.GPAOrderUnload; u == nil || u.Amount != marqeta.MustAmount("40") || u.OriginalOrderToken != "" && u.OriginalOrderToken != auth.GPAOrder.Token {
		t.Errorf("refund returns %+v", u)
	}
	if again, err := p.Transaction(ctx, auth.Token); err != nil || again.State != marqeta.StateCleared || len(again.NextSteps()) != 0 {
		t.Errorf("authorization ends in %s offering %v, %v", again.State, again.NextSteps(), err)
	}
	all, err := p.Transactions(ctx, marqeta.TransactionFilter{ListOptions: marqeta.ListOptions{Count: 10}, CardToken: "card_ada", Types: []string{"authorization", "authorization.clearing"}})
	if err != nil || len(all.Data) != 2 {
		t.Errorf("transactions are %+v, %v", all, err)
	}
	related, err := p.RelatedTransactions(ctx, auth.Token, marqeta.TransactionFilter{ListOptions: marqeta.ListOptions{Count: 10}})
	if err != nil || len(related.Data) < 3 {
		t.Errorf("%d related transactions, %v", len(related.Data), err)
	}
	balances, err := p.Balances(ctx, "user_ada")
	if usd, ok := balances.GPA.In("USD"); err != nil || !ok || !usd.LedgerBalance.IsZero() || !usd.AvailableBalance.IsZero() {
		t.Errorf("balances are %+v, %v", balances.GPA, err)
	}
	if _, err := p.TransitionCard(ctx, marqeta.CardTransitionRequest{CardToken: "card_ada", State: marqeta.CardSuspended, Channel: marqeta.ChannelAPI, ReasonCode: "05"}); err != nil {
		t.Fatal(err)
	}
	declined, err := p.Simulate(ctx, marqeta.SimulateAuthorization, marqeta.Simulation{CardToken: "card_ada", Amount: new(marqeta.MustAmount("1"))})
	if words, _ := dictionary.Words(declined.Response.Code); err != nil || !declined.Declined() || words != "card suspended" || declined.NextSteps() != nil {
		t.Errorf("purchase with a suspended card: %+v, %v", declined.Response, err)
	}
	listed, err := p.Transactions(ctx, marqeta.TransactionFilter{States: []marqeta.TransactionState{marqeta.StateDeclined}})
	if err != nil || len(listed.Data) != 1 || listed.Data[0].Token != declined.Token {
		t.Errorf("declines are %+v, %v", listed, err)
	}
}

func TestSandboxLegacySimulations(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	p.stocked()
	amount := new(marqeta.MustAmount("12"))
	auth, err := p.SimulateLegacy(t.Context(), marqeta.LegacyAuthorization, marqeta.LegacySimulation{CardToken: "card_ada", MID: "11111", Amount: amount})
	same(p, auth, auth.Raw, err)
	for _, c := range []struct {
		kind marqeta.LegacySimulationKind
		in   marqeta.LegacySimulation
		want string
	}{
		{marqeta.LegacyAuthorizationAdvice, marqeta.LegacySimulation{OriginalTransactionToken: auth.Token, Amount: new(marqeta.MustAmount("10"))}, "authorization.advice"},
		{marqeta.LegacyClearing, marqeta.LegacySimulation{OriginalTransactionToken: auth.Token, Amount: new(marqeta.MustAmount("4"))}, "authorization.clearing"},
		{marqeta.LegacyReversal, marqeta.LegacySimulation{OriginalTransactionToken: auth.Token, Amount: new(marqeta.MustAmount("6"))}, "authorization.reversal"},
		{marqeta.LegacyFinancial, marqeta.LegacySimulation{CardToken: "card_ada", MID: "11111", Amount: amount, CardAcceptor: &marqeta.LegacyCardAcceptor{Name: "Kiosk", Country: "USA"}}, "pindebit"},
	} {
		tx, err := p.SimulateLegacy(t.Context(), c.kind, c.in)
		same(p, tx, tx.Raw, err)
		if tx.Type != c.want || !tx.Approved() || strings.Contains(string(tx.Raw), "raw_iso8583") {
			t.Errorf("%s gave %s in %s: %+v", c.kind, tx.Type, tx.State, tx.Response)
		}
	}
}

func TestSandboxLoads(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	p.stocked()
	ctx := t.Context()
	order, err := p.CreateGPAOrder(ctx, marqeta.GPAOrderRequest{
		Token: "go_1", UserToken: "user_ada", Amount: marqeta.MustAmount("1000.25"), CurrencyCode: "USD", FundingSourceToken: "fs_main", Memo: "March", Tags: "load",
	})
	same(p, order, order.Raw, err)
	if order, err = p.GPAOrder(ctx, "go_1"); err != nil || order.State != marqeta.StateCompletion || !order.Response.Code.Success() {
		t.Errorf("order is %+v, %v", order, err)
	}
	unload, err := p.UnloadGPA(ctx, marqeta.GPAUnloadRequest{Token: "gu_1", OriginalOrderToken: "go_1", Amount: marqeta.MustAmount("400")})
	same(p, unload, unload.Raw, err)
	if unload, err = p.GPAUnload(ctx, "gu_1"); err != nil || unload.OriginalOrderToken != "go_1" || unload.Amount != marqeta.MustAmount("400") {
		t.Errorf("unload is %+v, %v", unload, err)
	}
	if page, err := p.GPAUnloads(ctx, marqeta.GPAUnloadFilter{UserToken: "user_ada", OriginalOrderToken: "go_1"}); err != nil || len(page.Data) != 1 {
		t.Errorf("unloads are %+v, %v", page, err)
	}
	_, err = p.UnloadGPA(ctx, marqeta.GPAUnloadRequest{OriginalOrderToken: "go_1", Amount: marqeta.MustAmount("601")})
	if e, ok := marqeta.AsError(err); !ok || e.Status != http.StatusPreconditionFailed {
		t.Errorf("more than is left: %v", err)
	}
	if balances, err := p.Balances(ctx, "user_ada"); err != nil || balances.GPA.LedgerBalance != marqeta.MustAmount("600.25") {
		t.Errorf("balances are %+v, %v", balances.GPA, err)
	}
}

func TestSandboxWebhooks(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	p.stocked()
	ctx := t.Context()
	receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if user, pass, _ := r.BasicAuth(); user != "marqeta" || pass != "Correct-Horse-7-Battery" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		_, _ = io.WriteString(w, `{"my_endpoint_status":"alive"}`)
	}))
	t.Cleanup(receiver.Close)
	hook, err := p.CreateWebhook(ctx, marqeta.WebhookRequest{Token: "wh_1", Name: "Console", Events: []string{"transaction.*"}, Config: &marqeta.WebhookConfigRequest{
		URL: receiver.URL, BasicAuthUsername: "marqeta", BasicAuthPassword: "Correct-Horse-7-Battery",
	}})
	if err != nil || !hook.Active || hook.Config.URL != receiver.URL {
		t.Fatalf("webhook is %+v, %v", hook, err)
	}
	if answer, err := p.PingWebhook(ctx, "wh_1"); err != nil || string(answer) != `{"my_endpoint_status":"alive"}` {
		t.Errorf("ping answers %s, %v", answer, err)
	}
	tx := p.simulated(marqeta.SimulateAuthorization, "", "10")
	if body, err := p.ResendEvent(ctx, "wh_1", "transaction", tx.Token); err != nil || !strings.Contains(string(body), tx.Token) {
		t.Errorf("resend answers %s, %v", body, err)
	}
	if hook, err = p.UpdateWebhook(ctx, "wh_1", marqeta.WebhookRequest{Active: new(false)}); err != nil || hook.Active || hook.Name != "Console" {
		t.Errorf("webhook is %+v, %v", hook, err)
	}
	page, err := p.Webhooks(ctx, marqeta.WebhookFilter{Active: new(true)})
	if err != nil || len(page.Data) != 0 {
		t.Errorf("active webhooks are %+v, %v", page, err)
	}
	if hook, err = p.Webhook(ctx, "wh_1"); err != nil || hook.Token != "wh_1" {
		t.Errorf("webhook is %+v, %v", hook, err)
	}
	if _, err := p.PingWebhook(ctx, "nothing"); !marqeta.IsNotFound(err) {
		t.Errorf("ping of nothing: %v", err)
	}
}
