package provoke

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"carddeck/marqeta"
	"carddeck/marqeta/scenario"
)

// Subject is whose purchase is declined, as everything stood before.
type Subject struct {
	Card, User, Product string
	Amount              marqeta.Amount // decimal, USD
	other               string         // the card that may be issued
	made                string         // token of anything else that may be made
	user, product       object
	source              object // funding source of the card product; nil for none
}

type object = map[string]any

// ErrNotActive says that the card or its user is not in order to begin with.
var ErrNotActive = errors.New("the card and its user have to be active")

// About reads a card and whatever belongs to it. newToken names what may be made.
func About(ctx context.Context, api scenario.API, card string, amount marqeta.Amount, newToken func() string) (Subject, error) {
	s := Subject{Card: card, Amount: amount, other: newToken(), made: newToken()}
	read := func(path string) (is object, err error) {
		return is, send(ctx, api, Call{Method: http.MethodGet, Path: path}, &is)
	}
	is, err := read("/cards/" + url.PathEscape(card))
	if err != nil {
		return s, fmt.Errorf("read the card: %w", err)
	}
	s.User, s.Product = text(is, "user_token"), text(is, "card_product_token")
	if s.user, err = read(s.userPath()); err != nil {
		return s, fmt.Errorf("read the user: %w", err)
	}
	if s.product, err = read(s.productPath()); err != nil {
		return s, fmt.Errorf("read the card product: %w", err)
	}
	if path := s.sourcePath(); path != "" {
		if s.source, err = read(path); err != nil {
			return s, fmt.Errorf("read the funding source: %w", err)
		}
	}
	if text(is, "state") != "ACTIVE" || text(s.user, "status") != "ACTIVE" {
		return s, ErrNotActive
	}
	return s, nil
}

func (s Subject) userPath() string    { return "/users/" + url.PathEscape(s.User) }
func (s Subject) productPath() string { return "/cardproducts/" + url.PathEscape(s.Product) }

// sourcePath is where the card product's funding source is; empty for standard funding.
func (s Subject) sourcePath() string {
	for kind, path := range map[string]string{program: "/fundingsources/program/", gateway: "/fundingsources/programgateway/"} {
		if s.fundedBy(kind) {
			return path + url.PathEscape(text(at(s.product, "config", "jit_funding", kind), "funding_source_token"))
		}
	}
	return ""
}

// Kinds of just-in-time funding, as a card product's config names them.
const (
	program = "program_funding_source"
	gateway = "programgateway_funding_source"
)

func (s Subject) fundedBy(kind string) bool {
	on, _ := at(s.product, "config", "jit_funding", kind)["enabled"].(bool)
	return on
}

// at goes down a path of members.
func at(o object, path ...string) object {
	for _, name := range path {
		o, _ = o[name].(object)
	}
	return o
}

func text(o object, name string) string {
	s, _ := o[name].(string)
	return s
}

// before gives what an object has in the place of the members of an edit.
func before(edit, was object) object {
	out := object{}
	for name, value := range edit {
		out[name] = was[name]
		if deeper, ok := value.(object); ok {
			inner, _ := was[name].(object)
			out[name] = before(deeper, inner)
		}
	}
	return out
}
