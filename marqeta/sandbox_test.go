package marqeta_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox"
)

// program is a client of a sandbox on a socket, with everything that one purchase
// needs: a funding source, a card product, a user and an active card.
type program struct {
	*marqeta.Client
	t *testing.T
}

func newProgram(t *testing.T, between ...func(http.Handler) http.Handler) program {
	t.Helper()
	emulator, err := sandbox.New(sandbox.Options{Data: sandbox.InMemory})
	if err != nil {
		t.Fatal(err)
	}
	var handler http.Handler = emulator
	for _, b := range between {
		handler = b(handler)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(func() {
		server.Close()
		if err := emulator.Close(); err != nil {
			t.Error(err)
		}
	})
	client, err := marqeta.New(marqeta.Config{
		BaseURL: server.URL + "/v3", ApplicationToken: sandbox.DefaultApplicationToken, AdminAccessToken: sandbox.DefaultAdminAccessToken,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return program{client, t}
}

// stocked makes the objects of the Managed JIT Funding guide. The card product allows
// whatever a card product may allow.
func (p program) stocked() {
	p.t.Helper()
	ctx := p.t.Context()
	source, err := p.CreateFundingSource(ctx, marqeta.FundingSourceRequest{Token: "fs_main", Name: "Main"})
	same(p, source, source.Raw, err)
	product, err := p.CreateCardProduct(ctx, marqeta.CardProductRequest{
		Token: "cp_courier", Name: "Courier", StartDate: marqeta.Date{Year: 2020, Month: 5, Day: 1},
		Config: &marqeta.CardProductConfig{
			POI:                 &marqeta.POIConfig{ECommerce: new(true), ATM: new(true)},
			CardLifeCycle:       &marqeta.CardLifeCycle{ActivateUponIssue: new(true)},
			TransactionControls: &marqeta.TransactionControls{AllowQuasiCash: new(true)},
			Fulfillment:         &marqeta.FulfillmentConfig{PaymentInstrument: marqeta.VirtualPAN},
			JITFunding: &marqeta.JITFundingConfig{ProgramFundingSource: &marqeta.ProgramFundingConfig{
				Enabled: new(true), FundingSourceToken: "fs_main", RefundsDestination: marqeta.RefundsToProgramFundingSource,
			}},
		},
	})
	same(p, product, product.Raw, err)
	if kind, token := product.Funding(); kind != marqeta.FundingManaged || token != "fs_main" {
		p.t.Errorf("the product is funded by %s %q", kind, token)
	}
	user, err := p.CreateUser(ctx, marqeta.UserRequest{Token: "user_ada", FirstName: "Ada", BirthDate: marqeta.Date{Year: 1990, Month: 12, Day: 10}, SSN: "123456789"})
	same(p, user, user.Raw, err)
	card, err := p.CreateCard(ctx, marqeta.CardRequest{Token: "card_ada", UserToken: "user_ada", CardProductToken: "cp_courier"})
	same(p, card, card.Raw, err)
}

// same checks that a call worked and that its typed answer holds every member of the
// answer's bytes, except those that were masked.
func same(p program, typed any, raw json.RawMessage, err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
	again, err := json.Marshal(typed)
	if err != nil {
		p.t.Fatal(err)
	}
	got := leaves(p.t, string(again))
	for path, value := range leaves(p.t, string(raw)) {
		path = strings.Replace(path, "currency_conversion.network.", "currency_conversion.", 1) // read as one
		value = strings.Replace(value, ".000Z", "Z", 1)                                         // the same instant
		if got[path] != value && value != "[secret]" {
			p.t.Errorf("%T: %s is %q, read as %q", typed, path, value, got[path])
		}
	}
}

func TestSandboxProgram(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	p.stocked()
	ctx := t.Context()

	ping, err := p.Ping(ctx)
	same(p, ping, ping.Raw, err)
	source, err := p.UpdateFundingSource(ctx, "fs_main", marqeta.FundingSourceRequest{Name: "Renamed"})
	same(p, source, source.Raw, err)
	if again, err := p.FundingSource(ctx, "fs_main"); err != nil || again.Name != "Renamed" || !again.Active {
		t.Errorf("funding source is %+v, %v", again, err)
	}
	gateway, err := p.CreateGatewayFundingSource(ctx, marqeta.GatewayFundingSourceRequest{
		Token: "gw_main", Name: "Own ledger", URL: "https://ledger.example.test/jit", BasicAuthUsername: "marqeta", BasicAuthPassword: "Correct-Horse-7-Battery", Active: new(true),
	})
	same(p, gateway, gateway.Raw, err)
	if gateway, err = p.UpdateGatewayFundingSource(ctx, "gw_main", marqeta.GatewayFundingSourceRequest{TimeoutMillis: 2000}); err != nil || gateway.TimeoutMillis != 2000 {
		t.Errorf("gateway is %+v, %v", gateway, err)
	}
	if gateway, err = p.UpdateGatewayHeaders(ctx, "gw_main", map[string]string{"X-Tenant": "north"}); err != nil || gateway.CustomHeader["X-Tenant"] != "north" {
		t.Errorf("gateway is %+v, %v", gateway, err)
	}
	if gateway, err = p.GatewayFundingSource(ctx, "gw_main"); err != nil || gateway.URL != "https://ledger.example.test/jit" {
		t.Errorf("gateway is %+v, %v", gateway, err)
	}

	product, err := p.UpdateCardProduct(ctx, "cp_courier", marqeta.CardProductRequest{Config: &marqeta.CardProductConfig{POI: &marqeta.POIConfig{ATM: new(false)}}})
	same(p, product, product.Raw, err)
	if poi := product.Config.POI; poi == nil || *poi.ATM || !*poi.ECommerce {
		t.Errorf("a partial change of the product left %+v", poi)
	}
	if page, err := p.CardProducts(ctx, marqeta.ListOptions{Count: 10, SortBy: "-createdTime"}); err != nil || len(page.Data) != 1 || page.Data[0].Token != "cp_courier" {
		t.Errorf("card products are %+v, %v", page, err)
	}
	if again, err := p.CardProduct(ctx, "cp_courier"); err != nil || again.StartDate.String() != "2020-05-01" {
		t.Errorf("card product starts %s, %v", again.StartDate, err)
	}
}

func TestSandboxHolders(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	p.stocked()
	ctx := t.Context()

	user, err := p.UpdateUser(ctx, "user_ada", marqeta.UserUpdate{LastName: new("Ferris"), Metadata: marqeta.Metadata{"site": "north"}})
	same(p, user, user.Raw, err)
	if user, err = p.User(ctx, "user_ada"); err != nil || user.Name() != "Ada Ferris" || user.Metadata["site"] != "north" || user.BirthDate.String() != "1990-12-10" {
		t.Errorf("user is %+v, %v", user, err)
	}
	if page, err := p.Users(ctx, marqeta.ListOptions{Fields: []string{"token"}}); err != nil || page.Count != 1 || page.Data[0].Token != "user_ada" || page.Data[0].FirstName != "" {
		t.Errorf("users are %+v, %v", page, err)
	}
	for _, status := range []marqeta.UserStatus{marqeta.UserSuspended, marqeta.UserActive} {
		moved, err := p.TransitionUser(ctx, marqeta.UserTransitionRequest{
			Token: "ut_" + string(status), UserToken: "user_ada", Status: status, ReasonCode: "05", Reason: "checked", Channel: marqeta.ChannelAPI,
		})
		same(p, moved, moved.Raw, err)
		if again, err := p.UserTransition(ctx, moved.Token); err != nil || again.Status != status || again.ReasonCode.Words() == "" {
			t.Errorf("transition is %+v, %v", again, err)
		}
	}
	if page, err := p.UserTransitions(ctx, "user_ada", marqeta.ListOptions{}); err != nil || len(page.Data) != 3 || page.Data[0].Status != marqeta.UserActive {
		t.Errorf("user transitions are %+v, %v", page, err)
	}

	card, err := p.UpdateCard(ctx, "card_ada", marqeta.CardUpdate{Metadata: marqeta.Metadata{"van": "7"}})
	same(p, card, card.Raw, err)
	if card, err = p.Card(ctx, "card_ada"); err != nil || card.State != marqeta.CardActive || card.Metadata["van"] != "7" {
		t.Errorf("card is %+v, %v", card, err)
	}
	if page, err := p.CardsByLastFour(ctx, card.LastFour, marqeta.ListOptions{}); err != nil || len(page.Data) != 1 {
		t.Errorf("cards ending in %s are %+v, %v", card.LastFour, page, err)
	}
	if page, err := p.CardsByUser(ctx, "user_ada", marqeta.ListOptions{}); err != nil || len(page.Data) != 1 || page.Data[0].Token != "card_ada" {
		t.Errorf("cards of the user are %+v, %v", page, err)
	}
	for _, state := range []marqeta.CardState{marqeta.CardSuspended, marqeta.CardActive, marqeta.CardTerminated} {
		if !slices.Contains(card.State.Next(), state) {
			t.Errorf("%s is not offered after %s", state, card.State)
		}
		moved, err := p.TransitionCard(ctx, marqeta.CardTransitionRequest{Token: "ct_" + string(state), CardToken: "card_ada", State: state, ReasonCode: "01", Channel: marqeta.ChannelAPI})
		if err != nil {
			t.Fatal(err)
		}
		if again, err := p.CardTransition(ctx, moved.Token); err != nil || again.State != state || again.PAN != card.PAN {
			t.Errorf("transition is %+v, %v", again, err)
		}
		card.State = state
	}
	if page, err := p.CardTransitions(ctx, "card_ada", marqeta.ListOptions{Count: 10}); err != nil || len(page.Data) < 4 || page.Data[0].State != marqeta.CardTerminated {
		t.Errorf("card transitions are %+v, %v", page, err)
	}
}

func TestSandboxRefusals(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	p.stocked()
	ctx := t.Context()
	if _, err := p.Card(ctx, "nobody"); !marqeta.IsNotFound(err) {
		t.Errorf("unknown card: %v", err)
	}
	if _, err := p.CreateFundingSource(ctx, marqeta.FundingSourceRequest{Token: "fs_main", Name: "Main"}); err != nil {
		t.Errorf("the same again under one token: %v", err)
	}
	_, err := p.CreateFundingSource(ctx, marqeta.FundingSourceRequest{Token: "fs_main", Name: "Other"})
	if e, ok := marqeta.AsError(err); !ok || e.Status != http.StatusConflict || e.Code == "" || marqeta.OutcomeUnknown(err) {
		t.Errorf("something else under one token: %v", err)
	}
	_, err = p.CreateCard(ctx, marqeta.CardRequest{UserToken: "user_ada", CardProductToken: "nothing"})
	if e, ok := marqeta.AsError(err); !ok || e.Status != 400 || e.Code != "400016" {
		t.Errorf("unknown card product: %v", err)
	}
	stranger, err := marqeta.New(marqeta.Config{BaseURL: p.BaseURL(), ApplicationToken: "stranger", AdminAccessToken: "wrong"})
	if err != nil {
		t.Fatal(err)
	}
	defer stranger.Close()
	_, err = stranger.User(ctx, "user_ada")
	if e, ok := marqeta.AsError(err); !ok || e.Status != 401 || e.Code != "401001" {
		t.Errorf("wrong credentials: %v", err)
	}
}
