package sandbox

import (
	"bytes"

	"github.com/go-json-experiment/json"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
)

// shelf is where resources of one kind stand: a state.Collection or state.Journal.
type shelf[T any] interface {
	Find(tx *state.Tx, token string) (v T, hash []byte, found bool, err error)
	Add(tx *state.Tx, token string, hash []byte, v T) error
}

// create makes a resource once. Repeating the request with its token gives the
// resource that is there; another payload under the token is refused with the
// words of the resource. make stages what comes with the resource and returns it;
// it gets the token to use.
func create[T any](s *Server, c *rest.Call, on shelf[T], token *string, taken string, make func(*state.Tx, string) (T, error)) (made T, err error) {
	var check rest.Check
	check.Token("token", token)
	if err := check.Err(); err != nil {
		return made, err
	}
	if token == nil {
		fresh := s.book.NewToken()
		token = &fresh
	}
	hash, err := c.Hash()
	if err != nil {
		return made, err
	}
	err = s.book.State.Update(c.Context(), func(tx *state.Tx) (err error) {
		there, first, found, err := on.Find(tx, *token)
		if err != nil {
			return err
		}
		if found {
			made = there
			if !bytes.Equal(first, hash) {
				return rest.Conflict(taken)
			}
			return nil
		}
		if made, err = make(tx, *token); err != nil {
			return err
		}
		return on.Add(tx, *token, hash, made)
	})
	return made, err
}

// copyOf gives a resource that shares nothing with the stored one, to decode an
// update over.
func copyOf[T any](v T) (T, error) {
	var fresh T
	body, err := json.Marshal(&v)
	if err != nil {
		return fresh, err
	}
	return fresh, json.Unmarshal(body, &fresh)
}

// same reports whether two resources would be written alike.
func same[T any](a, b T) bool {
	x, errX := json.Marshal(&a)
	y, errY := json.Marshal(&b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}
