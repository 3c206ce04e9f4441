package authcontrols

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"sync"

	"carddeck/marqeta"
	"carddeck/marqeta/control"
	"carddeck/views/spendcontrols"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/render"
	"carddeck/web/spend"
)

// sight is one control with what explains it.
type sight struct {
	control marqeta.AuthControl
	groups  control.Groups
	names   spend.Names
	exempt  int // active exemptions of the same level or above
}

// Show shows one authorization control as Marqeta has it now.
func (h *Handler) Show(w http.ResponseWriter, r *http.Request) error {
	s, err := h.look(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	a := s.control
	p := s.page(spend.MarkDuring(a.Active, a.StartTime, a.EndTime, h.now()))
	if p.History, err = spend.History(r.Context(), h.store, spend.Auth, a.Token); err != nil {
		return err
	}
	if auth.From(r.Context()).May(auth.WriteSpendControls) {
		p.Steps = []ui.Step{{Text: "Edit", Icon: "edit", Href: spend.Auth.Of(a.Token) + "/edit"}, spend.Auth.Step(a.Token, a.Active)}
	}
	return render.Page(w, r, http.StatusOK, render.View{Title: ui.Name(a.Name), Section: spend.Section, Body: spendcontrols.Show(p)})
}

// look asks for the control, the groups and the exemptions at once.
func (h *Handler) look(ctx context.Context, token string) (s sight, err error) {
	var (
		exempt   control.Set
		failed   [3]error
		together sync.WaitGroup
	)
	together.Go(func() { s.control, failed[0] = h.program.AuthControl(ctx, token) })
	together.Go(func() { s.groups, failed[1] = spend.ReadGroups(ctx, h.program) })
	together.Go(func() { exempt.Exempt, _, failed[2] = spend.AllOf(ctx, marqeta.ControlFilter{}, h.program.ExemptMIDs) })
	together.Wait()
	if marqeta.IsNotFound(failed[0]) {
		return s, spend.Auth.NotFound()
	}
	if err := cmp.Or(failed[:]...); err != nil {
		return s, fmt.Errorf("read authorization control: %w", err)
	}
	s.exempt = exempt.InForce(h.now(), s.control.Association.UserToken, s.control.Association.CardProductToken).Len()
	s.names, err = spend.ReadNames(ctx, h.store, s.control.Association)
	return s, err
}

// whose words whose cards a control is about, inside a sentence.
func (s sight) whose() string {
	a := s.control.Association
	switch a.Level() {
	case marqeta.UserLevel:
		return "the cards of " + s.names.User(a.UserToken)
	case marqeta.CardProductLevel:
		return "cards of " + s.names.Product(a.CardProductToken)
	}
	return "every card"
}

func (s sight) sentence() string {
	where := spend.Where(s.control.MerchantScope, s.groups)
	return fmt.Sprintf("Purchases %s are denied for %s.", where, s.whose())
}

func (s sight) page(mark ui.Mark) spendcontrols.ShowPage {
	a := s.control
	p := spendcontrols.ShowPage{
		Section: spend.Auth.List, Back: spend.Auth.Path(),
		Headline: ui.Headline{
			Marks: []ui.Mark{mark, {Tone: ui.Plain, Icon: "product", Text: spend.LevelWords(a.Association.Level())}},
			Title: s.sentence(), Why: "They are declined before any limit or balance is looked at, by the sandbox with 1025; Marqeta does not publish its own code. Money coming back is let through.",
			Facts: []ui.Fact{
				{Label: "Name", Value: ui.Text(ui.Name(a.Name))}, {Label: "Token", Value: ui.Token(a.Token, "")},
				{Label: "Level", Value: ui.Text(spend.LevelWords(a.Association.Level()))}, {Label: "Whose cards", Value: s.names.Link(a.Association)},
			},
		},
		Warnings: []spendcontrols.Warning{{Tone: ui.Note, Title: "What a control means is the program's own",
			Text: "This page words a program that allows whatever no control denies, which is usual. Where Marqeta has set a program to deny by default, " +
				"the same control is a permission. The API does not tell which of the two a program is."}},
		Facts: []spendcontrols.Facts{{ID: "rules", Title: "The rules", Facts: []ui.Fact{
			{Label: "Where", Value: spend.WhereCell(a.MerchantScope, s.groups)},
			{Label: "In force, UTC", Value: spend.PeriodCell(a.StartTime, a.EndTime)},
			{Label: "Exemptions that go before it", Value: ui.Link(spend.Exempt.Path()+"?active=true", fmt.Sprint(s.exempt))},
		}}},
		Related: []ui.Fact{{Label: "Declined by controls", Value: ui.Link(declined(a), "1025")}},
		Raw:     ui.Raw{ID: "raw", Title: "Raw JSON", Bytes: string(a.Raw)},
	}
	if !a.Active {
		p.Headline.Why = "It is switched off and denies nothing."
	}
	return p
}

// declined is the list of transactions that may have met the control.
func declined(a marqeta.AuthControl) string {
	q := url.Values{"response_code": {"1025"}}
	switch a.Association.Level() {
	case marqeta.UserLevel:
		q.Set("user", a.Association.UserToken)
	case marqeta.CardProductLevel:
		q.Set("card_product", a.Association.CardProductToken)
	}
	if a.MerchantScope.MID != "" {
		q.Set("mid", a.MerchantScope.MID)
	}
	return "/transactions?" + q.Encode()
}
