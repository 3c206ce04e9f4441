package marqeta

import (
	"cmp"
	"encoding/json"
)

// CardAcceptor is the merchant as the network described it. All of it is text that
// strangers chose.
type CardAcceptor struct {
	MID                    string   `json:"mid,omitempty"`
	MCC                    string   `json:"mcc,omitempty"`
	MCCGroups              []string `json:"mcc_groups,omitempty"`
	Name                   string   `json:"name,omitempty"`
	LegalBusinessName      string   `json:"legal_business_name,omitempty"`
	StreetAddress          string   `json:"street_address,omitempty"`
	City                   string   `json:"city,omitempty"`
	State                  string   `json:"state,omitempty"`
	PostalCode             string   `json:"postal_code,omitempty"`
	CountryCode            string   `json:"country_code,omitempty"`
	NetworkMID             string   `json:"network_mid,omitempty"`
	NetworkAssignedID      string   `json:"network_assigned_id,omitempty"`
	Phone                  string   `json:"phone,omitempty"`
	CustomerServicePhone   string   `json:"customer_service_phone,omitempty"`
	URL                    string   `json:"url,omitempty"`
	MerchantTaxID          string   `json:"merchant_tax_id,omitempty"`
	PaymentFacilitatorID   string   `json:"payment_facilitator_id,omitempty"`
	PaymentFacilitatorName string   `json:"payment_facilitator_name,omitempty"`
	SubMerchantID          string   `json:"sub_merchant_id,omitempty"`
	POI                    *POI     `json:"poi,omitempty"`
}

// UnmarshalJSON also reads the first transaction model's address, country and zip.
func (a *CardAcceptor) UnmarshalJSON(b []byte) error {
	type plain CardAcceptor
	var in struct {
		plain
		Address string `json:"address"`
		Country string `json:"country"`
		Zip     string `json:"zip"`
	}
	if err := json.Unmarshal(b, &in); err != nil {
		return err
	}
	*a = CardAcceptor(in.plain)
	a.StreetAddress = cmp.Or(a.StreetAddress, in.Address)
	a.CountryCode = cmp.Or(a.CountryCode, in.Country)
	a.PostalCode = cmp.Or(a.PostalCode, in.Zip)
	return nil
}

// POI is the terminal in the first transaction model; its booleans are texts there.
type POI struct {
	TID                    Scalar `json:"tid,omitempty"`
	PartialApprovalCapable Scalar `json:"partial_approval_capable,omitempty"`
	CardholderPresence     Scalar `json:"cardholder_presence,omitempty"`
	CardPresence           Scalar `json:"card_presence,omitempty"`
	Channel                Scalar `json:"channel,omitempty"`
	ProcessingType         Scalar `json:"processing_type,omitempty"`
	PINPresent             Scalar `json:"pin_present,omitempty"`
}

// POS is the terminal in the second transaction model.
type POS struct {
	PANEntryMode                   string `json:"pan_entry_mode,omitempty"`
	PINEntryMode                   Scalar `json:"pin_entry_mode,omitempty"` // what the terminal can do, not whether a PIN came
	PINPresent                     *bool  `json:"pin_present,omitempty"`
	CardPresence                   *bool  `json:"card_presence,omitempty"`
	CardHolderPresence             *bool  `json:"card_holder_presence,omitempty"`
	PartialApprovalCapable         *bool  `json:"partial_approval_capable,omitempty"`
	PurchaseAmountOnly             *bool  `json:"purchase_amount_only,omitempty"`
	IsRecurring                    *bool  `json:"is_recurring,omitempty"`
	IsInstallment                  *bool  `json:"is_installment,omitempty"`
	TerminalID                     string `json:"terminal_id,omitempty"`
	TerminalType                   string `json:"terminal_type,omitempty"`
	TerminalLocation               string `json:"terminal_location,omitempty"`
	TerminalAttendance             string `json:"terminal_attendance,omitempty"`
	CardDataInputCapability        string `json:"card_data_input_capability,omitempty"`
	CardholderAuthenticationMethod string `json:"cardholder_authentication_method,omitempty"`
	SpecialConditionIndicator      string `json:"special_condition_indicator,omitempty"`
	TransactionInitiatedBy         string `json:"transaction_initiated_by,omitempty"`
	TransactionInitiatedCategory   string `json:"transaction_initiated_category,omitempty"`
	CountryCode                    string `json:"country_code,omitempty"`
	Zip                            string `json:"zip,omitempty"`
}

// Acquirer is the merchant's bank as the network described it.
type Acquirer struct {
	InstitutionCountry       string `json:"institution_country,omitempty"`
	InstitutionIDCode        string `json:"institution_id_code,omitempty"`
	NetworkInternationalID   string `json:"network_international_id,omitempty"`
	RetrievalReferenceNumber string `json:"retrieval_reference_number,omitempty"`
	SystemTraceAuditNumber   string `json:"system_trace_audit_number,omitempty"`
}

// TransactionMetadata is the context of a purchase.
type TransactionMetadata struct {
	PaymentChannel          string `json:"payment_channel,omitempty"`
	TransactionCategory     string `json:"transaction_category,omitempty"`
	MOTOIndicator           string `json:"moto_indicator,omitempty"`
	CrossBorderTransaction  *bool  `json:"cross_border_transaction,omitempty"`
	IsLodgingAutoRental     *bool  `json:"is_lodging_auto_rental,omitempty"`
	IsDeferredAuthorization *bool  `json:"is_deferred_authorization,omitempty"`
	AuthorizationLifeCycle  *int   `json:"authorization_life_cycle,omitempty"` // days
	SpecialPurchaseID       string `json:"special_purchase_id,omitempty"`
	LodgingAutoRentalStart  Time   `json:"lodging_auto_rental_start_date,omitzero"`
}

// NetworkMetadata is what passed between the platform and the network. The codes have
// two characters and the network's own meaning.
type NetworkMetadata struct {
	ProductID               string `json:"product_id,omitempty"`
	ProgramID               string `json:"program_id,omitempty"`
	SpendQualifier          string `json:"spend_qualifier,omitempty"`
	SurchargeFreeATMNetwork string `json:"surcharge_free_atm_network,omitempty"`
	IncomingResponseCode    string `json:"incoming_response_code,omitempty"`
	OutgoingResponseCode    string `json:"outgoing_response_code,omitempty"`
}

// CurrencyConversion tells the amount in the merchant's currency. The rate may have
// more decimals than an Amount, so its digits are kept as they came.
type CurrencyConversion struct {
	OriginalAmount            Amount      `json:"original_amount"`
	ConversionRate            json.Number `json:"conversion_rate,omitempty"`
	OriginalCurrencyCode      Scalar      `json:"original_currency_code,omitempty"` // numeric, such as 978
	DynamicCurrencyConversion *bool       `json:"dynamic_currency_conversion,omitempty"`
}

// UnmarshalJSON reads the members themselves (Simulations 2.0), or inside network.
func (c *CurrencyConversion) UnmarshalJSON(b []byte) error {
	type plain CurrencyConversion
	var in struct {
		plain
		Network *plain `json:"network"`
	}
	if err := json.Unmarshal(b, &in); err != nil {
		return err
	}
	*c = CurrencyConversion(in.plain)
	if in.Network != nil {
		*c = CurrencyConversion(*in.Network)
	}
	return nil
}
