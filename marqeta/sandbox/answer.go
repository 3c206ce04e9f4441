package sandbox

import (
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
)

// The functions here take the result of another call whole, as in
// created(shown(create(...))).

// created answers 201 with a new resource.
func created[T any](v T, err error) (rest.Reply, error) {
	if err != nil {
		return rest.Reply{}, err
	}
	return rest.Created(v)
}

// answered answers 200 with a resource.
func answered[T any](v T, err error) (rest.Reply, error) {
	if err != nil {
		return rest.Reply{}, err
	}
	return rest.OK(v)
}

// shown masks what answers do not show.
func shown[T interface{ Shown() T }](v T, err error) (T, error) {
	if err != nil {
		return v, err
	}
	return v.Shown(), nil
}

// one gives the resource that the path names.
func one[T any](c *rest.Call, in *state.Collection[T], missing *rest.Error) (T, error) {
	v, ok := in.Read(c.Param("token"))
	if !ok {
		return v, missing
	}
	return v, nil
}

// journaled is one for what is kept in a journal.
func journaled[T any](c *rest.Call, in *state.Journal[T], missing *rest.Error) (T, error) {
	v, ok, err := in.Read(c.Context(), c.Param("token"))
	if err == nil && !ok {
		err = missing
	}
	return v, err
}

// kept is journaled for an update.
func kept[T any](tx *state.Tx, in *state.Journal[T], token string, missing *rest.Error) (T, error) {
	v, _, ok, err := in.Find(tx, token)
	if err == nil && !ok {
		err = missing
	}
	return v, err
}

// parse reads a request over in and checks it.
func parse(c *rest.Call, in interface{ Check() error }) error {
	if err := c.Decode(in); err != nil {
		return err
	}
	return in.Check()
}
