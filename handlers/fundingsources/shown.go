package fundingsources

import "carddeck/marqeta"

// hidden stands for what was sent and is not written down.
const hidden = "…"

// shownGateway is a gateway request fit for the audit trail and for the page: it tells
// that a password and headers are sent, and not which.
type shownGateway struct {
	marqeta.GatewayFundingSourceRequest
	Password string `json:"basic_auth_password,omitempty"`
}

func shown(r marqeta.GatewayFundingSourceRequest) shownGateway {
	out := shownGateway{GatewayFundingSourceRequest: r}
	if r.URL != "" || r.BasicAuthPassword != "" {
		out.Password = hidden
	}
	if r.CustomHeader != nil {
		out.CustomHeader = make(map[string]string, len(r.CustomHeader))
		for name := range r.CustomHeader {
			out.CustomHeader[name] = hidden
		}
	}
	return out
}

// hiddenHeaders stands for the headers that a gateway has, where only their names are
// to be shown.
func hiddenHeaders(headers []header) map[string]string {
	out := map[string]string{}
	for _, h := range headers {
		if h.Was != "" {
			out[h.Was] = hidden
		}
	}
	return out
}
