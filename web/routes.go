package web

import (
	"context"
	"net/http"
	"strings"

	"carddeck/handlers/accounts"
	"carddeck/handlers/audit"
	"carddeck/handlers/authcontrols"
	"carddeck/handlers/cardproducts"
	"carddeck/handlers/cards"
	"carddeck/handlers/cases"
	"carddeck/handlers/certifications"
	"carddeck/handlers/codes"
	"carddeck/handlers/decisions"
	"carddeck/handlers/declines"
	"carddeck/handlers/exemptmerchants"
	"carddeck/handlers/fundingsources"
	"carddeck/handlers/gateways"
	"carddeck/handlers/gpaorders"
	"carddeck/handlers/mccgroups"
	"carddeck/handlers/merchantgroups"
	"carddeck/handlers/operators"
	"carddeck/handlers/overview"
	"carddeck/handlers/preferences"
	"carddeck/handlers/proposals"
	"carddeck/handlers/reconciliations"
	"carddeck/handlers/repairs"
	"carddeck/handlers/scenarios"
	"carddeck/handlers/search"
	"carddeck/handlers/signin"
	"carddeck/handlers/simulator"
	"carddeck/handlers/spendpreviews"
	"carddeck/handlers/transactions"
	"carddeck/handlers/users"
	"carddeck/handlers/velocitycontrols"
	"carddeck/handlers/webhooks"
	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/spend"
)

// route is one line of the table: what is asked for, who may ask, and who answers.
type route struct {
	pattern   string // method and path, as net/http reads it
	need      auth.Permission
	handle    func(http.ResponseWriter, *http.Request) error
	simulates bool // exists only where the platform simulates
}

// page gives the path of a plain GET route, which a navigation entry may point to.
func (rt route) page() (string, bool) {
	method, path, _ := strings.Cut(rt.pattern, " ")
	path = strings.TrimSuffix(path, "{$}")
	return path, method == http.MethodGet && !strings.Contains(path, "{")
}

// table lists every page and every change of the console. A change is a POST to a verb
// under its object; a GET changes nothing.
func (a *App) table() []route {
	home := overview.New(a.store, a.now)
	door := signin.New(a.store, a.now)
	finder := search.New(a.program, a.store)
	taste := preferences.New(a.secure)
	products := cardproducts.New(a.program, a.store, a.changes, a.now)
	issued := cards.New(a.program, a.store, a.changes, a.now)
	holders := users.New(a.program, a.store, a.changes, a.now)
	purchases := transactions.New(a.program, a.store, a.changes, a.now)
	meanings := codes.New(a.store)
	refusals := declines.New(a.store, a.changes, a.now)
	book := cases.New(a.program, a.store, a.changes, a.now)
	orders := gpaorders.New(a.program, a.store, a.changes)
	plays := scenarios.New(a.program, a.store, a.changes, a.now)
	rehearsals := certifications.New(a.store, a.changes, a.now)
	terminal := simulator.New(a.program, a.store, a.changes, a.now)
	sources := fundingsources.New(a.program, a.store, a.changes, a.now)
	tries := spendpreviews.New(a.previews, a.store)
	limits := velocitycontrols.New(a.program, a.store, a.changes, a.previews, a.now)
	gates := authcontrols.New(a.program, a.store, a.changes, a.previews, a.now)
	exempt := exemptmerchants.New(a.program, a.store, a.changes, a.now)
	categories := mccgroups.New(a.program, a.store, a.changes)
	merchants := merchantgroups.New(a.program, a.store, a.changes)
	doors := gateways.New(a.program, a.store, a.changes, gateways.Endpoint{URL: a.gateway.URL, Username: a.gateway.Username, Password: a.gateway.Password}, a.now)
	verdicts := decisions.New(a.store, a.now)
	books := accounts.New(a.store, a.now)
	movements := proposals.New(a.store, a.changes, a.now)
	hooks := webhooks.New(a.program, a.store, a.reconciler, a.changes, a.receiverURL)
	queue := repairs.New(a.reconciler, a.store, a.changes)
	days := reconciliations.New(a.reconciler, a.store, a.changes, a.now)
	team := operators.New(a.store, a.now)
	trail := audit.New(a.program, a.store, a.now, a.log)

	memory := spend.NewKeeper(a.program, a.store, a.now)
	a.chores = []func(context.Context) error{a.sweep, memory.Keep, trail.SettleAll, terminal.PutBackLeft, products.Adopt, sources.Adopt, holders.Adopt, issued.Adopt, a.trim}

	return []route{
		{pattern: "GET /{$}", need: auth.Signed, handle: home.Show},
		{pattern: "GET /search", need: auth.Signed, handle: finder.Search},

		{pattern: "GET /card-products", need: auth.ReadCardProducts, handle: products.List},
		{pattern: "GET /card-products/new", need: auth.WriteCardProducts, handle: products.New},
		{pattern: "GET /card-products/new/funding-source", need: auth.WriteFundingSources, handle: products.NewSource},
		{pattern: "GET /card-products/new/import", need: auth.WriteCardProducts, handle: products.Import},
		{pattern: "POST /card-products/new/import/review", need: auth.WriteCardProducts, handle: products.ReviewImport},
		{pattern: "POST /card-products/new/import", need: auth.WriteCardProducts, handle: products.CarryImport},
		{pattern: "POST /card-products", need: auth.WriteCardProducts, handle: products.Create},
		{pattern: "GET /card-products/{token}", need: auth.ReadCardProducts, handle: products.Show},
		{pattern: "GET /card-products/{token}/edit", need: auth.WriteCardProducts, handle: products.Edit},
		{pattern: "GET /card-products/{token}/clone", need: auth.WriteCardProducts, handle: products.Clone},
		{pattern: "GET /card-products/{token}/export.json", need: auth.ReadCardProducts, handle: products.Export},
		{pattern: "POST /card-products/{token}/review", need: auth.WriteCardProducts, handle: products.Review},
		{pattern: "POST /card-products/{token}", need: auth.WriteCardProducts, handle: products.Update},

		{pattern: "GET /funding-sources", need: auth.ReadFundingSources, handle: sources.List},
		{pattern: "GET /funding-sources/new", need: auth.WriteFundingSources, handle: sources.New},
		{pattern: "POST /funding-sources", need: auth.WriteFundingSources, handle: sources.Create},
		{pattern: "GET /funding-sources/{token}", need: auth.ReadFundingSources, handle: sources.Show},
		{pattern: "GET /funding-sources/{token}/edit", need: auth.WriteFundingSources, handle: sources.Edit},
		{pattern: "POST /funding-sources/{token}", need: auth.WriteFundingSources, handle: sources.Update},

		{pattern: "POST /spend-controls/previews/velocity", need: auth.WriteSpendControls, handle: limits.Preview},
		{pattern: "POST /spend-controls/previews/authorization", need: auth.WriteSpendControls, handle: gates.Preview},
		{pattern: "GET /spend-controls/previews/{id}", need: auth.WriteSpendControls, handle: tries.Show},
		{pattern: "POST /spend-controls/previews/{id}/cancel", need: auth.WriteSpendControls, handle: tries.Cancel},

		{pattern: "GET /spend-controls/velocity", need: auth.ReadSpendControls, handle: limits.List},
		{pattern: "GET /spend-controls/velocity/new", need: auth.WriteSpendControls, handle: limits.New},
		{pattern: "POST /spend-controls/velocity", need: auth.WriteSpendControls, handle: limits.Create},
		{pattern: "GET /spend-controls/velocity/{token}/edit", need: auth.WriteSpendControls, handle: limits.Edit},
		{pattern: "POST /spend-controls/velocity/{token}", need: auth.WriteSpendControls, handle: limits.Update},
		{pattern: "GET /spend-controls/velocity/{token}", need: auth.ReadSpendControls, handle: limits.Show},
		{pattern: "GET /spend-controls/velocity/{token}/activate", need: auth.WriteSpendControls, handle: limits.Switch().Ask(true)},
		{pattern: "POST /spend-controls/velocity/{token}/activate", need: auth.WriteSpendControls, handle: limits.Switch().Carry(true)},
		{pattern: "GET /spend-controls/velocity/{token}/deactivate", need: auth.WriteSpendControls, handle: limits.Switch().Ask(false)},
		{pattern: "POST /spend-controls/velocity/{token}/deactivate", need: auth.WriteSpendControls, handle: limits.Switch().Carry(false)},

		{pattern: "GET /spend-controls/authorization", need: auth.ReadSpendControls, handle: gates.List},
		{pattern: "GET /spend-controls/authorization/new", need: auth.WriteSpendControls, handle: gates.New},
		{pattern: "POST /spend-controls/authorization", need: auth.WriteSpendControls, handle: gates.Create},
		{pattern: "GET /spend-controls/authorization/{token}/edit", need: auth.WriteSpendControls, handle: gates.Edit},
		{pattern: "POST /spend-controls/authorization/{token}", need: auth.WriteSpendControls, handle: gates.Update},
		{pattern: "GET /spend-controls/authorization/{token}", need: auth.ReadSpendControls, handle: gates.Show},
		{pattern: "GET /spend-controls/authorization/{token}/activate", need: auth.WriteSpendControls, handle: gates.Switch().Ask(true)},
		{pattern: "POST /spend-controls/authorization/{token}/activate", need: auth.WriteSpendControls, handle: gates.Switch().Carry(true)},
		{pattern: "GET /spend-controls/authorization/{token}/deactivate", need: auth.WriteSpendControls, handle: gates.Switch().Ask(false)},
		{pattern: "POST /spend-controls/authorization/{token}/deactivate", need: auth.WriteSpendControls, handle: gates.Switch().Carry(false)},

		{pattern: "GET /spend-controls/exempt-merchants", need: auth.ReadSpendControls, handle: exempt.List},
		{pattern: "GET /spend-controls/exempt-merchants/new", need: auth.WriteSpendControls, handle: exempt.New},
		{pattern: "POST /spend-controls/exempt-merchants", need: auth.WriteSpendControls, handle: exempt.Create},
		{pattern: "GET /spend-controls/exempt-merchants/{token}", need: auth.ReadSpendControls, handle: exempt.Show},
		{pattern: "GET /spend-controls/exempt-merchants/{token}/activate", need: auth.WriteSpendControls, handle: exempt.Switch().Ask(true)},
		{pattern: "POST /spend-controls/exempt-merchants/{token}/activate", need: auth.WriteSpendControls, handle: exempt.Switch().Carry(true)},
		{pattern: "GET /spend-controls/exempt-merchants/{token}/deactivate", need: auth.WriteSpendControls, handle: exempt.Switch().Ask(false)},
		{pattern: "POST /spend-controls/exempt-merchants/{token}/deactivate", need: auth.WriteSpendControls, handle: exempt.Switch().Carry(false)},

		{pattern: "GET /spend-controls/mcc-groups", need: auth.ReadSpendControls, handle: categories.List},
		{pattern: "GET /spend-controls/mcc-groups/new", need: auth.WriteSpendControls, handle: categories.New},
		{pattern: "POST /spend-controls/mcc-groups", need: auth.WriteSpendControls, handle: categories.Create},
		{pattern: "GET /spend-controls/mcc-groups/{token}/edit", need: auth.WriteSpendControls, handle: categories.Edit},
		{pattern: "POST /spend-controls/mcc-groups/{token}", need: auth.WriteSpendControls, handle: categories.Update},
		{pattern: "GET /spend-controls/mcc-groups/{token}", need: auth.ReadSpendControls, handle: categories.Show},
		{pattern: "GET /spend-controls/mcc-groups/{token}/activate", need: auth.WriteSpendControls, handle: categories.Switch().Ask(true)},
		{pattern: "POST /spend-controls/mcc-groups/{token}/activate", need: auth.WriteSpendControls, handle: categories.Switch().Carry(true)},
		{pattern: "GET /spend-controls/mcc-groups/{token}/deactivate", need: auth.WriteSpendControls, handle: categories.Switch().Ask(false)},
		{pattern: "POST /spend-controls/mcc-groups/{token}/deactivate", need: auth.WriteSpendControls, handle: categories.Switch().Carry(false)},

		{pattern: "GET /spend-controls/merchant-groups", need: auth.ReadSpendControls, handle: merchants.List},
		{pattern: "GET /spend-controls/merchant-groups/new", need: auth.WriteSpendControls, handle: merchants.New},
		{pattern: "POST /spend-controls/merchant-groups", need: auth.WriteSpendControls, handle: merchants.Create},
		{pattern: "GET /spend-controls/merchant-groups/{token}/edit", need: auth.WriteSpendControls, handle: merchants.Edit},
		{pattern: "POST /spend-controls/merchant-groups/{token}", need: auth.WriteSpendControls, handle: merchants.Update},
		{pattern: "GET /spend-controls/merchant-groups/{token}", need: auth.ReadSpendControls, handle: merchants.Show},
		{pattern: "GET /spend-controls/merchant-groups/{token}/activate", need: auth.WriteSpendControls, handle: merchants.Switch().Ask(true)},
		{pattern: "POST /spend-controls/merchant-groups/{token}/activate", need: auth.WriteSpendControls, handle: merchants.Switch().Carry(true)},
		{pattern: "GET /spend-controls/merchant-groups/{token}/deactivate", need: auth.WriteSpendControls, handle: merchants.Switch().Ask(false)},
		{pattern: "POST /spend-controls/merchant-groups/{token}/deactivate", need: auth.WriteSpendControls, handle: merchants.Switch().Carry(false)},

		{pattern: "GET /cards", need: auth.ReadCards, handle: issued.List},
		{pattern: "GET /cards/new", need: auth.CreateCards, handle: issued.New},
		{pattern: "POST /cards", need: auth.CreateCards, handle: issued.Create},
		{pattern: "GET /cards/{token}", need: auth.ReadCards, handle: issued.Show},
		{pattern: "GET /cards/{token}/edit", need: auth.CreateCards, handle: issued.Edit},
		{pattern: "POST /cards/{token}/edit", need: auth.CreateCards, handle: issued.Update},
		{pattern: "GET /cards/{token}/pin", need: auth.MoveCards, handle: issued.AskPIN, simulates: true},
		{pattern: "POST /cards/{token}/pin", need: auth.MoveCards, handle: issued.SetPIN, simulates: true},
		{pattern: "GET /cards/{token}/activate", need: auth.MoveCards, handle: issued.Ask(cards.Activate)},
		{pattern: "POST /cards/{token}/activate", need: auth.MoveCards, handle: issued.Move(cards.Activate)},
		{pattern: "GET /cards/{token}/suspend", need: auth.MoveCards, handle: issued.Ask(cards.Suspend)},
		{pattern: "POST /cards/{token}/suspend", need: auth.MoveCards, handle: issued.Move(cards.Suspend)},
		{pattern: "GET /cards/{token}/reinstate", need: auth.MoveCards, handle: issued.Ask(cards.Reinstate)},
		{pattern: "POST /cards/{token}/reinstate", need: auth.MoveCards, handle: issued.Move(cards.Reinstate)},
		{pattern: "GET /cards/{token}/terminate", need: auth.TerminateCards, handle: issued.Ask(cards.Terminate)},
		{pattern: "POST /cards/{token}/terminate", need: auth.TerminateCards, handle: issued.Move(cards.Terminate)},

		{pattern: "GET /users", need: auth.ReadUsers, handle: holders.List},
		{pattern: "GET /users/new", need: auth.WriteUsers, handle: holders.New},
		{pattern: "POST /users", need: auth.WriteUsers, handle: holders.Create},
		{pattern: "GET /users/{token}", need: auth.ReadUsers, handle: holders.Show},
		{pattern: "GET /users/{token}/edit", need: auth.WriteUsers, handle: holders.Edit},
		{pattern: "POST /users/{token}/edit", need: auth.WriteUsers, handle: holders.Update},
		{pattern: "GET /users/{token}/activate", need: auth.MoveUsers, handle: holders.Ask(users.Activate)},
		{pattern: "POST /users/{token}/activate", need: auth.MoveUsers, handle: holders.Move(users.Activate)},
		{pattern: "GET /users/{token}/suspend", need: auth.MoveUsers, handle: holders.Ask(users.Suspend)},
		{pattern: "POST /users/{token}/suspend", need: auth.MoveUsers, handle: holders.Move(users.Suspend)},
		{pattern: "GET /users/{token}/limit", need: auth.MoveUsers, handle: holders.Ask(users.Limit)},
		{pattern: "POST /users/{token}/limit", need: auth.MoveUsers, handle: holders.Move(users.Limit)},
		{pattern: "GET /users/{token}/unverify", need: auth.MoveUsers, handle: holders.Ask(users.Unverify)},
		{pattern: "POST /users/{token}/unverify", need: auth.MoveUsers, handle: holders.Move(users.Unverify)},
		{pattern: "GET /users/{token}/close", need: auth.MoveUsers, handle: holders.Ask(users.Close)},
		{pattern: "POST /users/{token}/close", need: auth.MoveUsers, handle: holders.Move(users.Close)},
		{pattern: "GET /users/{token}/terminate", need: auth.MoveUsers, handle: holders.Ask(users.Terminate)},
		{pattern: "POST /users/{token}/terminate", need: auth.MoveUsers, handle: holders.Move(users.Terminate)},

		{pattern: "GET /transactions", need: auth.ReadTransactions, handle: purchases.List},
		{pattern: "GET /transactions.csv", need: auth.ReadTransactions, handle: purchases.Export},
		{pattern: "GET /transactions/fresh", need: auth.ReadTransactions, handle: purchases.Fresh},
		{pattern: "GET /transactions/{token}", need: auth.ReadTransactions, handle: purchases.Show},
		{pattern: "POST /transactions/{token}/again", need: auth.Simulate, handle: purchases.Again, simulates: true},
		{pattern: "POST /transactions/{token}/scenario", need: auth.Simulate, handle: purchases.Scenario, simulates: true},
		{pattern: "POST /transactions/{token}/case", need: auth.WriteCases, handle: book.OpenTransaction},
		{pattern: "GET /transactions/{token}/what-if", need: auth.ReadTransactions, handle: purchases.WhatIf},
		{pattern: "GET /transactions/{token}/{step}", need: auth.Simulate, handle: purchases.Step, simulates: true},
		{pattern: "POST /transactions/{token}/{step}", need: auth.Simulate, handle: purchases.Take, simulates: true},

		{pattern: "GET /codes", need: auth.Signed, handle: meanings.List},
		{pattern: "GET /codes/{family}/{code}", need: auth.Signed, handle: meanings.Show},

		{pattern: "GET /declines", need: auth.ReadTransactions, handle: refusals.List},
		{pattern: "GET /declines/{id}", need: auth.ReadTransactions, handle: refusals.Show},
		{pattern: "GET /declines/{id}/resolve", need: auth.ResolveDeclines, handle: refusals.Ask(declines.Resolve)},
		{pattern: "POST /declines/{id}/resolve", need: auth.ResolveDeclines, handle: refusals.Carry(declines.Resolve)},
		{pattern: "GET /declines/{id}/reopen", need: auth.ResolveDeclines, handle: refusals.Ask(declines.Reopen)},
		{pattern: "POST /declines/{id}/reopen", need: auth.ResolveDeclines, handle: refusals.Carry(declines.Reopen)},
		{pattern: "POST /declines/{id}/case", need: auth.WriteCases, handle: book.OpenGroup},

		{pattern: "GET /cases", need: auth.ReadCases, handle: book.List},
		{pattern: "GET /cases/{id}", need: auth.ReadCases, handle: book.Show},
		{pattern: "GET /cases/{id}/bundle", need: auth.ReadCases, handle: book.Bundle},
		{pattern: "GET /cases/{id}/bundle.json", need: auth.ReadCases, handle: book.Download},
		{pattern: "GET /cases/{id}/edit", need: auth.WriteCases, handle: book.Edit},
		{pattern: "POST /cases/{id}", need: auth.WriteCases, handle: book.Update},
		{pattern: "POST /cases/{id}/note", need: auth.WriteCases, handle: book.Note},
		{pattern: "POST /cases/{id}/assign", need: auth.WriteCases, handle: book.Assign},
		{pattern: "POST /cases/{id}/wait", need: auth.WriteCases, handle: book.Carry(cases.Wait)},
		{pattern: "POST /cases/{id}/resolve", need: auth.WriteCases, handle: book.Carry(cases.Resolve)},
		{pattern: "POST /cases/{id}/reopen", need: auth.WriteCases, handle: book.Carry(cases.Reopen)},
		{pattern: "POST /cases/{id}/links", need: auth.WriteCases, handle: book.Link},
		{pattern: "POST /cases/{id}/links/{link}/remove", need: auth.WriteCases, handle: book.Unlink},

		{pattern: "GET /gpa-orders", need: auth.ReadTransactions, handle: orders.List},
		{pattern: "GET /gpa-orders/new", need: auth.LoadAccounts, handle: orders.New},
		{pattern: "POST /gpa-orders", need: auth.LoadAccounts, handle: orders.Create},
		{pattern: "GET /gpa-orders/{token}", need: auth.ReadTransactions, handle: orders.Show},
		{pattern: "GET /gpa-orders/{token}/unload", need: auth.LoadAccounts, handle: orders.Ask},
		{pattern: "POST /gpa-orders/{token}/unload", need: auth.LoadAccounts, handle: orders.Unload},

		{pattern: "GET /repairs", need: auth.ReadRepairs, handle: queue.List},
		{pattern: "GET /repairs/{id}", need: auth.ReadRepairs, handle: queue.Show},
		{pattern: "POST /repairs/{id}/ask", need: auth.WriteRepairs, handle: queue.Ask},
		{pattern: "POST /repairs/{id}/propose", need: auth.ProposeEntries, handle: queue.Propose},
		{pattern: "POST /repairs/{id}/acknowledge", need: auth.WriteRepairs, handle: queue.Acknowledge},

		{pattern: "GET /reconciliations", need: auth.ReadRepairs, handle: days.List},
		{pattern: "POST /reconciliations", need: auth.WriteRepairs, handle: days.Run},
		{pattern: "GET /reconciliations/{day}", need: auth.ReadRepairs, handle: days.Show},
		{pattern: "GET /reconciliations/{day}/export.csv", need: auth.ReadRepairs, handle: days.CSV},
		{pattern: "GET /reconciliations/{day}/export.json", need: auth.ReadRepairs, handle: days.JSON},
		{pattern: "POST /reconciliations/{day}/explain", need: auth.WriteRepairs, handle: days.Explain},

		{pattern: "GET /simulator", need: auth.Simulate, handle: terminal.Show, simulates: true},
		{pattern: "GET /simulator/decline", need: auth.Simulate, handle: terminal.ChooseDecline, simulates: true},
		{pattern: "POST /simulator/decline/put-back", need: auth.Simulate, handle: terminal.PutBack, simulates: true},
		{pattern: "POST /simulator/decline", need: auth.Simulate, handle: terminal.Decline, simulates: true},
		{pattern: "POST /simulator", need: auth.Simulate, handle: terminal.Simulate, simulates: true},

		{pattern: "GET /certifications", need: auth.ReadCertifications, handle: rehearsals.List},
		{pattern: "GET /certifications/new", need: auth.RunCertifications, handle: rehearsals.New},
		{pattern: "POST /certifications", need: auth.RunCertifications, handle: rehearsals.Create},
		{pattern: "GET /certifications/{name}", need: auth.ReadCertifications, handle: rehearsals.Show},
		{pattern: "POST /certifications/{name}/cancel", need: auth.RunCertifications, handle: rehearsals.Cancel},
		{pattern: "GET /certifications/{name}/report", need: auth.ReadCertifications, handle: rehearsals.Report},
		{pattern: "GET /certifications/{name}/report.json", need: auth.ReadCertifications, handle: rehearsals.Download},
		{pattern: "GET /certifications/{name}/scenarios/{number}", need: auth.ReadCertifications, handle: rehearsals.Evidence},

		{pattern: "GET /scenarios", need: auth.Simulate, handle: plays.List, simulates: true},
		{pattern: "GET /scenarios/new", need: auth.Simulate, handle: plays.New, simulates: true},
		{pattern: "POST /scenarios", need: auth.Simulate, handle: plays.Create, simulates: true},
		{pattern: "GET /scenarios/runs/{id}", need: auth.Simulate, handle: plays.Run, simulates: true},
		{pattern: "POST /scenarios/runs/{id}/cancel", need: auth.Simulate, handle: plays.Cancel, simulates: true},
		{pattern: "GET /scenarios/{name}", need: auth.Simulate, handle: plays.Show, simulates: true},
		{pattern: "POST /scenarios/{name}", need: auth.Simulate, handle: plays.Update, simulates: true},
		{pattern: "GET /scenarios/{name}/{page}", need: auth.Simulate, handle: plays.Page, simulates: true},
		{pattern: "POST /scenarios/{name}/{verb}", need: auth.Simulate, handle: plays.Take, simulates: true},

		{pattern: "GET /webhooks", need: auth.ReadWebhooks, handle: hooks.List},
		{pattern: "GET /webhooks/new", need: auth.WriteWebhooks, handle: hooks.New},
		{pattern: "POST /webhooks", need: auth.WriteWebhooks, handle: hooks.Create},
		{pattern: "GET /webhooks/notifications", need: auth.ReadWebhooks, handle: hooks.Notifications},
		{pattern: "POST /webhooks/notifications/backfill", need: auth.RunNotifications, handle: hooks.Backfill},
		{pattern: "GET /webhooks/notifications/{id}", need: auth.ReadWebhooks, handle: hooks.Notification},
		{pattern: "GET /webhooks/notifications/{id}/raw", need: auth.ReadWebhooks, handle: hooks.Raw},
		{pattern: "POST /webhooks/notifications/{id}/retry", need: auth.RunNotifications, handle: hooks.Retry},
		{pattern: "GET /webhooks/{token}", need: auth.ReadWebhooks, handle: hooks.Show},
		{pattern: "GET /webhooks/{token}/{page}", need: auth.WriteWebhooks, handle: hooks.Ask},
		{pattern: "POST /webhooks/{token}", need: auth.WriteWebhooks, handle: hooks.Update},
		{pattern: "POST /webhooks/{token}/ping", need: auth.WriteWebhooks, handle: hooks.Ping},
		{pattern: "POST /webhooks/{token}/resend", need: auth.WriteWebhooks, handle: hooks.Resend},

		{pattern: "GET /gateways", need: auth.ReadGateways, handle: doors.List},
		{pattern: "GET /gateways/set-up", need: auth.ReadGateways, handle: doors.SetUp},
		{pattern: "GET /gateways/set-up/funding-source", need: auth.WriteFundingSources, handle: doors.AskSource},
		{pattern: "POST /gateways/set-up/funding-source", need: auth.WriteFundingSources, handle: doors.CreateSource},
		{pattern: "POST /gateways/alarms/{id}/close", need: auth.WriteGateways, handle: doors.CloseAlarm},
		{pattern: "GET /gateways/{source}", need: auth.ReadGateways, handle: doors.Show},
		{pattern: "GET /gateways/{source}/mode", need: auth.WriteGateways, handle: doors.AskMode},
		{pattern: "POST /gateways/{source}/mode", need: auth.WriteGateways, handle: doors.SetMode},
		{pattern: "GET /gateways/{source}/close", need: auth.WriteGateways, handle: doors.AskClose},
		{pattern: "POST /gateways/{source}/close", need: auth.WriteGateways, handle: doors.Close},
		{pattern: "GET /gateways/{source}/rules/edit", need: auth.WriteRules, handle: doors.EditRules},
		{pattern: "GET /gateways/{source}/rules/{version}", need: auth.ReadGateways, handle: doors.Version},
		{pattern: "POST /gateways/{source}/rules", need: auth.WriteRules, handle: doors.SaveRules},

		{pattern: "GET /decisions", need: auth.ReadGateways, handle: verdicts.List},
		{pattern: "GET /decisions/{token}", need: auth.ReadGateways, handle: verdicts.Show},
		{pattern: "GET /decisions/{token}/again", need: auth.ReadGateways, handle: verdicts.Again},
		{pattern: "GET /decisions/{token}/request", need: auth.ReadGateways, handle: verdicts.Bytes(decisions.Asked, "request")},
		{pattern: "GET /decisions/{token}/answer", need: auth.ReadGateways, handle: verdicts.Bytes(decisions.Answered, "answer")},

		{pattern: "GET /accounts", need: auth.ReadAccounts, handle: books.List},
		{pattern: "GET /accounts/{holder}", need: auth.ReadAccounts, handle: books.Show},

		{pattern: "GET /proposals", need: auth.ReadAccounts, handle: movements.List},
		{pattern: "GET /proposals/new", need: auth.ProposeEntries, handle: movements.New},
		{pattern: "POST /proposals", need: auth.ProposeEntries, handle: movements.Create},
		{pattern: "POST /test-money", need: auth.Simulate, handle: movements.TestMoney, simulates: true},
		{pattern: "GET /proposals/{id}", need: auth.ReadAccounts, handle: movements.Show},
		{pattern: "GET /proposals/{id}/approve", need: auth.SettleProposals, handle: movements.Ask(proposals.Approve)},
		{pattern: "POST /proposals/{id}/approve", need: auth.SettleProposals, handle: movements.Carry(proposals.Approve)},
		{pattern: "GET /proposals/{id}/refuse", need: auth.SettleProposals, handle: movements.Ask(proposals.Refuse)},
		{pattern: "POST /proposals/{id}/refuse", need: auth.SettleProposals, handle: movements.Carry(proposals.Refuse)},
		{pattern: "GET /proposals/{id}/withdraw", need: auth.ProposeEntries, handle: movements.Ask(proposals.Withdraw)},
		{pattern: "POST /proposals/{id}/withdraw", need: auth.ProposeEntries, handle: movements.Carry(proposals.Withdraw)},

		{pattern: "GET /audit", need: auth.ReadAudit, handle: trail.List},
		{pattern: "GET /audit/{id}", need: auth.ReadAudit, handle: trail.Show},
		{pattern: "POST /audit/{id}/settle", need: auth.SettleChanges, handle: trail.Settle},
		{pattern: "POST /audit/{id}/done", need: auth.SettleChanges, handle: trail.Note(store.OutcomeDone)},
		{pattern: "POST /audit/{id}/refused", need: auth.SettleChanges, handle: trail.Note(store.OutcomeRefused)},
		{pattern: "GET /operators", need: auth.ReadOperators, handle: team.List},

		{pattern: "GET /sign-in", need: auth.Public, handle: door.Form},
		{pattern: "POST /sign-in", need: auth.Public, handle: door.SignIn},
		{pattern: "GET /sign-in/{link}", need: auth.Public, handle: door.Link},
		{pattern: "POST /sign-in/{link}", need: auth.Public, handle: door.UseLink},
		{pattern: "POST /sign-out", need: auth.Public, handle: door.SignOut},
		{pattern: "POST /preferences/theme", need: auth.Public, handle: taste.Theme},
	}
}

// Route is a line of the table as `console routes` prints it.
type Route struct {
	Pattern string
	Need    auth.Permission
}

// Routes lists the table in its own order.
func (a *App) Routes() []Route {
	var out []Route
	for _, rt := range a.routes {
		out = append(out, Route{rt.pattern, rt.need})
	}
	return out
}
