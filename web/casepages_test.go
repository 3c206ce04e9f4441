package web_test

import (
	"net/url"
	"testing"

	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

const hostile = `</script><img src=x onerror=alert(1)> "quoted" ` + "\u202ebackwards\nand a second line that is rather long, so that it has to be broken somewhere on a narrow screen: " +
	"averyveryveryveryveryverylongwordwithoutanyspaceinitatallsothatnothingcanbreakitbutthepage"

// casePages opens cases about a purchase at a merchant with a hostile name, and about the
// first group of declines, and gives the pages about them.
func casePages(t *testing.T, app *webtest.App) map[string]string {
	t.Helper()
	b := app.As(auth.Ops)
	tx := app.Authorize("7.00", "<b>Fox</b> \"&amp; Söns\u202e")
	one := b.Post("/transactions/"+tx.Token+"/case", nil).To()
	b.Submit(one+"/edit", url.Values{"title": {"Why? " + hostile[:100]}, "expected": {hostile}})
	b.Submit(one, url.Values{"note": {hostile}})
	b.Post(one+"/links", url.Values{"url": {"https://support.example/tickets/averyveryveryverylongaddress?q=<b>&x=1"}, "label": {`<i>Ticket</i> ` + hostile[:100]}})
	b.Post(one+"/assign", url.Values{"version": {"2"}, "me": {"true"}})
	b.Post(one+"/wait", url.Values{"version": {"3"}, "note": {"Sent to support."}})
	found, err := app.Store.ListDeclineGroups(t.Context(), store.DeclineFilter{}, store.Page{})
	if err != nil || len(found.Rows) == 0 {
		t.Fatalf("%d groups, %v", len(found.Rows), err)
	}
	group := b.Post("/declines/"+found.Rows[0].ID+"/case", nil).To()
	return map[string]string{"cases": "/cases", "cases-none": "/cases?state=resolved", "case": one, "case-group": group, "case-edit": one + "/edit",
		"case-bundle": one + "/bundle", "case-bundle-group": group + "/bundle", "transaction-case": "/transactions/" + tx.Token}
}
