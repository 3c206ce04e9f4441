package provoke

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"carddeck/marqeta"
	"carddeck/marqeta/scenario"
)

// fortune is more than an account of a sandbox holds.
var fortune = authorization(object{"amount": 1_000_000})

// ofMoney are declines of limits and of who pays.
var ofMoney = []Plan{
	{Name: "too-often", Code: "1817", Cause: "a velocity control allows no use", Needs: []Act{MakeVelocity}, buy: authorization(nil), changes: func(s Subject) []Change {
		return []Change{s.limit(object{"amount_limit": s.Amount, "usage_limit": 0})}
	}},
	{Name: "too-much", Code: "1834", Cause: "a velocity control allows no amount", Needs: []Act{MakeVelocity}, buy: authorization(nil), changes: func(s Subject) []Change {
		return []Change{s.limit(object{"amount_limit": 0})}
	}},
	{Name: "merchant-denied", Code: "1025", Cause: "an authorization control denies the merchant", Needs: []Act{MakeControl}, buy: authorization(nil), changes: func(s Subject) []Change {
		return []Change{s.deny()}
	}},
	ruled("balance-too-low", "1016", "the balance alone has to pay 1,000,000.00 USD", fortune, func(s Subject) []Change {
		return append(s.unfunded(), s.controls("let the balance pay", object{"allow_gpa_auth": true}))
	}),
	ruled("no-account-in-the-currency", "1014", "the balance alone has to pay in yen", authorization(object{"currency_code": "JPY"}), func(s Subject) []Change {
		return append(s.unfunded(), s.controls("let the balance pay", object{"allow_gpa_auth": true}))
	}),
	{Name: "funding-source-off", Code: "1016", Cause: "the funding source is switched off", Needs: []Act{EditSource}, buy: fortune, changes: func(s Subject) []Change {
		return []Change{edit(EditSource, text(s.source, "token"), s.sourcePath(), "funding source", "switch the funding source off", object{"active": false}, s.source)}
	}, unfit: func(s Subject) string {
		if s.source == nil {
			return "The card product has no funding source: the balance on the account pays."
		}
		return ""
	}},
}

// ofGateways are what a gateway answers. They happen in a card program that is made for
// them, since nobody else's gateway says what is wished for.
var ofGateways = []Plan{
	answered("1883", "INVALID_AMOUNT"), answered("1884", "INSUFFICIENT_FUNDS"), answered("1885", "TRANSACTION_NOT_PERMITTED"), answered("1886", "SUSPECTED_FRAUD"),
	answered("1887", "AMOUNT_LIMIT_EXCEEDED"), answered("1888", "TRANSACTION_COUNT_LIMIT_EXCEEDED"), answered("1889", "DUPLICATE_TRANSACTION"),
}

func answered(code marqeta.ResponseCode, reason string) Plan {
	return Plan{Name: "gateway-" + strings.ToLower(strings.ReplaceAll(reason, "_", "-")), Code: code, gateway: reason,
		Cause: "a card program is made, whose gateway answers " + reason, Needs: []Act{MakeSource, MakeProduct, MakeUser, IssueCard}}
}

// play makes a card program with a gateway of our own and buys with its card.
func (p Plan) play(ctx context.Context, api scenario.API, w Writer, s Subject) (Outcome, error) {
	played := scenario.Scenario{Name: p.Name, Title: p.Name, Program: &scenario.Program{Funding: scenario.Gateway}, Steps: []scenario.Step{
		{Name: "purchase", Simulate: string(marqeta.SimulateAuthorization), Amount: s.Amount.String(), Gateway: p.gateway, Expect: scenario.Values{"response.code": string(p.Code)}}}}
	report, err := scenario.Play(ctx, recorded{api, w}, played, scenario.Options{Run: "provoked-" + s.made[:min(len(s.made), 18)]})
	if err != nil {
		return Outcome{}, err
	}
	if len(report.Steps) == 0 || report.Steps[0].TransactionToken == "" {
		return Outcome{}, fmt.Errorf("simulate the purchase: %v", report.Steps)
	}
	came := Outcome{Token: report.Steps[0].TransactionToken}
	if report.Passed {
		came.Code = p.Code
	}
	return came, nil
}

// recorded makes a card program's objects by a writer.
type recorded struct {
	scenario.API
	w Writer
}

var made = map[string]Change{
	"/fundingsources/programgateway": {Act: MakeSource, What: "make a gateway funding source"},
	"/cardproducts":                  {Act: MakeProduct, What: "make a card product"},
	"/users":                         {Act: MakeUser, What: "make a user"},
	"/cards":                         {Act: IssueCard, What: "issue a card"},
}

func (r recorded) Call(ctx context.Context, method, path string, body any) (status int, answer []byte, err error) {
	c, makes := made[path]
	fields, _ := body.(object)
	if method != http.MethodPost || !makes {
		return r.API.Call(ctx, method, path, body)
	}
	c.Target, c.Do = text(fields, "token"), Call{method, path, body}
	if c.Act == MakeSource {
		c.Shown = object{"token": fields["token"], "name": fields["name"], "url": fields["url"]} // its password is nobody's business
	}
	if _, err := r.w.Make(ctx, c); err != nil {
		return 0, nil, err
	}
	return http.StatusCreated, nil, nil
}
