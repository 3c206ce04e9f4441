package web_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"unicode"

	"carddeck/marqeta/jit/rule"
	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

// TestHostileTextIsTextOnEveryPage plants markup in every name that comes from outside
// and looks for it alive.
func TestHostileTextIsTextOnEveryPage(t *testing.T) {
	app := webtest.New(t)
	tx := app.Tutorial()
	hostile := app.Authorize("13.00", `<b id=live>"><script>alert(1)</script>`)
	b := app.As(auth.Admin)
	b.Submit("/users/"+webtest.UserToken+"/edit", url.Values{"first_name": {`<i id=live>`}, "last_name": {`"onx='1`}})
	b.Post("/card-products/"+webtest.ProductToken, url.Values{"name": {`<u id=live>{{7*7}}</u>`}})
	b.Submit("/funding-sources/"+webtest.SourceToken+"/edit", url.Values{"name": {`<s id=live>`}})
	all := pages(app, tx.Token)
	all["hostile"] = "/transactions/" + hostile.Token
	for name, path := range all {
		b.Get(path).Lacks("#live")
		if p := b.Get(path); strings.Contains(p.Body, "<script>alert") {
			t.Errorf("%s: a script is alive", name)
		}
	}
	b.Get("/transactions").Has("tbody", `<b id=live>"><script>alert(1)</script>`)
}

// planted are texts as a merchant or an operator may write them: markup, controls that turn
// the direction, colours of a terminal, and one that does not end.
var planted = []string{
	`<b id=live>"><script>alert(1)</script>`, "\u202eEVIL\u2066 shop\u200b", "\x1b[31mred\x1b[0m\x07 shop", strings.Repeat("Long", 10),
}

// hostileWorld writes them wherever the pages about declines, cases and the gateway take
// text from, and gives those pages.
func hostileWorld(t *testing.T, app *webtest.App, text string) map[string]string {
	t.Helper()
	app.Gateway("100.00")
	b := app.As(auth.Ops)
	b.Submit("/users/"+webtest.GatewayUserToken+"/edit", url.Values{"first_name": {text}, "last_name": {"Ljung"}})
	fine, refused := decided(t, app, "20.00", text), decided(t, app, "900.00", text)
	all := map[string]string{"overview": "/", "decisions": "/decisions", "fine": "/decisions/" + fine, "refused": "/decisions/" + refused, "again": "/decisions/" + refused + "/again",
		"accounts": "/accounts", "account": "/accounts/" + webtest.GatewayUserToken, "proposals": "/proposals?state=all", "declines": "/declines", "cases": "/cases",
		"repairs": "/repairs?state=all", "repair": overdue(t, app, "3.00"), "gateways": "/gateways", "gateway": "/gateways/default:", "rules": "/gateways/default:/rules/edit",
		"reconciliations": "/reconciliations", "certifications": "/certifications", "audit": "/audit", "set-up": "/gateways/set-up", "transactions": "/transactions"}
	all["proposal"] = b.Submit("/proposals/new", url.Values{"holder": {webtest.GatewayUserToken}, "amount": {"1.00"}, "memo": {text}}).To()
	b.Post(all["repair"]+"/acknowledge", url.Values{"note": {text}})

	d, err := app.Store.FundingDecision(t.Context(), refused)
	if err != nil {
		t.Fatal(err)
	}
	all["transaction"] = "/transactions/" + d.TransactionToken
	all["case"] = b.Post(all["transaction"]+"/case", nil).To()
	b.Submit(all["case"]+"/edit", url.Values{"title": {text}, "expected": {text}})
	b.Submit(all["case"], url.Values{"note": {text}})
	b.Post(all["case"]+"/links", url.Values{"url": {"https://support.example/?q=" + url.QueryEscape(text)}, "label": {text}})
	all["bundle"] = all["case"] + "/bundle"
	groups, err := app.Store.ListDeclineGroups(t.Context(), store.DeclineFilter{}, store.Page{})
	if err != nil || len(groups.Rows) == 0 {
		t.Fatalf("%d groups, %v", len(groups.Rows), err)
	}
	all["group"], all["group-case"] = "/declines/"+groups.Rows[0].ID, b.Post("/declines/"+groups.Rows[0].ID+"/case", nil).To()

	set := rule.Set{Rules: append([]rule.Rule{{Name: text, Kind: rule.Merchant, Then: rule.Deny, Values: []string{text}, Memo: text}}, rule.First().Rules...)}
	if len(set.Check()) > 0 {
		set = rule.First() // what cannot be seen is no name of a rule
	}
	version, err := app.Store.AddRules(t.Context(), store.GatewayRules{Set: set, Note: text, WrittenBy: text}, 1)
	if err != nil {
		t.Fatal(err)
	}
	all["version"] = fmt.Sprintf("/gateways/default:/rules/%d", version)
	if err := app.Store.RaiseAlarm(t.Context(), store.GatewayAlarm{Kind: "token conflict", About: text, Detail: text}); err != nil {
		t.Fatal(err)
	}
	day := d.CreatedTime.UTC().Format("2006-01-02")
	amount := int64(100)
	items := []store.ReconciliationItem{{Day: day, Token: text, Class: store.MissingThere, Type: text, OurState: text, OurAmount: &amount, Currency: "USD", Explanation: text, ExplainedBy: text}}
	if err := app.Store.PutReconciliation(t.Context(), store.Reconciliation{Day: day, ByWhom: text, Ours: 1}, nil, items); err != nil {
		t.Fatal(err)
	}
	all["day"] = "/reconciliations/" + day
	c := store.Certification{Name: "hostile", Gateway: "https://gateway.example/" + text, Webhook: text, Currency: "USD", LimitMillis: 3000, OperatorEmail: text}
	if c.ID, err = app.Store.AddCertification(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	if err := app.Store.AddCertificationResult(t.Context(), store.CertificationResult{CertificationID: c.ID, Number: 1, Title: text, Outcome: "failed", Verdict: text, Evidence: []byte(`{}`)}); err != nil {
		t.Fatal(err)
	}
	all["certification"], all["certification-report"], all["certification-evidence"] = "/certifications/hostile", "/certifications/hostile/report", "/certifications/hostile/scenarios/1"
	return all
}

// What others wrote is text on the pages about declines, cases and the gateway: no markup
// lives, nothing turns the direction of what stands beside it or reaches a terminal.
func TestHostileTextIsTextWhereverItIsDecidedOn(t *testing.T) {
	t.Parallel()
	for n, text := range planted {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			app := webtest.New(t)
			all := hostileWorld(t, app, text)
			b := app.As(auth.Admin)
			for name, path := range all {
				page := b.Get(path).Status(200).Lacks("#live")
				if strings.Contains(page.Body, "<script>alert") {
					t.Errorf("%s: a script is alive", name)
				}
				page.Doc.Find("script, textarea").Remove() // a field holds what was typed
				for _, c := range page.Doc.Text() {
					if c != '\n' && c != '\t' && c != '\r' && (unicode.IsControl(c) || unicode.Is(unicode.Bidi_Control, c)) {
						t.Errorf("%s: %q is on the page: %q", name, c, around(page.Doc.Text(), c))
						break
					}
				}
			}
		})
	}
}

func around(text string, c rune) string {
	at := strings.IndexRune(text, c)
	return strings.ToValidUTF8(text[max(0, at-60):min(len(text), at+30)], "")
}
