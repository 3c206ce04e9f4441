package web_test

import (
	"strings"
	"testing"
	"time"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/web/webtest"
	"carddeck/web/webtest/browser"
)

// TestSixStepsInChromium takes a card program from nothing to a funded transaction, its
// clearing and another one's reversal, in a real browser, as the guide leads.
func TestSixStepsInChromium(t *testing.T) {
	t.Run("with script", func(t *testing.T) { journey(t, true) })
	t.Run("without script", func(t *testing.T) { journey(t, false) })
}

func journey(t *testing.T, script bool) {
	app := webtest.New(t)
	tab := browser.Open(t, app.People.URL)
	tab.Size(1440, 900)
	if !script {
		tab.WithoutScript()
	}
	signIn(t, app, tab)
	next := func(title string) {
		t.Helper()
		tab.Go("/")
		if got := tab.Text(".guide li:has(.btn-primary) h3"); got != title {
			t.Fatalf("the next step is %q, want %q", got, title)
		}
		tab.Press(".guide .btn-primary")
	}
	send := func() {
		t.Helper()
		tab.Press(`main form[method="post"] .form-foot button[type="submit"]`)
		if text := browser.Value[string](tab, `document.querySelector("main [role=alert]")?.textContent ?? ""`); text != "" {
			t.Fatalf("the form was refused on %s: %s", tab.Path(), text)
		}
	}
	headline := func(want string) {
		t.Helper()
		if got := tab.Text("h1"); !strings.Contains(got, want) {
			t.Fatalf("%s: the headline is %q, want %q in it", tab.Path(), got, want)
		}
	}

	next("Create a program funding source")
	tab.Type("#name", "Program funding")
	send()
	headline("Program funding")

	next("Create a card product")
	tab.Type("#name", "Everyday virtual cards")
	choose(tab, "#funding_source_token", "Program funding")
	send()
	headline("Everyday virtual cards")

	next("Create a user")
	tab.Type("#first_name", "Ada")
	tab.Type("#last_name", "Lindqvist")
	send()
	headline("Ada Lindqvist")

	next("Issue a card")
	choose(tab, "#user_token", "Ada")
	choose(tab, "#card_product_token", "Everyday")
	send()
	headline("Ada Lindqvist")

	next("Simulate an authorization")
	choose(tab, "#card_token", "Ada")
	tab.Type("#amount", "10.00")
	tab.Type("#name", "Aegis Fleet Services")
	began := time.Now()
	send()
	headline("10.00 USD at Aegis Fleet Services")
	t.Logf("the transaction was explained after %s", time.Since(began))
	if !strings.Contains(tab.Text("main"), "program") {
		t.Error("the page does not say that a program funding source paid")
	}
	authorization := tab.Path()

	tab.Go("/")
	if got := tab.Text(".guide li:last-child .status"); got != "Done" {
		t.Errorf("the last step is %q", got)
	}
	tab.Press(".guide li:last-child .btn")
	if tab.Path() != authorization {
		t.Errorf("the review leads to %s, not to %s", tab.Path(), authorization)
	}

	tab.Press(`main a[href$="/incremental"]`)
	tab.Type("#amount", "5.00")
	send()
	headline("5.00 USD")
	tab.Go(authorization)
	tab.Press(`main a[href$="/clearing"]`)
	tab.Type("#amount", "15.00")
	send()
	headline("15.00 USD")
	tab.Wait("main .timeline li:nth-child(3)")
	tab.Press(`main a[href$="/refund"]`)
	tab.Type("#amount", "4.00")
	send()
	headline("4.00 USD")

	tab.Go("/simulator")
	choose(tab, "#card_token", "Ada")
	tab.Type("#amount", "20.00")
	send()
	tab.Press(`main a[href$="/reversal"]`)
	send()
	headline("20.00 USD")

	tab.Go("/gpa-orders")
	tab.Wait("main table tbody tr:nth-child(2)")
	tab.Go("/transactions")
	tab.Wait("main table tbody tr:nth-child(6)")
	if script {
		tab.Keys("jj\r")
		tab.Wait("#headline")
		tab.Keys("gc")
		tab.Wait(`.nav-item[href="/cards"][aria-current]`)
	}
	tab.Go("/audit?outcome=done")
	if !strings.Contains(tab.Text("main table"), "create card") {
		t.Error("the audit trail lacks the card")
	}
	tab.Quiet()

	// What the pages said is what Marqeta has, and no money was lost on the way.
	cards, err := app.Store.ListCards(t.Context(), store.CardFilter{}, store.Page{})
	if err != nil || len(cards.Rows) != 1 {
		t.Fatalf("%d cards, %v", len(cards.Rows), err)
	}
	balances, err := app.Program.Balances(t.Context(), cards.Rows[0].UserToken)
	if err != nil {
		t.Fatal(err)
	}
	if gpa, ok := balances.GPA.In("USD"); !ok || !gpa.LedgerBalance.IsZero() || !gpa.AvailableBalance.IsZero() {
		t.Errorf("after clearing and reversal the account holds %+v", gpa)
	}
	found, err := app.Program.Transactions(t.Context(), marqeta.TransactionFilter{CardToken: cards.Rows[0].Token})
	if err != nil || found.Count != 6 {
		t.Errorf("%d transactions at Marqeta, %v", found.Count, err)
	}
}

// choose picks the option, or the suggestion, whose words contain the text.
func choose(tab *browser.Tab, selector, text string) {
	value := browser.Value[string](tab, `(() => {
		const control = document.querySelector(`+quote(selector)+`);
		const options = control.list ? control.list.options : control.options;
		return [...options].find(o => (o.textContent + " " + o.label).includes(`+quote(text)+`))?.value ?? "";
	})()`)
	tab.Type(selector, value)
}

func quote(s string) string { return `"` + strings.ReplaceAll(s, `"`, `\"`) + `"` }
