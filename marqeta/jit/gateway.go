package jit

import (
	"strings"
	"sync/atomic"
	"time"

	"carddeck/marqeta"
)

// Gateway is how requests of one funding source are treated.
type Gateway struct {
	Source   string // the funding source's token; "" for every source without settings of its own
	Mode     Mode
	Policy   Policy // nil declines
	Upstream Upstream
}

// Upstream is the customer's own gateway.
type Upstream struct {
	URL      string
	Username string
	Password marqeta.Secret
}

// Gateways keep settings in memory. Until it is given any everything is closed.
type Gateways struct{ all atomic.Pointer[[]Gateway] }

// Set replaces the settings; one with Source "" is the default.
func (g *Gateways) Set(all []Gateway) { g.all.Store(&all) }

// For gives the settings for a funding source as the platform writes it, masked but for
// its last characters. Where these fit none or more than one, the default holds.
func (g *Gateways) For(source string) Gateway {
	found, fallback := []Gateway(nil), Gateway{Mode: Closed}
	tail := strings.TrimLeft(source, "*")
	if all := g.all.Load(); all != nil {
		for _, one := range *all {
			switch {
			case one.Source == "":
				fallback = one
			case one.Source == source:
				return one
			case tail != "" && tail != source && strings.HasSuffix(one.Source, tail):
				found = append(found, one)
			}
		}
	}
	if len(found) == 1 {
		return found[0]
	}
	return fallback
}

// policy is what the books are to judge by.
func (g Gateway) policy() Policy {
	switch {
	case g.Mode == Decide || g.Mode == Observe:
		if g.Policy != nil {
			return g.Policy
		}
		return func(a Ask, _ Account, _ time.Time) Verdict { return Decline(a, "no rules", NotPermitted, "") }
	}
	return func(a Ask, _ Account, _ time.Time) Verdict {
		return Decline(a, "closed", NotPermitted, "gateway closed")
	}
}
