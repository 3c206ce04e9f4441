package sandbox

// cardRoutes are cards, what they are made of and what stands for them.
var cardRoutes = []route{
	{post, "/cardproducts", (*Server).createCardProduct},
	{get, "/cardproducts", (*Server).listCardProducts},
	{get, "/cardproducts/{token}", (*Server).cardProduct},
	{put, "/cardproducts/{token}", (*Server).updateCardProduct},

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
}
