package explain

import (
	"carddeck/marqeta"
)

// funds settles only what a card product without any funding comes to; balances of then
// are told by nobody but the notification of what was approved.
func funds(e Evidence) opinion {
	t := e.Transaction
	o := about("asked", asked(t), "funding_source_type", sourceType(t))
	if f := funding(t); f != nil && f.Source.Type != "" {
		o.values.put("funding_source_active", f.Source.Active)
	}
	p := e.product()
	if p == nil {
		return o
	}
	kind, _ := p.Funding()
	o.values.put("model", string(kind))
	allowed := controls(p).AllowGPAAuth
	o.values.put("allow_gpa_auth", allowed)
	if o.rests = Derived; kind == marqeta.FundingStandard && allowed != nil && !*allowed && t.Response.Code == unconfigured {
		o.result = Failed
	}
	return o
}

// unconfigured is given by the card product's own state, and by funding that is missing.
const unconfigured marqeta.ResponseCode = "1808"

func gateway(e Evidence) opinion {
	t := e.Transaction
	log := gatewayLog(t)
	if log == nil {
		o, p := about("funding_source_type", sourceType(t)), e.product()
		if p == nil {
			return o
		}
		kind, _ := p.Funding()
		o.values.put("model", string(kind))
		if o.rests = Derived; kind != marqeta.FundingGateway {
			o.result = Passed
		}
		return o
	}
	o := about("timed_out", log.TimedOut, "duration", log.Duration, "message", log.Message)
	if f := funding(t); !f.Amount.IsZero() {
		o.values.put("asked", f.Amount)
	}
	if r := log.Response; r != nil {
		o.values.put("status", string(r.Code))
		if r.Data != nil && r.Data.JITFunding != nil {
			o.values.put("decline_reason", r.Data.JITFunding.DeclineReason)
			o.values.put("memo", r.Data.JITFunding.Memo)
		}
	}
	return o
}
