package productfields

const (
	poi      = "config.poi."
	controls = "config.transaction_controls."
	avs      = controls + "address_verification."
	merchant = "config.selective_auth."
)

var places = []Field{
	{Path: poi + "other.allow", Kind: Switch, Label: "In shops", Default: "true", Meaning: "Every terminal that is neither a website nor a cash machine: tills, contactless readers, fuel pumps."},
	{Path: poi + "ecommerce", Kind: Switch, Label: "Online", Default: "true", Meaning: "Websites, apps and subscriptions."},
	{Path: poi + "atm", Kind: Switch, Label: "Cash machines", Default: "false", Meaning: "Cash at machines, and cash back at the till."},
	{Path: poi + "other.card_presence_required", Kind: Switch, Label: "The card must be present in shops", Default: "false", Meaning: "A number that is only typed or kept on file is declined."},
	{Path: poi + "other.cardholder_presence_required", Kind: Switch, Label: "The person must be present in shops", Default: "false", Meaning: "Orders by mail or telephone are declined."},
	{Path: controls + "accepted_countries_token", Kind: Text, Label: "Countries", Default: "accept_us_only", Max: 50,
		Meaning: "accept_us_only, decline_ofac_countries, or the token of a list of countries; a purchase elsewhere is declined with 1864."},
	{Path: controls + "allow_quasi_cash", Kind: Switch, Label: "Quasi-cash", Default: "false", Meaning: "Purchases of what is as good as money: casino chips, money orders, foreign cash."},
	{Path: controls + "quasi_cash_exempt_mids", Kind: Text, Label: "Merchants exempt from the quasi-cash rule", Meaning: "Merchant identifiers, separated by commas, at which quasi-cash is allowed all the same."},
	{Path: controls + "quasi_cash_exempt_merchant_group_token", Kind: Text, Label: "Merchant group exempt from the quasi-cash rule", Max: 36, Meaning: "The token of a merchant group at which quasi-cash is allowed all the same."},
}

var checks = []Field{
	{Path: controls + "always_require_pin", Kind: Switch, Label: "PIN for every purchase", Default: "false", Meaning: "A purchase without a PIN is declined, which rules out buying online."},
	{Path: controls + "always_require_icc", Kind: Switch, Label: "Chip for every purchase", Default: "false", Meaning: "A purchase without the card's chip is declined."},
	{Path: controls + "allow_chip_fallback", Kind: Switch, Label: "Stripe when the chip fails", Default: "true", Meaning: "A chip card may be swiped at a chip terminal."},
	{Path: controls + "require_card_not_present_card_security_code", Kind: Switch, Label: "Security code when the card is not present", Default: "false", Meaning: "An online purchase without the security code is declined."},
	{Path: controls + "allow_first_pin_set_via_financial_transaction", Kind: Switch, Label: "First PIN by a purchase", Default: "false", Meaning: "The PIN typed at the first purchase becomes the card's. Marqeta is giving this up."},
	{Path: poi + "other.use_static_pin", Kind: Switch, Label: "One fixed PIN", Default: "false", Meaning: "All cards of the product share a PIN."},
	{Path: controls + "ignore_card_suspended_state", Kind: Switch, Label: "Treat a suspended card as active", Default: "false", Meaning: "A suspension then stops nothing. Rarely right."},
	{Path: avs + "auth_messages.validate", Kind: Switch, Label: "Address checked at purchases", Default: "true", Meaning: "The address given with an authorization is compared with the user's."},
	{Path: avs + "auth_messages.decline_on_address_number_mismatch", Kind: Switch, Label: "Decline a purchase on another house number", Default: "false", Meaning: "Acts only while addresses are checked at purchases."},
	{Path: avs + "auth_messages.decline_on_postal_code_mismatch", Kind: Switch, Label: "Decline a purchase on another postal code", Default: "false", Meaning: "Acts only while addresses are checked at purchases. A sandbox begins with no, though the reference says yes."},
	{Path: avs + "av_messages.validate", Kind: Switch, Label: "Address checked on request", Default: "true", Meaning: "A merchant may ask for a check of the address alone, without money."},
	{Path: avs + "av_messages.decline_on_address_number_mismatch", Kind: Switch, Label: "Decline such a request on another house number", Default: "false", Meaning: "Acts only while addresses are checked on request."},
	{Path: avs + "av_messages.decline_on_postal_code_mismatch", Kind: Switch, Label: "Decline such a request on another postal code", Default: "true", Meaning: "Acts only while addresses are checked on request."},
	{Path: controls + "enable_cardholder_verification_biometric_in_payload", Kind: Switch, Label: "Tell when a fingerprint or face was used", Meaning: "Notifications then say that the person was verified by biometrics."},
	{Path: merchant + "sa_mode", Kind: Choice, Whole: true, Label: "Selective authorization", Default: "1", Meaning: "Merchants are matched against a list by name and place.",
		Choices: options("0", "Off", "1", "On", "2", "Only noted")},
	{Path: merchant + "enable_regex_search_chain", Kind: Switch, Label: "Match merchants by pattern", Default: "false", Meaning: "Names on the list of selective authorization are patterns."},
	{Path: merchant + "dmd_location_sensitivity", Kind: Choice, Whole: true, Label: "How closely a merchant must match", Default: "0", Meaning: "Which parts of name and place selective authorization compares.",
		Choices: options("0", "Whole name and postal code", "1", "Part of the name", "2", "Name and city", "3", "Name and postal code", "4", "Name, street and postal code")},
}

var amounts = []Field{
	{Path: controls + "enable_partial_auth_approval", Kind: Switch, Label: "Approve part of the amount", Default: "true", Meaning: "Where money is short and the terminal can, part of the amount is approved."},
	{Path: controls + "allow_mcc_group_authorization_controls", Kind: Switch, Label: "MCC groups may raise holds", Default: "true", Meaning: "Holds grow at fuel pumps or restaurants as the MCC group says; partial approval does not apply there."},
	{Path: controls + "enable_credit_service", Kind: Switch, Label: "Purchases on credit", Default: "false", Meaning: "Turns Marqeta's credit service on for these cards."},
	{Path: controls + "allow_network_load", Kind: Switch, Label: "Loads through the network", Default: "false", Meaning: "Money can be put onto the card at a till."},
	{Path: controls + "allow_network_load_card_activation", Kind: Switch, Label: "A load activates the card", Default: "false", Meaning: "The first load through the network activates the card."},
	{Path: controls + "notification_language", Kind: Choice, Label: "Language of messages", Meaning: "In which Marqeta writes to users; English unless set.",
		Choices: options("ces", "Czech", "deu", "German", "eng", "English", "fra", "French", "grc", "Greek", "ita", "Italian", "nld", "Dutch", "pol", "Polish", "prt", "Portuguese", "rou", "Romanian", "spa", "Spanish", "swe", "Swedish")},
	{Path: "config.special.merchant_on_boarding", Kind: Switch, Label: "Merchant onboarding cards", Default: "false", Meaning: "For cards that enrol merchants rather than buy."},
}
