package webhooks

import "carddeck/marqeta"

// hidden stands for what was sent and is not written down.
const hidden = "…"

// shownWebhook is a request fit for the audit trail and for the page: it tells that
// credentials are sent, and not which.
type shownWebhook struct {
	marqeta.WebhookRequest
	Config *shownConfig `json:"config,omitempty"`
}

type shownConfig struct {
	marqeta.WebhookConfigRequest
	Password string `json:"basic_auth_password,omitempty"`
	Secret   string `json:"secret,omitempty"`
}

func shown(r marqeta.WebhookRequest) shownWebhook {
	out := shownWebhook{WebhookRequest: r}
	if r.Config == nil {
		return out
	}
	out.Config = &shownConfig{WebhookConfigRequest: *r.Config, Password: hidden}
	if r.Config.Secret != "" {
		out.Config.Secret = hidden
	}
	if r.Config.CustomHeader != nil {
		out.Config.CustomHeader = make(map[string]string, len(r.Config.CustomHeader))
		for name := range r.Config.CustomHeader {
			out.Config.CustomHeader[name] = hidden
		}
	}
	return out
}

// hiddenConfig stands for what an endpoint has beyond the form, where only the names of
// its headers are to be shown.
func hiddenConfig(headerNames []string) marqeta.WebhookConfig {
	var out marqeta.WebhookConfig
	for _, name := range headerNames {
		if out.CustomHeader == nil {
			out.CustomHeader = map[string]string{}
		}
		out.CustomHeader[name] = hidden
	}
	return out
}
