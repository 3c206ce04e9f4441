package gateways

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/dustin/go-humanize"

	"carddeck/store"
	views "carddeck/views/gateways"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/funding"
	"carddeck/web/problem"
	"carddeck/web/render"
)

// List shows the settings of all gateways, the default first.
func (h *Handler) List(w http.ResponseWriter, r *http.Request) error {
	all, err := h.gateways(r.Context())
	if err != nil {
		return err
	}
	var p views.ListPage
	for _, g := range all {
		l, err := h.store.GatewayLatency(r.Context(), g.Source, h.now().Add(-24*time.Hour))
		if err != nil {
			return fmt.Errorf("measure a gateway: %w", err)
		}
		s := speed("", l)
		p.Rows = append(p.Rows, views.Row{Name: h.named(r.Context(), g.Source), Href: funding.Gateway(g.Source), Mode: funding.Mode(g.Mode), Rules: version(g.RulesVersion),
			Answers: s.Answers, Rate: s.Rate, P50: s.P50, P95: s.P95, P99: s.P99})
	}
	alarms, err := h.store.ListAlarms(r.Context(), true, store.Page{Limit: 20})
	if err != nil {
		return fmt.Errorf("list alarms: %w", err)
	}
	p.Alarms = h.words(r, alarms.Rows)
	return render.Page(w, r, http.StatusOK, render.View{Title: "JIT gateway", Section: funding.Gateways, Body: views.List(p)})
}

// gateways gives the settings kept, and those of program gateways that follow the default.
func (h *Handler) gateways(ctx context.Context) ([]store.Gateway, error) {
	all, err := h.store.ListGateways(ctx)
	if err != nil {
		return nil, fmt.Errorf("list gateways: %w", err)
	}
	sources, err := h.store.ListFundingSources(ctx, store.FundingSourceFilter{Kind: "programgateway"}, store.Page{})
	if err != nil {
		return nil, fmt.Errorf("list program gateways: %w", err)
	}
	known := map[string]bool{}
	for _, g := range all {
		known[g.Source] = true
	}
	for _, s := range sources.Rows {
		if !known[s.Token] {
			g, err := h.find(ctx, s.Token)
			if err != nil {
				return nil, err
			}
			all = append(all, g)
		}
	}
	return all, nil
}

// find gives a gateway's settings. One without its own follows the default; its version
// is 0, so that the first change makes it some.
func (h *Handler) find(ctx context.Context, source string) (store.Gateway, error) {
	g, err := h.store.Gateway(ctx, source)
	if !errors.Is(err, store.ErrNotFound) {
		return g, err
	}
	found, err := h.store.ListFundingSources(ctx, store.FundingSourceFilter{Kind: "programgateway"}, store.Page{Limit: store.MaxLimit})
	if err != nil {
		return g, fmt.Errorf("list program gateways: %w", err)
	}
	for _, s := range found.Rows {
		if s.Token == source {
			fallback, err := h.store.Gateway(ctx, "")
			return store.Gateway{Source: source, Mode: fallback.Mode, RulesVersion: fallback.RulesVersion,
				UpstreamURL: fallback.UpstreamURL, UpstreamUsername: fallback.UpstreamUsername}, err
		}
	}
	return g, problem.NotFound("gateway", funding.Gateways, "All gateways")
}

// named is what a gateway is called: as the funding source whose it is.
func (h *Handler) named(ctx context.Context, source string) string {
	if source == "" {
		return "Default, for every source without its own"
	}
	return ui.Name(cmp.Or(h.copied(ctx, source).Name, source))
}

// copied is our copy of a funding source; empty where there is none yet.
func (h *Handler) copied(ctx context.Context, source string) store.FundingSource {
	f, _ := h.store.FundingSource(ctx, source) // the page stands without it
	return f
}

func version(n int64) string {
	if n == 0 {
		return "those everybody begins with"
	}
	return "version " + strconv.FormatInt(n, 10)
}

func speed(span string, l store.Latency) views.Speed {
	out := views.Speed{Span: span, Answers: humanize.Comma(l.Answers), Rate: "none", P50: "none", P95: "none", P99: "none", Max: "none"}
	if l.Answers > 0 {
		out.Rate = fmt.Sprintf("%.1f %%", float64(l.Approvals)/float64(l.Answers)*100)
		out.P50, out.P95, out.P99, out.Max = funding.Took(l.P50), funding.Took(l.P95), funding.Took(l.P99), funding.Took(l.Max)
	}
	return out
}

// words tells of alarms, with a button to close each for who may.
func (h *Handler) words(r *http.Request, all []store.GatewayAlarm) []views.Alarm {
	var out []views.Alarm
	for _, a := range all {
		one := views.Alarm{What: ui.Capital(string(a.Kind)), About: ui.Name(a.About), Detail: ui.Name(a.Detail), Last: ui.MomentOf(a.LastAt), Times: humanize.Comma(a.Times)}
		if a.Token != "" && a.About == a.Token {
			one.Href = funding.Decision(a.Token)
		}
		if auth.From(r.Context()).May(auth.WriteGateways) {
			one.Close = ui.Step{Text: "Close", Icon: "check", Post: fmt.Sprintf("%s/alarms/%d/close", funding.Gateways, a.ID), Key: h.changes.NewKey()}
		}
		out = append(out, one)
	}
	return out
}
