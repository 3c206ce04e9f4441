package sandbox

import (
	"bytes"

	"github.com/go-json-experiment/json"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
)

// create makes a resource once. Repeating the request with its token gives the
// resource that is there; another payload under the token is refused with the
// words of the resource. make stages what comes with the resource and returns it;
// it gets the token to use.
func create[T any](s *Server, c *rest.Call, in *state.Collection[T], token *string, taken string, make func(*state.Tx, string) (T, error)) (made T, err error) {
	var check rest.Check
	check.Token("token", token)
	if err := check.Err(); err != nil {
		return made, err
	}
	var hash []byte
	if token != nil {
		if hash, err = c.Hash(); err != nil {
			return made, err
		}
	}
	err = s.state.Update(c.Context(), func(tx *state.Tx) (err error) {
		use := ""
		if token == nil {
			use = s.options.NewToken()
		} else {
			use = *token
			if there, ok := in.Get(tx, use); ok {
				made = there
				if !bytes.Equal(in.Hash(tx, use), hash) {
					return rest.Conflict(taken)
				}
				return nil
			}
		}
		if made, err = make(tx, use); err != nil {
			return err
		}
		in.Create(tx, use, hash, made)
		return nil
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
