package transactions

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"carddeck/marqeta/dictionary"
	"carddeck/marqeta/explain"
	"carddeck/store"
	views "carddeck/views/transactions"
	"carddeck/views/ui"
)

// describe words the headline, the lifecycle and the money effects.
func describe(p *views.ShowPage, s seen, a around, tr explain.Trace) dictionary.Verdict {
	steps := effects(s.life)
	at, now := steps[0], steps[len(steps)-1]
	for _, e := range steps {
		if e.Token == s.Token {
			at = e
		}
	}
	t, v := s.Transaction, verdict(s.Transaction, a, s.raw, tr)
	p.Headline = ui.Headline{
		Marks: marks(t), Title: sentence(t, at, now, v), Why: strings.TrimSpace(why(t, v) + " " + byNow(t, a)), Facts: facts(s),
	}
	p.Steps = remedy(t, a, v)
	if t.State == "DECLINED" {
		p.Headline.Code = t.ResponseCode
	}
	for _, e := range steps {
		p.Life = append(p.Life, event(e, steps[0].CreatedTime, t))
		p.Effects.Rows = append(p.Effects.Rows, effectRow(e, t))
	}
	p.LifeNote = lifeNote(steps[0], now)
	p.Effects.Note = "In " + t.Currency + ". On hold and posted are this purchase's own; the account's balances are as each notification told them."
	return v
}

func marks(t store.Transaction) []ui.Mark {
	out := []ui.Mark{views.Status(t.Type, t.State, t.ResponseCode), {Tone: ui.Plain, Icon: "transactions", Text: views.Kind(t.Type)}}
	if words, ok := fundingKinds[t.FundingType]; ok {
		out = append(out, ui.Mark{Tone: ui.Plain, Icon: "bank", Text: words})
	}
	return out
}

// fundingKinds words funding.source.type.
var fundingKinds = map[string]string{
	"program": "Managed JIT Funding", "programgateway": "Gateway JIT Funding", "paymentcard": "Payment card",
}

func facts(s seen) []ui.Fact {
	t := s.Transaction
	out := []ui.Fact{{Label: "Amount", Value: ui.Amount(amount(t))}}
	if t.RequestAmountMinor != t.AmountMinor {
		out = append(out, ui.Fact{Label: "Amount asked", Value: ui.Amount(ui.MoneyOf(t.RequestAmountMinor, t.Currency))})
	}
	m := parse(s.raw)
	out = append(out,
		ui.Fact{Label: "Merchant", Value: merchant(t)},
		ui.Fact{Label: "Place", Value: ui.Text(list(t.City, t.Country))},
		ui.Fact{Label: "Merchant category", Value: ui.Text(t.MCC)},
		ui.Fact{Label: "Card", Value: cardFact(t)},
		ui.Fact{Label: "Time", Value: ui.When(ui.MomentOf(t.UserTransactionTime))},
		ui.Fact{Label: "Network", Value: ui.Text(list(t.Network, t.Subnetwork))},
		ui.Fact{Label: "Transaction", Value: ui.Token(t.Token, "")},
		ui.Fact{Label: "Response", Value: ui.Code(ui.ResponseCodes, t.ResponseCode, t.ResponseMemo)})
	out = append(out, codeFacts(m)...)
	if more := m.Response.AdditionalInformation; more != "" {
		out = append(out, ui.Fact{Label: "Named by Marqeta", Value: ui.Text(more)})
	}
	if t.ApprovalCode != "" {
		out = append(out, ui.Fact{Label: "Approval code", Value: ui.Text(t.ApprovalCode)})
	}
	if m.Duration > 0 {
		out = append(out, ui.Fact{Label: "Time inside Marqeta", Value: ui.Text(strconv.FormatInt(m.Duration, 10) + " ms")})
	}
	if !t.SettlementDate.IsZero() {
		out = append(out, ui.Fact{Label: "Settlement date", Value: ui.When(ui.DayOf(t.SettlementDate))})
	}
	return out
}

func merchant(t store.Transaction) templ.Component {
	if t.Merchant == "" || t.MID == "" {
		return ui.Text(ui.Name(t.Merchant))
	}
	return ui.Link("/transactions?mid="+url.QueryEscape(t.MID), ui.Name(t.Merchant))
}

func cardFact(t store.Transaction) templ.Component {
	if t.CardToken == "" {
		return ui.Text("")
	}
	name := card(t.LastFour)
	if name == "" {
		name = ui.Short(t.CardToken)
	}
	return ui.Link("/cards/"+url.PathEscape(t.CardToken), name)
}

// list joins what is known with a comma.
func list(parts ...string) string {
	out := ""
	for _, p := range parts {
		if p == "" {
			continue
		}
		if out != "" {
			out += ", "
		}
		out += p
	}
	return out
}

// event is one line of the lifecycle; the page's own transaction is no link.
func event(e effect, opened time.Time, here store.Transaction) ui.Event {
	mark := views.Status(e.Type, e.State, e.ResponseCode)
	out := ui.Event{
		At: clock(e.CreatedTime, opened), Icon: mark.Icon, Tone: mark.Tone,
		Text: what(e.Transaction) + ": " + money(e.Transaction), Detail: e.why,
	}
	if e.Token != here.Token {
		out.Href = path(e.Token)
	} else {
		out.Text += " (this page)"
	}
	return out
}

// clock tells the time of day, and the day as well where it is not the first one.
func clock(at, opened time.Time) ui.Moment {
	m := ui.ClockOf(at)
	if at, opened = at.UTC(), opened.UTC(); at.YearDay() != opened.YearDay() || at.Year() != opened.Year() {
		m.Text = at.Format("2 Jan 15:04")
	}
	return m
}

// lifeNote says what may still come.
func lifeNote(opener, now effect) string {
	switch {
	case opener.State == "DECLINED":
		return "Nothing follows a decline"
	case now.hold > 0:
		return ui.MoneyOf(now.hold, opener.Currency).String() + " is on hold; a clearing or a reversal is still to come"
	case views.ActOf(opener.Type) == views.Promises && opener.State == "PENDING":
		return "Its clearing is still to come"
	}
	return "Nothing is on hold any more"
}

func effectRow(e effect, here store.Transaction) views.Effect {
	out := views.Effect{
		Text: views.Kind(e.Type), Amount: amount(e.Transaction).Digits,
		Hold: ui.MoneyOf(e.hold, e.Currency).Digits, Posted: ui.MoneyOf(e.posted, e.Currency).Digits,
		Ledger: balance(e.LedgerMinor, e.GPACurrency), Available: balance(e.AvailableMinor, e.GPACurrency),
	}
	if e.Token != here.Token {
		out.Href = path(e.Token)
	}
	return out
}

func balance(minor *int64, currency string) string {
	if minor == nil {
		return ""
	}
	return ui.MoneyOf(*minor, currency).Digits
}
