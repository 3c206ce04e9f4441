package gateway

import (
	"errors"
	"time"
)

// Strike is what goes wrong with a question on purpose. The zero one is nothing.
type Strike struct {
	Delay  time.Duration // by which the answer counts as later; nobody waits for it
	Status int           // as if it had been answered so; it is not sent
	Unsent bool          // the connection breaks before the gateway has it
	Lost   bool          // the gateway answers, and its answer is lost
	Half   bool          // of the answer only the first half arrives
	Twice  bool          // it is sent again as soon as it is answered, and the first answer counts
}

var (
	errUnsent = errors.New("a fault kept the question back")
	errLost   = errors.New("a fault lost the answer")
)

// suffer asks under a strike.
func (x Strike) suffer(ask func() Reply) Reply {
	switch {
	case x.Unsent:
		return Reply{Err: errUnsent}
	case x.Status != 0:
		return Reply{Status: x.Status, Body: []byte("answered by a fault")}
	}
	r := ask()
	if x.Twice {
		ask()
	}
	switch {
	case x.Lost:
		return Reply{Err: errLost}
	case x.Half:
		r.Body = r.Body[:len(r.Body)/2]
	}
	return r
}
