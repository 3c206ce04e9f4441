package wire

import "carddeck/marqeta/sandbox/rest"

// CommandoMode is a control set: who pays and which controls hold while a program's
// gateway does not decide.
type CommandoMode struct {
	Token string `json:"token"`
	CommandoModeFields
	Current CommandoState `json:"current_state"`
	Times
}

// CommandoModeFields are the ones a caller sets.
type CommandoModeFields struct {
	GatewaySource string           `json:"program_gateway_funding_source_token"`
	Enables       CommandoEnables  `json:"commando_mode_enables"`
	Criteria      CommandoCriteria `json:"real_time_standin_criteria"`
}

// CommandoEnables is what holds instead of the gateway. The controls sleep until
// then.
type CommandoEnables struct {
	ProgramSource    string    `json:"program_funding_source"`
	VelocityControls []string  `json:"velocity_controls,omitempty"`
	AuthControls     []string  `json:"auth_controls,omitempty"`
	IgnoreSuspended  rest.Flag `json:"ignore_card_suspended_state"`
	UseCacheBalance  rest.Flag `json:"use_cache_balance"` // Marqeta does not use it
}

// CommandoCriteria are the failures of a gateway after which the sandbox decides
// that one transaction, whatever the current state is.
type CommandoCriteria struct {
	Enabled           rest.Flag `json:"enabled"`
	ConnectionErrors  rest.Flag `json:"include_connection_errors"`
	ResponseTimeouts  rest.Flag `json:"include_response_timeouts"`
	ApplicationErrors rest.Flag `json:"include_application_errors"`
}

// CommandoState says whether every transaction is decided without the gateway.
type CommandoState struct {
	Enabled  rest.Flag `json:"commando_enabled"`
	Reason   string    `json:"reason,omitzero"`
	Channel  string    `json:"channel"`
	Username string    `json:"username,omitzero"`
}

// CommandoModeTransition is one change of a control set's state.
type CommandoModeTransition struct {
	Token        string        `json:"token"`
	CommandoMode string        `json:"commando_mode_token"`
	Type         string        `json:"type"`
	Name         string        `json:"name,omitzero"` // who changed it
	Transition   CommandoState `json:"transition"`
	Created      rest.Time     `json:"created_time"`
}

// CommandoChannels are the ways a control set's state changes.
var CommandoChannels = []string{"API", "SYSTEM", "ADMIN"}

// Check refuses what Marqeta would.
func (f CommandoModeFields) Check() error {
	var c rest.Check
	c.Size("program_gateway_funding_source_token", f.GatewaySource, 1, 36)
	c.Size("commando_mode_enables.program_funding_source", f.Enables.ProgramSource, 1, 36)
	return c.Err()
}

// Type names the transition into a state. Our call: Marqeta's examples name only
// failures of a gateway, which are no change of the state.
func (s CommandoState) Type() string {
	if s.Enabled {
		return "enabled"
	}
	return "disabled"
}

// Meets reports whether a failure of the gateway, as transitions name it, makes the
// sandbox decide.
func (c CommandoCriteria) Meets(failure string) bool {
	met := map[string]rest.Flag{
		"connection_error": c.ConnectionErrors, "response_timeout": c.ResponseTimeouts, "application_error": c.ApplicationErrors,
	}
	return bool(c.Enabled && met[failure])
}
