package main

import (
	"time"

	"github.com/a-h/templ"

	"carddeck/views/layout"
	"carddeck/views/ui"
)

// hostile is what somebody with a card terminal can call a merchant.
const hostile = `<script>alert(1)</script>" onmouseover="alert(2)` + "\u202e\u2066" + `=cmd|'/c calc'!A1`

const long = "a-token-of-thirty-six-characters-000"

var noon = time.Date(2026, 3, 12, 12, 0, 0, 0, time.UTC)

func samples() []sample {
	var out []sample
	add := func(name string, draw templ.Component) { out = append(out, sample{name, draw}) }

	for _, tone := range []ui.Tone{ui.Good, ui.Caution, ui.Bad, ui.Note, ui.Plain} {
		mark := ui.Mark{Tone: tone, Icon: "ok", Text: "In words: " + string(tone)}
		add("Status, "+string(tone), ui.Status(mark))
		add("Badge, "+string(tone), ui.Badge(mark))
		add("Callout, "+string(tone), ui.Callout(tone, "What happened"))
	}
	add("Token, short and linked", ui.Token("card_ada_01", "/cards/card_ada_01"))
	add("Token, long", ui.Token(long, ""))
	add("Token, none", ui.Token("", ""))
	add("Token, hostile", ui.Token(hostile, "javascript:alert(3)"))
	add("Amount", ui.Amount(ui.MoneyOf(120410, "USD")))
	add("Amount, void", ui.Amount(ui.Money{Digits: "42.00", Currency: "USD", Void: true}))
	add("Amount, no decimals", ui.Amount(ui.MoneyOf(1204, "JPY")))
	add("Amount, three decimals", ui.Amount(ui.MoneyOf(1204, "KWD")))
	add("Amount, unknown currency", ui.Amount(ui.MoneyOf(-5, "???")))
	add("Moment", ui.When(ui.MomentOf(noon)))
	add("Moment, none", ui.When(ui.Moment{}))
	add("Facts", ui.Facts([]ui.Fact{{Label: "Merchant", Value: ui.Text(hostile)}, {Label: "Nothing", Value: ui.Text("")}, {Label: "Link", Value: ui.Link("/cards", "Cards")}}))
	add("Pairs", ui.Pairs([]ui.Fact{{Label: "Left", Value: ui.Text("right")}, {Label: "Hostile", Value: ui.Text(hostile)}}))
	add("Headline", ui.HeadlinePanel(ui.Headline{
		Marks: []ui.Mark{{Tone: ui.Bad, Icon: "fail", Text: "Declined"}}, Title: "Declined: 42.00 USD at " + hostile, Code: "1834",
		Why: "The limit of the day was used up.", Facts: []ui.Fact{{Label: "Card", Value: ui.Text("•• 4417")}},
	}))
	add("Step, offered", ui.StepButton(ui.Step{Text: "Suspend", Icon: "pause", Href: "/"}))
	add("Step, at once", ui.StepButton(ui.Step{Text: "Run again", Icon: "refresh", Post: "/", Key: "k"}))
	add("Step, not legal", ui.StepButton(ui.Step{Text: "Activate", Icon: "ok", WhyNot: "The card is terminated for ever."}))
	add("Empty", ui.EmptyState(ui.Empty{Title: "No card yet", Text: "A card is issued from a card product to a user.", Href: "/cards/new", Action: "Issue a card"}))
	add("Pager, first page", ui.PagerBar(ui.Pager{Text: "50 cards on this page", Older: "/?older=x"}))
	add("Pager, middle", ui.PagerBar(ui.Pager{Text: "50 cards on this page", Newer: "/?newer=x", Older: "/?older=x"}))
	add("Pager, alone", ui.PagerBar(ui.Pager{Text: "3 cards"}))
	add("Chips", ui.Chips([]ui.Chip{{Label: "Merchant", Value: hostile, Remove: "/"}, {Label: "State", Value: "declined", Remove: "/"}}, "/"))
	add("Tabs", ui.Tabs("Views", []ui.Tab{{Text: "All", Href: "/", Current: true}, {Text: "Declined", Href: "/?state=DECLINED"}}))
	add("Input", ui.Input(ui.Field{Name: "name", Label: "Name", API: "name", Value: "Fleet fuel", Help: "Operators see it; users do not."}))
	add("Input, wrong", ui.Input(ui.Field{Name: "wrong", Label: "Name", Value: hostile, Error: "Marqeta takes at most 40 characters.", Help: "Operators see it."}))
	add("Input, fixed", ui.Input(ui.Field{Name: "fixed", Label: "Token", Value: long, Readonly: true, Mono: true}))
	add("Text area", ui.TextArea(ui.Field{Name: "notes", Label: "Notes", Value: hostile, Optional: true}))
	add("Select", ui.Select(ui.Field{Name: "country", Label: "Countries", Value: "b"}, []ui.Option{{Value: "a", Text: "One"}, {Value: "b", Text: "Two"}}))
	add("Select, grouped", ui.Select(ui.Field{Name: "message", Label: "Message", Value: "c"}, []ui.Option{{Value: "a", Text: "One", Group: "First"}, {Value: "c", Text: "Three", Group: "Second"}}))
	add("Suggest", ui.Suggest(ui.Field{Name: "user", Label: "User", Value: "ada"}, []ui.Option{{Value: "ada", Text: "Ada Lindqvist"}}))
	add("Check box", ui.CheckBox(ui.Check{Name: "atm", Label: "Cash machines", Help: "Also cash back at the till.", On: true}))
	add("Refusal", ui.Refused(ui.Refusal{Title: "Nothing was created: 2 answers need a change", Reference: "4F7K20", Faults: []ui.Fault{{Field: "wrong", Text: "Name: too long"}, {Text: hostile}}}))
	add("Form foot", ui.FormFoot(ui.Foot{Note: "You will be recorded.", Cancel: "/", Submit: "Create"}))
	add("Form foot, dangerous", ui.FormFoot(ui.Foot{Note: "This cannot be undone.", Cancel: "/", Submit: "Terminate", Danger: true}))
	add("Request", ui.RequestPreview(ui.Request{Method: "POST", Path: "/v3/cards", Body: `{"token":"` + long + `"}`, Curl: "curl …"}))
	add("Raw JSON", ui.RawJSON(ui.Raw{ID: "raw-json", Title: "Raw JSON", Bytes: `{"token":"x","name":"` + "\u2028" + `<b>"}`}))
	add("Raw JSON, broken", ui.RawJSON(ui.Raw{ID: "raw-broken", Title: "Raw bytes", Bytes: "{\xff\x00"}))
	add("Timeline", ui.Timeline([]ui.Event{
		{At: ui.ClockOf(noon), Icon: "card", Tone: ui.Plain, Text: "Authorization asked: 42.00 USD", Detail: "Visa, chip, in store"},
		{At: ui.ClockOf(noon.Add(time.Second)), Icon: "fail", Tone: ui.Bad, Text: hostile, Href: "/transactions/x"},
	}))
	add("History", ui.History([]ui.Change{{At: ui.MomentOf(noon), Who: "ada@example.com", What: "suspend card", Outcome: ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Done"}, Detail: hostile, Href: "/audit/1"}}))
	add("History, none", ui.History(nil))
	add("Confirm", ui.ConfirmForm(ui.Confirm{
		Head: ui.Head{Title: "Terminate •• 4417", Back: "/cards/x", Where: "Card •• 4417"}, Tone: ui.Bad,
		Effect: "The card of " + ui.Name(hostile) + " ends for ever.", Detail: "A terminated card cannot come back.", Action: "/cards/x/terminate",
		Question: "Why?", Code: ui.Field{Name: "reason_code", Label: "Reason"}, Codes: []ui.Option{{Value: "", Text: "Choose one"}},
		Reason:  ui.Field{Name: "reason", Label: "In your words", Optional: true},
		Foot:    ui.Foot{Note: "You will be recorded.", Cancel: "/cards/x", Submit: "Terminate", Danger: true},
		Request: ui.Request{Method: "POST", Path: "/v3/cardtransitions", Body: "{}", Curl: "curl …"},
	}))
	add("Balances", ui.Balances("Of the user", "", []ui.Balance{ui.BalanceOf("USD", "22.00", "0.00", "0.00"), ui.BalanceOf("JPY", "1204", "0", "0")}))
	add("Balances, silent", ui.Balances("Of the user", "Marqeta did not answer.", nil))
	add("Transitions", ui.Transitions("How the card came to its state", "", []ui.Transition{{At: ui.MomentOf(noon), From: "Unactivated", To: ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Active"}, Why: "Activated for the first time (00)", Said: hostile, Channel: "Marqeta itself", Token: long}}))
	add("Transitions, silent", ui.Transitions("How the card came to its state", "Marqeta did not answer.", nil))
	add("Flashes", layout.Flashes([]layout.Flash{{Tone: ui.Good, Text: "Card product " + hostile + " was created.", Href: "/", Link: "Open"}}))
	return out
}
