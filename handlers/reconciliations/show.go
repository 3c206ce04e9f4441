package reconciliations

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"unicode/utf8"

	"github.com/dustin/go-humanize"

	"carddeck/store"
	views "carddeck/views/reconciliations"
	"carddeck/views/transactions"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/change"
	"carddeck/web/form"
	"carddeck/web/listing"
	"carddeck/web/problem"
	"carddeck/web/render"
)

// shown is how many differences a page has; the exports have them all.
const shown = 500

// explainForm explains one difference.
type explainForm struct {
	Token       string `form:"token" json:"token"`
	Class       string `form:"class" json:"class"`
	Explanation string `form:"explanation" json:"explanation"`
	wrong       string
}

// Show shows one day.
func (h *Handler) Show(w http.ResponseWriter, r *http.Request) error {
	return h.show(w, r, http.StatusOK, explainForm{})
}

func (h *Handler) show(w http.ResponseWriter, r *http.Request, status int, typed explainForm) error {
	day := r.PathValue("day")
	progress := h.progress(day)
	one, items, err := h.find(r)
	if progress != nil && errors.Is(err, store.ErrNotFound) {
		return draw(w, r, status, day, views.ShowPage{Progress: progress})
	}
	if err != nil {
		return err
	}
	p := views.ShowPage{Progress: progress, Headline: headline(one), CSV: path(one.Day) + "/export.csv", JSON: path(one.Day) + "/export.json"}
	going := progress != nil && progress.Failed == ""
	may := auth.From(r.Context()).May(auth.WriteRepairs) && !going // the page draws itself again, over what is typed
	if may {
		p.Again = &views.Again{Day: one.Day, Key: h.changes.NewKey()}
	}
	for n, i := range items[:min(len(items), shown)] {
		drawn := item(i)
		if may && i.Explanation == "" {
			drawn.Explain = &views.Explaining{Action: path(one.Day) + "/explain", Key: h.changes.NewKey(), Token: i.Token, Class: i.Class, ID: "why-" + strconv.Itoa(n+1)}
			if typed.Token == i.Token && typed.Class == i.Class {
				drawn.Explain.Value, drawn.Explain.Error = typed.Explanation, typed.wrong
			}
		}
		p.Items = append(p.Items, drawn)
	}
	if len(items) > shown {
		p.Cut = fmt.Sprintf("%s more differences are in the exports.", humanize.Comma(int64(len(items)-shown)))
	}
	for _, t := range one.Sums() {
		p.Totals = append(p.Totals, views.Total{Ours: ui.MoneyOf(t.Ours, t.Currency), Theirs: ui.MoneyOf(t.Theirs, t.Currency), Same: t.Ours == t.Theirs})
	}
	return draw(w, r, status, day, p)
}

func draw(w http.ResponseWriter, r *http.Request, status int, day string, p views.ShowPage) error {
	return render.Page(w, r, status, render.View{Title: "Reconciliation of " + day, Section: section, Body: views.Show(p), Fragments: []string{views.DayRegion}})
}

// progress tells how far the comparison is that somebody asked for; nil when there is none.
func (h *Handler) progress(day string) *views.Progress {
	c, going := h.platform.Comparing(day)
	if !going {
		return nil
	}
	p := &views.Progress{Title: "Comparing " + day, Day: day, Here: path(day), Text: listing.Count(c.Listed, "transaction") + " told by Marqeta so far",
		Began: ui.MomentOf(c.Began), By: ui.Name(c.By)}
	if c.Listed == 0 {
		p.Text = "Waiting for Marqeta, or for another day that is being compared"
	}
	if c.Failure != nil {
		p.Title, p.Failed = "The day could not be compared", "Marqeta did not tell everything. Nothing is kept of this comparison; try it again."
	}
	return p
}

func headline(r store.Reconciliation) ui.Headline {
	return ui.Headline{
		Marks: []ui.Mark{mark(r)}, Title: "Reconciliation of " + r.Day,
		Why: "The day's transactions, by the time the platform created them, in UTC.",
		Facts: []ui.Fact{
			{Label: "Here", Value: ui.Text(humanize.Comma(r.Ours))}, {Label: "At the platform", Value: ui.Text(humanize.Comma(r.Theirs))},
			{Label: "The same", Value: ui.Text(humanize.Comma(r.Matched))}, {Label: "Explained", Value: ui.Text(humanize.Comma(r.Explained))},
			{Label: "Open", Value: ui.Text(humanize.Comma(r.Unexplained))},
			{Label: "Compared", Value: ui.When(ui.MomentOf(r.RanAt))}, {Label: "By", Value: ui.Text(by(r.ByWhom))},
		},
	}
}

func item(i store.ReconciliationItem) views.Item {
	out := views.Item{
		Mark: ui.Mark{Tone: ui.Caution, Icon: "warn", Text: "Open"}, Class: ui.Capital(i.Class), Token: i.Token, Href: "/transactions/" + url.PathEscape(i.Token),
		Of: ui.Name(transactions.Kind(i.Type)), Explanation: ui.Name(i.Explanation), By: ui.Name(i.ExplainedBy),
		Ours: side(i.OurState, i.OurAmount, i.Currency), Theirs: side(i.TheirState, i.TheirAmount, i.Currency),
	}
	if i.Explanation != "" {
		out.Mark = ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Explained"}
	}
	return out
}

func side(state string, minor *int64, currency string) views.Side {
	if minor == nil {
		return views.Side{}
	}
	return views.Side{State: ui.Name(state), Amount: ui.MoneyOf(*minor, currency)}
}

// Explain explains one difference.
func (h *Handler) Explain(w http.ResponseWriter, r *http.Request) error {
	var in explainForm
	if err := form.Read(r, &in); err != nil {
		return err
	}
	switch {
	case in.Explanation == "":
		in.wrong = "Say why it differs."
	case utf8.RuneCountInString(in.Explanation) > 500:
		in.wrong = "Shorten it to 500 characters."
	}
	if in.wrong != "" {
		return h.show(w, r, http.StatusUnprocessableEntity, in)
	}
	day := r.PathValue("day")
	return h.changes.Carry(w, r, change.Change{
		Area: "reconciliations", Action: "explain difference", Target: day, Request: in, Path: path(day), Said: "The difference is explained.",
	}, func(ctx context.Context, _ *change.Change) error {
		err := h.store.ExplainDifference(ctx, day, in.Token, in.Class, in.Explanation, auth.From(ctx).Email)
		if errors.Is(err, store.ErrNotFound) {
			return &problem.Problem{Status: http.StatusConflict, Title: "There is no such open difference", Err: err,
				Detail: "Somebody explained it meanwhile, or the day was compared again. Nothing was changed now.", Href: path(day), Action: "The day"}
		}
		return err
	})
}
