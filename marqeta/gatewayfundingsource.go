package marqeta

import (
	"context"
	"encoding/json"
	"maps"
)

// GatewayFundingSource is a program gateway funding source: the address that the
// platform asks for each purchase under Gateway JIT Funding. The password that the
// platform echoes is dropped before the answer is read.
type GatewayFundingSource struct {
	Token             string            `json:"token"`
	Name              string            `json:"name"`
	URL               string            `json:"url"`
	BasicAuthUsername string            `json:"basic_auth_username,omitempty"`
	Active            bool              `json:"active"`
	CustomHeader      map[string]string `json:"custom_header,omitempty"`
	TimeoutMillis     int64             `json:"timeout_millis,omitempty"`
	UseMTLS           bool              `json:"use_mtls"`
	Account           string            `json:"account,omitempty"`
	Version           Scalar            `json:"version,omitempty"`
	CreatedTime       Time              `json:"created_time,omitzero"`
	LastModifiedTime  Time              `json:"last_modified_time,omitzero"`

	Raw json.RawMessage `json:"-"`
}

func (g *GatewayFundingSource) keep(raw json.RawMessage) { g.Raw = raw }

// GatewayFundingSourceRequest creates or changes a program gateway funding source.
// What is not set is not sent. A change of URL must carry the credentials too.
type GatewayFundingSourceRequest struct {
	Token             string            `json:"token,omitempty"` // 1 to 36 characters; only on creation
	Name              string            `json:"name,omitempty"`  // 1 to 50 characters
	URL               string            `json:"url,omitempty"`   // https, up to 250 characters
	BasicAuthUsername string            `json:"basic_auth_username,omitempty"`
	BasicAuthPassword Secret            `json:"-"` // 20 to 100 characters: lower, upper, digit, symbol
	Active            *bool             `json:"active,omitempty"`
	CustomHeader      map[string]string `json:"custom_header,omitzero"`   // at most three pairs; an empty map removes them
	TimeoutMillis     int64             `json:"timeout_millis,omitempty"` // 1000 to 7000
	UseMTLS           *bool             `json:"use_mtls,omitempty"`
}

func (r GatewayFundingSourceRequest) wire() any {
	return struct {
		GatewayFundingSourceRequest
		Password string `json:"basic_auth_password,omitempty"`
	}{r, r.BasicAuthPassword.Reveal()}
}

// CreateGatewayFundingSource makes a program gateway funding source.
func (c *Client) CreateGatewayFundingSource(ctx context.Context, in GatewayFundingSourceRequest) (GatewayFundingSource, error) {
	return one[GatewayFundingSource](ctx, c, post("/fundingsources/programgateway", in.wire(), in.Token))
}

// GatewayFundingSource reads a program gateway funding source.
func (c *Client) GatewayFundingSource(ctx context.Context, token string) (GatewayFundingSource, error) {
	return one[GatewayFundingSource](ctx, c, get("/fundingsources/programgateway/{token}", nil, token))
}

// UpdateGatewayFundingSource changes what is set in the request.
func (c *Client) UpdateGatewayFundingSource(ctx context.Context, token string, in GatewayFundingSourceRequest) (GatewayFundingSource, error) {
	in.Token = ""
	return one[GatewayFundingSource](ctx, c, put("/fundingsources/programgateway/{token}", in.wire(), token))
}

// UpdateGatewayHeaders adds or changes custom headers of each request to the gateway.
func (c *Client) UpdateGatewayHeaders(ctx context.Context, token string, headers map[string]string) (GatewayFundingSource, error) {
	in := struct {
		CustomHeader map[string]string `json:"custom_header"`
	}{maps.Clone(headers)}
	return one[GatewayFundingSource](ctx, c, put("/fundingsources/programgateway/customheaders/{token}", in, token))
}
