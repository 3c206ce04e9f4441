package cases

import (
	"context"
	"fmt"
	"net/http"
	"net/url"

	"carddeck/store"
	views "carddeck/views/cases"
	"carddeck/views/transactions"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/casework"
	"carddeck/web/form"
	"carddeck/web/listing"
	"carddeck/web/render"
)

// draft is what was typed on the page of a case and not taken, with what is wrong with it.
type draft struct {
	stale                 string
	note, to              string
	link                  linkForm
	work, assign, linking form.Errors
}

// Show shows one case.
func (h *Handler) Show(w http.ResponseWriter, r *http.Request) error {
	c, err := h.find(r)
	if err != nil {
		return err
	}
	return h.show(w, r, http.StatusOK, c, draft{})
}

func (h *Handler) show(w http.ResponseWriter, r *http.Request, status int, c store.Case, d draft) error {
	ctx := r.Context()
	p := views.ShowPage{Headline: headline(c), Expected: ui.Name(c.Expected), Stale: d.stale, Steps: []ui.Step{
		{Text: "Bundle for support", Icon: "folder", Href: path(c) + "/bundle", First: c.State != store.CaseResolved},
		{Text: "Download as JSON", Icon: "download", Href: path(c) + "/bundle.json"},
	}}
	var err error
	if err = h.subject(ctx, &p, c); err != nil {
		return err
	}
	if p.Links, err = h.links(r, c); err != nil {
		return err
	}
	if auth.From(ctx).May(auth.WriteCases) {
		p.Edit = path(c) + "/edit"
		p.Steps = append(p.Steps, ui.Step{Text: "Edit", Icon: "edit", Href: p.Edit})
		p.Work, p.Linking = h.working(r, c, d), h.linkingForm(r, c, d)
		if p.Assign, err = h.assigning(r, c, d); err != nil {
			return err
		}
	}
	if err := h.log(r, &p, c); err != nil {
		return err
	}
	if err := h.others(ctx, &p, c); err != nil {
		return err
	}
	return render.Page(w, r, status, render.View{Title: casework.Name(c) + ", " + p.Headline.Title, Section: section, Body: views.Show(p)})
}

func headline(c store.Case) ui.Headline {
	_, kind := about(c)
	out := ui.Headline{
		Marks: []ui.Mark{casework.Mark(c.State), {Tone: ui.Plain, Icon: "folder", Text: casework.Name(c)}, {Tone: ui.Plain, Icon: "transactions", Text: kind}},
		Title: ui.Name(c.Title),
		Facts: []ui.Fact{
			{Label: "Assigned to", Value: ui.Text(assigned(c))},
			{Label: "Opened", Value: ui.When(ui.MomentOf(c.OpenedAt))}, {Label: "By", Value: ui.Text(ui.Name(c.OpenedBy))},
			{Label: "Last change", Value: ui.When(ui.MomentOf(c.ChangedAt))},
		},
	}
	if !c.ResolvedAt.IsZero() {
		out.Facts = append(out.Facts, ui.Fact{Label: "Resolved", Value: ui.When(ui.MomentOf(c.ResolvedAt))})
	}
	return out
}

// subject tells what a case is about, from the copies alone: the page of the subject has
// the rest.
func (h *Handler) subject(ctx context.Context, p *views.ShowPage, c store.Case) error {
	href, kind := about(c)
	p.Subject = []ui.Fact{{Label: kind, Value: ui.Token(c.Subject, href)}}
	add := func(label, text string) {
		if text != "" {
			p.Subject = append(p.Subject, ui.Fact{Label: label, Value: ui.Text(text)})
		}
	}
	if c.Kind == store.DeclineGroupCase {
		g, err := store.LookUp(ctx, c.Subject, h.store.DeclineGroup)
		if err != nil {
			return fmt.Errorf("find the group of a case: %w", err)
		}
		if g.ID == "" {
			p.Gone = "The group is not there any more: none of the stored declines has its cause."
			return nil
		}
		add("Declines", counted(g.Declines, "decline")+" on "+counted(g.Cards, "card"))
		p.Subject = append(p.Subject, ui.Fact{Label: "First seen", Value: ui.When(ui.MomentOf(g.FirstSeen))}, ui.Fact{Label: "Last seen", Value: ui.When(ui.MomentOf(g.LastSeen))})
		return nil
	}
	t, err := store.LookUp(ctx, c.Subject, h.store.Transaction)
	if err != nil {
		return fmt.Errorf("find the transaction of a case: %w", err)
	}
	if t.Token == "" {
		p.Gone = "Its notification has not come. The bundle reads it from Marqeta."
		return nil
	}
	add("Kind", transactions.Kind(t.Type)+", "+transactions.Status(t.Type, t.State, t.ResponseCode).Text)
	p.Subject = append(p.Subject, ui.Fact{Label: "Asked for", Value: ui.Amount(ui.MoneyOf(t.RequestAmountMinor, t.Currency))})
	add("Merchant", ui.Name(t.Merchant))
	p.Subject = append(p.Subject, ui.Fact{Label: "Time", Value: ui.When(ui.MomentOf(t.UserTransactionTime))})
	if t.CardToken != "" {
		p.Subject = append(p.Subject, ui.Fact{Label: "Card", Value: ui.Token(t.CardToken, "/cards/"+url.PathEscape(t.CardToken))})
	}
	return nil
}

func (h *Handler) working(r *http.Request, c store.Case, d draft) *views.Work {
	out := &views.Work{Key: h.changes.NewKey(), Version: version(c), Add: path(c) + "/note",
		Refusal: refusal(r, d.work, "Nothing was kept", ui.Fault{Field: "note", Text: "Note"}),
		Note: ui.Field{Name: "note", Label: "Note", Value: d.note, Error: d.work["note"], Wide: true, MaxLength: longest,
			Help: "For colleagues: notes stay here and are not in the bundle. What is written goes along with a change of state."}}
	for _, m := range moves {
		if m.legal(c.State) {
			out.Moves = append(out.Moves, views.Move{Action: path(c) + "/" + m.verb, Text: m.text, Icon: m.icon})
		}
	}
	return out
}

func (h *Handler) linkingForm(r *http.Request, c store.Case, d draft) *views.Linking {
	return &views.Linking{Action: path(c) + "/links", Key: h.changes.NewKey(),
		Refusal: refusal(r, d.linking, "Nothing was kept", ui.Fault{Field: "url", Text: "Address"}, ui.Fault{Field: "label", Text: "Name"}),
		URL:     ui.Field{Name: "url", Label: "Address", Type: "url", Value: d.link.URL, Error: d.linking["url"], Placeholder: "https://", MaxLength: longestURL},
		Label:   ui.Field{Name: "label", Label: "Name", Value: d.link.Label, Error: d.linking["label"], Optional: true, Placeholder: "Ticket at support", MaxLength: longestTitle}}
}

func (h *Handler) log(r *http.Request, p *views.ShowPage, c store.Case) error {
	l := listing.Parse(r)
	if r.Method != http.MethodGet { // a form that was not taken is drawn with the first page
		l = listing.Parse(&http.Request{URL: &url.URL{Path: path(c)}})
	}
	page, err := l.Page()
	if err != nil {
		return err
	}
	found, err := h.store.ListCaseEntries(r.Context(), c.ID, page)
	if err != nil {
		return fmt.Errorf("list the log of a case: %w", err)
	}
	for _, e := range found.Rows {
		p.Log = append(p.Log, line(e, h.now()))
	}
	p.Pager = l.Pager(found.Newer, found.Older, len(found.Rows), "line")
	return nil
}

// others leads to earlier and later cases about the same subject.
func (h *Handler) others(ctx context.Context, p *views.ShowPage, c store.Case) error {
	all, err := h.store.CasesAbout(ctx, c.Kind, c.Subject)
	if err != nil {
		return fmt.Errorf("look for other cases: %w", err)
	}
	for _, o := range all {
		if o.ID != c.ID {
			p.Related = append(p.Related, ui.Fact{Label: "About the same", Value: ui.Link(path(o), casework.Name(o)+", "+string(o.State))})
		}
	}
	if auth.From(ctx).May(auth.ReadAudit) {
		p.Related = append(p.Related, ui.Fact{Label: "Audit trail", Value: ui.Link("/audit?area=cases&target="+number(c), "Of this case")})
	}
	return nil
}
