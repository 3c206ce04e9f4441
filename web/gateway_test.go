package web_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/jit"
	"carddeck/marqeta/jit/rule"
	"carddeck/marqeta/ledger"
	"carddeck/store"
	"carddeck/web/webtest"
)

func usd(s string) *marqeta.Amount { return new(marqeta.MustAmount(s)) }

// grace gives what the books say of the gateway's holder, in cents.
func grace(t *testing.T, app *webtest.App) (posted, held int64) {
	t.Helper()
	a, err := app.Store.Account(t.Context(), ledger.Holder{Kind: ledger.User, Token: webtest.GatewayUserToken}, "USD")
	if err != nil {
		t.Fatal(err)
	}
	return a.Posted, a.Held
}

// The platform asks over its socket, the console decides by the balance in its store, and
// the platform's answer to the network is the console's.
func TestTheConsoleDecidesForThePlatform(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	app.Gateway("200.00")
	bought := app.Ask(marqeta.SimulateAuthorization, marqeta.Simulation{Amount: usd("42.50"), CardAcceptor: &marqeta.SimulationCardAcceptor{MID: "11111", MCC: "5812", Name: "BLUE FOX DINER"}})
	if bought.State != marqeta.StatePending || bought.GPAOrder == nil || bought.GPAOrder.Funding.GatewayLog.Response.Code != "200" {
		t.Fatalf("approved: %s %+v", bought.State, bought.Response)
	}
	if posted, held := grace(t, app); posted != 20000 || held != 4250 {
		t.Errorf("posted %d, held %d", posted, held)
	}
	asked(t, app, "more than there is", marqeta.SimulateAuthorization, "157.51", "1884", 4250)
	asked(t, app, "to the cent", marqeta.SimulateAuthorization, "157.50", "0000", 20000)
	asked(t, app, "nothing left", marqeta.SimulateAuthorization, "0.01", "1884", 20000)
}

func asked(t *testing.T, app *webtest.App, name string, kind marqeta.SimulationKind, amount, code string, held int64) {
	t.Helper()
	made := app.Ask(kind, marqeta.Simulation{Amount: usd(amount)})
	if string(made.Response.Code) != code {
		t.Errorf("%s: %+v", name, made.Response)
	}
	if _, got := grace(t, app); got != held {
		t.Errorf("%s: held %d, want %d", name, got, held)
	}
}

// Rules that an operator puts in force decide on the next purchase, and the platform
// keeps what they say.
func TestRulesComeIntoForce(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	app.Gateway("200.00")
	set := rule.Set{Memo: "policy {version}", Tags: "rule={rule}", Rules: []rule.Rule{
		{Name: "No gambling", Kind: rule.MCC, Then: rule.Deny, Values: []string{"7995"}, Reason: "SUSPECTED_FRAUD", Memo: "{merchant} is not for us"},
	}}
	version, err := app.Store.AddRules(t.Context(), store.GatewayRules{Set: set, WrittenBy: "ada@example.com"}, 1)
	if err != nil {
		t.Fatal(err)
	}
	var made marqeta.Transaction
	for until := time.Now().Add(10 * time.Second); time.Now().Before(until); { // they are read in a moment
		made = app.Ask(marqeta.SimulateAuthorization, marqeta.Simulation{Amount: usd("1"), CardAcceptor: &marqeta.SimulationCardAcceptor{MID: "666", MCC: "7995", Name: "LUCKY {version}"}})
		if made.State == marqeta.StateDeclined {
			break
		}
	}
	said := made.GPAOrder.Funding.GatewayLog.Response.Data.JITFunding
	if made.Response.Code != "1886" || said.Memo != "LUCKY {version} is not for us" || said.Tags != "rule=No gambling" {
		t.Errorf("declined: %+v, memo %q, tags %q", made.Response, said.Memo, said.Tags)
	}
	fine := app.Ask(marqeta.SimulateAuthorization, marqeta.Simulation{Amount: usd("1")})
	d, err := app.Store.FundingDecision(t.Context(), fine.GPAOrder.JITFunding.Token)
	if err != nil || d.Version != version || !d.Approved || fine.GPAOrder.Memo == "" {
		t.Errorf("approved by %+v, memo %q: %v", d, fine.GPAOrder.Memo, err)
	}
}

// Under observe the customer's own gateway answers, and the ledger follows the platform.
func TestObserveBesideTheCustomersGateway(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	app.Gateway("10.00")
	customer := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if u, p, _ := r.BasicAuth(); u != "carddeck" || p != "upstream-secret" {
			t.Errorf("asked as %s:%s", u, p)
		}
		var in struct {
			Order struct {
				Funding map[string]any `json:"jit_funding"`
			} `json:"gpa_order"`
		}
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
			t.Error(err)
		}
		in.Order.Funding["memo"] = "theirs"
		_ = json.NewEncoder(w).Encode(map[string]any{"jit_funding": in.Order.Funding})
	}))
	defer customer.Close()
	g := store.Gateway{Source: webtest.GatewaySourceToken, Mode: jit.Observe, UpstreamURL: customer.URL, UpstreamUsername: "carddeck", ChangedBy: "ada@example.com"}
	if err := app.Store.PutGateway(t.Context(), g, "upstream-secret"); err != nil {
		t.Fatal(err)
	}
	var made marqeta.Transaction
	for until := time.Now().Add(10 * time.Second); time.Now().Before(until) && made.State != marqeta.StatePending; {
		made = app.Ask(marqeta.SimulateAuthorization, marqeta.Simulation{Amount: usd("25")})
	}
	if made.GPAOrder == nil || made.GPAOrder.Memo != "theirs" {
		t.Fatalf("answered %+v", made.Response)
	}
	var all store.Slice[store.GatewayAnswer]
	for until := time.Now().Add(10 * time.Second); time.Now().Before(until) && len(all.Rows) == 0; {
		var err error
		if all, err = app.Store.ListAnswers(t.Context(), store.AnswerFilter{Token: made.GPAOrder.JITFunding.Token}, store.Page{}); err != nil {
			t.Fatal(err)
		}
	}
	if len(all.Rows) != 1 || all.Rows[0].Source != webtest.GatewaySourceToken {
		t.Fatalf("answers %+v", all.Rows)
	}
	one, err := app.Store.Answer(t.Context(), all.Rows[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	d, ok := one.Read()
	if !ok || d.Ours.Approved || d.Ours.Reason != jit.InsufficientFunds || d.Theirs == nil || d.Theirs.Status != 200 {
		t.Errorf("kept %+v", d)
	}
}

// Who is not the platform learns nothing and moves nothing.
func TestTheDoorOfTheEndpoint(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	for name, c := range map[string]struct {
		method   string
		password marqeta.Secret
		status   int
	}{
		"no password":   {http.MethodPost, "", 401},
		"the wrong one": {http.MethodPost, webtest.ReceiverPassword, 401},
		"a look":        {http.MethodGet, webtest.GatewayPassword, 405},
		"nonsense":      {http.MethodPost, webtest.GatewayPassword, 402},
	} {
		r, err := http.NewRequestWithContext(t.Context(), c.method, app.Machines.URL+"/jit/marqeta", bytes.NewReader([]byte(`{"x":1}`)))
		if err != nil {
			t.Fatal(err)
		}
		if c.password != "" {
			r.SetBasicAuth(webtest.GatewayUsername, c.password.Reveal())
		}
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if err != nil || res.StatusCode != c.status || !json.Valid(body) || res.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d %s %v", name, res.StatusCode, body, err)
		}
	}
}

// Every kind of message that the platform asks about or tells of leaves the account where
// it belongs.
func TestEveryKindOfMessage(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	app.Gateway("500.00")
	made := map[string]marqeta.Transaction{}
	for _, c := range []struct {
		kind             marqeta.SimulationKind
		amount, cashback string
		follows          marqeta.SimulationKind
		posted, held     int64
	}{
		{marqeta.SimulateAuthorization, "40", "", "", 500_00, 40_00},
		{marqeta.SimulateAuthorizationIncremental, "6", "", marqeta.SimulateAuthorization, 500_00, 46_00},
		{marqeta.SimulateAuthorizationClearing, "46", "", marqeta.SimulateAuthorization, 454_00, 0},
		{marqeta.SimulateRefund, "6", "", "", 460_00, 0},
		{marqeta.SimulatePINDebit, "10", "", "", 450_00, 0},
		{marqeta.SimulatePINDebitBalanceInquiry, "", "", "", 450_00, 0},
		{marqeta.SimulateOriginalCreditAuthPlusCapture, "15", "", "", 465_00, 0},
		{marqeta.SimulateRefundAuthorization, "7", "", "", 465_00, 0},
		{marqeta.SimulateAuthorizationATMWithdrawal, "20", "", "", 465_00, 20_00},
		{marqeta.SimulateAuthorizationReversal, "20", "", marqeta.SimulateAuthorizationATMWithdrawal, 465_00, 0},
		{marqeta.SimulateAuthorizationCashback, "30", "10", "", 465_00, 40_00},
		{marqeta.SimulateAccountFundingAuthPlusCapture, "2", "", "", 463_00, 40_00},
		{marqeta.SimulatePINDebitAuthorization, "3", "", "", 463_00, 43_00},
		{marqeta.SimulatePINDebitCashback, "4", "1", "", 458_00, 43_00},
	} {
		in := marqeta.Simulation{}
		if c.amount != "" {
			in.Amount = usd(c.amount)
		}
		if c.cashback != "" {
			in.CashBackAmount = usd(c.cashback)
		}
		if c.follows != "" {
			in.PrecedingRelatedTransactionToken = made[string(c.follows)].Token
		}
		one := app.Ask(c.kind, in)
		if made[string(c.kind)] = one; one.State == marqeta.StateDeclined {
			t.Errorf("%s: %+v", c.kind, one.Response)
		}
		if posted, held := grace(t, app); posted != c.posted || held != c.held {
			t.Errorf("after %s: posted %d, held %d, want %d, %d", c.kind, posted, held, c.posted, c.held)
		}
	}
	inquiry := made[string(marqeta.SimulatePINDebitBalanceInquiry)]
	if said := inquiry.GPAOrder.JITFunding.Balances["USD"]; said.LedgerBalance != marqeta.MustAmount("450") || said.AvailableBalance != marqeta.MustAmount("450") {
		t.Errorf("the inquiry is answered %+v", said)
	}
	alarms, err := app.Store.ListAlarms(t.Context(), true, store.Page{})
	if err != nil || len(alarms.Rows) != 0 {
		t.Errorf("alarms %+v: %v", alarms.Rows, err)
	}
}
