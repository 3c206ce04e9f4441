// Package certify rehearses the certification of a Gateway JIT Funding endpoint: it plays
// the platform against a gateway, ours or anybody's, and says in words what is wrong with
// its answers. The platform is a sandbox in memory of its own, which nobody else sees;
// questions and notifications go over real HTTP, and nothing is sent to Marqeta.
//
// What Marqeta looks at is not published in full. The scenarios are those that its guides
// name: https://www.marqeta.com/docs/developer-guides/gateway-jit-funding-scenarios
package certify

import (
	"cmp"
	"context"
	"crypto/x509"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
)

// Options are how a run is made, beside what is certified.
type Options struct {
	Begin func(number int) // called before each scenario; nil is nobody
	Step  func(Result)     // called after each scenario; nil is nobody
	Now   func() time.Time // measures answers; nil is time.Now
	Roots *x509.CertPool   // whose certificates are trusted; nil is this machine's
	// Patience is how long the effect of a notification may take to show in the balance
	// that the gateway tells; 0 is five seconds.
	Patience time.Duration
}

// Run plays every scenario in turn. The error tells why it could not begin, or that ctx
// ended; what is wrong with the gateway is in the report, which is whole as far as it
// goes.
func Run(ctx context.Context, s Settings, o Options) (Report, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	o.Patience = cmp.Or(o.Patience, 5*time.Second)
	r := Report{
		Gateway: Place(s.Gateway.URL), Webhook: Place(s.Webhook.URL), Limit: s.Limit.Milliseconds(), Currency: s.Currency,
		Began: o.Now().UTC(), Results: []Result{},
	}
	if faults := s.Check(); len(faults) > 0 {
		return r, faults
	}
	p, err := newPlatform(s, o, "certify-"+uuid.NewString()[:13])
	if err != nil {
		return r, fmt.Errorf("set up the platform that asks: %w", err)
	}
	defer p.close()
	for _, sc := range Scenarios() {
		if err := ctx.Err(); err != nil {
			return r, fmt.Errorf("stopped before scenario %d: %w", sc.Number, err)
		}
		if o.Begin != nil {
			o.Begin(sc.Number)
		}
		result := p.play(ctx, sc)
		if err := ctx.Err(); err != nil { // what an end of ours broke off is no fault of theirs
			return r, fmt.Errorf("stopped in scenario %d: %w", sc.Number, err)
		}
		r.Results, r.Ended = append(r.Results, result), o.Now().UTC()
		if o.Step != nil {
			o.Step(result)
		}
	}
	return r, nil
}

// play plays one scenario, or says why there is nothing to play.
func (p *platform) play(ctx context.Context, sc Scenario) Result {
	s := &stage{platform: p, ctx: ctx, result: Result{Number: sc.Number, Title: sc.Title, Checks: []Check{}, Exchanges: []Exchange{}}}
	began := p.now()
	switch {
	case slices.Contains(p.settings.Skip, sc.Number):
		s.result.Outcome, s.result.Verdict = NotApplicable, "Left out on request."
	case sc.Webhook && p.settings.Webhook.URL == "":
		s.result.Outcome, s.result.Verdict = NotApplicable, "It looks at the webhook, and no webhook's address was given."
	default:
		sc.play(s)
		s.settle(sc)
	}
	s.result.Micros = p.now().Sub(began).Microseconds()
	return s.result
}
