package decisions

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"carddeck/store"
	"carddeck/views/ui"
	"carddeck/web/funding"
)

// related is what the decision was about, by name where a copy is kept.
func (h *Handler) related(ctx context.Context, s seen) ([]ui.Fact, error) {
	out := []ui.Fact{{Label: "Transaction", Value: ui.Link(funding.Transaction(s.TransactionToken), named(s))}}
	card, err := store.LookUp(ctx, s.CardToken, h.store.Card)
	if err != nil {
		return nil, err
	}
	user, err := store.LookUp(ctx, s.ActingUserToken, h.store.User)
	if err != nil {
		return nil, err
	}
	if s.CardToken != "" {
		name := ui.Short(s.CardToken)
		if card.LastFour != "" {
			name = "•• " + card.LastFour
		}
		out = append(out, ui.Fact{Label: "Card", Value: ui.Link("/cards/"+url.PathEscape(s.CardToken), joined(name, strings.ToLower(card.State)))})
	}
	if s.ActingUserToken != "" {
		out = append(out, ui.Fact{Label: "Cardholder", Value: ui.Link("/users/"+url.PathEscape(s.ActingUserToken), joined(ui.Name(cmp.Or(user.FullName(), ui.Short(s.ActingUserToken))), strings.ToLower(user.Status)))})
	}
	return append(out,
		ui.Fact{Label: "Account", Value: ui.Link(funding.Account(s.Holder.Token), ui.Short(s.Holder.Token)+", "+s.Currency)},
		ui.Fact{Label: "Decisions of the account", Value: ui.Link(fmt.Sprintf("%s?account=%d", funding.Decisions, s.AccountID), "List")},
		ui.Fact{Label: "Gateway", Value: ui.Link(funding.Gateway(s.Gateway), cmp.Or(s.Gateway, "Default settings"))},
		ui.Fact{Label: "Funding source", Value: sourceLink(s)}), nil
}

// source finds the funding source, which the request names only by its end.
func (h *Handler) source(ctx context.Context, masked string) (f store.FundingSource, _ error) {
	if masked == "" {
		return f, nil
	}
	found, err := h.store.FundingSourceByMask(ctx, masked)
	if err != nil {
		return f, fmt.Errorf("find the funding source of a decision: %w", err)
	}
	if len(found) == 1 {
		f = found[0]
	}
	return f, nil
}

func sourceLink(s seen) templ.Component {
	if s.source.Token == "" {
		return ui.Text(s.Source)
	}
	return ui.Link("/funding-sources/"+url.PathEscape(s.source.Token), ui.Name(s.source.Name))
}

func named(s seen) string {
	return joined(ui.MoneyOf(s.Amount, s.Currency).String(), ui.Name(s.Merchant))
}

func joined(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, ", ")
}

func steps(s seen) []ui.Step {
	return []ui.Step{{Text: "Ask the rules again", Icon: "refresh", Href: funding.Decision(s.Token) + "/again", First: true}}
}
