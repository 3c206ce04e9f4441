package spendpreviews

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/dustin/go-humanize"

	"carddeck/marqeta/control"
	"carddeck/store"
	"carddeck/views/spendcontrols"
	"carddeck/views/ui"
	"carddeck/web/listing"
	"carddeck/web/problem"
	"carddeck/web/render"
	"carddeck/web/spend"
)

// shown is how many examples of each side a page has.
const shown = 20

// Show shows how far a preview has come, and in the end what it found.
func (h *Handler) Show(w http.ResponseWriter, r *http.Request) error {
	p, found := h.previews.Find(r.PathValue("id"))
	if !found {
		return gone()
	}
	page, err := h.page(r.Context(), p)
	if err != nil {
		return err
	}
	return render.Page(w, r, http.StatusOK, render.View{
		Title: page.Head.Title, Section: spend.Section, Fragments: []string{spendcontrols.ProgressRegion}, Body: spendcontrols.Preview(page),
	})
}

// Cancel stops a preview.
func (h *Handler) Cancel(w http.ResponseWriter, r *http.Request) error {
	p, found := h.previews.Find(r.PathValue("id"))
	if !found {
		return gone()
	}
	h.previews.Cancel(p.ID)
	return render.Redirect(w, r, path(p.ID))
}

func gone() error {
	return &problem.Problem{Status: http.StatusNotFound, Title: "This preview is gone",
		Detail: "Previews are kept in memory, the newest fifty, and end with the console. Open the control and try it again.",
		Href:   spend.Velocity.Path(), Action: "Spend controls"}
}

func path(id string) string { return "/spend-controls/previews/" + url.PathEscape(id) }

func (h *Handler) page(ctx context.Context, p spend.Preview) (spendcontrols.PreviewPage, error) {
	page := spendcontrols.PreviewPage{
		Head: ui.Head{Title: p.Plan.Title, Sub: "Nothing was sent to Marqeta. " + scope(p.Plan), Back: p.Plan.Back, Where: "Back to the form"},
		Path: path(p.ID), Running: p.State == spend.Running, Most: p.Plan.Most, Done: min(p.Read, p.Plan.Most),
		Progress: fmt.Sprintf("%s of at most %s transactions read, %s judged, %s", comma(min(p.Read, p.Plan.Most)), comma(p.Plan.Most), comma(p.Judged), took(p.Took)),
		Notes:    notes(p),
	}
	switch p.State {
	case spend.Running:
		page.Mark = ui.Mark{Tone: ui.Note, Icon: "pending", Text: "Replaying stored transactions"}
		return page, nil
	case spend.Cancelled:
		page.Mark, page.Trouble = ui.Mark{Tone: ui.Plain, Icon: "x", Text: "Cancelled"}, "It was stopped before its end, so there is no result. Go back to the form to try again."
		return page, nil
	case spend.Failed:
		page.Mark, page.Trouble = ui.Mark{Tone: ui.Bad, Icon: "fail", Text: "Did not end"}, "The stored transactions could not be read. Go back to the form to try again."
		return page, nil
	}
	page.Done, page.Mark = page.Most, ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Done"}
	declined, err := h.examples(ctx, p.Result.Declined)
	if err != nil {
		return page, err
	}
	passed, err := h.examples(ctx, p.Result.Passed)
	if err != nil {
		return page, err
	}
	page.Declined = side("declined", p.Result.Declined, p.Result.Looked, "would have been declined", "None that was approved would have been declined.", declined)
	page.Passed = side("passed", p.Result.Passed, p.Result.Looked, "would have been let through", "None that was declined would have been let through.", passed)
	return page, nil
}

func scope(p spend.Plan) string {
	if p.Of != "" {
		return "The newest stored transactions of " + p.Of + " are replayed."
	}
	return "The newest stored transactions of the program are replayed."
}

func side(id string, f control.Found, looked int, what, none string, examples []spendcontrols.Example) spendcontrols.Side {
	s := spendcontrols.Side{ID: id, None: none, Examples: examples}
	s.Title = fmt.Sprintf("%s of %s %s", comma(f.Count), listing.Count(looked, "transaction"), what)
	if f.Count == 0 {
		return s
	}
	var amounts []string
	for _, code := range slices.Sorted(maps.Keys(f.Amounts)) {
		amounts = append(amounts, ui.MoneyOf(f.Amounts[code], code).String())
	}
	s.Why = strings.Join(amounts, ", ") + " with " + listing.Count(f.Cards, "card")
	if f.Count > len(examples) {
		s.More = fmt.Sprintf("The newest %d are shown.", len(examples))
	}
	return s
}

// examples gives the newest transactions of a side, newest first, with their merchants.
func (h *Handler) examples(ctx context.Context, f control.Found) ([]spendcontrols.Example, error) {
	var out []spendcontrols.Example
	for _, e := range slices.Backward(f.Examples) {
		if len(out) == shown {
			break
		}
		t, err := h.store.Transaction(ctx, e.Token)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return nil, fmt.Errorf("find transaction of preview: %w", err)
		}
		x := spendcontrols.Example{
			At: ui.MomentOf(e.At), Amount: ui.MoneyOf(e.Amount, e.Currency), Merchant: ui.Name(t.Merchant), MCC: e.MCC,
			Card: e.Card, CardHref: "/cards/" + url.PathEscape(e.Card), Token: e.Token, Href: "/transactions/" + url.PathEscape(e.Token),
		}
		if x.Merchant == "" {
			x.Merchant = "No merchant"
		}
		out = append(out, x)
	}
	return out, nil
}

func notes(p spend.Preview) []string {
	out := []string{"Only this change is replayed: other controls, balances and gateways are taken to answer as they did."}
	if !p.Result.From.IsZero() {
		out = append(out, fmt.Sprintf("Judged: %s, from %s to %s UTC.", listing.Count(p.Result.Looked, "transaction"),
			ui.MomentOf(p.Result.From).Text, ui.MomentOf(p.Result.To).Text))
	}
	if p.Result.Earlier > 0 {
		out = append(out, fmt.Sprintf("%s before them filled the windows.", listing.Count(p.Result.Earlier, "transaction")))
	}
	if p.Cut {
		out = append(out, "The first window reaches further back than was read, so at the beginning less may seem used than was.")
	}
	return append(out, p.Plan.Notes...)
}

func comma(n int) string { return humanize.Comma(int64(n)) }

func took(d time.Duration) string { return fmt.Sprintf("%.1f s", d.Seconds()) }
