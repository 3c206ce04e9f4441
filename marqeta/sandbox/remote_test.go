package sandbox_test

import "context"

// remote calls the API over its socket.
type remote struct{ *program }

func (r remote) Call(_ context.Context, method, path string, body any) (int, []byte, error) {
	a := r.call(method, path, body)
	return a.status, a.raw, nil
}
