package transactions

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"carddeck/marqeta"
	"carddeck/marqeta/dictionary"
	"carddeck/marqeta/explain"
	views "carddeck/views/transactions"
	"carddeck/views/ui"
)

func whatIfPage(ctx context.Context, s supposed) views.WhatIfPage {
	p := views.WhatIfPage{
		Headline: s.headline(), Compared: s.compared(), Form: s.draw(), Changed: s.changed(),
		Steps: []ui.Step{{Text: "The transaction", Icon: "transactions", Href: path(s.Token)}},
		Rests: s.rests(), Missing: s.gone,
	}
	if s.now.Outcome == marqeta.TrialDeclined || s.now.Outcome == marqeta.TrialUndecided {
		p.Cures, p.CureNote = suggestions(ctx, s), tried(s.now.Tried)
		if len(p.Cures) == 0 {
			p.NoCure = "None was found: nothing that can be switched, raised or loaded satisfies the check that declines, also not three such steps in a row."
		}
	}
	return p
}

func tried(n int) string { return count(int64(n), "change") + " tried, the smallest first" }

// outcome words a decision: whether it passes, and why it does not.
func outcome(of marqeta.TrialResult) (mark ui.Mark, title, code string) {
	switch of.Outcome {
	case marqeta.TrialApproved:
		return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Would pass"}, "it would pass", ""
	case marqeta.TrialUndecided:
		return ui.Mark{Tone: ui.Caution, Icon: "unknown", Text: "Your gateway's to say"}, "only your gateway could tell", ""
	}
	code = string(of.Trace.ResponseCode)
	words, known := dictionary.Words(of.Trace.ResponseCode)
	if !known && of.Transaction != nil {
		words = of.Transaction.Response.Memo
	}
	return ui.Mark{Tone: ui.Bad, Icon: "fail", Text: "Would be declined"}, "it would be declined: " + ui.Name(strings.ToLower(words[:1])+words[1:]), code
}

func (s supposed) headline() ui.Headline {
	if s.now.Outcome == "" {
		return ui.Headline{Marks: []ui.Mark{{Tone: ui.Caution, Icon: "unknown", Text: "Nothing to decide with"}}, Title: "Its card is gone", Facts: s.facts()}
	}
	mark, title, code := outcome(s.now)
	before := "It passed then. Now "
	if s.State == "DECLINED" {
		before = "It was declined then. Now "
	}
	h := ui.Headline{Marks: []ui.Mark{mark}, Title: before + title, Code: code, Facts: s.facts()}
	switch {
	case s.now.Outcome == marqeta.TrialUndecided:
		h.Why = "Every check of the program passes. A trial does not ask your gateway, and of this request it has not said anything."
	case s.now.Outcome == marqeta.TrialApproved && s.State == "DECLINED":
		h.Why = "The cardholder may try again."
	}
	return h
}

// facts are the request that is decided.
func (s supposed) facts() []ui.Fact {
	in := s.now.Request
	asked := amount(s.Transaction)
	if in.Fields.Amount != nil {
		asked = ui.DecimalOf(in.Fields.Amount.String(), s.Currency)
	}
	out := []ui.Fact{
		{Label: "Request", Value: ui.Text(views.Kind(s.Type))},
		{Label: "Amount", Value: ui.Amount(asked)},
		{Label: "Merchant", Value: merchant(s.Transaction)},
		{Label: "Place", Value: ui.Text(list(s.City, s.Country))},
		{Label: "Merchant category", Value: ui.Text(s.MCC)},
		{Label: "Card", Value: cardFact(s.Transaction)},
		{Label: "Network", Value: ui.Text(list(s.Network, s.Subnetwork))},
	}
	if pos := in.Fields.POS; pos != nil && pos.PANEntryMode != "" {
		out = append(out, ui.Fact{Label: "Entry mode", Value: ui.Text(pos.PANEntryMode)})
	}
	for _, e := range []struct{ label, how string }{{"PIN", in.Entered.PIN}, {"Security code", in.Entered.CVV}, {"Expiration", in.Entered.Expiration}} {
		if e.how != "" {
			out = append(out, ui.Fact{Label: e.label, Value: ui.Text(entryWords[e.how])})
		}
	}
	return append(out, ui.Fact{Label: "Transaction", Value: ui.Token(s.Token, path(s.Token))})
}

// changed words what came of the changes.
func (s supposed) changed() *views.Changed {
	if s.came == nil {
		return nil
	}
	mark, title, code := outcome(*s.came)
	out := &views.Changed{Tone: mark.Tone, Title: "With your changes " + title}
	if code != "" {
		out.Title += " (" + code + ")"
	}
	var words []string
	for _, e := range s.edits {
		words = append(words, e.words)
	}
	out.Text = strings.Join(words, "; ") + ". All else is as it is."
	return out
}

// compared sets the decisions side by side.
func (s supposed) compared() views.Compared {
	c := views.Compared{Note: "Marked where two of them differ"}
	var traces []explain.Trace
	add := func(title, note string, mark ui.Mark, tr explain.Trace) {
		c.Columns = append(c.Columns, views.Column{Title: title, Mark: mark, Note: note})
		traces = append(traces, tr)
	}
	if s.then != nil {
		mark := ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Passed"}
		if s.State == "DECLINED" {
			mark = ui.Mark{Tone: ui.Bad, Icon: "fail", Text: "Declined"}
		}
		add("Then", ui.MomentOf(s.CreatedTime).Text+" UTC", mark, *s.then)
	}
	if s.now.Outcome != "" {
		mark, _, _ := outcome(s.now)
		add("Now", "as it is", mark, explain.Told(s.now.Trace))
	}
	if s.came != nil {
		mark, _, _ := outcome(*s.came)
		add("With your changes", fmt.Sprintf("%d changed", len(s.edits)), mark, explain.Told(s.came.Trace))
	}
	if len(traces) == 0 {
		return c
	}
	for _, l := range traces[0].Lines {
		row := views.ComparedCheck{Name: ui.Capital(l.Check.Words())}
		for _, tr := range traces {
			line := tr.Line(l.Check)
			row.Cells = append(row.Cells, views.CheckCell{Mark: checkMark(line), Text: compared(line, s.Currency)})
		}
		row.Differs = differ(l.Check, traces, row.Cells)
		c.Rows = append(c.Rows, row)
	}
	return c
}

// differ reports whether decisions that reached a check found something else there. That
// one did not come so far says nothing about the check.
func differ(check dictionary.Check, traces []explain.Trace, cells []views.CheckCell) bool {
	var reached []views.CheckCell
	for i, tr := range traces {
		if tr.Line(check).Result != explain.NotReached {
			reached = append(reached, cells[i])
		}
	}
	return slices.ContainsFunc(reached, func(c views.CheckCell) bool { return c != reached[0] })
}

// rests says what the answer rests on.
func (s supposed) rests() []string {
	out := []string{
		"The sandbox decides the request in a copy of its present state that is thrown away: cards, users, controls with what is used of them now, balances now.",
		"A purchase that passed then has been counted since: of a limit, its own use is gone.",
	}
	if !s.now.RequestKept && s.now.Outcome != "" {
		out = append(out, "The request was put together from the transaction. What the cardholder entered, where no check compared it, is not known and counts as not entered.")
	}
	if s.then == nil {
		out = append(out, "How it was decided then is not kept.")
	}
	gateway := explain.Told(s.now.Trace).Line(dictionary.GatewayAsked)
	switch {
	case gateway.Values.Text("said_of") != "":
		out = append(out, "Your gateway was not asked again: what it said then counts.")
	case gateway.Result == explain.NotReached && s.now.Outcome == marqeta.TrialUndecided:
		out = append(out, "Your gateway is not asked by a trial.")
	}
	return out
}
