package web_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// leads is where the button of a remedy leads: the headline of the page, and the form on
// it; none on a page that shows what somebody else needs.
type leads struct{ headline, form string }

var remedies = map[string]leads{
	"Reinstate the card":         {"Reinstate card", "/cards/CARD/reinstate"},
	"Activate the card":          {"Activate card", "/cards/CARD/activate"},
	"Issue a card":               {"New card", "/cards"},
	"Set a PIN":                  {"Set a PIN", "/cards/CARD/pin"},
	"Activate the user":          {"Activate Ada", "/users/USER/activate"},
	"Edit the user":              {"Edit user", "/users/USER/edit"},
	"Raise the limit":            {"Edit velocity control", "/spend-controls/velocity/CONTROL"},
	"Deactivate the control":     {"Deactivate", "/deactivate"},
	"Exempt the merchant":        {"New exemption", "/spend-controls/exempt-merchants"},
	"Allow the merchant":         {"New authorization control", "/spend-controls/authorization"},
	"Load the account":           {"Load an account", "/gpa-orders"},
	"Edit the funding source":    {"Edit", "/funding-sources/"},
	"Edit the card product":      {"Edit Product", "/card-products/PRODUCT/review"},
	"Ask again in the simulator": {"Simulator", "/simulator"},
	"Simulate the refund":        {"Simulator", "/simulator"},
	"Look at the gateway":        {"Gate", ""},
	"Propose a credit":           {"Propose a movement", "/proposals"},
	"Look at the account":        {"Ada Lindqvist: 0.00 USD available", ""},
	"Look at the decision":       {"Declined: 20.00 USD", ""},
	"Change the rules":           {"Edit the rules", "/gateways/GATE/rules"},
	"Change the mode":            {"Change the mode", "/gateways/GATE/mode"},
	"See when the window ends":   {"", ""},
	"Open a case":                {"", "/case"},
}

// Every remedy of every decline is a link or a button that the operator can follow to the
// form that carries it out, filled in for this card, unless nothing has to be done.
func TestEveryRemedyCanBeFollowed(t *testing.T) {
	worlds := openBoth(t)
	followed := map[string]bool{}
	for i, d := range decisions {
		t.Run(d.code+" "+d.name, func(t *testing.T) {
			p := worlds.of(d).program(t, i, d)
			made := p.provoke(d)
			p.app.Chores() // the console knows the card product, as it does after three seconds
			page := p.browser.Get("/transactions/" + made.Token).Status(200)
			if page.Doc.Find("#cure li").Length() == 0 {
				t.Error("no remedy is shown")
			}
			for _, li := range page.Doc.Find("#cure li").EachIter() {
				if words := strings.TrimSpace(li.Find(".btn").Text()); words != "" {
					followed[words] = true
					p.follows(words, li)
				} else if !strings.Contains(li.Text(), "Done by: nobody") {
					t.Errorf("it leads nowhere: %q", strings.Join(strings.Fields(li.Text()), " "))
				}
			}
			if p.page = page; d.cure != nil {
				d.cure(p)
			}
		})
	}
	for words := range remedies {
		if !followed[words] {
			t.Errorf("%q is offered by no row", words)
		}
	}
}

// follows opens what a remedy's button leads to.
func (p *program) follows(words string, li *goquery.Selection) {
	p.t.Helper()
	want, known := remedies[words]
	if !known {
		p.t.Errorf("%q leads to a page that is not in the table", words)
	}
	want.form = strings.NewReplacer("CARD", p.card, "USER", p.user, "PRODUCT", p.product, "GATE", p.gate, "CONTROL", p.control).Replace(want.form)
	if post, is := li.Find("form").Attr("action"); is {
		key := li.Find(`[name="request_key"]`).AttrOr("value", "")
		opened := p.browser.Post(post, map[string][]string{"request_key": {key}}).Status(http.StatusSeeOther).Follow().Status(200)
		if !strings.HasSuffix(post, want.form) || opened.Doc.Find(`a[href$="/bundle"]`).Length() == 0 {
			p.t.Errorf("%q by %s leads to %q, which bundles nothing", words, post, opened.Text("h1"))
		}
		return
	}
	page := p.browser.Get(li.Find("a.btn").AttrOr("href", "")).Status(200)
	form, _ := page.Doc.Find(`main form[method="post"]`).First().Attr("action")
	if !strings.HasPrefix(page.Text("h1"), want.headline) || !strings.Contains(form, want.form) || (form == "") != (want.form == "") {
		p.t.Errorf("%q leads to %q with the form %s, want %+v", words, page.Text("h1"), form, want)
	}
}
