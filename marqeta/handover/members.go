package handover

import "strings"

// kept are the members of a transaction that may leave the house, whatever object they
// stand in. Yes and no always may.
var kept = words(`
	token identifier type sub_type state polarity program_id short_code long_code duration code memo additional_information reason reason_code
	settlement_date local_transaction_date authorization_expiration amount impacted_amount pending_credits currency_code original_currency_code
	conversion_rate approval_code standin_by standin_approved_by standin_reason advice_reason_code advice_reason_details network subnetwork
	network_reference_id network_transaction_lifecycle_id original_network_transaction_lifecycle_id acquirer_reference_data acquirer_reference_id
	merchant_initiated_original_trace_id multi_clearing_sequence_number multi_clearing_sequence_count clearing_record_sequence_number batch_number
	deferred_settlement_days settlement_indicator reconciliation_cycle from_account to_account issuer_payment_node last_four
	method decline_reason tags order_number transaction_id message mid mcc mcc_groups network_mid network_assigned_id sub_merchant_id payment_facilitator_id
	tid partial_approval_capable cardholder_presence card_presence channel processing_type pin_present pan_entry_mode pin_entry_mode
	terminal_id terminal_type terminal_attendance card_data_input_capability cardholder_authentication_method special_condition_indicator
	transaction_initiated_by transaction_initiated_category country_code institution_id_code institution_country network_international_id
	retrieval_reference_number system_trace_audit_number payment_channel transaction_category moto_indicator authorization_life_cycle
	product_id spend_qualifier surcharge_free_atm_network incoming_response_code outgoing_response_code electronic_commerce_indicator
	verification_result verification_value_created_by authentication_method authentication_status three_ds_message_version acquirer_exemption
	issuer_exemption request_type transaction_risk_score transaction_risk_score_reason_code account_risk_score account_risk_score_reason_code
	score risk_level recommended_action rule_violations credit_debit currency`)

// keptSuffixes are the ends of members that may leave as well.
var keptSuffixes = []string{"_token", "_tokens", "_time", "_amount", "_balance"}

// keptThere may leave from these objects alone: elsewhere they name people.
var keptThere = words(`card_acceptor.name card_acceptor.legal_business_name card_acceptor.city card_acceptor.country source.name`)

// entered are the objects that are looked into. Any other is taken out whole, such as
// metadata, and the addresses and names that were compared.
var entered = words(`
	program card card_acceptor poi pos acquirer transaction_metadata network_metadata response gpa balances gpa_order gpa_order_unload funding source
	gateway_log data jit_funding currency_conversion network fees card_security_code_verification address_verification account_name_verification
	gateway issuer cardholder_authentication_data fraud issuer_processor preceding_transaction digital_wallet_token`)

// personal are the members whose values are looked for in texts, too, and secret those
// that nobody may see.
var (
	personal = words(`first_name middle_name last_name full_name name_on_card embossed_name sender_name recipient_name email phone mobile
		address1 address2 address street_address birth_date ssn ip_address`)
	secret = words(`pan basic_auth_password basic_auth_username password secret client_secret cvv cvv_number cvv2 pin authorization api_key account_number`)
)

func words(list string) map[string]bool {
	out := map[string]bool{}
	for _, word := range strings.Fields(list) {
		out[word] = true
	}
	return out
}

// keeps reports whether the value of a member may leave, by its name and its object's.
func keeps(object, name string) bool {
	if kept[name] || keptThere[object+"."+name] {
		return true
	}
	for _, suffix := range keptSuffixes {
		if strings.HasSuffix(name, suffix) {
			return true
		}
	}
	return false
}

// enters reports whether an object is looked into. Balances stand under their currency.
func enters(object, name string) bool {
	return entered[name] || object == "balances" && len(name) == 3 && strings.ToUpper(name) == name
}

// exact are members whose values are names of things and no sentences. Taking a word out
// of them would make them name something else.
var exact = words(`token identifier type sub_type state code api api_url environment kind mid mcc network_mid tid order_number transaction_id
	acquirer_reference_data retrieval_reference_number system_trace_audit_number batch_number check result rests_on schema made_at opened_at first_seen last_seen
	merchant_initiated_original_trace_id received_at approval_code`)

var exactSuffixes = []string{"_token", "_tokens", "_time", "_id", "_code", "_date"}

func isExact(name string) bool {
	if exact[name] {
		return true
	}
	for _, suffix := range exactSuffixes {
		if strings.HasSuffix(name, suffix) {
			return true
		}
	}
	return false
}

// ours are the members that hold sentences of this console alone.
var ours = words(`words meaning missing not_included rules decided_by may_be`)
