package simulator

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/dictionary"
	"carddeck/marqeta/provoke"
	"carddeck/views/environment"
	views "carddeck/views/simulator"
	"carddeck/views/ui"
	"carddeck/web/form"
	"carddeck/web/render"
	"carddeck/web/reqlog"
)

// ChooseDecline draws the form on which a decline is chosen, with what will be done for it.
func (h *Handler) ChooseDecline(w http.ResponseWriter, r *http.Request) error {
	if environment.From(r.Context()).Kind != environment.Embedded {
		return elsewhere()
	}
	var in declineForm
	if err := form.Read(r, &in); err != nil {
		return err
	}
	return h.drawDecline(w, r, http.StatusOK, in, nil)
}

func (h *Handler) drawDecline(w http.ResponseWriter, r *http.Request, status int, in declineForm, errs form.Errors) error {
	ctx := r.Context()
	cards, err := h.cards(ctx)
	if err != nil {
		return err
	}
	if in.Card == "" && !r.Form.Has("declined_card") {
		in.Card = newest(cards)
	}
	rows, err := h.store.PutBacks(ctx, h.now().Add(time.Minute))
	if err != nil {
		return err
	}
	plans, kept := choosable(ctx)
	if in.Plan == "" && len(plans) > 0 {
		in.Plan = plans[0].Value
	}
	p := views.DeclinePage{
		Key: h.changes.NewKey(), Left: left(rows), Kept: kept, Plans: plans, Cards: options(cards), Code: codeOf(in.Plan), Steps: h.steps(ctx, in),
		Plan:    ui.Field{Name: "decline", Label: "The decline to see", Value: in.Plan, Error: errs["decline"], Wide: true},
		Card:    ui.Field{Name: "declined_card", Label: "Card", Value: in.Card, Error: errs["declined_card"], Mono: true, MaxLength: 36, Help: "Its token, or its last four digits."},
		Refusal: errs.Refusal("Nothing was simulated", reqlog.From(ctx).Reference, []ui.Fault{{Field: "decline", Text: "Decline"}, {Field: "declined_card", Text: "Card"}}),
		Foot:    ui.Foot{Note: "Each step is recorded as a change of yours.", Cancel: "/simulator", Submit: "See it declined"},
	}
	return render.Page(w, r, status, render.View{Title: "Choose a decline", Section: "/simulator", Body: views.Decline(p), Fragments: []string{ui.RequestRegion}})
}

// choosable gives the declines that the operator may provoke, and words how many more there
// are.
func choosable(ctx context.Context) (out []ui.Option, kept string) {
	missing := 0
	for _, p := range provoke.Plans() {
		if len(lacking(ctx, p)) > 0 {
			missing++
			continue
		}
		out = append(out, ui.Option{Value: p.Name, Text: ui.Capital(p.Cause) + " (" + string(p.Code) + ")"})
	}
	if missing > 0 {
		kept = fmt.Sprintf("%d more take permissions that you do not have, since their causes change card products, users or controls.", missing)
	}
	return out, kept
}

// codeOf is the code that a plan ends in, with the platform's own words.
func codeOf(name string) views.Coded {
	p, _ := provoke.Find(name)
	e, _ := dictionary.Lookup(dictionary.Responses, string(p.Code))
	return views.Coded{Code: string(p.Code), Words: e.Memo}
}

// glance is how long the page waits for what it foretells.
const glance = 2 * time.Second

// steps says what will be done, as far as the card can be read.
func (h *Handler) steps(ctx context.Context, in declineForm) []views.DeclineStep {
	plan, known := provoke.Find(in.Plan)
	if !known {
		return nil
	}
	ctx, stop := context.WithTimeout(ctx, glance)
	defer stop()
	s, err := provoke.About(ctx, h.program, in.Card, marqeta.MustAmount(price), h.changes.NewKey)
	if err != nil || plan.Unfit(s) != "" {
		return nil
	}
	var out, back []views.DeclineStep
	for _, c := range plan.Changes(s) {
		out = append(out, views.DeclineStep{Text: ui.Capital(c.What) + ".", Href: targetPath(c)})
		if c.Back != "" {
			back = append(back, views.DeclineStep{Text: ui.Capital(c.Back) + ", whatever happened.", Href: targetPath(c)})
		}
	}
	if plan.Changes(s) == nil {
		out = append(out, views.DeclineStep{Text: ui.Capital(plan.Cause) + "."})
	}
	slices.Reverse(back)
	out = append(append(out, views.DeclineStep{Text: "Send the purchase, and show you what became of it."}), back...)
	for _, text := range stays(plan) {
		out = append(out, views.DeclineStep{Text: text})
	}
	return out
}

// stays says what a plan leaves behind.
func stays(p provoke.Plan) []string {
	var out []string
	made := func(act provoke.Act, text string) {
		if slices.Contains(p.Needs, act) {
			out = append(out, text)
		}
	}
	if slices.Contains(p.Needs, provoke.MakeProduct) {
		return []string{"The card program that was made for it stays, and nobody uses it."}
	}
	made(provoke.IssueCard, "The card that was issued for it stays, terminated.")
	made(provoke.MakeVelocity, "The velocity control that was made for it stays, out of force.")
	made(provoke.MakeControl, "The authorization control that was made for it stays, out of force.")
	made(provoke.MakeGroup, "The account holder group that was made for it stays, without members.")
	made(provoke.TurnClock, "The sandbox's clock stays two seconds ahead.")
	return out
}

// targetPath is the page of what a change is about; empty for what is yet to be made, and
// for what has none.
func targetPath(c provoke.Change) string {
	switch c.Act {
	case provoke.MoveCard, provoke.MoveUser, provoke.EditUser, provoke.EditProduct, provoke.EditSource:
		return "/" + acts[c.Act].area + "/" + url.PathEscape(c.Target)
	}
	return ""
}
