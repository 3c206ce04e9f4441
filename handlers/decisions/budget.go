package decisions

import (
	"fmt"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/jit"
	"carddeck/store"
	views "carddeck/views/decisions"
	"carddeck/web/funding"
)

// slow is from where on a page says where the time went.
const slow = 500 * time.Millisecond

// spans lays the stages of an answer one after the other. Inside the books the lengths are
// known; what is left is handing the answer to the network. Under Observe the customer's
// gateway is what the answer waits for, and ours goes on beside it.
func spans(a store.GatewayAnswer) []views.Span {
	us := func(n int64) time.Duration { return time.Duration(n) * time.Microsecond }
	read, parsed, answered := us(a.ReadUs), us(a.ParsedUs), us(a.AnsweredUs)
	out := []views.Span{
		{Name: "Request received", Kind: "network", Took: read},
		{Name: "Understood", Kind: "work", From: read, Took: max(parsed-read, 0)},
	}
	at := parsed
	add := func(name, kind string, took time.Duration) {
		if took > 0 {
			out = append(out, views.Span{Name: name, Kind: kind, From: at, Took: took})
			at += took
		}
	}
	if a.Mode == jit.Observe {
		add("Customer's gateway", "wait", us(a.UpstreamUs))
	} else {
		add("Waited for the books", "wait", us(a.WaitedUs))
		add("Rules asked, hold written", "work", us(a.WroteUs))
		add("Synced to disk", "save", us(a.SyncedUs))
	}
	return append(out, views.Span{Name: "Answered", Kind: "network", From: at, Took: max(answered-at, 0)})
}

var stageNotes = map[string]string{
	"Request received": "First byte to last", "Understood": "Read strictly",
	"Customer's gateway": "With the request as it came", "Waited for the books": "Others were being written",
	"Rules asked, hold written": "In one transaction", "Synced to disk": "No approval leaves before it",
	"Answered": "Handed to the network",
}

// stages words the spans for the table; the longest stands out when the answer was slow.
func stages(all []views.Span, answered time.Duration) (out []views.Stage, longest views.Span) {
	for _, s := range all {
		if s.Took > longest.Took {
			longest = s
		}
	}
	for _, s := range all {
		out = append(out, views.Stage{
			Span: s, Note: stageNotes[s.Name], Start: funding.Took(s.From), Text: funding.Took(s.Took),
			Hot: answered >= slow && s == longest,
		})
	}
	return out, longest
}

// slowness says where the time went when there was much of it.
func slowness(longest views.Span, answered time.Duration) string {
	if answered < slow {
		return ""
	}
	return fmt.Sprintf("%s of the %s went into one stage: %s.", funding.Took(longest.Took), funding.Took(answered), lowered(longest.Name))
}

func lowered(s string) string { return string(s[0]|0x20) + s[1:] }

// timing fills in the budget of a page, held against how long the platform waits for the
// funding source.
func timing(p *views.ShowPage, a store.GatewayAnswer, source store.FundingSource, log *marqeta.GatewayLog) {
	limit, from := funding.Limit(source)
	answered := time.Duration(a.AnsweredUs) * time.Microsecond
	all := spans(a)
	p.Stages, _ = stages(all, answered)
	left := fmt.Sprintf("%s used, %s to spare", funding.Took(answered), funding.Took(max(limit-answered, 0)))
	p.Budget = views.Budget{
		Spans: all, Answered: answered, Ours: jit.AnswerBy, Limit: limit, Now: funding.Took(answered),
		OursText: "We answer by " + funding.Took(jit.AnswerBy), LimText: "Marqeta’s limit " + funding.Took(limit),
		Label: fmt.Sprintf("%s of %s used. We always answer by %s; Marqeta gives up at %s.", funding.Took(answered), funding.Took(limit), funding.Took(jit.AnswerBy), funding.Took(limit)),
	}
	p.Budget.Now = "Answered: " + left
	p.BudgetNote = fmt.Sprintf("%.1f %% of %s, %s", float64(answered)/float64(limit)*100, funding.Took(limit), from)
	if log != nil && log.Duration > 0 {
		measured := time.Duration(log.Duration) * time.Millisecond
		p.Measured = funding.Took(measured)
		if way := measured - answered; way > 0 {
			p.OnTheWay = "of these about " + funding.Took(way) + " on the way there and back"
		}
	}
}
