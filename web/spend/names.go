package spend

import (
	"context"
	"fmt"
	"net/url"

	"github.com/a-h/templ"

	"carddeck/marqeta"
	"carddeck/store"
	"carddeck/views/ui"
)

// Store is what this console remembers of those whom controls name.
type Store interface {
	User(ctx context.Context, token string) (store.User, error)
	Users(ctx context.Context, tokens []string) (map[string]store.User, error)
	ListUsers(ctx context.Context, f store.UserFilter, p store.Page) (store.Slice[store.User], error)
	CardProducts(ctx context.Context, tokens []string) (map[string]store.CardProduct, error)
	ListCardProducts(ctx context.Context, f store.CardProductFilter, p store.Page) (store.Slice[store.CardProduct], error)
}

// Names is what people call the users and card products that controls name.
type Names struct {
	users    map[string]store.User
	products map[string]store.CardProduct
}

// ReadNames looks up those whom the associations name, all at once.
func ReadNames(ctx context.Context, s Store, of ...marqeta.Association) (Names, error) {
	var users, products []string
	for _, a := range of {
		if a.UserToken != "" {
			users = append(users, a.UserToken)
		}
		if a.CardProductToken != "" {
			products = append(products, a.CardProductToken)
		}
	}
	var n Names
	var err error
	if n.users, err = s.Users(ctx, users); err != nil {
		return n, fmt.Errorf("find users of spend controls: %w", err)
	}
	if n.products, err = s.CardProducts(ctx, products); err != nil {
		return n, fmt.Errorf("find card products of spend controls: %w", err)
	}
	return n, nil
}

// User gives what a user is called, or the token of one who has no name.
func (n Names) User(token string) string {
	u := n.users[token]
	return called(u.FullName(), token)
}

// Product gives what a card product is called.
func (n Names) Product(token string) string { return called(n.products[token].Name, token) }

// Whose words an association inside a sentence: "Every user", "Users with cards of
// Fleet", "Ada Lindqvist".
func (n Names) Whose(a marqeta.Association) string {
	switch a.Level() {
	case marqeta.UserLevel:
		return n.User(a.UserToken)
	case marqeta.CardProductLevel:
		return "Each user of " + n.Product(a.CardProductToken)
	}
	return "Each user of the program"
}

// Link is the cell that says whom a control is about.
func (n Names) Link(a marqeta.Association) templ.Component {
	switch a.Level() {
	case marqeta.UserLevel:
		return ui.Link(UserPath(a.UserToken), n.User(a.UserToken))
	case marqeta.CardProductLevel:
		return ui.Link(ProductPath(a.CardProductToken), n.Product(a.CardProductToken))
	}
	return ui.Text("Everybody")
}

// UserPath and ProductPath are the pages of those whom controls name.
func UserPath(token string) string { return "/users/" + url.PathEscape(token) }

// ProductPath is explained at UserPath.
func ProductPath(token string) string { return "/card-products/" + url.PathEscape(token) }

// offered is how many card products a choice offers; the newest will do.
const offered = 100

// ProductOptions offers card products for a choice, and keeps a chosen one that is not
// among them. The empty answer says nothing.
func ProductOptions(ctx context.Context, s Store, empty, chosen string) ([]ui.Option, error) {
	found, err := s.ListCardProducts(ctx, store.CardProductFilter{}, store.Page{Limit: offered})
	if err != nil {
		return nil, fmt.Errorf("list card products to choose from: %w", err)
	}
	out, there := []ui.Option{{Value: "", Text: empty}}, chosen == ""
	for _, p := range found.Rows {
		out = append(out, ui.Option{Value: p.Token, Text: called(p.Name, p.Token)})
		there = there || p.Token == chosen
	}
	if !there {
		out = append(out, ui.Option{Value: chosen, Text: chosen})
	}
	return out, nil
}
