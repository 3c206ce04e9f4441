package audit

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"carddeck/store"
	"carddeck/views/audit"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/change"
	"carddeck/web/listing"
	"carddeck/web/problem"
	"carddeck/web/render"
)

// List shows the trail, newest first.
func (h *Handler) List(w http.ResponseWriter, r *http.Request) error {
	l := listing.Parse(r)
	page, err := l.Page()
	if err != nil {
		return err
	}
	found, err := h.store.ListAudit(r.Context(), store.AuditFilter{
		Outcome: store.Outcome(l.Get("outcome")), Area: l.Get("area"), Target: l.Get("target"),
	}, page)
	if err != nil {
		return fmt.Errorf("list audit entries: %w", err)
	}
	p := audit.ListPage{
		Tabs:  tabs(l),
		Clear: l.Bare(),
		Pager: l.Pager(found.Newer, found.Older, len(found.Rows), "change"),
		Empty: ui.Empty{Title: "Nothing here", Text: "What operators change is listed here from the first click on. Nothing matches what you look for."},
	}
	for _, key := range []string{"area", "target"} {
		if value := l.Get(key); value != "" {
			p.Chips = append(p.Chips, ui.Chip{Label: key, Value: value, Remove: l.Without(key)})
		}
	}
	for _, e := range found.Rows {
		p.Rows = append(p.Rows, audit.Row{
			At: ui.MomentOf(e.StartedAt), Who: e.OperatorEmail, What: e.Action, Href: entryPath(e),
			Target: e.Target, TargetHref: targetPath(e), Outcome: change.Outcome(e.Outcome), Detail: e.Detail,
		})
	}
	return render.Page(w, r, http.StatusOK, render.View{Title: "Audit", Section: "/audit", Body: audit.List(p)})
}

func tabs(l listing.List) []ui.Tab {
	out := []ui.Tab{{Text: "All", Href: l.Without("outcome"), Current: !l.Filtered("outcome")}}
	for _, t := range []struct{ value, text string }{{"unknown", "Outcome unknown"}, {"open", "Under way"}, {"refused", "Refused"}, {"done", "Done"}} {
		out = append(out, ui.Tab{Text: t.text, Href: l.With("outcome", t.value), Current: l.Is("outcome", t.value)})
	}
	return out
}

// Show shows one entry with what was sent.
func (h *Handler) Show(w http.ResponseWriter, r *http.Request) error {
	e, err := h.entry(r)
	if err != nil {
		return err
	}
	p := audit.ShowPage{Headline: ui.Headline{
		Marks: []ui.Mark{change.Outcome(e.Outcome)},
		Title: e.OperatorEmail + ": " + e.Action, Why: e.Detail,
		Facts: []ui.Fact{
			{Label: "Object", Value: ui.Token(e.Target, targetPath(e))},
			{Label: "Begun", Value: ui.When(ui.MomentOf(e.StartedAt))},
			{Label: "Closed", Value: ui.When(ui.MomentOf(e.FinishedAt))},
			{Label: "Reference of the request", Value: ui.Text(e.Reference)},
		},
	}}
	if len(e.Request) > 0 && string(e.Request) != "null" {
		p.Request = &ui.Raw{ID: "request", Title: "What was sent", Bytes: string(e.Request), Sent: true}
	}
	if auth.From(r.Context()).May(auth.SettleChanges) {
		p.Steps = h.steps(e)
	}
	return render.Page(w, r, http.StatusOK, render.View{Title: e.Action, Section: "/audit", Body: audit.Show(p)})
}

// steps are what can be done about an entry that is not closed.
func (h *Handler) steps(e store.AuditEntry) []ui.Step {
	if e.Outcome != store.OutcomeUnknown && (e.Outcome != store.OutcomeOpen || h.young(e)) {
		return nil
	}
	out := []ui.Step{{Text: "Ask Marqeta now", Icon: "refresh", Post: entryPath(e) + "/settle"}}
	if h.judgeable(e) {
		out = append(out,
			ui.Step{Text: "Note: carried out", Icon: "ok", Post: entryPath(e) + "/done"},
			ui.Step{Text: "Note: not carried out", Icon: "fail", Post: entryPath(e) + "/refused"})
	}
	return out
}

func (h *Handler) entry(r *http.Request) (store.AuditEntry, error) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return store.AuditEntry{}, problem.NotFound("audit entry", "/audit", "The audit trail")
	}
	e, err := h.store.Audit(r.Context(), id)
	if err != nil {
		return e, fmt.Errorf("read audit entry: %w", err)
	}
	return e, nil
}

func entryPath(e store.AuditEntry) string { return "/audit/" + strconv.FormatInt(e.ID, 10) }

// targetPath leads to the object of an entry, where the area has pages for objects.
func targetPath(e store.AuditEntry) string {
	switch {
	case e.Target == "" || e.Outcome == store.OutcomeRefused:
		return ""
	case e.ResultPath != "":
		return e.ResultPath
	}
	switch e.Area {
	case "cards", "users", "card-products", "funding-sources", "transactions", "gpa-orders", "webhooks", "declines", "cases", "accounts", "proposals", "gateways",
		"repairs", "reconciliations",
		"spend-controls/velocity", "spend-controls/authorization", "spend-controls/exempt-merchants",
		"spend-controls/mcc-groups", "spend-controls/merchant-groups":
		return "/" + e.Area + "/" + url.PathEscape(e.Target)
	}
	return ""
}
