package spend

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/control"
	"carddeck/views/spendcontrols"
	"carddeck/views/ui"
	"carddeck/web/auth"
)

// mostProducts bounds for how many card products of a user the controls are read.
const mostProducts = 5

// Subject is whose controls are looked for. Without a user they are those of a card
// product, of which nobody has used anything.
type Subject struct {
	User     string
	Products []string
}

// InForce gives the panel of the controls that apply to a subject, with what a user has
// left of each; nil for an operator who may not see controls. That Marqeta does not answer
// is said in the panel and fails no page.
func InForce(ctx context.Context, p Program, s Store, now time.Time, of Subject) (*spendcontrols.InForce, error) {
	if !auth.From(ctx).May(auth.ReadSpendControls) {
		return nil, nil
	}
	slices.Sort(of.Products)
	of.Products = slices.Compact(of.Products)
	panel := &spendcontrols.InForce{Note: "All of them have to be kept", Missing: "None: nothing but the card, its product and the money there is limits what is spent."}
	if len(of.Products) > mostProducts {
		of.Products, panel.Note = of.Products[:mostProducts], "Of the first five card products"
	}
	found := of.read(ctx, p)
	if found.failed != nil {
		return Unasked(ctx), nil
	}
	set := found.set.InForce(now, of.User, of.Products...)
	var named []marqeta.Association
	for _, v := range set.Velocity {
		named = append(named, v.Association)
	}
	names, err := ReadNames(ctx, s, named...)
	if err != nil {
		return nil, err
	}
	for _, v := range set.Velocity {
		panel.Rows = append(panel.Rows, found.limit(v, names, now))
	}
	for _, a := range set.Auth {
		panel.Rows = append(panel.Rows, spendcontrols.Applying{
			Kind: "Denied", Icon: "lock", Name: ui.Name(a.Name), Href: Auth.Of(a.Token), Level: LevelWords(a.Association.Level()),
			Says: capital(Where(a.MerchantScope, found.groups)) + ", " + PeriodWords(a.StartTime, a.EndTime),
		})
	}
	for _, e := range set.Exempt {
		scope := marqeta.MerchantScope{MID: e.MID, MerchantGroupToken: e.MerchantGroupToken}
		panel.Rows = append(panel.Rows, spendcontrols.Applying{
			Kind: "Exempt", Icon: "ok", Name: ui.Name(e.Name), Href: Exempt.Of(e.Token), Level: LevelWords(e.Association.Level()),
			Says: capital(Where(scope, found.groups)) + ": no authorization control is asked",
		})
	}
	return panel, nil
}

// Unasked is the panel where Marqeta did not answer, or was not asked since it had just
// fallen silent.
func Unasked(ctx context.Context) *spendcontrols.InForce {
	if !auth.From(ctx).May(auth.ReadSpendControls) {
		return nil
	}
	return &spendcontrols.InForce{Missing: "Marqeta did not say which. Reload to ask again."}
}

// answers is what Marqeta says of a subject.
type answers struct {
	set    control.Set
	groups control.Groups
	left   map[string]marqeta.AvailableVelocity // by control, of the user
	failed error
}

// read asks for the controls of each level, the groups and what is left, all at once.
func (of Subject) read(ctx context.Context, p Program) answers {
	levels := []marqeta.ControlFilter{{}}
	for _, product := range of.Products {
		levels = append(levels, marqeta.ControlFilter{CardProduct: product})
	}
	if of.User != "" {
		levels = append(levels, marqeta.ControlFilter{User: of.User})
	}
	a := answers{left: map[string]marqeta.AvailableVelocity{}}
	var (
		available []marqeta.AvailableVelocity
		failed    [3]error
		together  sync.WaitGroup
	)
	together.Go(func() { a.set, failed[0] = ReadSet(ctx, p, levels...) })
	together.Go(func() { a.groups, failed[1] = ReadGroups(ctx, p) })
	if of.User != "" {
		together.Go(func() {
			available, _, failed[2] = All(ctx, func(ctx context.Context, o marqeta.ListOptions) (marqeta.Page[marqeta.AvailableVelocity], error) {
				return p.AvailableVelocity(ctx, of.User, o)
			})
		})
	}
	together.Wait()
	for _, err := range failed {
		if err != nil {
			a.failed = err
		}
	}
	for _, v := range available {
		a.left[v.Token] = v
	}
	return a
}

func (a answers) limit(v marqeta.VelocityControl, names Names, now time.Time) spendcontrols.Applying {
	out := spendcontrols.Applying{
		Kind: "Limit", Icon: "limit", Name: called(v.Name, v.Token), Href: Velocity.Of(v.Token), Level: LevelWords(v.Association.Level()),
		Says: Limit(v) + ", " + Where(v.MerchantScope, a.groups),
	}
	if v.Association.Level() == marqeta.CardProductLevel {
		out.Level = names.Product(v.Association.CardProductToken)
	}
	if !v.ApprovalsOnly {
		out.Says += "; counts declines only"
	}
	left, told := a.left[v.Token]
	if !told {
		return out
	}
	words := Left(left, now)
	var parts []string
	for _, part := range words.Parts {
		parts = append(parts, strings.TrimSpace(part.Left+" "+part.Unit))
		out.Percent = max(out.Percent, part.Percent)
	}
	out.Left, out.Resets = strings.Join(parts, ", "), "for ever"
	if words.To.Text != "" {
		out.Resets = "until " + words.To.Text
	}
	return out
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
