package wire

import "carddeck/marqeta/sandbox/rest"

// ProgramFundingSource backs Managed JIT Funding and loads of accounts. In a
// sandbox it never runs dry.
type ProgramFundingSource struct {
	Token string `json:"token"`
	ProgramFundingSourceFields
	Account string `json:"account"`
	Times
}

// PublicFunding is the program funding source that every public sandbox of Marqeta's
// has, and that examples written for those load accounts from.
const PublicFunding = "sandbox_program_funding"

// ProgramFundingSourceFields are the ones a caller sets.
type ProgramFundingSourceFields struct {
	Name   string    `json:"name"`
	Active rest.Flag `json:"active"`
}

// NewProgramFundingSource has the defaults of a new one.
func NewProgramFundingSource() ProgramFundingSource {
	return ProgramFundingSource{ProgramFundingSourceFields: ProgramFundingSourceFields{Active: true}}
}

// Check refuses what Marqeta would.
func (f ProgramFundingSourceFields) Check() error {
	var c rest.Check
	c.Required("name", f.Name, 50)
	return c.Err()
}

// GatewayFundingSource is a program gateway funding source: the address that
// Gateway JIT Funding asks.
type GatewayFundingSource struct {
	Token string `json:"token"`
	GatewayFundingSourceFields
	Account string `json:"account"`
	Version string `json:"version"`
	Times
}

// GatewayFundingSourceFields are the ones a caller sets. The credentials are shown
// in clear, as Marqeta does here and nowhere else.
type GatewayFundingSourceFields struct {
	Name          string        `json:"name"`
	URL           string        `json:"url"`
	Username      string        `json:"basic_auth_username"`
	Password      string        `json:"basic_auth_password"`
	Active        rest.Flag     `json:"active"`
	CustomHeader  rest.Metadata `json:"custom_header"`
	TimeoutMillis int64         `json:"timeout_millis"`
	UseMTLS       rest.Flag     `json:"use_mtls"`
}

// NewGatewayFundingSource has the defaults of a new one.
func NewGatewayFundingSource() GatewayFundingSource {
	return GatewayFundingSource{GatewayFundingSourceFields: GatewayFundingSourceFields{
		CustomHeader: rest.Metadata{}, TimeoutMillis: 3000,
	}}
}

// Check refuses what Marqeta would. An empty URL switches the gateway off.
func (f GatewayFundingSourceFields) Check() error {
	var c rest.Check
	c.Required("name", f.Name, 50)
	c.Size("url", f.URL, 0, 250)
	if f.URL != "" {
		if err := rest.OutboundURL(f.URL); err != nil {
			c.That(false, "url", err.Error())
		}
	}
	c.Required("basic_auth_username", f.Username, 50)
	c.Password("basic_auth_password", f.Password, 20, 100)
	c.That(f.TimeoutMillis >= 1000 && f.TimeoutMillis <= 7000, "timeout_millis", "must be between 1000 and 7000")
	c.Headers("custom_header", f.CustomHeader)
	return c.Err()
}
