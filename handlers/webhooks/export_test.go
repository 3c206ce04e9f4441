package webhooks

// What the tests of decisions call without a browser.
var (
	CheckEvents = checkEvents
	TypedEvents = typedEvents
	EventWords  = eventWords
	Answered    = answered
)

// Events gives what a form with these ticked and typed subscribes to.
func Events(ticked []string, typed string) []string {
	return endpointForm{Events: ticked, Other: typed}.events()
}
