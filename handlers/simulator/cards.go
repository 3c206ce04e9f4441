package simulator

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"carddeck/store"
	views "carddeck/views/simulator"
	"carddeck/views/ui"
)

// offered bounds the cards that are suggested; any other can be typed.
const offered = 100

// held is a card with the name of who holds it.
type held struct {
	store.Card
	holder string
}

// cards gives the newest cards with their holders.
func (h *Handler) cards(ctx context.Context) ([]held, error) {
	cards, err := h.store.ListCards(ctx, store.CardFilter{}, store.Page{Limit: offered})
	if err != nil {
		return nil, fmt.Errorf("list cards: %w", err)
	}
	users, err := h.store.ListUsers(ctx, store.UserFilter{}, store.Page{Limit: store.MaxLimit})
	if err != nil {
		return nil, fmt.Errorf("list users: %w", err)
	}
	names := map[string]string{}
	for _, u := range users.Rows {
		names[u.Token] = u.FullName()
	}
	var out []held
	for _, c := range cards.Rows {
		name := names[c.UserToken]
		if name == "" {
			name = ui.Short(c.UserToken)
		}
		out = append(out, held{c, name})
	}
	return out, nil
}

// newest is the newest card that works.
func newest(cards []held) string {
	for _, c := range cards {
		if c.State == "ACTIVE" {
			return c.Token
		}
	}
	return ""
}

func options(cards []held) []ui.Option {
	var out []ui.Option
	for _, c := range cards {
		text := "•• " + c.LastFour + " · " + ui.Name(c.holder)
		if c.State != "ACTIVE" {
			text += ", " + strings.ToLower(c.State)
		}
		out = append(out, ui.Option{Value: c.Token, Text: text})
	}
	return out
}

// foretell says what the message is and what is known of the card it names.
func (h *Handler) foretell(ctx context.Context, f simulationForm) (views.Foretold, error) {
	k := kindOf(f.Kind)
	out := views.Foretold{Title: k.label, Note: k.note}
	if k.label == "" {
		out.Title, out.Note = "Nothing yet", "Choose what happens."
	}
	before, err := h.followed(ctx, f)
	if err != nil {
		return out, err
	}
	if before.Token != "" {
		out.Card = followedFacts(before)
		return out, nil
	}
	if f.Card == "" || !k.takes.card {
		return out, nil
	}
	card, err := h.store.Card(ctx, f.Card)
	if errors.Is(err, store.ErrNotFound) {
		return out, nil // Marqeta may know it all the same
	}
	if err != nil {
		return out, fmt.Errorf("find the card to simulate: %w", err)
	}
	user, err := h.store.User(ctx, card.UserToken)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return out, fmt.Errorf("find the holder of the card: %w", err)
	}
	product, err := h.store.CardProduct(ctx, card.CardProductToken)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return out, fmt.Errorf("find the card product of the card: %w", err)
	}
	out.Card = cardFacts(card, user, product)
	out.Warning = warning(k, card, user)
	return out, nil
}

func cardFacts(card store.Card, user store.User, product store.CardProduct) []ui.Fact {
	link := func(base, token, name string) ui.Fact {
		if name == "" {
			name = ui.Short(token)
		}
		return ui.Fact{Value: ui.Link(base+url.PathEscape(token), ui.Name(name))}
	}
	facts := []ui.Fact{link("/cards/", card.Token, "•• "+card.LastFour), link("/users/", card.UserToken, user.FullName())}
	facts[0].Label, facts[1].Label = "Card", "User"
	facts = append(facts, ui.Fact{Label: "State", Value: ui.Text(strings.ToLower(card.State))})
	if card.CardProductToken != "" {
		fact := link("/card-products/", card.CardProductToken, product.Name)
		fact.Label = "Card product"
		facts = append(facts, fact)
	}
	return append(facts, ui.Fact{Label: "Paid by", Value: ui.Text(payer(product.Funding))})
}

func payer(funding string) string {
	switch funding {
	case "managed":
		return "program funding source, by Managed JIT"
	case "gateway":
		return "your gateway, by Gateway JIT"
	case "standard":
		return "the balance on the account"
	}
	return ""
}

// warning foretells a decline that is plain from here. It is said and not prevented: a
// decline is worth seeing.
func warning(k kind, card store.Card, user store.User) string {
	switch {
	case k.takes.clears:
		return ""
	case card.State != "" && card.State != "ACTIVE":
		return "The card is " + strings.ToLower(card.State) + ", so a decline is to be expected. The transaction's page will explain it."
	case user.Token != "" && !user.Active:
		return "The user is not active, so a decline is to be expected. The transaction's page will explain it."
	}
	return ""
}
