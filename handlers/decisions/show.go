package decisions

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/jit"
	"carddeck/store"
	views "carddeck/views/decisions"
	"carddeck/views/ui"
	"carddeck/web/funding"
	"carddeck/web/problem"
	"carddeck/web/render"
)

// seen is a decision with what belongs to it.
type seen struct {
	store.FundingDecisionDetail
	answer *store.GatewayAnswer // where the time went; nil when that was not written down
	log    *marqeta.GatewayLog  // what the platform noted about asking; nil when it has not told
	told   marqeta.Transaction
	source store.FundingSource // that asked; empty where its masked token leaves doubt
}

// Show shows one decision.
func (h *Handler) Show(w http.ResponseWriter, r *http.Request) error {
	s, err := h.find(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	p := views.ShowPage{Steps: steps(s)}
	clock(&p, s)
	p.Headline = top(s, p.Budget)
	rules(&p, s)
	exchange(&p, s)
	p.Made = made(s, h.now())
	if p.Effect, err = h.effect(r.Context(), s); err != nil {
		return err
	}
	if p.Related, err = h.related(r.Context(), s); err != nil {
		return err
	}
	for _, c := range s.Conflicts {
		p.Others = append(p.Others, views.Other{At: ui.MomentOf(c.ReceivedAt), Times: times(c.Times),
			Raw: ui.Raw{ID: fmt.Sprintf("conflict-%d", c.ID), Title: "What came under the same token", Bytes: string(c.Request)}})
	}
	return render.Page(w, r, http.StatusOK, render.View{Title: p.Headline.Title, Section: funding.Gateways, Body: views.Show(p)})
}

func times(n int64) string {
	if n == 1 {
		return "It came once"
	}
	return fmt.Sprintf("It came %d times", n)
}

func (h *Handler) find(ctx context.Context, token string) (seen, error) {
	d, err := h.store.FundingDecision(ctx, token)
	if errors.Is(err, store.ErrNotFound) {
		return seen{}, &problem.Problem{Status: http.StatusNotFound, Title: "There is no such decision",
			Detail: "This console was never asked with this JIT token, or it could not be read. Answers that are no decision stand on the gateway's page.",
			Href:   funding.Decisions, Action: "All decisions"}
	}
	if err != nil {
		return seen{}, fmt.Errorf("find decision: %w", err)
	}
	s := seen{FundingDecisionDetail: d}
	if s.answer, err = h.first(ctx, token); err != nil {
		return s, err
	}
	if s.source, err = h.source(ctx, s.Source); err != nil || s.Told == nil {
		return s, err
	}
	n, err := h.store.Notification(ctx, s.Told.NotificationID)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return s, fmt.Errorf("find the notification of a decision: %w", err)
	}
	if json.Unmarshal(n.Raw, &s.told) == nil {
		s.log = logOf(s.told, token)
	}
	return s, nil
}

// first gives the answer that the decision left by, among those to its repetitions; nil
// when none was written down.
func (h *Handler) first(ctx context.Context, token string) (*store.GatewayAnswer, error) {
	answers, err := h.store.ListAnswers(ctx, store.AnswerFilter{Token: token}, store.Page{})
	if err != nil {
		return nil, fmt.Errorf("find the answers of a decision: %w", err)
	}
	for i := len(answers.Rows) - 1; i >= 0; i-- {
		if a := answers.Rows[i]; a.Ended != jit.Repeated && a.Ended != jit.Conflict {
			full, err := h.store.Answer(ctx, a.ID)
			if err != nil {
				return nil, fmt.Errorf("read the answer of a decision: %w", err)
			}
			return &full, nil
		}
	}
	return nil, nil
}

// logOf gives what the platform noted about asking for this decision. A later message of
// the same order brings another one's.
func logOf(t marqeta.Transaction, token string) *marqeta.GatewayLog {
	if t.GPAOrder == nil {
		return nil
	}
	log := t.GPAOrder.Funding.GatewayLog
	if log == nil || log.TransactionID != "" && log.TransactionID != token {
		return nil
	}
	return log
}

func clock(p *views.ShowPage, s seen) {
	if s.answer == nil {
		p.NoBudget = "Where the time went is not known: it is noted within a second after the answer, left out when more is asked than can be noted, and kept for a while (CONSOLE_KEEP_ANSWERS). " +
			"The decision waited " + funding.Took(time.Duration(s.WaitedMicros)*time.Microsecond) + " for the books."
		return
	}
	timing(p, *s.answer, s.source, s.log)
}

func top(s seen, b views.Budget) ui.Headline {
	out := ui.Headline{Marks: []ui.Mark{funding.Verdict(s.FundingDecision)}, Facts: []ui.Fact{
		{Label: "Funding asked", Value: ui.Amount(ui.MoneyOf(s.Amount, s.Currency))},
		{Label: "Method", Value: ui.Text(s.Method)},
		{Label: "Received", Value: ui.When(ui.MomentOf(s.ReceivedAt))},
		{Label: "JIT token", Value: ui.Token(s.Token, "")},
	}}
	if s.Mode == jit.Observe {
		out.Marks = append(out.Marks, funding.Mode(s.Mode))
	}
	why := ""
	if s.answer != nil {
		_, longest := stages(b.Spans, b.Answered)
		if why = slowness(longest, b.Answered); why != "" {
			out.Marks = append(out.Marks, ui.Mark{Tone: ui.Caution, Icon: "pending", Text: "Slow: " + funding.Took(b.Answered)})
		}
	}
	out.Marks = append(out.Marks, funding.Outcome(s.FundingDecision))
	out.Title = headline(s.FundingDecision, b.Limit-b.Answered, s.answer != nil)
	out.Why = reasoning(s.FundingDecision, why)
	return out
}

// rules words the trace.
func rules(p *views.ShowPage, s seen) {
	stood := 0
	for _, c := range s.Checks() {
		if c.Outcome != jit.Declined && c.Outcome != jit.Reduced {
			stood++
		}
		p.Checks = append(p.Checks, views.Check{Name: ui.Name(c.Rule), Kind: funding.RuleKind(c.Kind), Mark: mark(c.Outcome), Values: values(c.Values)})
	}
	p.ChecksNote = fmt.Sprintf("%d of %d stood in nobody's way", stood, len(p.Checks))
	if len(p.Checks) == 0 {
		p.ChecksNote = "No rule was asked"
	}
	p.Answer = verdict(s.FundingDecision)
	p.RulesText = "The rules everybody begins with"
	if s.Version > 0 {
		p.RulesText = fmt.Sprintf("Rules, version %d", s.Version)
	}
	p.Rules = fmt.Sprintf("%s/rules/%d", funding.Gateway(s.Gateway), s.Version)
}

// exchange shows the bytes both ways.
func exchange(p *views.ShowPage, s seen) {
	at := funding.Decision(s.Token)
	p.Asked = views.Bytes{Title: "Marqeta asked: POST /jit/marqeta", Icon: "right", Raw: ui.Raw{Bytes: string(s.Request), Download: at + "/request"}}
	p.Answered = views.Bytes{Title: fmt.Sprintf("We answered: %d", s.Status), Icon: "left", Raw: ui.Raw{Bytes: string(s.Answer), Sent: true, Download: at + "/answer"}}
	if s.Mode != jit.Observe {
		return
	}
	p.Answered.Title = fmt.Sprintf("Ours would have been: %d, and was not sent", s.Status)
	if s.answer == nil {
		return
	}
	if d, ok := s.answer.Read(); ok && d.Theirs != nil {
		title := fmt.Sprintf("The customer's gateway answered: %d", d.Theirs.Status)
		if d.Theirs.Error != "" {
			title = "The customer's gateway: " + d.Theirs.Error
		}
		p.Theirs = &views.Bytes{Title: title, Icon: "left", Raw: ui.Raw{Bytes: string(d.Theirs.Answer)}}
	}
}

// Bytes gives one side of the exchange as a file.
func (h *Handler) Bytes(side func(store.FundingDecision) []byte, name string) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		s, err := h.find(r.Context(), r.PathValue("token"))
		if err != nil {
			return err
		}
		body, head := side(s.FundingDecision), w.Header()
		head.Set("Content-Type", "application/octet-stream")
		head.Set("Content-Disposition", `attachment; filename="decision-`+name+`.json"`)
		head.Set("Content-Length", fmt.Sprint(len(body)))
		head.Set("Cache-Control", "no-store")
		_, _ = w.Write(body) // the browser has gone; there is nobody left to tell
		return nil
	}
}

// Asked and Answered are the two sides of the exchange.
func Asked(d store.FundingDecision) []byte    { return d.Request }
func Answered(d store.FundingDecision) []byte { return d.Answer }
