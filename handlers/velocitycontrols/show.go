package velocitycontrols

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
	control marqeta.VelocityControl
	groups  control.Groups
	names   spend.Names
}

// Show shows one velocity control as Marqeta has it now, and what a user has used of it.
func (h *Handler) Show(w http.ResponseWriter, r *http.Request) error {
	s, err := h.look(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	v := s.control
	p := s.page()
	if p.History, err = spend.History(r.Context(), h.store, spend.Velocity, v.Token); err != nil {
		return err
	}
	if p.Usage, err = h.usage(r, v); err != nil {
		return err
	}
	if auth.From(r.Context()).May(auth.WriteSpendControls) {
		p.Steps = []ui.Step{{Text: "Edit", Icon: "edit", Href: spend.Velocity.Of(v.Token) + "/edit"}, spend.Velocity.Step(v.Token, v.Active)}
	}
	return render.Page(w, r, http.StatusOK, render.View{
		Title: title(v), Section: spend.Section, Fragments: []string{spendcontrols.UsageRegion}, Body: spendcontrols.Show(p),
	})
}

// look asks for the control and the groups at once.
func (h *Handler) look(ctx context.Context, token string) (s sight, err error) {
	var (
		failed   [2]error
		together sync.WaitGroup
	)
	together.Go(func() { s.control, failed[0] = h.program.VelocityControl(ctx, token) })
	together.Go(func() { s.groups, failed[1] = spend.ReadGroups(ctx, h.program) })
	together.Wait()
	if marqeta.IsNotFound(failed[0]) {
		return s, spend.Velocity.NotFound()
	}
	if err := cmp.Or(failed[:]...); err != nil {
		return s, fmt.Errorf("read velocity control: %w", err)
	}
	s.names, err = spend.ReadNames(ctx, h.store, s.control.Association)
	return s, err
}

// sentence says what the control does in one line.
func (s sight) sentence() string {
	v := s.control
	verb := "may spend"
	if !v.ApprovalsOnly {
		verb = "may be declined for"
	}
	text := fmt.Sprintf("%s %s %s %s %s", s.names.Whose(v.Association), verb,
		ui.DecimalOf(v.AmountLimit.String(), v.CurrencyCode), spend.Every(v.Window), spend.Where(v.MerchantScope, s.groups))
	if uses := spend.Uses(v); uses != "" {
		text += ", " + uses
	}
	return text + "."
}

func (s sight) page() spendcontrols.ShowPage {
	v := s.control
	p := spendcontrols.ShowPage{
		Section: spend.Velocity.List, Back: spend.Velocity.Path(),
		Headline: ui.Headline{
			Marks: []ui.Mark{spend.Mark(v.Active), {Tone: ui.Plain, Icon: "product", Text: spend.LevelWords(v.Association.Level())}},
			Title: s.sentence(), Why: refusals(v),
			Facts: []ui.Fact{
				{Label: "Name", Value: ui.Text(ui.Name(v.Name))}, {Label: "Token", Value: ui.Token(v.Token, "")},
				{Label: "Level", Value: ui.Text(spend.LevelWords(v.Association.Level()))}, {Label: "Whose spending", Value: s.names.Link(v.Association)},
			},
		},
		Facts: []spendcontrols.Facts{{ID: "rules", Title: "The rules", Facts: []ui.Fact{
			{Label: "Amount", Value: ui.Text(ui.DecimalOf(v.AmountLimit.String(), v.CurrencyCode).String())},
			{Label: "Uses", Value: ui.Text(uses(v.UsageLimit))},
			{Label: "Window", Value: ui.Text(spend.WindowRule(v.Window))},
			{Label: "Where", Value: spend.WhereCell(v.MerchantScope, s.groups)},
			{Label: "What counts", Value: ui.Text(spend.Counts(v))},
		}}},
		Related: []ui.Fact{
			{Label: "Declined: amount reached", Value: ui.Link(declined(v, "1834"), "1834")},
			{Label: "Declined: uses reached", Value: ui.Link(declined(v, "1817"), "1817")},
		},
		Raw: ui.Raw{ID: "raw", Title: "Raw JSON", Bytes: string(v.Raw)},
	}
	if !v.ApprovalsOnly {
		p.Warnings = append(p.Warnings, spendcontrols.Warning{Tone: ui.Caution, Title: "Only declines count", Text: spend.DeclinesOnly})
	}
	if v.Window == marqeta.LifetimeWindow {
		p.Warnings = append(p.Warnings, spendcontrols.Warning{Tone: ui.Note, Title: "A lifetime does not look back",
			Text: "What was spent before the control was made does not count. Every other window counts from its beginning, also before the control was there."})
	}
	return p
}

func refusals(v marqeta.VelocityControl) string {
	if !v.Active {
		return "It is switched off and refuses nothing."
	}
	if v.UsageLimit != nil && *v.UsageLimit >= 0 {
		return "What goes beyond the amount is declined with 1834, beyond the uses with 1817; the decline names this control."
	}
	return "What goes beyond is declined with 1834; the decline names this control."
}

func uses(n *int) string {
	if n == nil || *n < 0 {
		return "Any number"
	}
	return fmt.Sprint(*n)
}

// declined is the list of transactions that may have met the control: those of its user
// or card product, or of everybody, with the code of its kind. Which control it was is
// said by each transaction itself.
func declined(v marqeta.VelocityControl, code string) string {
	q := url.Values{"response_code": {code}}
	switch v.Association.Level() {
	case marqeta.UserLevel:
		q.Set("user", v.Association.UserToken)
	case marqeta.CardProductLevel:
		q.Set("card_product", v.Association.CardProductToken)
	}
	if v.MerchantScope.MID != "" {
		q.Set("mid", v.MerchantScope.MID)
	}
	return "/transactions?" + q.Encode()
}
