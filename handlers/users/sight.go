package users

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"sync"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/views/spendcontrols"
	"carddeck/views/ui"
	"carddeck/views/users"
	"carddeck/web/spend"
)

// sight is all that one look at a user finds out. What Marqeta did not answer is nil,
// or a local copy.
type sight struct {
	user        marqeta.User
	stale       string
	transitions []marqeta.UserTransition
	noLife      string
	balances    *marqeta.Balances
	cards       []store.Card
	cardsNote   string
	inForce     *spendcontrols.InForce
}

// shown bounds the transitions of a page; few users have more.
const shown = 20

const silent = "Marqeta did not answer. Reload to ask again."

// look asks everything about a user at once, and then for the spend controls, so that the
// page takes no longer than one call may.
func (h *Handler) look(ctx context.Context, token string) (sight, error) {
	asked, cancel := context.WithTimeout(ctx, marqeta.DefaultTimeout)
	defer cancel()
	var (
		s        = sight{noLife: "Marqeta lists none."}
		together sync.WaitGroup
		failed   [3]error
	)
	together.Go(func() { s.user, s.stale, failed[0] = h.read(ctx, token) })
	together.Go(func() { s.cards, s.cardsNote, failed[1] = h.owned(ctx, token) })
	together.Go(func() {
		page, err := h.program.UserTransitions(ctx, token, marqeta.ListOptions{Count: shown})
		s.transitions = page.Data
		if err != nil {
			s.noLife = silent
		}
	})
	together.Go(func() {
		if found, err := h.program.Balances(ctx, token); err == nil {
			s.balances = &found
		}
	})
	together.Wait()
	if failed[0] != nil {
		return s, failed[0]
	}
	if s.inForce = spend.Unasked(ctx); s.stale == "" {
		s.inForce, failed[2] = h.inForce(asked, token)
	}
	return s, errors.Join(failed[:]...)
}

// inForce reads the spend controls of the user's card products, as far as our copies of
// the cards tell them, so that nothing waits for Marqeta's list of cards.
func (h *Handler) inForce(ctx context.Context, token string) (*spendcontrols.InForce, error) {
	owned, err := h.store.ListCards(ctx, store.CardFilter{User: token}, store.Page{})
	if err != nil {
		return nil, fmt.Errorf("list cards of user: %w", err)
	}
	of := spend.Subject{User: token}
	for _, c := range owned.Rows {
		of.Products = append(of.Products, c.CardProductToken)
	}
	return spend.InForce(ctx, h.program, h.store, h.now(), of)
}

func (s sight) page() users.ShowPage {
	u := s.user
	p := users.ShowPage{
		Stale: s.stale,
		Headline: ui.Headline{
			Marks: []ui.Mark{statusMark(u.Status)}, Title: called(u), Why: since(u, s.transitions),
			Facts: []ui.Fact{
				{Label: "Token", Value: ui.Token(u.Token, "")},
				{Label: "Email", Value: ui.Text(u.Email)},
				{Label: "Phone", Value: ui.Text(u.Phone)},
				{Label: "Created", Value: ui.When(ui.MomentOf(u.CreatedTime.Time))},
			},
		},
		CardsNote: s.cardsNote, CardsHref: "/cards?user=" + url.QueryEscape(u.Token),
		NoBalances: silent,
		Life:       life(s.transitions), NoLife: s.noLife,
		Facts:   facts(u),
		InForce: s.inForce,
		Related: related(u),
		Raw:     ui.Raw{ID: "raw", Title: "Raw JSON", Bytes: public(u.Raw), Without: "identity numbers"},
	}
	if u.Name() == "" {
		p.Headline.Marks = append(p.Headline.Marks, ui.Mark{Tone: ui.Plain, Icon: "user", Text: "No name"})
	}
	if s.balances != nil {
		p.Balances, p.NoBalances = balances(*s.balances), "No money has ever been on the account."
	}
	for _, name := range slices.Sorted(maps.Keys(u.Metadata)) {
		p.Metadata = append(p.Metadata, ui.Fact{Label: name, Value: ui.Text(u.Metadata[name])})
	}
	return p
}

func facts(u marqeta.User) []ui.Fact {
	out := []ui.Fact{{Label: "Last changed", Value: ui.When(ui.MomentOf(u.LastModifiedTime.Time))}}
	if u.Raw == nil {
		return out // our copy does not have the rest
	}
	return append(out,
		ui.Fact{Label: "Address", Value: ui.Text(address(u))},
		ui.Fact{Label: "Company", Value: ui.Text(u.Company)},
		ui.Fact{Label: "Account holder group", Value: ui.Text(u.AccountHolderGroupToken)},
		ui.Fact{Label: "Corporate card holder", Value: ui.Text(yesNo(u.CorporateCardHolder))},
		ui.Fact{Label: "Spends from the parent's account", Value: ui.Text(yesNo(u.UsesParentAccount))})
}

func related(u marqeta.User) []ui.Fact {
	token := url.QueryEscape(u.Token)
	out := []ui.Fact{
		{Label: "Cards", Value: ui.Link("/cards?user="+token, "List")},
		{Label: "Transactions", Value: ui.Link("/transactions?user="+token, "List")},
		{Label: "GPA orders", Value: ui.Link("/gpa-orders?user="+token, "List")},
		{Label: "Users below this one", Value: ui.Link("/users?parent="+token, "List")},
	}
	if u.ParentToken != "" {
		out = append(out, ui.Fact{Label: "Parent", Value: ui.Token(u.ParentToken, path(u.ParentToken))})
	}
	return out
}
