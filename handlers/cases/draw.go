package cases

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"carddeck/marqeta"
	"carddeck/marqeta/dictionary"
	"carddeck/marqeta/handover"
	"carddeck/store"
	views "carddeck/views/cases"
	"carddeck/views/ui"
	"carddeck/web/casework"
)

// draw words a sealed bundle for the page. Everything on it is of the bundle, so that page
// and file say the same; nothing leads away, since paper does not.
func draw(c store.Case, b handover.Bundle) views.BundlePage {
	p := views.BundlePage{
		Back: path(c), Where: casework.Name(c), Download: path(c) + "/bundle.json", Expected: ui.Name(b.Case.Expected),
		Headline: ui.Headline{
			Marks: []ui.Mark{{Tone: ui.Plain, Icon: "folder", Text: casework.Name(c)}, {Tone: ui.Plain, Icon: "shield", Text: "Redacted"}},
			Title: ui.Name(b.Case.Title),
			Why:   "What the platform's support asks for, without the cardholder's name, card number or address. Read it before you send it.",
			Facts: []ui.Fact{{Label: "Made", Value: at(b.MadeAt)}, {Label: "Schema", Value: ui.Text(b.Schema)}, {Label: "Case opened", Value: at(b.Case.OpenedAt)}},
		},
		Program: known([]pair{
			{"Environment", environmentOf(b.Program)}, {"API", b.Program.API}, {"Program", string(b.Program.ProgramID)}, {"Short code", b.Program.ShortCode},
		}),
		NotIncluded: b.NotIncluded, Redaction: b.Redaction.Rules, Removed: counted(int64(b.Redaction.Removed), "value") + " or parts of texts",
	}
	if g := b.DeclineGroup; g != nil {
		p.Group = drawGroup(*g)
	}
	for i, t := range b.Transactions {
		p.Transactions = append(p.Transactions, drawTransaction(i, len(b.Transactions), t))
	}
	return p
}

func environmentOf(p handover.Program) string {
	if strings.Contains(p.Environment, p.Kind) {
		return p.Environment
	}
	return p.Environment + ", " + p.Kind
}

// pair is a label with what stands beside it.
type pair struct{ label, text string }

// known leaves out what there is not: what is missing is said in sentences.
func known(pairs []pair) []ui.Fact {
	var out []ui.Fact
	for _, p := range pairs {
		if p.text != "" {
			out = append(out, ui.Fact{Label: p.label, Value: ui.Text(ui.Name(p.text))})
		}
	}
	return out
}

func drawGroup(g handover.DeclineGroup) []ui.Fact {
	decider := dictionary.Check(g.DecidedBy).Words()
	if decider != "" && !g.Sure {
		decider += ", most likely"
	}
	pairs := []pair{
		{"Response code", string(g.ResponseCode)}, {"Decided by", decider}, {"Control", g.Control}, {"Merchant category", g.MCC}, {"Card product", g.CardProductToken},
		{"Declines", counted(g.Declines, "decline") + " on " + counted(g.Cards, "card") + " of " + counted(g.Users, "user")},
	}
	for _, a := range g.Asked {
		pairs = append(pairs, pair{"Asked for", money(a.Amount, a.CurrencyCode)})
	}
	return append(known(pairs), ui.Fact{Label: "First seen", Value: at(g.FirstSeen)}, ui.Fact{Label: "Last seen", Value: at(g.LastSeen)})
}

func drawTransaction(i, of int, t handover.Transaction) views.Transaction {
	title, place := "Transaction", ""
	if of > 1 {
		place = strconv.Itoa(i+1) + " of " + strconv.Itoa(of)
		title, place = title+" "+place, place+": "
	}
	out := views.Transaction{
		ID: "transaction-" + strconv.Itoa(i+1), Title: title, Of: place, Facts: facts(t), Missing: t.Missing, Decided: decision(t.Explanation),
		Words: strings.TrimSpace(ui.Capital(t.Explanation.Words) + stop(t.Explanation.Words) + " " + t.Explanation.Meaning),
		Then:  standing(t.AsOfThen), Config: config(t.AsOfThen), Gateway: indented(t.GatewayLog), Content: indented(t.Notification.Content), Received: "Read from the API, since its notification has not come; redacted",
	}
	if n := t.Notification; !n.ReceivedAt.IsZero() {
		out.Received = "Notification of " + clock(n.ReceivedAt) + ", signature " + n.Signature + "; redacted"
	}
	for _, c := range t.Explanation.Checks {
		out.Checks = append(out.Checks, views.Check{Name: ui.Capital(dictionary.Check(c.Name).Words()), Mark: result(c), Values: values(c), Rests: c.RestsOn})
	}
	for _, s := range t.Lifecycle {
		out.Life = append(out.Life, views.Step{At: clock(s.CreatedTime), Type: s.Type, State: s.State, Amount: money(s.Amount, s.CurrencyCode), Code: string(s.ResponseCode), Token: s.Token})
	}
	return out
}

func stop(words string) string {
	if words == "" {
		return ""
	}
	return "."
}

func facts(t handover.Transaction) []ui.Fact {
	var out []ui.Fact
	for _, token := range []pair{
		{"Transaction token", t.Token}, {"Card token", t.CardToken}, {"User token", t.UserToken}, {"Acting user token", t.ActingUserToken},
		{"Business token", t.BusinessToken}, {"Card product token", t.CardProductToken}, {"API address", t.URL},
	} {
		if token.text != "" {
			out = append(out, ui.Fact{Label: token.label, Value: views.Whole(token.text)})
		}
	}
	for _, moment := range []struct {
		label string
		at    marqeta.Time
	}{{"User transaction time", t.UserTransactionTime}, {"Created", t.CreatedTime}, {"Settlement date", t.SettlementDate}} {
		if !moment.at.IsZero() {
			out = append(out, ui.Fact{Label: moment.label, Value: at(moment.at)})
		}
	}
	code := string(t.Response.Code)
	if t.Response.Memo != "" {
		code += ", “" + t.Response.Memo + "”"
	}
	return append(out, known([]pair{
		{"Card, last four", t.LastFour}, {"Identifier", string(t.Identifier)}, {"Type", t.Type}, {"State", string(t.State)},
		{"Amount", money(t.Amount, t.CurrencyCode)}, {"Amount asked", money(t.RequestAmount, t.CurrencyCode)}, {"Converted from", converted(t.CurrencyConversion)},
		{"Response", code}, {"Named by Marqeta", t.Response.AdditionalInformation}, {"Approval code", t.ApprovalCode},
		{"Network", strings.TrimSpace(t.Network + " " + t.Subnetwork)}, {"Network reference id", t.NetworkReferenceID}, {"Acquirer reference", t.AcquirerReferenceData},
		{"Retrieval reference number", t.RetrievalReferenceNumber}, {"System trace audit number", t.SystemTraceAuditNumber},
		{"Told to the network", t.OutgoingResponseCode}, {"Told by the network", t.IncomingResponseCode}, {"Stand-in by", t.StandInBy},
		{"Stand-in approved by", t.StandInApprovedBy}, {"Reason of stand-in", t.StandInReason},
		{"Merchant", t.Merchant.Name}, {"MID", t.Merchant.MID}, {"Network MID", t.Merchant.NetworkMID}, {"MCC", t.Merchant.MCC},
		{"Place", strings.Trim(t.Merchant.City+", "+t.Merchant.CountryCode, ", ")},
	})...)
}

func converted(c *marqeta.CurrencyConversion) string {
	if c == nil || c.ConversionRate == "1" {
		return ""
	}
	return c.OriginalAmount.String() + " in currency " + string(c.OriginalCurrencyCode) + " at " + c.ConversionRate.String()
}

func decision(e handover.Explanation) string {
	switch {
	case e.Exact:
		return "Decided by " + e.DecidedBy + "; exact, as the sandbox kept it"
	case e.DecidedBy != "":
		return "Decided by " + e.DecidedBy + "; rebuilt by this console"
	case len(e.MayBe) > 0:
		return "Rebuilt by this console. It may have been: " + strings.Join(e.MayBe, ", ")
	}
	return "By which check cannot be known"
}

func result(c handover.Check) ui.Mark {
	switch c.Result {
	case "passed":
		return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Passed"}
	case "failed":
		return ui.Mark{Tone: ui.Bad, Icon: "fail", Text: strings.TrimSpace("Failed " + string(c.Code))}
	case "not reached":
		return ui.Mark{Tone: ui.Plain, Icon: "todo", Text: "Not reached"}
	}
	return ui.Mark{Tone: ui.Caution, Icon: "unknown", Text: "Cannot be known"}
}

// values lists what a check compared, under the API's own names.
func values(c handover.Check) string {
	var out []string
	if c.Control != "" {
		out = append(out, "control "+c.Control)
	}
	for _, name := range slices.Sorted(maps.Keys(c.Values)) {
		var text string
		if json.Unmarshal(c.Values[name], &text) != nil {
			text = string(c.Values[name])
		}
		out = append(out, name+" "+ui.Name(text))
	}
	return strings.Join(out, "; ")
}

func standing(then handover.AsOfThen) []ui.Fact {
	out := []ui.Fact{{Label: "At", Value: at(then.At)}}
	stood := func(label string, s *handover.Standing) {
		text := "not captured"
		if s != nil {
			text = s.State + ", since " + clock(s.Since)
			if s.SameSecond {
				text += ", within the second of the transaction"
			}
		}
		out = append(out, ui.Fact{Label: label, Value: ui.Text(text)})
	}
	stood("Card", then.Card)
	stood("User", then.User)
	product, controls := "not captured", "not captured"
	if p := then.CardProduct; p != nil {
		product = map[bool]string{true: "active", false: "inactive"}[p.Active] + ", funding " + p.Funding
	}
	if c := then.Controls; c != nil {
		controls = counted(int64(len(c.Velocity)+len(c.Authorization)+len(c.Exempt)), "control") + " in force"
	}
	return append(out, ui.Fact{Label: "Card product", Value: ui.Text(product)}, ui.Fact{Label: "Spend controls", Value: ui.Text(controls)})
}

// config writes what stood then as JSON, where something was captured.
func config(then handover.AsOfThen) string {
	if then.CardProduct == nil && then.Controls == nil {
		return ""
	}
	text, err := json.Marshal(handover.AsOfThen{CardProduct: then.CardProduct, Controls: then.Controls, At: then.At})
	if err != nil {
		return ""
	}
	return indented(text)
}

// indented lays JSON out to be read. Signs that turn the direction of writing are shown.
func indented(text json.RawMessage) string {
	var out bytes.Buffer
	if len(text) == 0 || json.Indent(&out, text, "", "  ") != nil {
		return ""
	}
	return ui.Name(out.String())
}
