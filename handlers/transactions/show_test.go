package transactions_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"carddeck/marqeta"
	"carddeck/views/environment"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

func TestApprovedPurchase(t *testing.T) {
	t.Parallel()
	app := start(t)
	// The console keeps what an operator has looked at.
	admin := app.As(auth.Admin)
	for _, path := range []string{"/cards/card_ada", "/users/ada", "/card-products/travel", "/funding-sources/northwind"} {
		admin.Get(path).Status(200)
	}
	made := send(t, app, ten)
	page := admin.Get("/transactions/"+made.Token).Status(200).
		Has("h1", "Approved: 10.00 USD at Aegis Fleet Services, money held").
		Has(".badge", "Managed JIT Funding").
		Has(".headline-why", "drew the money from the program funding source").
		Has("#lifecycle", "Authorization: 10.00 USD (this page)").
		Has("#effects tbody tr", "Authorization10.0010.000.0010.000.00").
		Has("#funding", "program: Managed JIT Funding").
		Has(`#funding a[href="/funding-sources/northwind"]`, "Northwind operating account").
		Has(`#related a[href="/cards/card_ada"]`, "active").
		Has(`#related a[href="/users/ada"]`, "Ada Lindqvist").
		Has(`#related a[href="/card-products/travel"]`, "travel").
		Has("#notification", "ms").
		Has(`#notification a[href^="/webhooks/notifications/"]`, "Open").
		Has("#history", "Nothing was changed").
		Has(`.actions a[href="/transactions/`+made.Token+`/clearing"]`, "Clearing").
		Has(".why-not", "Refund not possible: nothing has been paid yet").
		Lacks("[hx-trigger]")
	order := page.Doc.Find(`#funding a[href^="/gpa-orders/"]`).AttrOr("title", "")
	if made.GPAOrder == nil || order != made.GPAOrder.Token {
		t.Errorf("the page's GPA order is %q", order)
	}
	stored, err := app.Store.Transaction(t.Context(), made.Token)
	must(t, err)
	n, err := app.Store.Notification(t.Context(), stored.NotificationID)
	must(t, err)
	if got := page.Doc.Find("#raw [data-copy]").AttrOr("data-copy", ""); got != string(n.Raw) {
		t.Errorf("the bytes to copy differ from those received:\ngot  %s\nwant %s", got, n.Raw)
	}
}

func TestDeclinesAreExplained(t *testing.T) {
	t.Parallel()
	app := start(t)
	suspend(t, app, "card_ada")
	made := send(t, app, purchase{card: "card_ada", amount: "42", merchant: hostile, mid: "33333", mcc: "5411"})
	b := app.As(auth.Support)
	page := b.Get("/transactions/"+made.Token).Status(200).
		Has("h1", "Declined: 42.00 USD at =1+1 <script>alert(1)</script>").Has("h1", "the card is suspended (1003)").
		Has(`h1 a[href="/codes/response/1003"]`, "1003").
		Has(".headline-why", "who suspended it").
		Has("#funding", "refused before any funding source was asked").
		Has(".why-not", "No next step").
		Has(`.actions a[href="/cards/card_ada"]`, "Open the card").
		Lacks("h1 script").Lacks("main script")
	again := page.Doc.Find(`.actions a[href^="/simulator?"]`).AttrOr("href", "")
	if !strings.Contains(again, "amount=42.00") || !strings.Contains(again, "card_token=card_ada") {
		t.Errorf("simulating it again leads to %q", again)
	}
	poor := send(t, app, purchase{card: "card_ben", amount: "900", merchant: "Harbor", mid: "4444", mcc: "5732"})
	b.Get("/transactions/"+poor.Token).Has("h1", "Declined: 900.00 USD at Harbor, the account holds too little (1016)")
}

// A postal code that is not the user's shows beside the response, each code with a page
// of its own. The card product lets it pass.
func TestVerificationIsWorded(t *testing.T) {
	t.Parallel()
	app := start(t)
	amount := marqeta.MustAmount("42")
	made, err := app.Program.Simulate(t.Context(), marqeta.SimulateAuthorization, marqeta.Simulation{
		CardToken: "card_ada", Amount: &amount, Network: "VISA",
		CardOptions: &marqeta.SimulationCardOptions{BillingAddress: &marqeta.SimulationBillingAddress{Zip: "99999"}},
	})
	must(t, err)
	app.As(auth.Support).Get("/transactions/"+made.Token).
		Has("h1", "Approved: 42.00 USD").
		Has(`.facts a[href="/codes/avs/0201"]`, "Postal code does not match, no address given (0201)").
		Has(`.facts a[href="/codes/network/00"]`, "Approved (00)").
		Has(`.facts a[href="/codes/response/0000"]`, "Approved or completed successfully (0000)")
}

func TestLifecycleOfAPurchase(t *testing.T) {
	t.Parallel()
	app := start(t)
	auth1 := simulate(t, app, purchase{card: "card_ben", amount: "100", merchant: "Hotel Lumen", mid: "7011", mcc: "7011"})
	raise := simulate(t, app, purchase{kind: marqeta.SimulateAuthorizationIncremental, after: auth1.Token, amount: "40"})
	part := simulate(t, app, purchase{kind: marqeta.SimulateAuthorizationClearing, after: raise.Token, amount: "90"})
	rest := simulate(t, app, purchase{kind: marqeta.SimulateAuthorizationReversal, after: auth1.Token, amount: "50"})
	b := app.As(auth.Support)
	page := b.Get("/transactions/"+part.Token).Status(200).
		Has("h1", "Cleared in part: 90.00 USD at Hotel Lumen, 50.00 USD stays held").
		Has("#lifecycle", "Nothing is on hold any more").
		Has(`#lifecycle a[href="/transactions/`+auth1.Token+`"]`, "Authorization: 100.00 USD").
		Has(`#lifecycle a[href="/transactions/`+rest.Token+`"]`, "Reversal, full: 50.00 USD").
		Has("#funding", "the money came from the balance on the user's account")
	// The account began with 250.00.
	want := []string{
		"Authorization 100.00 100.00 0.00 250.00 150.00",
		"Incremental authorization 40.00 140.00 0.00 250.00 110.00",
		"Clearing 90.00 50.00 90.00 160.00 110.00",
		"Reversal 50.00 0.00 90.00 160.00 160.00",
	}
	rows := page.Doc.Find("#effects tbody tr")
	if rows.Length() != len(want) {
		t.Fatalf("the effects have %d rows, want %d", rows.Length(), len(want))
	}
	for i, line := range want {
		cells := rows.Eq(i).Find("td").Map(func(_ int, s *goquery.Selection) string { return strings.TrimSpace(s.Text()) })
		if got := strings.Join(cells, " "); got != line {
			t.Errorf("effect %d:\ngot  %s\nwant %s", i, got, line)
		}
	}
	b.Get("/transactions/"+auth1.Token).Has("h1", "Approved: 100.00 USD at Hotel Lumen, cleared since")
}

// The notification is kept back: the platform's answer stands in until it comes.
func TestBeforeTheNotificationHasCome(t *testing.T) {
	t.Parallel()
	app := start(t)
	off := false
	_, err := app.Program.UpdateWebhook(t.Context(), "carddeck-console", marqeta.WebhookRequest{
		Name: "Carddeck console", Active: &off, Events: []string{"*"}, Config: &marqeta.WebhookConfigRequest{
			URL: app.Machines.URL + "/webhooks/marqeta", BasicAuthUsername: webtest.ReceiverUsername, BasicAuthPassword: webtest.ReceiverPassword,
		},
	})
	must(t, err)
	made := send(t, app, ten)
	b := app.As(auth.Support)
	page := b.Get("/transactions/"+made.Token).Status(200).
		Has("h1", "Approved: 10.00 USD at Aegis Fleet Services, money held").
		Has(".callout", "The notification has not arrived yet").
		Has(`.callout a[href="/transactions/`+made.Token+`"]`, "Look again").
		Lacks("#notification")
	if got := page.Doc.Find("#transaction").AttrOr("hx-get", ""); got != "/transactions/"+made.Token {
		t.Errorf("the page waits at %q", got)
	}
	b.Aim("transaction").Get("/transactions/" + made.Token).Status(http.StatusNoContent)

	deliver(t, app, `{"transactions":[`+string(made.Raw)+`]}`)
	b.Aim("transaction").Get("/transactions/"+made.Token).Status(200).
		Has("#notification", "Received").Lacks("[hx-get]").Lacks("nav")
}

func deliver(t testing.TB, app *webtest.App, body string) {
	t.Helper()
	req, err := http.NewRequest(http.MethodPost, app.Machines.URL+"/webhooks/marqeta", bytes.NewReader([]byte(body)))
	must(t, err)
	req.SetBasicAuth(webtest.ReceiverUsername, webtest.ReceiverPassword.Reveal())
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	must(t, err)
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("the receiver answered %d", resp.StatusCode)
	}
}

func TestUnknownAndUnreachable(t *testing.T) {
	t.Parallel()
	app := start(t)
	made := simulate(t, app, ten)
	b := app.As(auth.Support)
	b.Get("/transactions/nobody").Status(http.StatusNotFound).Has("h1", "There is no such transaction")
	app.Silence()
	began := time.Now()
	b.Get("/transactions/nobody").Status(http.StatusBadGateway).Has("h1", "Marqeta did not answer")
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("a silent platform kept the page waiting for %s", took)
	}
	b.Get("/transactions/"+made.Token).Status(200).Has("h1", "Approved")
	b.Get("/transactions").Status(200).Has("tbody", aegis)
}

func TestWhoMayNotSimulateIsOfferedNothing(t *testing.T) {
	t.Parallel()
	app := start(t)
	made := simulate(t, app, ten)
	app.As(auth.Auditor).Get("/transactions/" + made.Token).Status(200).Lacks(`.actions a:not([href$="/what-if"])`).Lacks(".why-not")
	app.As(auth.Support).Get("/transactions/" + made.Token).Status(200).Lacks("#notification a")
	app.As(auth.Auditor).Get("/transactions/" + made.Token + "/clearing").Status(http.StatusForbidden)

	live := start(t, webtest.In(environment.Environment{Kind: environment.Production, Name: "program.example"}))
	real := simulate(t, live, ten)
	admin := live.As(auth.Admin)
	admin.Get("/transactions/" + real.Token).Status(200).Lacks(".actions a").Lacks(".why-not")
	admin.Get("/transactions/" + real.Token + "/clearing").Status(http.StatusNotFound)
	admin.Get("/transactions").Status(200).Lacks(`main a[href="/simulator"]`)
}
