package simulate

import (
	"carddeck/marqeta/sandbox/engine"
	"carddeck/marqeta/sandbox/rest"
)

// networkStandIn is what a network says of an approval that it gave because it could
// not reach the issuer.
type networkStandIn struct {
	Reason        string    `json:"standin_reason"`
	AdviceCode    string    `json:"advice_reason_code"`
	AdviceDetails string    `json:"advice_reason_details"`
	KeepType      rest.Flag `json:"keep_type"` // an authorization is told of as that, not as authorization.standin
}

func (n networkStandIn) check(c *rest.Check, k kind) {
	c.That(k.decided() && (k.step == opening || k.step == capture), "stand_in", "is for authorizations and single messages")
	for field, v := range map[string]string{"standin_reason": n.Reason, "advice_reason_code": n.AdviceCode, "advice_reason_details": n.AdviceDetails} {
		c.Size("stand_in."+field, v, 0, 255)
	}
}

// values are what the trace says of it.
func (n networkStandIn) values() map[string]any {
	v := map[string]any{"standin_by": engine.ByNetwork, "standin_approved_by": engine.ByNetwork}
	for field, said := range map[string]string{"standin_reason": n.Reason, "advice_reason_code": n.AdviceCode, "advice_reason_details": n.AdviceDetails} {
		if said != "" {
			v[field] = said
		}
	}
	return v
}

// typeName is the transaction's type.
func (m *message) typeName() string {
	if n := m.in.StandIn; n != nil && m.kind.name == "authorization" && !bool(n.KeepType) {
		return "authorization.standin"
	}
	return m.kind.name
}
