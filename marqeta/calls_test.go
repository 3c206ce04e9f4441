package marqeta_test

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"

	"carddeck/marqeta"
)

// call is one method of the client, with what it must send and the recording that it
// must be able to read.
type call struct {
	name   string
	do     func(context.Context, *marqeta.Client) (token string, err error)
	method string
	path   string
	query  string
	body   string
	answer string
	token  string
}

func TestCalls(t *testing.T) {
	t.Parallel()
	for _, c := range slices.Concat(programCalls(), moneyCalls()) {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			answer := c.answer
			if strings.HasSuffix(answer, ".json") {
				answer = recorded(t, answer)
			}
			p := newPlatform(t, says(200, answer))
			token, err := c.do(t.Context(), p.client(t))
			if err != nil || token != c.token {
				t.Errorf("gave %q, %v; want %q", token, err, c.token)
			}
			got := p.requests()
			if len(got) != 1 {
				t.Fatalf("%d requests, want 1", len(got))
			}
			if got[0].Method != c.method || got[0].Path != "/v3"+c.path || got[0].Body != c.body {
				t.Errorf("sent %s %s %s\nwant %s /v3%s %s", got[0].Method, got[0].Path, got[0].Body, c.method, c.path, c.body)
			}
			if query, _ := url.QueryUnescape(got[0].Query); query != c.query {
				t.Errorf("query is %s, want %s", query, c.query)
			}
		})
	}
}

var page = marqeta.ListOptions{Count: 10, StartIndex: 20, SortBy: "-createdTime", Fields: []string{"token", "name"}}

const paged = "count=10&fields=token,name&sort_by=-createdTime&start_index=20"

func programCalls() []call {
	return []call{
		{"create funding source", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.CreateFundingSource(ctx, marqeta.FundingSourceRequest{Token: "fs_main", Name: "Main"})
			return v.Token, err
		}, "POST", "/fundingsources/program", "", `{"token":"fs_main","name":"Main"}`, "fundingsource.json", "fs_main"},
		{"funding source", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.FundingSource(ctx, "fs_main")
			return v.Token, err
		}, "GET", "/fundingsources/program/fs_main", "", "", "fundingsource.json", "fs_main"},
		{"update funding source", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.UpdateFundingSource(ctx, "fs_main", marqeta.FundingSourceRequest{Token: "not sent", Active: new(false)})
			return v.Token, err
		}, "PUT", "/fundingsources/program/fs_main", "", `{"active":false}`, "fundingsource.json", "fs_main"},

		{"create gateway funding source", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.CreateGatewayFundingSource(ctx, marqeta.GatewayFundingSourceRequest{
				Token: "gw_main", Name: "Own", URL: "https://l.test", BasicAuthUsername: "m", BasicAuthPassword: "Pass-Word-1", Active: new(true), TimeoutMillis: 3000,
			})
			return v.Token, err
		}, "POST", "/fundingsources/programgateway", "",
			`{"token":"gw_main","name":"Own","url":"https://l.test","basic_auth_username":"m","active":true,"timeout_millis":3000,"basic_auth_password":"Pass-Word-1"}`,
			"gatewayfundingsource.json", "gw_main"},
		{"gateway funding source", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.GatewayFundingSource(ctx, "gw_main")
			return v.Token, err
		}, "GET", "/fundingsources/programgateway/gw_main", "", "", "gatewayfundingsource.json", "gw_main"},
		{"update gateway funding source", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.UpdateGatewayFundingSource(ctx, "gw_main", marqeta.GatewayFundingSourceRequest{Token: "not sent", CustomHeader: map[string]string{}})
			return v.Token, err
		}, "PUT", "/fundingsources/programgateway/gw_main", "", `{"custom_header":{}}`, "gatewayfundingsource.json", "gw_main"},
		{"update gateway headers", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.UpdateGatewayHeaders(ctx, "gw_main", map[string]string{"X-A": "b"})
			return v.Token, err
		}, "PUT", "/fundingsources/programgateway/customheaders/gw_main", "", `{"custom_header":{"X-A":"b"}}`, "gatewayfundingsource.json", "gw_main"},

		{"create card product", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.CreateCardProduct(ctx, marqeta.CardProductRequest{
				Token: "cp_courier", Name: "Courier", StartDate: marqeta.Date{Year: 2026, Month: 3, Day: 1},
				Config: &marqeta.CardProductConfig{
					POI:           &marqeta.POIConfig{ECommerce: new(true), ATM: new(false)},
					CardLifeCycle: &marqeta.CardLifeCycle{ActivateUponIssue: new(true)},
					JITFunding: &marqeta.JITFundingConfig{ProgramFundingSource: &marqeta.ProgramFundingConfig{
						Enabled: new(true), FundingSourceToken: "fs_main", RefundsDestination: marqeta.RefundsToProgramFundingSource,
					}},
					Fulfillment: &marqeta.FulfillmentConfig{PaymentInstrument: marqeta.VirtualPAN},
				},
			})
			return v.Token, err
		}, "POST", "/cardproducts", "",
			`{"token":"cp_courier","name":"Courier","start_date":"2026-03-01","config":{"poi":{"ecommerce":true,"atm":false},"card_life_cycle":{"activate_upon_issue":true},` +
				`"jit_funding":{"program_funding_source":{"enabled":true,"funding_source_token":"fs_main","refunds_destination":"PROGRAM_FUNDING_SOURCE"}},"fulfillment":{"payment_instrument":"VIRTUAL_PAN"}}}`,
			"cardproduct.json", "cp_courier"},
		{"card product", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.CardProduct(ctx, "cp_courier")
			return v.Token, err
		}, "GET", "/cardproducts/cp_courier", "", "", "cardproduct.json", "cp_courier"},
		{"card products", func(ctx context.Context, c *marqeta.Client) (string, error) {
			_, err := c.CardProducts(ctx, page)
			return "", err
		}, "GET", "/cardproducts", paged, "", "empty.json", ""},
		{"update card product", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.UpdateCardProduct(ctx, "cp_courier", marqeta.CardProductRequest{Token: "not sent", Config: &marqeta.CardProductConfig{POI: &marqeta.POIConfig{ATM: new(false)}}})
			return v.Token, err
		}, "PUT", "/cardproducts/cp_courier", "", `{"config":{"poi":{"atm":false}}}`, "cardproduct.json", "cp_courier"},
		{"patch card product", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.PatchCardProduct(ctx, "cp_courier", json.RawMessage(`{"config":{"transaction_controls":{"quasi_cash_exempt_mids":""}}}`))
			return v.Token, err
		}, "PUT", "/cardproducts/cp_courier", "", `{"config":{"transaction_controls":{"quasi_cash_exempt_mids":""}}}`, "cardproduct.json", "cp_courier"},

		{"create user", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.CreateUser(ctx, marqeta.UserRequest{
				Token: "user_ada", FirstName: "Ada", BirthDate: marqeta.Date{Year: 1990, Month: 12, Day: 10}, SSN: "123456789", Password: "Pass-Word-1",
				Identifications: []marqeta.IdentificationRequest{{Type: "PASSPORT_NUMBER", Value: "X123", ExpirationDate: marqeta.Date{Year: 2030, Month: 5, Day: 1}}},
				Metadata:        marqeta.Metadata{"site": "north"},
			})
			return v.Token, err
		}, "POST", "/users", "",
			`{"token":"user_ada","first_name":"Ada","birth_date":"1990-12-10","metadata":{"site":"north"},"ssn":"123456789","password":"Pass-Word-1",` +
				`"identifications":[{"type":"PASSPORT_NUMBER","value":"X123","expiration_date":"2030-05-01"}]}`,
			"user.json", "user_ada"},
		{"create user from nothing", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.CreateUser(ctx, marqeta.UserRequest{})
			return v.Token, err
		}, "POST", "/users", "", `{}`, "user.json", "user_ada"},
		{"user", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.User(ctx, "user_ada")
			return v.Token, err
		}, "GET", "/users/user_ada", "", "", "user.json", "user_ada"},
		{"users", func(ctx context.Context, c *marqeta.Client) (string, error) {
			_, err := c.Users(ctx, marqeta.ListOptions{})
			return "", err
		}, "GET", "/users", "", "", "empty.json", ""},
		{"update user", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.UpdateUser(ctx, "user_ada", marqeta.UserUpdate{MiddleName: new(""), City: new("Leeds"), BirthDate: &marqeta.Date{Year: 1990, Month: 1, Day: 2}})
			return v.Token, err
		}, "PUT", "/users/user_ada", "", `{"middle_name":"","birth_date":"1990-01-02","city":"Leeds"}`, "user.json", "user_ada"},
		{"transition user", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.TransitionUser(ctx, marqeta.UserTransitionRequest{Token: "ut_1", UserToken: "user_ada", Status: marqeta.UserSuspended, ReasonCode: "05", Channel: marqeta.ChannelAPI})
			return v.Token, err
		}, "POST", "/usertransitions", "", `{"token":"ut_1","user_token":"user_ada","status":"SUSPENDED","reason_code":"05","channel":"API"}`, "usertransition.json", "ut_1"},
		{"user transition", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.UserTransition(ctx, "ut_1")
			return v.Token, err
		}, "GET", "/usertransitions/ut_1", "", "", "usertransition.json", "ut_1"},
		{"user transitions", func(ctx context.Context, c *marqeta.Client) (string, error) {
			_, err := c.UserTransitions(ctx, "user_ada", page)
			return "", err
		}, "GET", "/usertransitions/user/user_ada", paged, "", "empty.json", ""},

		{"create card", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.CreateCard(ctx, marqeta.CardRequest{Token: "card_ada", UserToken: "user_ada", CardProductToken: "cp_courier", ExpirationOffset: &marqeta.ExpirationOffset{Unit: "YEARS", Value: 2}})
			return v.Token, err
		}, "POST", "/cards", "", `{"token":"card_ada","user_token":"user_ada","card_product_token":"cp_courier","expiration_offset":{"unit":"YEARS","value":2}}`, "card.json", "card_ada"},
		{"card", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.Card(ctx, "card_ada")
			return v.Token, err
		}, "GET", "/cards/card_ada", "", "", "card.json", "card_ada"},
		{"cards by user", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.CardsByUser(ctx, "user_ada", page)
			return v.Data[0].Token, err
		}, "GET", "/cards/user/user_ada", paged, "", "cards.json", "card_ada"},
		{"cards by last four", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.CardsByLastFour(ctx, "0821", marqeta.ListOptions{})
			return v.Data[0].Token, err
		}, "GET", "/cards", "last_four=0821", "", "cards.json", "card_ada"},
		{"update card", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.UpdateCard(ctx, "card_ada", marqeta.CardUpdate{Metadata: marqeta.Metadata{}})
			return v.Token, err
		}, "PUT", "/cards/card_ada", "", `{"token":"card_ada","metadata":{}}`, "card.json", "card_ada"},
		{"transition card", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.TransitionCard(ctx, marqeta.CardTransitionRequest{Token: "ct_1", CardToken: "card_ada", State: marqeta.CardActive, Channel: marqeta.ChannelAPI, Reason: "Handed over"})
			return v.Token, err
		}, "POST", "/cardtransitions", "", `{"token":"ct_1","card_token":"card_ada","state":"ACTIVE","reason":"Handed over","channel":"API"}`, "cardtransition.json", "ct_1"},
		{"card transition", func(ctx context.Context, c *marqeta.Client) (string, error) {
			v, err := c.CardTransition(ctx, "ct_1")
			return v.Token, err
		}, "GET", "/cardtransitions/ct_1", "", "", "cardtransition.json", "ct_1"},
		{"card transitions", func(ctx context.Context, c *marqeta.Client) (string, error) {
			_, err := c.CardTransitions(ctx, "card_ada", page)
			return "", err
		}, "GET", "/cardtransitions/card/card_ada", paged, "", "empty.json", ""},
	}
}
