package sandbox

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// category finds a notification again by the token of what it was about, and gives
// its event and item.
type category func(b *book.Book, ctx context.Context, token string) (event string, item jsontext.Value, found bool, err error)

// categories are all kinds of notifications, by the names that a resend has for
// them. Marqeta's list ends with chargebacks and 3-D Secure, which the sandbox has
// no events of.
var categories = map[string]category{
	"transaction": func(b *book.Book, ctx context.Context, token string) (string, jsontext.Value, bool, error) {
		t, ok, err := b.Transactions.Read(ctx, token)
		return "transaction." + t.Type, t.Body, ok && t.Identifier > 0, err
	},
	"usertransition": resident(func(b *book.Book) *state.Collection[wire.HolderTransition] { return b.UserTransitions },
		func(t wire.HolderTransition) (string, any) { return book.TransitionEvent(t), t }),
	"businesstransition": resident(func(b *book.Book) *state.Collection[wire.HolderTransition] { return b.BusinessTransitions },
		func(t wire.HolderTransition) (string, any) { return book.TransitionEvent(t), t }),
	"cardtransition": resident(func(b *book.Book) *state.Collection[wire.CardTransition] { return b.CardTransitions },
		func(t wire.CardTransition) (string, any) { return "cardtransition." + t.Type, t }),
	"digitalwallettokentransition": filed(func(b *book.Book) *state.Journal[wire.WalletTransition] { return b.WalletTransitions },
		func(t wire.WalletTransition) (string, any) { return "digitalwallettokentransition." + t.Type, t }),
	"chargebacktransition": filed(func(b *book.Book) *state.Journal[wire.ChargebackTransition] { return b.ChargebackTransitions },
		func(t wire.ChargebackTransition) (string, any) { return "chargebacktransition." + t.Type, t }),
	"threedstransition": func(*book.Book, context.Context, string) (string, jsontext.Value, bool, error) {
		return "", nil, false, nil
	},
	"banktransfertransition": filed(func(b *book.Book) *state.Journal[wire.BankTransition] { return b.BankTransitions },
		func(t wire.BankTransition) (string, any) { return t.Event(), t }),
	"commandomodetransition": resident(func(b *book.Book) *state.Collection[wire.CommandoModeTransition] { return b.CommandoTransitions },
		func(t wire.CommandoModeTransition) (string, any) { return "commandomodetransition." + t.Type, t }),
	"directdeposittransition": filed(func(b *book.Book) *state.Journal[book.DirectDepositTransition] { return b.DirectDepositTransitions },
		func(t book.DirectDepositTransition) (string, any) {
			return "directdeposittransition." + t.Type, t.DirectDepositTransition
		}),
	"directdepositaccounttransition": resident(func(b *book.Book) *state.Collection[wire.DepositAccountTransition] { return b.DepositTransitions },
		func(t wire.DepositAccountTransition) (string, any) { return t.Event(), t }),
}

// resident are notifications about what is in memory.
func resident[T any](in func(*book.Book) *state.Collection[T], event func(T) (string, any)) category {
	return func(b *book.Book, _ context.Context, token string) (string, jsontext.Value, bool, error) {
		v, ok := in(b).Read(token)
		name, item := event(v)
		return name, book.Encode(item), ok, nil
	}
}

// filed are notifications about what is on disk.
func filed[T any](in func(*book.Book) *state.Journal[T], event func(T) (string, any)) category {
	return func(b *book.Book, ctx context.Context, token string) (string, jsontext.Value, bool, error) {
		v, ok, err := in(b).Read(ctx, token)
		name, item := event(v)
		return name, book.Encode(item), ok, err
	}
}

// sent finds the notification that a path under a webhook names.
func (s *Server) sent(ctx context.Context, kind, token string) (event string, item jsontext.Value, err error) {
	find, ok := categories[kind]
	if !ok {
		return "", nil, rest.Invalid("event_type must be one of " + strings.Join(slices.Sorted(maps.Keys(categories)), ", "))
	}
	event, item, ok, err = find(s.book, ctx, token)
	if err == nil && !ok {
		err = rest.NotFound("Event")
	}
	return event, item, err
}
