// Package transition moves an object of the platform from one state to another: a page
// asks why, one transition is sent under a token of its own, and the object is kept as it
// is afterwards. What is moved, and which moves are legal, the areas say.
package transition

import (
	"context"
	"net/url"

	"carddeck/marqeta"
	"carddeck/views/ui"
	"carddeck/web/change"
)

// Move is what a move is called and what a page says of it.
type Move struct {
	Verb   string // last part of its address: "suspend"
	Text   string // of its button: "Suspend"
	Done   string // "suspended"
	Icon   string
	Usual  marqeta.ReasonCode // proposed as the reason
	Effect string
	Detail string
	Tone   ui.Tone // Bad where it is hard or impossible to take back
}

// Mover carries one move out on objects of one kind, of which T is one as the platform
// has it.
type Mover[T any] struct {
	Move
	Noun     string // "card"
	Area     string // "cards"
	Endpoint string // "/cardtransitions"
	Base     string // address of the platform, for the preview
	Changes  *change.Carrier

	Read   func(ctx context.Context, token string) (T, error) // as it is now
	Near   func(ctx context.Context, token string) (T, error) // as it was lately
	WhyNot func(object T) string                              // why it cannot be moved so; empty when it can
	Words  func(ctx context.Context, object T) (Words, error)

	// Request is what the answers mean for the platform. Send sends that and gives the
	// object's name as Words does. Keep reads the object again, since the answer to a
	// transition does not have all of it.
	Request func(a Answers, token string) any
	Send    func(ctx context.Context, a Answers, token string) (name string, err error)
	Keep    func(ctx context.Context, token string) error
}

// Words are what pages call an object.
type Words struct {
	Title string // behind the verb: "card •• 4821"
	Name  string // at the beginning of a sentence: "Card •• 4821"
	Where string // of the link back
	Sub   string // how it stands now
}

func (m Mover[T]) path(token string) string { return "/" + m.Area + "/" + url.PathEscape(token) }
