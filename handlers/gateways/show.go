package gateways

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"carddeck/marqeta/jit"
	"carddeck/marqeta/jit/rule"
	"carddeck/store"
	"carddeck/views/environment"
	views "carddeck/views/gateways"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/change"
	"carddeck/web/funding"
	"carddeck/web/render"
)

const shown = 10

// Show shows one gateway.
func (h *Handler) Show(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	g, err := h.find(ctx, funding.Source(r.PathValue("source")))
	if err != nil {
		return err
	}
	p := views.ShowPage{Headline: headline(g, h.named(ctx, g.Source)), Steps: h.steps(r, g), Endpoint: h.facts()}
	if g.Source != "" {
		waits(&p, h.copied(ctx, g.Source))
	}
	if g.Mode == jit.Observe && g.UpstreamURL == "" {
		p.Warning = observesNobody
	}
	if err := h.measure(r, &p, g); err != nil {
		return err
	}
	set, err := h.rules(ctx, g.RulesVersion)
	if err != nil {
		return err
	}
	p.Rules = lines(set)
	if auth.From(ctx).May(auth.WriteRules) {
		p.EditHref = funding.Gateway(g.Source) + "/rules/edit"
	}
	versions, err := h.store.ListRules(ctx, g.Source, 0)
	if err != nil {
		return fmt.Errorf("list versions of rules: %w", err)
	}
	for _, v := range versions {
		p.Versions = append(p.Versions, views.Version{Name: strconv.FormatInt(v.Version, 10), Href: funding.Gateway(g.Source) + "/rules/" + strconv.FormatInt(v.Version, 10),
			Note: ui.Name(v.Note), Who: ui.Name(v.WrittenBy), At: ui.MomentOf(v.WrittenAt), InForce: v.Version == g.RulesVersion})
	}
	if g.UpstreamURL != "" {
		p.Upstream = []ui.Fact{{Label: "Address", Value: ui.Text(g.UpstreamURL)}, {Label: "User name", Value: ui.Text(g.UpstreamUsername)}, {Label: "Password", Value: ui.Text("Kept sealed, never shown")}}
	}
	history, err := h.store.ListAudit(ctx, store.AuditFilter{Area: "gateways", Target: target(g.Source)}, store.Page{Limit: 20})
	if err != nil {
		return fmt.Errorf("list changes of a gateway: %w", err)
	}
	p.History = change.History(history.Rows)
	return render.Page(w, r, http.StatusOK, render.View{Title: p.Headline.Title, Section: funding.Gateways, Body: views.Show(p)})
}

// target names a gateway in the audit trail.
func target(source string) string {
	if source == "" {
		return funding.Default
	}
	return source
}

// waits says how long the platform waits for an answer, and warns where we may take as long.
func waits(p *views.ShowPage, f store.FundingSource) {
	limit, from := funding.Limit(f)
	p.Endpoint = append(p.Endpoint, ui.Fact{Label: "Marqeta waits", Value: ui.Text(funding.Took(limit) + ": " + from)})
	if limit <= jit.AnswerBy {
		p.Warning = "Answers may come too late: Marqeta waits " + funding.Took(limit) + " and we answer by " + funding.Took(jit.AnswerBy) + ". Give the funding source a longer limit."
	}
}

func (h *Handler) measure(r *http.Request, p *views.ShowPage, g store.Gateway) error {
	ctx := r.Context()
	for _, span := range []struct {
		words string
		size  time.Duration
	}{{"10 minutes", 10 * time.Minute}, {"hour", time.Hour}, {"24 hours", 24 * time.Hour}} {
		l, err := h.store.GatewayLatency(ctx, g.Source, h.now().Add(-span.size))
		if err != nil {
			return fmt.Errorf("measure a gateway: %w", err)
		}
		p.Speed = append(p.Speed, speed(span.words, l))
	}
	slow, err := h.store.SlowestAnswers(ctx, g.Source, h.now().Add(-24*time.Hour), shown)
	if err != nil {
		return fmt.Errorf("find slow answers: %w", err)
	}
	latest, err := h.store.ListAnswers(ctx, store.AnswerFilter{Source: &g.Source}, store.Page{Limit: shown})
	if err != nil {
		return fmt.Errorf("list answers: %w", err)
	}
	p.Slowest, p.Latest = answers(slow), answers(latest.Rows)
	open, err := h.store.ListAlarms(ctx, true, store.Page{Limit: store.MaxLimit})
	if err != nil {
		return fmt.Errorf("list alarms: %w", err)
	}
	var own []store.GatewayAlarm
	for _, a := range open.Rows {
		if a.Source == g.Source {
			own = append(own, a)
		}
	}
	p.Alarms = h.words(r, own)
	return nil
}

func answers(all []store.GatewayAnswer) []views.Answer {
	var out []views.Answer
	for _, a := range all {
		one := views.Answer{At: ui.MomentOf(a.ReceivedAt), Mark: ui.Mark{Tone: ui.Good, Icon: "ok", Text: "200"}, Text: ended(a), Method: ui.Name(a.Method),
			Took: funding.Took(time.Duration(a.AnsweredUs) * time.Microsecond)}
		if a.Status != http.StatusOK {
			one.Mark = ui.Mark{Tone: ui.Bad, Icon: "fail", Text: strconv.Itoa(a.Status)}
		}
		if a.Token != "" && a.Ended != jit.Unreadable && a.Ended != jit.Late && a.Ended != jit.Failed && a.Ended != jit.Panicked {
			one.Href = funding.Decision(a.Token)
		}
		out = append(out, one)
	}
	return out
}

var ends = map[jit.End]string{
	jit.Settled: "Decided", jit.Repeated: "The stored answer again", jit.Observed: "The customer's gateway answered", jit.Conflict: "A known token asked for something else",
	jit.Unreadable: "Not a funding request", jit.Late: "It took too long to arrive", jit.Failed: "The books could not decide", jit.Uncertain: "The books did not say in time",
	jit.Unheard: "The customer's gateway gave no usable answer", jit.Panicked: "Our own fault",
}

func ended(a store.GatewayAnswer) string {
	if a.Ended == jit.Settled && a.Reason != "" {
		return "Declined: " + funding.Reason(jit.Reason(a.Reason))
	}
	return ends[a.Ended]
}

func headline(g store.Gateway, name string) ui.Headline {
	out := ui.Headline{Marks: []ui.Mark{funding.Mode(g.Mode)}, Title: name, Why: means[g.Mode], Facts: []ui.Fact{
		{Label: "Rules", Value: ui.Text(version(g.RulesVersion))}, {Label: "Settings changed", Value: ui.When(ui.MomentOf(g.ChangedAt))}, {Label: "By", Value: ui.Text(g.ChangedBy)},
	}}
	if g.Version == 0 {
		out.Why += " It has no settings of its own yet and follows the default, with which its answers are counted."
	}
	return out
}

const observesNobody = "Everything is declined: it is to observe, and nobody has said where the customer’s own gateway is."

var means = map[jit.Mode]string{
	jit.Decide: "Our rules and our ledger answer Marqeta.", jit.Observe: "The customer's own gateway answers; what ours would have said is kept beside it.",
	jit.Closed: "Everything is declined.",
}

func (h *Handler) steps(r *http.Request, g store.Gateway) []ui.Step {
	if !auth.From(r.Context()).May(auth.WriteGateways) {
		return nil
	}
	at := funding.Gateway(g.Source)
	out := []ui.Step{{Text: "Change the mode", Icon: "edit", Href: at + "/mode", First: g.Mode == jit.Closed}}
	if g.Mode == jit.Closed {
		return out
	}
	closing := ui.Step{Text: "Close now", Icon: "lock", Post: at + "/close", Key: h.changes.NewKey()}
	if environment.From(r.Context()).Kind == environment.Production {
		closing = ui.Step{Text: "Close now", Icon: "lock", Href: at + "/close"}
	}
	return append(out, closing)
}

func (h *Handler) facts() []ui.Fact {
	address := h.endpoint.URL
	if address == "" {
		address = "Not told: set CONSOLE_JIT_URL to how Marqeta reaches POST /jit/marqeta"
	}
	return []ui.Fact{{Label: "Address", Value: ui.Text(address)}, {Label: "User name", Value: ui.Text(h.endpoint.Username)},
		{Label: "Password", Value: ui.Text("In gateway.json of the data folder, or CONSOLE_JIT_PASSWORD")}}
}

// rules gives a version of rules, 0 those that everybody begins with.
func (h *Handler) rules(ctx context.Context, version int64) (rule.Set, error) {
	if version == 0 {
		return rule.First(), nil
	}
	kept, err := h.store.Rules(ctx, version)
	if err != nil {
		return rule.Set{}, fmt.Errorf("read rules: %w", err)
	}
	return kept.Set, nil
}
