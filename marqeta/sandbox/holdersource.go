package sandbox

import (
	"strings"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// addSource registers a source of a holder. It is the default if it is the first one,
// or wants to be.
func (s *Server) addSource(c *rest.Call, token *string, user, business string, source func(*state.Tx, string, book.Holder) book.Source) (book.Source, error) {
	return create(s, c, s.book.Sources, token, rest.TokenTaken, func(tx *state.Tx, token string) (book.Source, error) {
		holder, err := s.book.Holder(tx, user, business)
		if err != nil {
			return book.Source{}, err
		}
		v := source(tx, token, holder)
		if others := s.book.SourcesOf.Get(tx, holder.Token()); bool(v.IsDefault) || len(others) == 0 {
			v.IsDefault = true
			book.NoDefault(tx, s.book.Sources, others)
		}
		return v, nil
	})
}

// sourceOf gives the source of a kind that the path names.
func (s *Server) sourceOf(c *rest.Call, kind string) (book.Source, error) {
	v, err := one(c, s.book.Sources, noFundingSource)
	if err == nil && v.Type != kind {
		err = noFundingSource
	}
	return v, err
}

// makeDefault makes a source of either kind the one that orders use which name none.
func (s *Server) makeDefault(c *rest.Call) (rest.Reply, error) {
	v, err := update(s, c, s.book.Sources, noFundingSource, func(tx *state.Tx, v *book.Source) error {
		if !v.IsDefault {
			book.NoDefault(tx, s.book.Sources, s.book.SourcesOf.Get(tx, v.Party.Token()))
		}
		v.IsDefault = true
		return nil
	}, func(v *book.Source, now rest.Time) { v.Modified = now })
	return answered(v.ExternalSource.Brief(), err)
}

// everything is the paging of lists that Marqeta does not page: callers have no
// way to ask for more.
var everything = rest.Paging{Count: 100, Most: 100, Sort: "-lastModifiedTime"}

// listSources gives the sources of a user or business. None is an error, as on
// Marqeta, and unlike every other list.
func (s *Server) listSources(c *rest.Call) (rest.Reply, error) {
	kind := strings.ToLower(c.URL.Query().Get("type"))
	wanted := func(v book.Source) bool { return kind == "" || v.Type == kind }
	return ofHolder(s, c, s.book.Sources, s.book.SourcesOf, wanted, rest.ErrNoSources, func(v book.Source) wire.ListedSource { return v.Listed() })
}

// holderInPath gives the token of the user or business that the path names.
func (s *Server) holderInPath(c *rest.Call) (string, error) {
	if token := c.Param("user_token"); token != "" {
		if _, ok := s.book.Users.Read(token); !ok {
			return "", rest.ErrHolderPath
		}
		return token, nil
	}
	token := c.Param("business_token")
	if _, ok := s.book.Businesses.Read(token); !ok {
		return "", noBusiness
	}
	return token, nil
}

// ofHolder answers with what the holder in the path has of a collection.
func ofHolder[T, S any](s *Server, c *rest.Call, in *state.Collection[T], by *state.Index[T], wanted func(T) bool, none *rest.Error, shown func(T) S) (rest.Reply, error) {
	holder, err := s.holderInPath(c)
	if err != nil {
		return rest.Reply{}, err
	}
	q := state.Query[T]{Index: by, Key: holder, Where: wanted, Count: 1}
	if first, _ := in.Page(q); len(first) == 0 {
		return rest.Reply{}, none
	}
	return list(c, in, everything, q, shown)
}
