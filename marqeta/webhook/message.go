package webhook

import (
	"context"
	"time"
)

// Message is one delivery as it came over the wire.
type Message struct {
	// Body holds the exact bytes that were posted. Whoever is given a Message
	// owns it.
	Body []byte
	// Notifications are the elements of Body, in their order there.
	Notifications []Notification

	Header     map[string]string // the allow-listed headers; never Authorization
	ReceivedAt time.Time         // UTC
	Remote     string            // the caller's address as the listener saw it
	Signature  Signature
}

// Raw gives the exact bytes of the n-th notification, a part of Body.
func (m Message) Raw(n int) []byte {
	at := m.Notifications[n]
	return m.Body[at.Offset : at.Offset+at.Length]
}

// Notification tells where one notification lies in a message and what is needed
// to route it. The text is the sender's, cleaned of what a database or a page
// cannot carry; the truth stays in the message's bytes.
type Notification struct {
	Family string // "transaction", "cardtransition", "usertransition", …; Unknown when there is none
	Token  string // Marqeta's own, or one derived from the content
	Type   string // "authorization.clearing", "state.suspended"; may be empty
	State  string // the state or status as sent; may be empty

	Offset, Length int

	// Derived says that the element has no usable token and Token is "sha256:"
	// and the digest of its bytes.
	Derived bool
}

// The families the console acts on, and the two that are no resource at all.
const (
	Transaction    = "transaction"
	CardTransition = "cardtransition"
	UserTransition = "usertransition"
	Ping           = "ping"
	Unknown        = "unknown"
)

// Signature is what became of the check of X-Marqeta-Signature.
type Signature string

// A message with a wrong signature is refused and never becomes a Message.
const (
	Unchecked Signature = "unchecked" // no secret is configured
	Verified  Signature = "verified"
)

// Sink keeps messages. Record returns nil only when the message is on stable
// storage; the sender is told 200 on the strength of it. A message that is already
// known is no error.
type Sink interface {
	Record(ctx context.Context, m Message) error
}
