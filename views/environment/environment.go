// Package environment tells every page which platform it speaks to, so that test
// money and real money are never mistaken for each other.
package environment

import "context"

// Kind is the sort of platform behind the console.
type Kind string

// The three kinds, from harmless to real.
const (
	Embedded   Kind = "embedded"   // the emulator inside this process
	Sandbox    Kind = "sandbox"    // a sandbox run by Marqeta
	Production Kind = "production" // real cards and real money
)

// Environment is what the band at the top of every page says.
type Environment struct {
	Kind Kind
	Name string // host of the platform, or "embedded sandbox"; also typed to confirm in production
}

// Label is the band's first word.
func (e Environment) Label() string {
	switch e.Kind {
	case Embedded:
		return "Embedded sandbox"
	case Sandbox:
		return "Marqeta sandbox"
	default:
		return "Production"
	}
}

// Sentence says in words what a change here does.
func (e Environment) Sentence() string {
	switch e.Kind {
	case Embedded:
		return "Test money, no real cards. It runs inside this console and calls only the addresses that you give it."
	case Sandbox:
		return "Test money, no real cards. The program at " + e.Name + "."
	default:
		return "Program at " + e.Name + ". Real cards and real money: a change asks you to type its name."
	}
}

// Class is the band's class in the style sheet.
func (e Environment) Class() string {
	switch e.Kind {
	case Embedded:
		return "band band-embedded"
	case Sandbox:
		return "band band-sandbox"
	default:
		return "band band-production"
	}
}

// Simulates reports whether the platform has simulation endpoints.
func (e Environment) Simulates() bool { return e.Kind != Production }

type key struct{}

// With puts the environment into the request's context.
func With(ctx context.Context, e Environment) context.Context {
	return context.WithValue(ctx, key{}, e)
}

// From gives the environment of the request. Without one it is production, since
// that is the side on which to err.
func From(ctx context.Context) Environment {
	e, ok := ctx.Value(key{}).(Environment)
	if !ok {
		return Environment{Kind: Production, Name: "unknown"}
	}
	return e
}
