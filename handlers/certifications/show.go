package certifications

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"carddeck/marqeta/certify"
	"carddeck/store"
	views "carddeck/views/certifications"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/certificate"
	"carddeck/web/change"
	"carddeck/web/problem"
	"carddeck/web/render"
)

// Show tells how far a run is, and what came of every scenario.
func (h *Handler) Show(w http.ResponseWriter, r *http.Request) error {
	c, err := h.find(r.Context(), r.PathValue("name"))
	if err != nil {
		return err
	}
	rows, err := h.store.CertificationResults(r.Context(), c.ID)
	if err != nil {
		return fmt.Errorf("list results of certification: %w", err)
	}
	p := views.RunPage{
		Title: ui.Name(c.Gateway), Mark: h.mark(c), Facts: h.facts(c), Done: len(rows), Of: whole,
		Summary: certificate.Summary(int(c.Passed), int(c.Failed), len(rows)),
		Report:  of(c.Name) + "/report", JSON: of(c.Name) + "/report.json", Again: root + "/new?" + again(c), Rows: h.rows(c, rows),
	}
	switch {
	case h.lost(c):
		p.Failed = "The console that made this run has ended, and nothing was heard of it since. What had been played is below."
	case c.State == store.CertificationRunning:
		p.Poll = of(c.Name)
		if auth.From(r.Context()).May(auth.RunCertifications) && h.runs.here(c.Name) {
			p.Cancel, p.Key = of(c.Name)+"/cancel", h.changes.NewKey()
		}
	case c.Failure != "":
		p.Failed = ui.Name(ui.Capital(c.Failure))
	}
	return render.Page(w, r, http.StatusOK, render.View{Title: p.Title, Section: root, Body: views.Show(p), Fragments: []string{views.RunRegion}})
}

func (h *Handler) facts(c store.Certification) []ui.Fact {
	webhook := c.Webhook
	if webhook == "" {
		webhook = "none was told"
	}
	end := c.EndedAt
	if end.IsZero() {
		if end = h.now(); h.lost(c) {
			end = c.SeenAt
		}
	}
	return []ui.Fact{
		{Label: "Webhook", Value: ui.Text(ui.Name(webhook))},
		{Label: "Limit", Value: ui.Text(strconv.FormatInt(c.LimitMillis, 10) + " ms")},
		{Label: "Currency", Value: ui.Text(c.Currency)},
		{Label: "Began, UTC", Value: ui.When(ui.MomentOf(c.BeganAt))},
		{Label: "Took", Value: ui.Text(max(0, end.Sub(c.BeganAt)).Round(100 * time.Millisecond).String())},
		{Label: "Who", Value: ui.Text(c.OperatorEmail)},
	}
}

// rows are all scenarios, those to come as well.
func (h *Handler) rows(c store.Certification, done []store.CertificationResult) []views.Result {
	byNumber := map[int]store.CertificationResult{}
	for _, r := range done {
		byNumber[int(r.Number)] = r
	}
	text, icon := "To come", "todo"
	if c.State != store.CertificationRunning || h.lost(c) {
		text, icon = "Not played", "lock"
	}
	var out []views.Result
	for _, sc := range certify.Scenarios() {
		r, played := byNumber[sc.Number]
		if !played {
			out = append(out, certificate.Waiting(sc, text, icon))
			continue
		}
		v := certificate.Row(sc.Number, certify.Outcome(r.Outcome), r.Verdict, time.Duration(r.SlowestMicros)*time.Microsecond, time.Duration(c.LimitMillis)*time.Millisecond)
		v.Href = of(c.Name) + "/scenarios/" + strconv.Itoa(sc.Number)
		out = append(out, v)
	}
	return out
}

// again carries the addresses over to another run's form.
func again(c store.Certification) string {
	return url.Values{"gateway": {c.Gateway}, "webhook": {c.Webhook}, "currency": {c.Currency}, "limit": {strconv.FormatInt(c.LimitMillis, 10)}}.Encode()
}

// Cancel stops a run.
func (h *Handler) Cancel(w http.ResponseWriter, r *http.Request) error {
	c, err := h.find(r.Context(), r.PathValue("name"))
	if err != nil {
		return err
	}
	return h.changes.Carry(w, r, change.Change{
		Area: "certifications", Action: "stop certification", Target: c.Name, Path: of(c.Name), Said: "The certification stops.",
	}, func(context.Context, *change.Change) error {
		if !h.runs.stop(c.Name) {
			return &problem.Problem{Status: http.StatusConflict, Title: "This run cannot be stopped from here",
				Detail: "It has ended, or another console makes it.", Href: of(c.Name), Action: "The run"}
		}
		return nil
	})
}
