package web_test

import (
	"net/http"
	"net/url"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/jit"
	"carddeck/marqeta/jit/rule"
	"carddeck/marqeta/ledger"
	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/funding"
)

// credit puts money on the user's account in our ledger.
func (p *program) credit(amount string) {
	p.t.Helper()
	minor, err := marqeta.MustAmount(amount).Minor(2)
	if err == nil {
		_, err = p.app.Store.CreditFromShell(p.t.Context(), store.ShellCredit{
			Holder: ledger.Holder{Kind: ledger.User, Token: p.user}, Currency: "USD", Amount: minor, Memo: "for a test", By: "test"})
	}
	if err != nil {
		p.t.Fatal(err)
	}
}

// agree proposes the credit that the page offers, as it fills it in, and has somebody else
// approve it.
func (p *program) agree() {
	p.t.Helper()
	p.press("Propose a credit", url.Values{"memo": {"first money"}})
	open, err := p.app.Store.ListProposals(p.t.Context(), store.ProposalFilter{State: store.ProposalOpen}, store.Page{Limit: 1})
	if err != nil || len(open.Rows) != 1 {
		p.t.Fatalf("proposed: %+v, %v", open.Rows, err)
	}
	p.app.As(auth.Ops).Submit(funding.Proposal(open.Rows[0].ID)+"/approve", nil).Status(http.StatusSeeOther)
}

// rules puts rules in force at the console's own gateway, until its answers end in a code.
func (p *program) rules(code string, all ...rule.Rule) {
	p.t.Helper()
	p.setting(jit.Decide)
	now, err := p.app.Store.Gateway(p.t.Context(), p.gate)
	if err == nil {
		_, err = p.app.Store.AddRules(p.t.Context(), store.GatewayRules{Source: p.gate, Set: rule.Set{Rules: append(all, rule.First().Rules...)}, WrittenBy: "test"}, now.Version)
	}
	if err != nil {
		p.t.Fatal(err)
	}
	p.until(code)
}

// mode does so with a mode.
func (p *program) mode(code string, m jit.Mode) {
	p.t.Helper()
	p.setting(m)
	p.until(code)
}

func (p *program) setting(m jit.Mode) {
	p.t.Helper()
	now, _ := p.app.Store.Gateway(p.t.Context(), p.gate) // the first time there is none
	if err := p.app.Store.PutGateway(p.t.Context(), store.Gateway{Source: p.gate, Mode: m, Version: now.Version, ChangedBy: "test"}, ""); err != nil {
		p.t.Fatal(err)
	}
}

// until asks for small amounts until the settings are read, which takes a moment.
func (p *program) until(code string) {
	p.t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); {
		if string(p.simulate("", `"amount":0.01`).Response.Code) == code {
			return
		}
	}
	p.t.Fatalf("the gateway never answered with %s", code)
}
