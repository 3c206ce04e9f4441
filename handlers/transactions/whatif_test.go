package transactions_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"carddeck/marqeta"
	"carddeck/marqeta/sandbox"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

func limit(t testing.TB, app *webtest.App, token, amount string) {
	t.Helper()
	_, err := app.Program.CreateVelocityControl(t.Context(), marqeta.VelocityControlRequest{
		Token: token, Name: "Groceries", Association: &marqeta.Association{UserToken: "ada"},
		AmountLimit: new(marqeta.MustAmount(amount)), CurrencyCode: "USD", Window: marqeta.DayWindow,
	})
	must(t, err)
}

// A support person sees why a purchase would be declined still, what would let it pass,
// and sees that decided, without anything being changed.
func TestWhatIf(t *testing.T) {
	t.Parallel()
	app := start(t)
	limit(t, app, "groceries", "25")
	made := simulate(t, app, purchase{card: "card_ada", amount: "42", merchant: hostile, mid: "33333", mcc: "5411"})
	b := app.As(auth.Admin)
	b.Get("/transactions/"+made.Token).Status(200).Has(`.actions a[href="/transactions/`+made.Token+`/what-if"]`, "Would it pass now?")
	before := related(t, app, "card_ada")
	page := b.Get("/transactions/"+made.Token+"/what-if").Status(200).
		Has("h1", "It was declined then. Now it would be declined: ").Has("h1 a", "1834").
		Has(".headline-facts", "42.00 USD").Has(".headline-facts", `<script>alert(1)</script>`).
		Has("#smallest tbody tr", "Raise “Groceries” from 25.00 USD to 42.00 USD").
		Has("#smallest tbody tr", "everybody under the limit").
		Has("#smallest", "Deactivate the velocity control “Groceries”").
		Has("#compared", "Then").Has("#compared", "Now").Has("#change label", "“Groceries” allows, in USD").
		Has("#rests", "thrown away").Lacks("#main script, .stack script")
	page.Has(`#smallest a[href^="/spend-controls/velocity/groceries/edit"]`, "Edit the limit")
	try := page.Doc.Find(`#smallest a[href*="/what-if?"]`).First().AttrOr("href", "")
	if try != "/transactions/"+made.Token+"/what-if?limit%5Bgroceries%5D=42" {
		t.Fatalf("the address that tries it is %q", try)
	}
	b.Get(try).Status(200).
		Has(".callout", "With your changes it would pass").Has(".callout", "“Groceries” allows 42 USD").
		Has("#compared thead", "With your changes").Has("#compared", "Differs").
		Has(`#change input[name="limit[groceries]"][value="42"]`, "")
	b.Get("/transactions/"+made.Token+"/what-if?"+url.Values{
		"limit[groceries]": {"42"}, "card_state": {"SUSPENDED"}, "rule[config.transaction_controls.ignore_card_suspended_state]": {"true"},
		"pin": {"wrong"}, "amount": {"30"}, "mcc": {"5812"},
	}.Encode()).Status(200).Has(".callout", "With your changes it would pass").
		Has(".callout", "The card is suspended").Has(".callout", "Card product, a suspended card is let through: yes").Has(".callout", "The PIN: entered wrong")
	if n := related(t, app, "card_ada"); n != before {
		t.Errorf("%d transactions were made", n-before)
	}
	if got, err := app.Program.VelocityControl(t.Context(), "groceries"); err != nil || got.AmountLimit.String() != "25" {
		t.Errorf("the limit is %s, %v", got.AmountLimit, err)
	}
}

// What is typed wrong, and what the program would refuse, stands at its field.
func TestWhatIfRefused(t *testing.T) {
	t.Parallel()
	app := start(t)
	limit(t, app, "groceries", "25")
	made := simulate(t, app, purchase{card: "card_ada", amount: "42", merchant: aegis, mid: "33333", mcc: "5411"})
	b := app.As(auth.Auditor)
	for query, field := range map[string]string{
		"amount=abc": "amount", "mcc=12": "mcc", "pin=maybe": "pin", "limit[groceries]=-1": "limit[groceries]", "load=0": "load", "country=X": "country",
		"card_state=LIMITED&amount=10": "", "limit[nobody]=5": "limit[nobody]", "uses[groceries]=-1": "uses[groceries]", "mid=1": "mid",
	} {
		page := b.Get("/transactions/" + made.Token + "/what-if?" + query)
		if field == "" {
			page.Status(200)
			continue
		}
		page.Status(422).Has("#change .refused, #change .callout, #change [role=alert]", "").Has("#smallest", "Groceries")
		if !strings.Contains(page.Doc.Find("#change").Text(), "change") {
			t.Errorf("%s: %s", query, page.Text("#change"))
		}
	}
}

// A gateway's answer of the past counts, and it is not asked again.
func TestWhatIfOfOthers(t *testing.T) {
	t.Parallel()
	app := start(t)
	approved := simulate(t, app, ten)
	b := app.As(auth.Admin)
	b.Get("/transactions/"+approved.Token+"/what-if").Status(200).Has("h1", "It passed then. Now it would pass").Lacks("#smallest")
	suspend(t, app, "card_ada")
	b.Get("/transactions/"+approved.Token+"/what-if").Status(200).Has("h1", "It passed then. Now it would be declined").
		Has("#smallest tbody tr", "Reinstate the card").Has(`#smallest a[href^="/cards/card_ada/reinstate"]`, "Reinstate the card").
		Has("#compared", "Differs")
	app.As(auth.Auditor).Get("/transactions/"+approved.Token+"/what-if").Status(200).Has("#smallest", "Reinstate the card").Has("#smallest", "Ask ").Lacks(`#smallest a[href^="/cards/card_ada/reinstate"]`)
	reversal := simulate(t, app, purchase{kind: marqeta.SimulateAuthorizationReversal, after: approved.Token, amount: "10"})
	b.Get("/transactions/"+reversal.Token+"/what-if").Status(409).Has("h1", "This was not decided by anybody")
	b.Get("/transactions/nothing/what-if").Status(404)
	poor := simulate(t, app, purchase{card: "card_ben", amount: "260.5", merchant: aegis, mid: "33333", mcc: "5411"})
	b.Get("/transactions/"+poor.Token+"/what-if").Status(200).Has("#smallest tbody tr", "Load 10.50 USD").
		Has(`#smallest a[href^="/gpa-orders/new?amount=10.5"]`, "Load the account").Has(`#smallest a[href$="what-if?load=10.5"]`, "See it decided")
	b.Get("/transactions/"+poor.Token+"/what-if?load=10.5").Status(200).Has(".callout", "With your changes it would pass")
}

// What a request was about may be gone; what is left decides.
func TestWhatIfOfWhatIsGone(t *testing.T) {
	t.Parallel()
	app := start(t)
	made := simulate(t, app, ten)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, app.Machines.URL+"/v3/_sandbox/reset", nil)
	must(t, err)
	request.SetBasicAuth(sandbox.DefaultApplicationToken.Reveal(), sandbox.DefaultAdminAccessToken.Reveal())
	answer, err := http.DefaultClient.Do(request)
	must(t, err)
	must(t, answer.Body.Close())
	b, page := app.As(auth.Support), "/transactions/"+made.Token+"/what-if"
	b.Get(page).Status(200).Has("h1", "Its card is gone").Has(".callout", "does not have this transaction any more").Has(".callout", "Its card card_ada is gone").
		Has("#change", "Another card").Lacks("#smallest")
	b.Get(page+"?card=card_ada").Status(422).Has("#change", "Card not found")
	on := true
	since, err := marqeta.ParseDate("2020-05-01")
	must(t, err)
	_, err = app.Program.CreateCardProduct(t.Context(), marqeta.CardProductRequest{Token: "travel", Name: "Travel", StartDate: since, Config: &marqeta.CardProductConfig{
		CardLifeCycle: &marqeta.CardLifeCycle{ActivateUponIssue: &on},
	}})
	must(t, err)
	_, err = app.Program.CreateUser(t.Context(), marqeta.UserRequest{Token: "ada"})
	must(t, err)
	for _, card := range []string{"card_zoe", "card_ada"} {
		_, err = app.Program.CreateCard(t.Context(), marqeta.CardRequest{Token: card, UserToken: "ada", CardProductToken: "travel"})
		must(t, err)
		if card == "card_zoe" {
			b.Get(page+"?card=card_zoe&load=10").Status(200).Has("h1", "Its card is gone").Has(".callout", "With your changes it would pass").Has("#compared", "With your changes")
		}
	}
	b.Get(page).Status(200).Has("h1", "It passed then. Now it would be declined").Has(".callout", "does not have this transaction any more").Has("#smallest tbody tr", "Load 10.00 USD")
}
