package productfields

const (
	wallet       = "config.digital_wallet_tokenization."
	provisioning = wallet + "provisioning_controls."
)

var wallets = []Field{
	{Path: wallet + "card_art_id", Kind: Text, Label: "Card art", Meaning: "Which picture the wallet shows for the card."},
	{Path: provisioning + "manual_entry.enabled", Kind: Switch, Label: "By typing the number", Default: "false", Meaning: "The person types the card's number into the wallet."},
	{Path: provisioning + "manual_entry.address_verification.validate", Kind: Switch, Label: "Check the address when the number is typed", Default: "true", Meaning: "The address typed into the wallet is compared with the user's."},
	{Path: provisioning + "wallet_provider_card_on_file.enabled", Kind: Switch, Label: "From the cards that the wallet's provider has", Default: "false", Meaning: "A card on file, as at an app store, moves into the wallet."},
	{Path: provisioning + "wallet_provider_card_on_file.address_verification.validate", Kind: Switch, Label: "Check the address of a card on file", Default: "true", Meaning: "The address on file is compared with the user's."},
	{Path: provisioning + "in_app_provisioning.enabled", Kind: Switch, Label: "From your app", Default: "false", Meaning: "Your app puts the card into the wallet."},
	{Path: provisioning + "in_app_provisioning.address_verification.validate", Kind: Switch, Label: "Check the address when your app does it", Default: "true", Meaning: "The address given by the app is compared with the user's."},
	{Path: provisioning + "web_push_provisioning.wpp_apple_partner_id", Kind: Text, Label: "Apple partner", Meaning: "Your identifier at Apple for pushing cards from a website."},
	{Path: provisioning + "web_push_provisioning.wpp_apple_card_template_id", Kind: Text, Label: "Apple card template", Meaning: "Which template Apple uses for the pushed card."},
	{Path: provisioning + "web_push_provisioning.wpp_google_piaid", Kind: Text, Label: "Google issuer application", Meaning: "Your identifier at Google for pushing cards from a website."},
	{Path: provisioning + "force_yellow_path_for_card_product", Kind: Switch, Label: "Always verify the person", Meaning: "No card enters a wallet without a further check of the person, the so-called yellow path."},
	{Path: provisioning + "dwt_verify_atc_during_auth", Kind: Switch, Label: "Check the wallet's counter", Meaning: "A purchase by wallet whose transaction counter runs backwards is declined."},
	{Path: provisioning + "dwt_use_card_status_during_auth", Kind: Switch, Label: "The card's state decides for its wallet", Meaning: "A purchase by wallet follows the state of the card behind it."},
	{Path: provisioning + "enable_discretionary_data_during_tar", Kind: Switch, Label: "Discretionary data in wallet requests", Meaning: "Sent along when a wallet asks for the card."},
	{Path: provisioning + "dwt_tar_avs_decline_on_address_number_mismatch", Kind: Switch, Label: "Refuse the wallet on another house number", Meaning: "A request from a wallet with another house number is declined."},
	{Path: provisioning + "dwt_tar_avs_decline_on_postal_code_mismatch", Kind: Switch, Label: "Refuse the wallet on another postal code", Meaning: "A request from a wallet with another postal code is declined."},
}

const sca = controls + "strong_customer_authentication_limits."

// europe is set by Marqeta for European programs; a console can only show it.
var europe = []Field{
	{Path: sca + "sca_contactless_transaction_limit", Kind: Text, Set: true, Label: "One contactless purchase", Meaning: "Up to this amount no PIN is asked for."},
	{Path: sca + "sca_contactless_cumulative_amount_limit", Kind: Text, Set: true, Label: "Contactless purchases together", Meaning: "The sum after which a PIN is asked for."},
	{Path: sca + "sca_contactless_transactions_count_limit", Kind: Number, Set: true, Label: "Contactless purchases in a row", Meaning: "How many may follow one another without a PIN."},
	{Path: sca + "sca_contactless_transactions_currency", Kind: Text, Set: true, Label: "Currency of the contactless limits", Meaning: "A currency code."},
	{Path: sca + "sca_lvp_transaction_limit", Kind: Text, Set: true, Label: "One low value payment", Meaning: "Up to this amount an online purchase needs no authentication."},
	{Path: sca + "sca_lvp_cumulative_amount_limit", Kind: Text, Set: true, Label: "Low value payments together", Meaning: "The sum after which authentication is asked for."},
	{Path: sca + "sca_lvp_transactions_count_limit", Kind: Number, Set: true, Label: "Low value payments in a row", Meaning: "How many may follow one another without authentication."},
	{Path: sca + "sca_lvp_transactions_currency", Kind: Text, Set: true, Label: "Currency of the low value limits", Meaning: "A currency code."},
	{Path: sca + "sca_tra_exemption_amount_limit", Kind: Text, Set: true, Label: "Exempt by risk analysis", Meaning: "Up to this amount an analysis of the risk may stand in for authentication."},
	{Path: sca + "enable_cavv_authentication_amount_validation", Kind: Switch, Set: true, Label: "Compare the authenticated amount", Meaning: "A purchase above the amount that was authenticated is declined."},
	{Path: sca + "cavv_authentication_amount_incremental_percentage", Kind: Text, Set: true, Label: "Tolerance above the authenticated amount", Meaning: "In percent."},
	{Path: sca + "enable_issuer_tra_exemption", Kind: Switch, Set: true, Label: "Your side may exempt by risk analysis", Meaning: "The issuer's own analysis of the risk counts."},
}
