package sandbox

import "net/http"

// own are the paths that Marqeta does not have: what a remote sandbox cannot do.
var own = []route{
	{post, "/_sandbox/cards/{token}/fulfillment", (*Server).fulfillCard},
	{get, "/_sandbox/coverage", (*Server).coverage},
	{get, "/_sandbox/deliveries", (*Server).listDeliveries},
	{get, "/_sandbox/deliveries/{id}", (*Server).delivery},
	{post, "/_sandbox/deliveries/{id}/redeliver", (*Server).redeliver},
	{get, "/_sandbox/emails", (*Server).listEmails},
	{post, "/_sandbox/faults", (*Server).createFault},
	{get, "/_sandbox/faults", (*Server).listFaults},
	{http.MethodDelete, "/_sandbox/faults", (*Server).clearFaults},
	{get, "/_sandbox/faults/{token}", (*Server).fault},
	{http.MethodDelete, "/_sandbox/faults/{token}", (*Server).deleteFault},
	{get, "/_sandbox/scenarios", (*Server).listScenarios},
	{get, "/_sandbox/scenarios/{name}", (*Server).scenario},
	{get, "/_sandbox/transactions/{token}/gateway", (*Server).gatewayCall},
	{get, "/_sandbox/transactions/{token}/trace", (*Server).trace},
	{post, "/_sandbox/trials", (*Server).try},
}

// turns are the paths of our own that move the clock or the whole state, or call the
// others. They hold no world while they do, and may take their time.
var turns = []route{
	{get, "/_sandbox/clock", (*Server).clock},
	{post, "/_sandbox/clock", (*Server).setClock},
	{put, "/_sandbox/clock", (*Server).setClock},
	{post, "/_sandbox/reset", (*Server).reset},
	{post, "/_sandbox/scenarios/{name}", (*Server).playScenario},
	{get, "/_sandbox/snapshots", (*Server).listSnapshots},
	{post, "/_sandbox/snapshots", (*Server).createSnapshot},
	{get, "/_sandbox/snapshots/{name}", (*Server).snapshot},
	{http.MethodDelete, "/_sandbox/snapshots/{name}", (*Server).deleteSnapshot},
	{post, "/_sandbox/snapshots/{name}/restore", (*Server).restoreSnapshot},
	{get, "/_sandbox/snapshots/{name}/file", (*Server).exportSnapshot},
}

// uploads are turns that read their body themselves.
var uploads = []route{
	{put, "/_sandbox/snapshots/{name}/file", (*Server).importSnapshot},
}
