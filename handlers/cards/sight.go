package cards

import (
	"context"
	"errors"
	"maps"
	"net/url"
	"slices"
	"sync"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/views/cards"
	"carddeck/views/spendcontrols"
	"carddeck/views/ui"
	"carddeck/web/spend"
)

// sight is all that one look at a card finds out. What Marqeta did not answer is nil,
// or a local copy.
type sight struct {
	card        marqeta.Card
	stale       string
	holder      store.User
	product     store.CardProduct
	source      store.FundingSource // the product's, as far as it is known
	transitions []marqeta.CardTransition
	noLife      string
	balances    *marqeta.Balances
	inForce     *spendcontrols.InForce
}

// shown bounds the transitions of a page; few cards have more.
const shown = 20

const silent = "Marqeta did not answer. Reload to ask again."

// look asks for the card and its transitions at once, then for what belongs to its
// user, all within one page's patience.
func (h *Handler) look(ctx context.Context, token string) (sight, error) {
	asked, cancel := asking(ctx)
	defer cancel()
	var (
		s        sight
		together sync.WaitGroup
		failed   [4]error
	)
	together.Go(func() { s.card, s.stale, failed[0] = h.read(asked, token) })
	together.Go(func() {
		page, err := h.program.CardTransitions(asked, token, marqeta.ListOptions{Count: shown})
		s.transitions = newestFirst(page.Data)
		if err != nil {
			s.noLife = silent
		}
	})
	together.Wait()
	if failed[0] != nil {
		return s, failed[0]
	}
	together.Go(func() { s.holder, failed[1] = h.holder(asked, s.card.UserToken) })
	together.Go(func() {
		if found, err := h.program.Balances(asked, s.card.UserToken); err == nil {
			s.balances = &found
		}
	})
	together.Go(func() {
		if s.stale != "" {
			s.inForce = spend.Unasked(ctx)
			return
		}
		of := spend.Subject{User: s.card.UserToken, Products: []string{s.card.CardProductToken}}
		s.inForce, failed[3] = spend.InForce(asked, h.program, h.store, h.now(), of)
	})
	if s.product, failed[2] = h.product(ctx, s.card.CardProductToken); failed[2] == nil {
		s.source, failed[2] = h.source(ctx, s.product.FundingSourceToken)
	}
	together.Wait()
	return s, errors.Join(failed[1:]...)
}

func (s sight) page() cards.ShowPage {
	c := s.card
	p := cards.ShowPage{
		Stale: s.stale,
		Headline: ui.Headline{
			Marks: []ui.Mark{stateMark(c.State)}, Title: title(c, called(s.holder.FullName(), c.UserToken)), Why: since(c, s.transitions),
			Facts: []ui.Fact{
				{Label: "Token", Value: ui.Token(c.Token, "")},
				{Label: "Expires", Value: ui.Text(cards.Expiry(c.Expiration))},
				{Label: "Created", Value: ui.When(ui.MomentOf(c.CreatedTime.Time))},
				{Label: "Last changed", Value: ui.When(ui.MomentOf(c.LastModifiedTime.Time))},
			},
		},
		Facts:   facts(c),
		AllHref: "/transactions?card=" + url.QueryEscape(c.Token),
		Life:    life(s.transitions), NoLife: s.noLife,
		NoBalances: silent,
		InForce:    s.inForce,
		Related:    s.related(),
		Raw:        ui.Raw{ID: "raw", Title: "Raw JSON", Bytes: string(c.Raw)},
	}
	if kind := cards.Kind(c.InstrumentType); kind != "" {
		p.Headline.Marks = append(p.Headline.Marks, ui.Mark{Tone: ui.Plain, Icon: "card", Text: kind})
	}
	if s.balances != nil {
		p.Balances, p.NoBalances = balances(*s.balances), "No money has ever been on the account."
	}
	if p.NoLife == "" {
		p.NoLife = "Marqeta lists none."
	}
	for _, name := range slices.Sorted(maps.Keys(c.Metadata)) {
		p.Metadata = append(p.Metadata, ui.Fact{Label: name, Value: ui.Text(c.Metadata[name])})
	}
	return p
}

func facts(c marqeta.Card) []ui.Fact {
	out := []ui.Fact{
		{Label: "Kind of card", Value: ui.Text(cards.Kind(c.InstrumentType))},
		{Label: "Last day", Value: ui.When(ui.DayOf(c.ExpirationTime.Time))},
		{Label: "Fulfillment", Value: ui.Text(cards.Fulfillment(c.FulfillmentStatus))},
	}
	if c.Raw == nil {
		return out // our copy does not have the rest
	}
	out = append(out,
		ui.Fact{Label: "Number", Value: ui.Text(c.PAN)},
		ui.Fact{Label: "Expedited", Value: ui.Text(yesNo(c.Expedite))},
		ui.Fact{Label: "PIN is set", Value: ui.Text(yesNo(c.PINIsSet))})
	for _, other := range []struct{ label, token string }{
		{"Reissue of", c.ReissuePANFromCardToken}, {"Replaces", c.NewPANFromCardToken}, {"PIN taken from", c.TranslatePINFromCardToken},
	} {
		if other.token != "" {
			out = append(out, ui.Fact{Label: other.label, Value: ui.Token(other.token, path(other.token))})
		}
	}
	return out
}

func (s sight) related() []ui.Fact {
	var out []ui.Fact
	if user := s.card.UserToken; user != "" {
		out = append(out, ui.Fact{Label: "User", Value: ui.Link(userPath(user), called(s.holder.FullName(), user))},
			ui.Fact{Label: "Other cards of the user", Value: ui.Link("/cards?user="+url.QueryEscape(user), "List")})
	}
	if product := s.card.CardProductToken; product != "" {
		out = append(out, ui.Fact{Label: "Card product", Value: ui.Link(productPath(product), called(s.product.Name, product))})
	}
	if source := s.product.FundingSourceToken; source != "" {
		out = append(out, ui.Fact{Label: "Funding source", Value: ui.Link("/funding-sources/"+url.PathEscape(source), called(s.source.Name, source))})
	}
	return append(out, ui.Fact{Label: "Transactions", Value: ui.Link("/transactions?card="+url.QueryEscape(s.card.Token), "List")})
}
