package marqeta

import (
	"context"
	"encoding/json"
)

// Ping is the platform's own account of itself.
type Ping struct {
	Success   bool   `json:"success"`
	Version   string `json:"version,omitempty"`
	Revision  string `json:"revision,omitempty"`
	Timestamp Scalar `json:"timestamp,omitempty"`
	Env       string `json:"env,omitempty"`
	ID        Scalar `json:"id,omitempty"`

	Raw json.RawMessage `json:"-"`
}

func (p *Ping) keep(raw json.RawMessage) { p.Raw = raw }

// Ping asks the platform whether it is there and accepts the credentials.
func (c *Client) Ping(ctx context.Context) (Ping, error) {
	return one[Ping](ctx, c, get("/ping", nil))
}
