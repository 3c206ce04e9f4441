package sandbox

import (
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
)

// update changes the resource the path names. change gets a copy and decodes the
// request over it, so that an update is partial; a request that changes nothing
// leaves the time of the last change alone.
func update[T any](s *Server, c *rest.Call, in *state.Collection[T], missing *rest.Error, change func(*state.Tx, *T) error, touch func(*T, rest.Time)) (T, error) {
	return updateAt(s, c, in, c.Param("token"), missing, change, touch)
}

// updateAt is update for a resource that is named by another part of the path.
func updateAt[T any](s *Server, c *rest.Call, in *state.Collection[T], token string, missing *rest.Error, change func(*state.Tx, *T) error, touch func(*T, rest.Time)) (changed T, err error) {
	err = s.book.State.Update(c.Context(), func(tx *state.Tx) error {
		before, ok := in.Get(tx, token)
		if !ok {
			return missing
		}
		after, err := copyOf(before)
		if err != nil {
			return err
		}
		if err := change(tx, &after); err != nil {
			return err
		}
		if changed = before; same(before, after) {
			return nil
		}
		touch(&after, s.book.Now())
		changed = after
		in.Put(tx, token, after)
		return nil
	})
	return changed, err
}
