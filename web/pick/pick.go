// Package pick finds the one card or user that an operator means: by its token, or by
// what people know it by. It never guesses: money goes where it points.
package pick

import (
	"context"
	"errors"
	"strings"

	"carddeck/store"
	"carddeck/views/ui"
)

// Users is where users are looked up.
type Users interface {
	User(ctx context.Context, token string) (store.User, error)
	ListUsers(ctx context.Context, f store.UserFilter, p store.Page) (store.Slice[store.User], error)
}

// Cards is where cards are looked up.
type Cards interface {
	Card(ctx context.Context, token string) (store.Card, error)
	ListCards(ctx context.Context, f store.CardFilter, p store.Page) (store.Slice[store.Card], error)
}

// few is how many users are looked through for a name. Names have no index, so where
// there are more users than this a name picks nobody.
const few = 100

// User gives the token of the user with this token, e-mail address or whole name, and
// otherwise a sentence about what is wrong. What may be a token that only Marqeta knows
// comes back as it is.
func User(ctx context.Context, from Users, typed string) (token, wrong string, err error) {
	if typed == "" {
		return "", "", nil
	}
	if _, err := from.User(ctx, typed); !errors.Is(err, store.ErrNotFound) {
		return typed, "", err
	}
	if strings.Contains(typed, "@") {
		found, err := from.ListUsers(ctx, store.UserFilter{Email: typed}, store.Page{Limit: shown + 1})
		token, wrong = only(found.Rows, typed, "No user known here has this email.", userText)
		return token, wrong, err
	}
	all, err := from.ListUsers(ctx, store.UserFilter{}, store.Page{Limit: few})
	if err != nil {
		return typed, "", err
	}
	var named []store.User
	for _, u := range all.Rows {
		if strings.EqualFold(u.FullName(), strings.Join(strings.Fields(typed), " ")) {
			named = append(named, u)
		}
	}
	switch {
	case !strings.Contains(typed, " ") && len(named) == 0:
		return typed, "", nil
	case all.Older != nil:
		return typed, "There are too many users to find one by name. Type the email or the token.", nil
	}
	token, wrong = only(named, typed, "No user known here has this name.", userText)
	return token, wrong, nil
}

// Card gives the token of the card with this token or these last four digits, and
// otherwise a sentence about what is wrong. What may be a token that only Marqeta knows
// comes back as it is.
func Card(ctx context.Context, from Cards, typed string) (token, wrong string, err error) {
	if len(typed) != 4 || strings.Trim(typed, "0123456789") != "" {
		return typed, "", nil
	}
	if _, err := from.Card(ctx, typed); !errors.Is(err, store.ErrNotFound) {
		return typed, "", err
	}
	found, err := from.ListCards(ctx, store.CardFilter{LastFour: typed}, store.Page{Limit: shown + 1})
	token, wrong = only(found.Rows, typed, "No card known here ends with these digits.", cardText)
	return token, wrong, err
}

// shown bounds the candidates that a sentence names.
const shown = 5

// only gives the token of the one that fits; text gives a candidate's token and words.
func only[T any](rows []T, typed, none string, text func(T) (token, words string)) (token, wrong string) {
	switch len(rows) {
	case 0:
		return typed, none
	case 1:
		token, _ = text(rows[0])
		return token, ""
	}
	var names []string
	for _, row := range rows[:min(shown, len(rows))] {
		token, words := text(row)
		names = append(names, strings.TrimSpace(words+" "+token))
	}
	if len(rows) > shown {
		names = append(names, "and others")
	}
	return typed, "Several fit. Type the token of one: " + strings.Join(names, "; ") + "."
}

func userText(u store.User) (token, words string) {
	return u.Token, strings.Trim(ui.Name(u.FullName())+" · "+ui.Name(u.Email), " ·")
}

func cardText(c store.Card) (token, words string) { return c.Token, strings.ToLower(c.State) }
