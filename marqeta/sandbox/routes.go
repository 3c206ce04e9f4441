package sandbox

import (
	"net/http"
	"slices"

	"carddeck/marqeta/sandbox/rest"
)

// route is one operation of the Core API that is built.
type route struct {
	method, path string
	handle       func(*Server, *rest.Call) (rest.Reply, error)
}

const (
	get  = http.MethodGet
	post = http.MethodPost
	put  = http.MethodPut
)

// routes are the operations that are built, by path under /v3; those of the
// simulations are the simulator's.
var routes = slices.Concat(programRoutes, holderRoutes, cardRoutes, moneyRoutes)

// programRoutes are what holds for the whole program: controls, notifications and what
// was decided.
var programRoutes = []route{
	{get, "/ping", (*Server).ping},
	{post, "/ping", (*Server).echo},

	{post, "/velocitycontrols", (*Server).createVelocityControl},
	{get, "/velocitycontrols", (*Server).listVelocityControls},
	{get, "/velocitycontrols/{token}", (*Server).velocityControl},
	{put, "/velocitycontrols/{token}", (*Server).updateVelocityControl},
	{http.MethodDelete, "/velocitycontrols/{token}", (*Server).deleteVelocityControl},
	{get, "/velocitycontrols/user/{user_token}/available", (*Server).listAvailable},

	{post, "/authcontrols", (*Server).createAuthControl},
	{get, "/authcontrols", (*Server).listAuthControls},
	{get, "/authcontrols/{token}", (*Server).authControl},
	{put, "/authcontrols/{token}", (*Server).updateAuthControl},
	{post, "/authcontrols/exemptmids", (*Server).createExemptMID},
	{get, "/authcontrols/exemptmids", (*Server).listExemptMIDs},
	{get, "/authcontrols/exemptmids/{token}", (*Server).exemptMID},
	{put, "/authcontrols/exemptmids/{token}", (*Server).updateExemptMID},

	{get, "/acceptedcountries", (*Server).listAcceptedCountries},
	{get, "/acceptedcountries/{token}", (*Server).acceptedCountries},

	{post, "/mccgroups", (*Server).createMCCGroup},
	{get, "/mccgroups", (*Server).listMCCGroups},
	{get, "/mccgroups/{token}", (*Server).mccGroup},
	{put, "/mccgroups/{token}", (*Server).updateMCCGroup},

	{post, "/merchantgroups", (*Server).createMerchantGroup},
	{get, "/merchantgroups", (*Server).listMerchantGroups},
	{get, "/merchantgroups/{token}", (*Server).merchantGroup},
	{put, "/merchantgroups/{token}", (*Server).updateMerchantGroup},

	{post, "/commandomodes", (*Server).createCommandoMode},
	{get, "/commandomodes", (*Server).listCommandoModes},
	{get, "/commandomodes/{token}", (*Server).commandoMode},
	{put, "/commandomodes/{token}", (*Server).updateCommandoMode},
	{get, "/commandomodes/{token}/transitions", (*Server).listCommandoTransitions},
	{post, "/commandomodes/transitions", (*Server).createCommandoTransition},
	{get, "/commandomodes/transitions/{token}", (*Server).commandoTransition},

	{post, "/chargebacks", (*Server).createChargeback},
	{get, "/chargebacks", (*Server).listChargebacks},
	{get, "/chargebacks/{token}", (*Server).chargeback},
	{put, "/chargebacks/{token}", (*Server).updateChargeback},
	{put, "/chargebacks/{token}/grantprovisionalcredit", (*Server).grantCredit},
	{put, "/chargebacks/{token}/reverseprovisionalcredit", (*Server).reverseCredit},
	{post, "/chargebacks/allocationacknowledgement", (*Server).acknowledge},
	{post, "/chargebacks/transitions", (*Server).createChargebackTransition},
	{get, "/chargebacks/transitions/{token}", (*Server).chargebackTransition},
	{get, "/chargebacks/{token}/transitions", (*Server).listChargebackTransitions},

	{get, "/transactions", (*Server).listTransactions},
	{get, "/transactions/{token}", (*Server).transaction},
	{get, "/transactions/{token}/related", (*Server).listRelated},
	{get, "/transactions/fundingsource/{token}", (*Server).listSourceTransactions},

	{post, "/webhooks", (*Server).createWebhook},
	{get, "/webhooks", (*Server).listWebhooks},
	{get, "/webhooks/{token}", (*Server).webhook},
	{put, "/webhooks/{token}", (*Server).updateWebhook},
	{put, "/webhooks/customheaders/{token}", (*Server).updateWebhookHeaders},
	{post, "/webhooks/{token}/ping", (*Server).pingWebhook},
	{post, "/webhooks/{token}/{event_type}/{event_token}", (*Server).resend},
}
