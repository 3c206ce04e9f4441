package repairs

import (
	"fmt"
	"net/http"

	"github.com/dustin/go-humanize"

	"carddeck/store"
	views "carddeck/views/repairs"
	"carddeck/views/ui"
	"carddeck/web/listing"
	"carddeck/web/render"
)

// countedUpTo is how far repairs are counted; beyond it the page says "more than".
const countedUpTo = 1000

// everyState is what the address says for no state in particular.
const everyState = "all"

// List shows the queue, the latest first; what is closed only on request.
func (h *Handler) List(w http.ResponseWriter, r *http.Request) error {
	l := listing.Parse(r)
	page, err := l.Page()
	if err != nil {
		return err
	}
	f := filter(l)
	found, err := h.store.ListRepairs(r.Context(), f, page)
	if err != nil {
		return fmt.Errorf("list repairs: %w", err)
	}
	count, err := h.store.CountRepairsUpTo(r.Context(), f, countedUpTo+1)
	if err != nil {
		return fmt.Errorf("count repairs: %w", err)
	}
	p := views.ListPage{
		Sub: sub(count), Tabs: tabs(l), State: l.Get("state"), Kind: l.Get("kind"), Kinds: []ui.Option{{Text: "Every kind"}}, Clear: l.Without("kind"),
		Pager: l.Pager(found.Newer, found.Older, len(found.Rows), "repair"), Empty: empty(l),
	}
	for _, k := range store.RepairKinds() {
		p.Kinds = append(p.Kinds, ui.Option{Value: string(k), Text: wordsOf(k).title})
	}
	if l.Filtered("kind") {
		p.Chips = []ui.Chip{{Label: "Kind", Value: wordsOf(f.Kind).title, Remove: l.Without("kind")}}
	}
	for _, one := range found.Rows {
		p.Rows = append(p.Rows, row(one))
	}
	return render.Page(w, r, http.StatusOK, render.View{Title: "Repairs", Section: section, Fragments: []string{views.Region}, Body: views.List(p)})
}

// filter reads the address. Without a state it is what somebody has to look at.
func filter(l listing.List) store.RepairFilter {
	f := store.RepairFilter{State: store.RepairState(l.Get("state")), Kind: store.RepairKind(l.Get("kind"))}
	switch f.State {
	case "":
		f.State = store.RepairOpen
	case everyState:
		f.State = ""
	}
	return f
}

func row(r store.Repair) views.Row {
	return views.Row{
		Number: number(r), Mark: mark(r.State), Title: wordsOf(r.Kind).title, Href: path(r), Amount: ui.MoneyOf(r.Found, r.Currency),
		Subject: r.Subject, About: subjectPath(r), Opened: ui.MomentOf(r.OpenedAt), Closed: ui.Name(r.Reason),
	}
}

func sub(count int64) string {
	const what = "Money that does not fit: each has its evidence, and nothing is corrected without a second person."
	switch {
	case count > countedUpTo:
		return "More than " + humanize.Comma(countedUpTo) + " repairs. " + what
	case count == 0:
		return what
	case count == 1:
		return "1 repair. " + what
	}
	return humanize.Comma(count) + " repairs. " + what
}

func tabs(l listing.List) []ui.Tab {
	out := []ui.Tab{{Text: "Open", Href: l.Without("state"), Current: l.Get("state") == ""}}
	for _, t := range []struct{ state, text string }{
		{string(store.RepairCorrected), "Corrected"}, {string(store.RepairAcknowledged), "Acknowledged"},
		{string(store.RepairSettled), "Settled by themselves"}, {everyState, "All"},
	} {
		out = append(out, ui.Tab{Text: t.text, Href: l.With("state", t.state), Current: l.Is("state", t.state)})
	}
	return out
}

func empty(l listing.List) ui.Empty {
	switch {
	case l.Filtered("kind"):
		return ui.Empty{Title: "None of this kind", Text: "Nothing of this kind stands here. Look at every kind.", Href: l.Without("kind"), Action: "Every kind"}
	case l.Is("state", string(store.RepairCorrected)):
		return ui.Empty{Title: "Nothing was corrected yet", Text: "What two people put right, one by a proposal and another by approving it, stands here."}
	case l.Is("state", string(store.RepairAcknowledged)):
		return ui.Empty{Title: "Nothing was acknowledged yet", Text: "What somebody looked at and left as it is stands here, with their note."}
	case l.Is("state", string(store.RepairSettled)):
		return ui.Empty{Title: "Nothing has settled itself yet", Text: "What a later message made fit, and approvals that came too late and were given back, stand here."}
	}
	return ui.Empty{Title: "Everything fits", Text: "The ledger compares each purchase with what the platform tells. A clearing without a hold, a decision of which no notification tells, " +
		"a hold that is never cleared: it would stand here, with its evidence and what to do.", Href: "/reconciliations", Action: "Compare a whole day"}
}
