package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/jit/rule"
	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

const evil = "\u202eEVIL</title><script>alert(1)</script>{merchant}"

// gatewayPages makes a gateway whose decisions went every way, and gives the pages about
// them.
func gatewayPages(t *testing.T, app *webtest.App) map[string]string {
	t.Helper()
	empty := map[string]string{}
	app.Gateway("200.00")
	fine := decided(t, app, "64.20", "Riverside Fuel")
	refused := decided(t, app, "500.00", evil)
	b := app.As(auth.Ops)
	proposal := b.Submit("/proposals/new", url.Values{"holder": {webtest.GatewayUserToken}, "amount": {"25.00"}, "memo": {"goodwill, case 4711"}}).To()
	for name, path := range map[string]string{
		"decisions": "/decisions", "decisions-none": "/decisions?outcome=late", "decision": "/decisions/" + fine, "decision-declined": "/decisions/" + refused, "decision-again": "/decisions/" + fine + "/again",
		"gateways": "/gateways", "gateway": "/gateways/default:", "gateway-mode": "/gateways/default:/mode", "gateway-close": "/gateways/default:/close",
		"gateway-rules": "/gateways/default:/rules/edit", "gateway-version": "/gateways/default:/rules/0", "gateway-set-up": "/gateways/set-up", "gateway-set-up-source": "/gateways/set-up/funding-source",
		"accounts": "/accounts", "accounts-none": "/accounts?holder=nobody", "account": "/accounts/" + webtest.GatewayUserToken,
		"proposals": "/proposals", "proposals-none": "/proposals?state=refused", "proposal": proposal, "proposal-new": "/proposals/new",
		"proposal-approve": proposal + "/approve", "proposal-refuse": proposal + "/refuse",
	} {
		empty[name] = path
	}
	return empty
}

// decided makes a purchase and gives the token of the decision about it, when its time was
// written down.
func decided(t *testing.T, app *webtest.App, amount, merchant string) string {
	t.Helper()
	made := app.Ask(marqeta.SimulateAuthorization, marqeta.Simulation{Amount: usd(amount), CardAcceptor: &marqeta.SimulationCardAcceptor{MID: "71903", MCC: "5541", Name: merchant}})
	if made.GPAOrder == nil || made.GPAOrder.JITFunding == nil {
		t.Fatalf("nobody was asked about %s: %+v", amount, made.Response)
	}
	token := made.GPAOrder.JITFunding.Token
	for until := time.Now().Add(10 * time.Second); time.Now().Before(until); <-time.After(20 * time.Millisecond) {
		answers, err := app.Store.ListAnswers(t.Context(), store.AnswerFilter{Token: token}, store.Page{})
		if err != nil {
			t.Fatal(err)
		}
		if len(answers.Rows) > 0 {
			return token
		}
	}
	t.Fatal("the answer was not written down")
	return ""
}

func TestADecisionTellsItself(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	app.Gateway("200.00")
	app.Chores()
	b := app.As(auth.Support)
	b.Get("/decisions/none").Status(http.StatusNotFound).Has("h1", "no such decision")
	fine := b.Get("/decisions/" + decided(t, app, "64.20", "Riverside Fuel")).Status(http.StatusOK)
	fine.Has("h1", "Approved: 64.20 USD at Riverside Fuel, with").Has(".headline", "Marqeta agreed").
		Has("#budget", "Synced to disk").Has("#budget tfoot", "As Marqeta measured it").
		Has("#rules", "spendable 200.00 USD").Has("#rules", "Answer: approve the whole amount, 64.20 USD").
		Has("#bytes", `"method": "pgfs.authorization"`).Has("#bytes", "We answered: 200").Has("#bytes .callout", "timed_out false").
		Has("#ledger", "0.00 before, 64.20 after").Has("#ledger", "200.00 before, 135.80 after").Has("#ledger", "Set aside").Has("#ledger", "Money is set aside.").
		Has("#related", "Riverside Fuel").Has("#related", "Grace Ljung")
	refused := b.Get("/decisions/" + decided(t, app, "500.00", evil)).Status(http.StatusOK)
	refused.Has("h1", "Declined: 500.00 USD").Has("h1", "insufficient funds").Has("#rules", "Declined").Has("#ledger", "A decline moves nothing").
		Has("#ledger", "135.80, unchanged").Lacks("main script")
	if strings.Contains(refused.Text("title")+refused.Text("h1"), "\u202e") {
		t.Error("the merchant's name turns the headline")
	}
	raw := b.Get("/decisions/" + decided(t, app, "1.00", "Corner Garage") + "/request").Status(http.StatusOK)
	if raw.Header.Get("Content-Type") != "application/octet-stream" || !strings.Contains(raw.Body, "jit_funding") {
		t.Errorf("the bytes: %v %s", raw.Header, raw.Body)
	}
	b.Get("/decisions").Has("tbody tr:nth-child(2)", "insufficient funds, by “Balance”").Has("tbody tr:last-child", "Riverside Fuel")
}

// Money moves when two people agree: who proposes cannot approve, and what is settled stays.
func TestAMovementTakesTwoPeople(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	app.Gateway("0.00")
	one, two := app.As(auth.Ops), app.As(auth.Ops)
	app.As(auth.Auditor).Get("/proposals/new").Status(http.StatusForbidden)
	bad := one.Submit("/proposals/new", url.Values{"holder": {webtest.GatewayUserToken}, "amount": {"1.234"}, "memo": {""}}).Status(http.StatusUnprocessableEntity)
	bad.Has("#amount-error", "decimals").Has("#memo-error", "Fill this in").Has("[role=alert]", "2 answers")
	one.Submit("/proposals/new", url.Values{"holder": {"nobody-here"}, "amount": {"1"}, "memo": {"x"}}).Status(http.StatusUnprocessableEntity).Has("#holder-error", "No user known")
	at := one.Submit("/proposals/new", url.Values{"holder": {webtest.GatewayUserToken}, "amount": {"25.00"}, "memo": {"first money"}}).To()
	one.Get(at).Has("h1", "Credit 25.00 USD").Has("#effect", "0.00 now, 25.00 after").Has(".actions", "Withdraw")
	one.Submit(at+"/approve", nil).Status(http.StatusConflict).Has("h1", "Somebody else")
	two.Submit(at+"/withdraw", nil).Status(http.StatusConflict)
	if posted, _ := grace(t, app); posted != 0 {
		t.Errorf("moved by one person: %d", posted)
	}
	two.Submit(at+"/approve", nil).Status(http.StatusSeeOther)
	two.Get(at).Has(".headline", "Carried out").Has("#history", "approve proposal")
	one.Get(at + "/refuse").Status(http.StatusConflict)
	if posted, _ := grace(t, app); posted != 2500 {
		t.Errorf("posted %d after two agreed", posted)
	}
	one.Get("/accounts/"+webtest.GatewayUserToken).Has("#entries", "Proposal 1").Has("#entries", "Funding by operators")
	refused := one.Submit("/proposals/new", url.Values{"holder": {webtest.GatewayUserToken}, "kind": {"debit"}, "contra": {"adjustment"}, "amount": {"5"}, "memo": {"typo"}}).To()
	two.Submit(refused+"/refuse", url.Values{"answer": {""}}).Status(http.StatusUnprocessableEntity).Has("#answer-error", "Say why")
	two.Submit(refused+"/refuse", url.Values{"answer": {"wrong account"}}).Status(http.StatusSeeOther)
	one.Get(refused).Has(".callout", "wrong account")
	one.Get("/proposals?state=refused").Has("tbody", "Debit 5.00 USD")
}

func TestAskingTheRulesAgainMovesNothing(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	app.Gateway("200.00")
	b := app.As(auth.Support)
	token := decided(t, app, "64.20", "Riverside Fuel")
	again := b.Get("/decisions/" + token + "/again").Status(http.StatusOK)
	again.Has(".callout", "answer the same").Has("#answers tbody tr:nth-child(2)", "Approved").Lacks("#effect .is-bad").Has("#effect tbody tr:first-child", "64.2064.20None")
	set := rule.Set{Rules: []rule.Rule{{Name: "No fuel", Kind: rule.MCC, Then: rule.Deny, Values: []string{"5541"}}}}
	if _, err := app.Store.AddRules(t.Context(), store.GatewayRules{Set: set, WrittenBy: "ada@example.com"}, 1); err != nil {
		t.Fatal(err)
	}
	b.Get("/decisions/"+token+"/again").Has("#answers tbody tr:nth-child(2)", "Approved").Has("#answers tbody tr:nth-child(3)", "Declined").Has("#answers tbody tr:nth-child(3)", "version 1")
	if posted, held := grace(t, app); posted != 20000 || held != 6420 {
		t.Errorf("posted %d, held %d", posted, held)
	}
}

// Rules are edited without a script, tried on what was decided, and kept as versions.
func TestRulesAreEditedAndTriedFirst(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	app.Gateway("200.00")
	decided(t, app, "64.20", "Riverside Fuel")
	decided(t, app, "5.00", "Corner Shop")
	b := app.As(auth.Product)
	edit := b.Get("/gateways/default:/rules/edit").Status(http.StatusOK)
	added := edit.Send(url.Values{"do": {"add"}}).Status(http.StatusOK).Has("fieldset:nth-of-type(2)", "At most")
	small := url.Values{"do": {"preview"}, "rules[1].name": {"Small ones"}, "rules[1].amount": {"50.00"}}
	tried := added.Send(small).Status(http.StatusOK)
	tried.Has("#preview", "0 would be approved otherwise, 1 declined").Has("#preview", "2 decisions judged, from").Has("#preview tbody", "Riverside Fuel").Has("#preview tbody", "Small ones")
	added.Send(url.Values{"do": {"save"}, "rules[1].amount": {"nothing"}}).Status(http.StatusUnprocessableEntity).Has("[role=alert]", "Nothing was saved")
	up := tried.Send(url.Values{"do": {"up.1"}}).Status(http.StatusOK)
	up.Send(url.Values{"do": {"save"}, "note": {"fraud at pumps"}}).Status(http.StatusSeeOther)
	page := b.Get("/gateways/default:").Status(http.StatusOK)
	page.Has("#rules li:first-child", "Small ones: amount of one transaction at most 50.00 USD").Has("#versions", "fraud at pumps").Has("#speed", "100.0 %")
	b.Get("/gateways/default:/rules/1").Has("#changes ins", "Small ones").Has("#rules", "Balance")
	tried.Send(url.Values{"do": {"save"}}).Status(http.StatusConflict).Has("h1", "Somebody changed the gateway")
	b.Get("/gateways/default:/mode").Status(http.StatusForbidden)
}

func TestAGatewayIsClosedAndOpened(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	app.Gateway("200.00")
	app.Chores()
	b := app.As(auth.Ops)
	b.Get("/gateways").Has("tbody", "Carddeck")
	at := "/gateways/" + webtest.GatewaySourceToken
	b.Get("/gateways/none").Status(http.StatusNotFound)
	b.Submit(at+"/close", nil).Status(http.StatusSeeOther)
	b.Get(at).Has(".headline", "Closed").Has(".headline", "Everything is declined")
	b.Submit(at+"/mode", url.Values{"mode": {"observe"}}).Status(http.StatusUnprocessableEntity).Has("#url-error", "Say where")
	seen := b.Submit(at+"/mode", url.Values{"mode": {"observe"}, "url": {"https://gateway.example/jit"}, "username": {"carddeck"}, "password": {"very-secret-word"}}).Status(http.StatusSeeOther).Follow()
	seen.Has(".headline", "Observe").Has("#upstream", "gateway.example")
	for _, page := range []string{at, at + "/mode", "/audit"} {
		if strings.Contains(b.Get(page).Body, "very-secret-word") {
			t.Errorf("%s shows the password", page)
		}
	}
	b.Submit(at+"/mode", url.Values{"mode": {"decide"}}).Status(http.StatusSeeOther)
	b.Get(at).Has(".headline", "Decide").Has("#history", "set gateway to decide")
}

func TestAnAlarmIsClosedOnce(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	if err := app.Store.RaiseAlarm(t.Context(), store.GatewayAlarm{Kind: "token conflict", About: "j1", Token: "j1", Detail: evil}); err != nil {
		t.Fatal(err)
	}
	app.As(auth.Support).Get("/gateways").Has("#alarms", "Token conflict").Lacks("#alarms form")
	b := app.As(auth.Ops)
	b.Get("/gateways/default:").Has("#alarms", "Token conflict")
	b.Get("/gateways").Has("#alarms form", "Close").Send(nil).Status(http.StatusSeeOther).Follow().Lacks("#alarms")
	b.Post("/gateways/alarms/1/close", nil).Status(http.StatusNotFound)
}

// The time budget is the funding source's own, as far as the console knows it.
func TestTheBudgetIsTheFundingSources(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	app.Gateway("200.00")
	b := app.As(auth.Ops)
	at, gateway := "/decisions/"+decided(t, app, "64.20", "Riverside Fuel"), "/gateways/"+webtest.GatewaySourceToken
	b.Get(at).Has("#budget", "of 3,000 ms, Marqeta’s usual limit; what the funding source says is not known here")
	for limit, words := range map[int64]string{1500: "1,500 ms", 2500: "2,500 ms"} {
		if _, err := app.Program.UpdateGatewayFundingSource(t.Context(), webtest.GatewaySourceToken, marqeta.GatewayFundingSourceRequest{TimeoutMillis: limit}); err != nil {
			t.Fatal(err)
		}
		b.Get("/funding-sources/" + webtest.GatewaySourceToken).Status(http.StatusOK)
		b.Get(at).Has("#budget", "of "+words+", the limit of the funding source Carddeck (timeout_millis)").Has("#budget .budget-limit", words)
		page := b.Get(gateway).Status(http.StatusOK).Has("#endpoint", words+": the limit of the funding source Carddeck")
		if late := strings.Contains(page.Text("main"), "Answers may come too late"); late != (limit == 1500) {
			t.Errorf("%s: told to be too short: %t", words, late)
		}
	}
}

// What was noted of an answer goes after a while; the decision and its page stay.
func TestAnswersAreKeptForAWhile(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	app.Gateway("200.00")
	b := app.As(auth.Ops)
	old := decided(t, app, "64.20", "Riverside Fuel")
	if n, err := app.Store.TrimAnswers(t.Context(), time.Now().Add(-time.Hour)); err != nil || n != 0 {
		t.Fatalf("young ones: %d, %v", n, err)
	}
	if n, err := app.Store.TrimAnswers(t.Context(), time.Now().Add(time.Hour)); err != nil || n < 2 {
		t.Fatalf("old ones: %d, %v", n, err)
	}
	b.Get("/decisions/"+old).Status(http.StatusOK).Has("h1", "Approved: 64.20 USD at Riverside Fuel").Has("#budget", "CONSOLE_KEEP_ANSWERS").Has("#rules", "spendable 200.00 USD").Has("#bytes", "We answered: 200")
	for _, path := range []string{"/decisions", "/decisions/" + old + "/again", "/decisions/" + old + "/request", "/gateways", "/gateways/default:", "/accounts/" + webtest.GatewayUserToken} {
		b.Get(path).Status(http.StatusOK)
	}
	decided(t, app, "5.00", "Corner Shop")
	app.Chores()
	if kept := answersKept(t, app); kept == 0 {
		t.Error("a young answer is gone")
	}
	app.Later(36 * 24 * time.Hour)
	app.Chores()
	if kept := answersKept(t, app); kept != 0 {
		t.Errorf("%d answers outlive their time", kept)
	}
}

func answersKept(t *testing.T, app *webtest.App) int {
	t.Helper()
	found, err := app.Store.ListAnswers(t.Context(), store.AnswerFilter{}, store.Page{})
	if err != nil {
		t.Fatal(err)
	}
	return len(found.Rows)
}

// A second gateway has steps of its own, whatever was made for the first.
func TestASecondGatewayIsSetUpByItself(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	b.Get("/gateways/set-up").Status(http.StatusOK).Has(".panel-note", "0 of 6 done").Lacks(".tabs a").Lacks(`a[href="/gateways/set-up/funding-source"]:not(.btn-sm)`)
	app.Gateway("200.00")
	app.Chores()
	decided(t, app, "5.00", "Corner Shop")
	first := b.Get("/gateways/set-up").Status(http.StatusOK).Has(".panel-note", "6 of 6 done").Has(".guide li:last-child", "The decision is here")
	first.Lacks(".tabs a")
	second := b.Submit("/gateways/set-up/funding-source", url.Values{"name": {"Second"}, "token": {"gateway_source_02"}}).Status(http.StatusSeeOther).Follow().Status(http.StatusOK)
	second.Has(".tabs a[aria-current]", "Second").Has(".guide li:has(.btn-primary) h3", "Create a card product").Has(`.guide .btn-primary[href*="gateway_token=gateway_source_02"]`, "Create").
		Has(".guide li:nth-child(5) .status", "To do").Has(".guide li:last-child .status", "To do")
	b.Get("/gateways/set-up?source="+webtest.GatewaySourceToken).Has(".tabs a[aria-current]", "Carddeck").Has(".panel-note", "6 of 6 done")
}

// In production nothing can be simulated: the set-up says what to do instead.
func TestTheSetUpEndsWithARealPurchaseInProduction(t *testing.T) {
	t.Parallel()
	app := webtest.New(t, webtest.In(production))
	app.Gateway("200.00")
	app.Chores()
	app.As(auth.Admin).Get("/gateways/set-up").Status(http.StatusOK).Has(".guide li:last-child", "Nothing is simulated in production. Pay a small amount").
		Has(`.guide li:last-child a[href^="/certifications/new?gateway=http"]`, "Certify").Lacks(`a[href^="/simulator"]`)
}
