package sandbox

import (
	"net/http"
	"slices"

	"github.com/go-chi/chi/v5"

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
var routes = []route{
	{get, "/ping", (*Server).ping},
	{post, "/ping", (*Server).echo},

	{post, "/fundingsources/program", (*Server).createProgramSource},
	{get, "/fundingsources/program/{token}", (*Server).programSource},
	{post, "/fundingsources/program/{token}", (*Server).createProgramSource}, // as Marqeta's reference app does
	{put, "/fundingsources/program/{token}", (*Server).updateProgramSource},
	{post, "/fundingsources/programgateway", (*Server).createGatewaySource},
	{get, "/fundingsources/programgateway/{token}", (*Server).gatewaySource},
	{put, "/fundingsources/programgateway/{token}", (*Server).updateGatewaySource},
	{put, "/fundingsources/programgateway/customheaders/{token}", (*Server).updateGatewayHeaders},
	{post, "/fundingsources/program/ach", (*Server).createProgramACH},
	{get, "/fundingsources/program/ach", (*Server).listProgramACH},
	{post, "/fundingsources/ach", (*Server).createACHSource},
	{post, "/fundingsources/ach/partner", (*Server).createPartnerSource},
	{get, "/fundingsources/ach/partner/{token}/balance", (*Server).partnerBalance},
	{get, "/fundingsources/ach/{token}", (*Server).achSource},
	{put, "/fundingsources/ach/{token}", (*Server).updateACHSource},
	{get, "/fundingsources/ach/{token}/verificationamounts", (*Server).verificationAmounts},
	{post, "/fundingsources/paymentcard", (*Server).createCardSource},
	{get, "/fundingsources/paymentcard/{token}", (*Server).cardSource},
	{put, "/fundingsources/paymentcard/{token}", (*Server).updateCardSource},
	{post, "/fundingsources/addresses", (*Server).createSourceAddress},
	{get, "/fundingsources/addresses/{token}", (*Server).sourceAddress},
	{put, "/fundingsources/addresses/{token}", (*Server).updateSourceAddress},
	{get, "/fundingsources/addresses/user/{user_token}", (*Server).listSourceAddresses},
	{get, "/fundingsources/addresses/business/{business_token}", (*Server).listSourceAddresses},
	{get, "/fundingsources/user/{user_token}", (*Server).listSources},
	{get, "/fundingsources/business/{business_token}", (*Server).listSources},
	{put, "/fundingsources/{token}/default", (*Server).makeDefault},

	{post, "/cardproducts", (*Server).createCardProduct},
	{get, "/cardproducts", (*Server).listCardProducts},
	{get, "/cardproducts/{token}", (*Server).cardProduct},
	{put, "/cardproducts/{token}", (*Server).updateCardProduct},

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

	{post, "/users", (*Server).createUser},
	{get, "/users", (*Server).listUsers},
	{post, "/users/lookup", (*Server).lookUpUsers},
	{get, "/users/{token}", (*Server).user},
	{put, "/users/{token}", (*Server).updateUser},
	{get, "/users/{token}/children", (*Server).listChildren},
	{get, "/users/{token}/ssn", (*Server).userSSN},
	{post, "/users/{token}/notes", (*Server).createUserNote},
	{get, "/users/{token}/notes", (*Server).listUserNotes},
	{put, "/users/{token}/notes/{notes_token}", (*Server).updateNote},
	{get, "/users/phonenumber/{phone_number}", (*Server).listUsersByPhone},
	{post, "/users/auth/login", (*Server).logIn},
	{post, "/users/auth/logout", (*Server).logOut},
	{post, "/users/auth/onetime", (*Server).oneTime},
	{post, "/users/auth/clientaccesstoken", (*Server).createClientToken},
	{get, "/users/auth/clientaccesstoken/{token}", (*Server).clientToken},
	{post, "/users/auth/changepassword", (*Server).changePassword},
	{post, "/users/auth/resetpassword", (*Server).requestReset},
	{post, "/users/auth/resetpassword/{token}", (*Server).resetPassword},
	{post, "/users/auth/verifyemail", (*Server).requestVerification},
	{post, "/users/auth/verifyemail/{token}", (*Server).verifyEmail},
	{post, "/usertransitions", (*Server).createUserTransition},
	{get, "/usertransitions/{token}", (*Server).userTransition},
	{get, "/usertransitions/user/{token}", (*Server).listUserTransitions},

	{post, "/businesses", (*Server).createBusiness},
	{get, "/businesses", (*Server).listBusinesses},
	{post, "/businesses/lookup", (*Server).lookUpBusiness},
	{get, "/businesses/{token}", (*Server).business},
	{put, "/businesses/{token}", (*Server).updateBusiness},
	{get, "/businesses/{token}/children", (*Server).listBusinessChildren},
	{get, "/businesses/{token}/ssn", (*Server).businessSSN},
	{post, "/businesses/{token}/notes", (*Server).createBusinessNote},
	{get, "/businesses/{token}/notes", (*Server).listBusinessNotes},
	{put, "/businesses/{token}/notes/{notes_token}", (*Server).updateNote},
	{post, "/businesses/{token}/directors", (*Server).createDirector},
	{get, "/businesses/{token}/directors/{director_token}", (*Server).director},
	{put, "/businesses/{token}/directors/{director_token}", (*Server).updateDirector},
	{get, "/businesses/{token}/directors/{director_token}/identifications", (*Server).directorSSN},
	{post, "/businesstransitions", (*Server).createBusinessTransition},
	{get, "/businesstransitions/{token}", (*Server).businessTransition},
	{get, "/businesstransitions/business/{token}", (*Server).listBusinessTransitions},

	{post, "/accountholdergroups", (*Server).createGroup},
	{get, "/accountholdergroups", (*Server).listGroups},
	{get, "/accountholdergroups/{token}", (*Server).group},
	{put, "/accountholdergroups/{token}", (*Server).updateGroup},
	{post, "/kyc", (*Server).createKYC},
	{get, "/kyc/{token}", (*Server).kyc},
	{put, "/kyc/{token}", (*Server).answerKYC},
	{get, "/kyc/user/{token}", (*Server).listUserKYC},
	{get, "/kyc/business/{token}", (*Server).listBusinessKYC},

	{post, "/cards", (*Server).createCard},
	{get, "/cards", (*Server).listCardsByLastFour},
	{get, "/cards/{token}", (*Server).card},
	{put, "/cards/{token}", (*Server).updateCard},
	{get, "/cards/{token}/showpan", (*Server).showPAN},
	{get, "/cards/{token}/transactions", (*Server).listCardTransactions},
	{get, "/cards/{card_hash}/showpanbyhash", (*Server).showPANByHash},
	{get, "/cards/user/{token}", (*Server).listCardsByUser},
	{get, "/cards/barcode/{barcode}", (*Server).cardByBarcode},
	{post, "/cards/getbypan", (*Server).cardByPAN},
	{post, "/cards/merchant/{merchant_token}", (*Server).createMerchantCard},
	{get, "/cards/merchant/{merchant_token}", (*Server).merchantCard},
	{get, "/cards/merchant/{merchant_token}/showpan", (*Server).showMerchantPAN},
	{post, "/bulkissuances", (*Server).createBulkIssuance},
	{get, "/bulkissuances", (*Server).listBulkIssuances},
	{get, "/bulkissuances/{token}", (*Server).bulkIssuance},
	{post, "/pins/controltoken", (*Server).createPINControl},
	{put, "/pins", (*Server).setPIN},
	{post, "/pins/reveal", (*Server).revealPIN},
	{post, "/digitalwalletprovisionrequests/applepay", provision("applepay")},
	{post, "/digitalwalletprovisionrequests/androidpay", provision("androidpay")},
	{post, "/digitalwalletprovisionrequests/samsungpay", provision("samsungpay")},
	{post, "/digitalwalletprovisionrequests/xpay", provision("xpay")},
	{post, "/digitalwallets/wpp/applePayJWT", (*Server).webPushApple},
	{post, "/digitalwallets/wpp/parameters", (*Server).webPushParameters},
	{post, "/digitalwallets/wpp/googlePayPushProvisioningNotification", (*Server).webPushGoogle},
	{get, "/digitalwallettokens", (*Server).listWalletTokens},
	{get, "/digitalwallettokens/{token}", (*Server).walletToken},
	{get, "/digitalwallettokens/{token}/showtokenpan", (*Server).showTokenPAN},
	{get, "/digitalwallettokens/card/{card_token}", (*Server).listCardWalletTokens},
	{post, "/digitalwallettokentransitions", (*Server).createWalletTransition},
	{get, "/digitalwallettokentransitions/{token}", (*Server).walletTransition},
	{get, "/digitalwallettokentransitions/digitalwallettoken/{token}", (*Server).listWalletTransitions},
	{post, "/cardtransitions", (*Server).createCardTransition},
	{get, "/cardtransitions/{token}", (*Server).cardTransition},
	{get, "/cardtransitions/card/{token}", (*Server).listCardTransitions},

	{post, "/gpaorders", (*Server).createOrder},
	{get, "/gpaorders/{token}", (*Server).order},
	{post, "/gpaorders/unloads", (*Server).createUnload},
	{get, "/gpaorders/unloads", (*Server).listUnloads},
	{get, "/gpaorders/unloads/{token}", (*Server).unload},
	{get, "/balances/{token}", (*Server).balances},
	{get, "/balances/user/{user_token}", (*Server).userBalances},
	{get, "/balances/account/{account_token}", (*Server).accountBalances},

	{post, "/commandomodes", (*Server).createCommandoMode},
	{get, "/commandomodes", (*Server).listCommandoModes},
	{get, "/commandomodes/{token}", (*Server).commandoMode},
	{put, "/commandomodes/{token}", (*Server).updateCommandoMode},
	{get, "/commandomodes/{token}/transitions", (*Server).listCommandoTransitions},
	{post, "/commandomodes/transitions", (*Server).createCommandoTransition},
	{get, "/commandomodes/transitions/{token}", (*Server).commandoTransition},

	{post, "/depositaccounts", (*Server).createDepositAccount},
	{get, "/depositaccounts/{token}", (*Server).depositAccount},
	{put, "/depositaccounts/{token}", (*Server).updateDepositAccount},
	{get, "/depositaccounts/{token}/cdd", (*Server).dueDiligence},
	{put, "/depositaccounts/{token}/cdd/{cddtoken}", (*Server).updateDueDiligence},
	{get, "/depositaccounts/user/{token}", (*Server).listDepositAccounts},
	{get, "/depositaccounts/account/{account_number}/user", (*Server).depositAccountByNumber},
	{post, "/depositaccounts/transitions", (*Server).createDepositTransition},
	{get, "/depositaccounts/transitions/{token}", (*Server).depositTransition},
	{get, "/depositaccounts/{token}/transitions", (*Server).listDepositTransitions},
	{get, "/directdeposits/accounts/{token}", (*Server).directDepositAccount},
	{put, "/directdeposits/accounts/{token}", (*Server).updateDirectDepositAccount},
	{get, "/directdeposits", (*Server).listDirectDeposits},
	{get, "/directdeposits/{token}", (*Server).directDeposit},
	{get, "/directdeposits/transitions", (*Server).listDirectDepositTransitions},
	{post, "/directdeposits/transitions", (*Server).createDirectDepositTransition},
	{get, "/directdeposits/transitions/{token}", (*Server).directDepositTransition},
	{post, "/simulate/directdeposits", (*Server).simulateDeposit},
	{post, "/simulations/directdeposits/credit", (*Server).simulateCredit},
	{post, "/simulations/directdeposits/debit", (*Server).simulateDebit},

	{post, "/fees", (*Server).createFee},
	{get, "/fees", (*Server).listFees},
	{get, "/fees/{token}", (*Server).fee},
	{put, "/fees/{token}", (*Server).updateFee},
	{post, "/feecharges", (*Server).createFeeCharge},
	{get, "/feecharges/{token}", (*Server).feeCharge},
	{post, "/feerefunds", (*Server).createFeeRefund},
	{post, "/realtimefeegroups", (*Server).createFeeGroup},
	{get, "/realtimefeegroups", (*Server).listFeeGroups},
	{get, "/realtimefeegroups/{token}", (*Server).feeGroup},
	{put, "/realtimefeegroups/{token}", (*Server).updateFeeGroup},

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

	{post, "/peertransfers", (*Server).createPeerTransfer},
	{get, "/peertransfers/{token}", (*Server).peerTransfer},
	{get, "/peertransfers/user/{token}", (*Server).listPeerTransfers},
	{get, "/peertransfers/user/{token}/sender", (*Server).listSentTransfers},
	{get, "/peertransfers/user/{token}/recipient", (*Server).listReceivedTransfers},
	{post, "/programtransfers", (*Server).createProgramTransfer},
	{get, "/programtransfers", (*Server).listProgramTransfers},
	{get, "/programtransfers/{token}", (*Server).programTransfer},
	{post, "/programtransfers/types", (*Server).createTransferType},
	{get, "/programtransfers/types", (*Server).listTransferTypes},
	{get, "/programtransfers/types/{token}", (*Server).transferType},
	{put, "/programtransfers/types/{token}", (*Server).updateTransferType},
	{get, "/programreserve/balances", (*Server).reserveBalances},
	{post, "/programreserve/transactions", (*Server).createReserveTransaction},
	{get, "/programreserve/transactions", (*Server).listReserveTransactions},
	{post, "/programreserve/deposits", (*Server).createReserveDeposit},
	{get, "/programreserve/deposits", (*Server).listReserveDeposits},

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

// own are the paths that Marqeta does not have: what a remote sandbox cannot do.
var own = []route{
	{post, "/_sandbox/cards/{token}/fulfillment", (*Server).fulfillCard},
	{get, "/_sandbox/clock", (*Server).clock},
	{post, "/_sandbox/clock", (*Server).setClock},
	{put, "/_sandbox/clock", (*Server).setClock},
	{get, "/_sandbox/coverage", (*Server).coverage},
	{get, "/_sandbox/scenarios", (*Server).listScenarios},
	{get, "/_sandbox/scenarios/{name}", (*Server).scenario},
	{post, "/_sandbox/scenarios/{name}", (*Server).playScenario},
	{get, "/_sandbox/deliveries", (*Server).listDeliveries},
	{get, "/_sandbox/emails", (*Server).listEmails},
	{get, "/_sandbox/transactions/{token}/trace", (*Server).trace},
}

// router puts every operation, built and unbuilt, behind the conventions.
func (s *Server) router() http.Handler {
	mux := chi.NewMux()
	credentials := rest.Credentials{
		ApplicationToken: s.options.ApplicationToken, AdminAccessToken: s.options.AdminAccessToken, Tokens: s.callerOf,
	}
	behind := func(h rest.Handler) rest.Endpoint {
		return rest.Endpoint{Credentials: credentials, Log: s.options.Log, Handler: h}
	}
	for _, r := range slices.Concat(routes, own) {
		endpoint := behind(func(c *rest.Call) (rest.Reply, error) { return r.handle(s, c) })
		if open, ok := doors[operation{r.method, r.path}]; ok {
			endpoint.Door = func(c *rest.Call) bool { return open(s, c) }
		}
		mux.Method(r.method, "/v3"+r.path, endpoint)
		if r.method == get {
			mux.Method(http.MethodHead, "/v3"+r.path, endpoint)
		}
	}
	for path, handle := range s.simulator.Paths() {
		mux.Method(post, "/v3"+path, behind(handle))
	}
	for _, o := range unbuilt {
		mux.Method(o.method, "/v3"+o.path, behind(func(c *rest.Call) (rest.Reply, error) {
			return rest.Reply{}, rest.NotBuilt(c.Method, c.URL.Path)
		}))
	}
	mux.NotFound(behind(func(c *rest.Call) (rest.Reply, error) {
		return rest.Reply{}, rest.NoPath(c.URL.Path)
	}).ServeHTTP)
	mux.MethodNotAllowed(func(w http.ResponseWriter, r *http.Request) {
		for _, m := range []string{get, post, put, http.MethodDelete} {
			if mux.Match(chi.NewRouteContext(), m, r.URL.Path) {
				w.Header().Add("Allow", m)
			}
		}
		behind(func(*rest.Call) (rest.Reply, error) { return rest.Reply{}, rest.ErrMethod }).ServeHTTP(w, r)
	})
	return mux
}
