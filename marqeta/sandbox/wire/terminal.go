package wire

import "carddeck/marqeta/sandbox/rest"

// Acquirer is the merchant's bank.
type Acquirer struct {
	InstitutionID            string `json:"institution_id_code,omitzero"`
	InstitutionCountry       string `json:"institution_country,omitzero"` // ISO 3166-1 numeric
	SystemTraceAuditNumber   string `json:"system_trace_audit_number"`
	RetrievalReferenceNumber string `json:"retrieval_reference_number,omitzero"`
}

// CardAcceptor is the merchant.
type CardAcceptor struct {
	MID           string `json:"mid,omitzero"`
	MCC           string `json:"mcc,omitzero"`
	NetworkMID    string `json:"network_mid,omitzero"`
	Name          string `json:"name,omitzero"`
	StreetAddress string `json:"street_address,omitzero"`
	City          string `json:"city,omitzero"`
	State         string `json:"state,omitzero"`
	PostalCode    string `json:"postal_code,omitzero"`
	CountryCode   string `json:"country_code,omitzero"`
	Phone         string `json:"phone,omitzero"`
	URL           string `json:"url,omitzero"`
	ServicePhone  string `json:"customer_service_phone,omitzero"`
}

// POS is the terminal and how the card met it.
type POS struct {
	PANEntryMode           string     `json:"pan_entry_mode,omitzero"`
	PINPresent             *rest.Flag `json:"pin_present,omitzero"`
	CardPresence           *rest.Flag `json:"card_presence,omitzero"`
	CardHolderPresence     *rest.Flag `json:"card_holder_presence,omitzero"`
	PartialApprovalCapable rest.Flag  `json:"partial_approval_capable"`
	PurchaseAmountOnly     rest.Flag  `json:"purchase_amount_only"`
	IsRecurring            rest.Flag  `json:"is_recurring"`
	TerminalID             string     `json:"terminal_id,omitzero"`
	TerminalType           string     `json:"terminal_type,omitzero"`
	Authentication         string     `json:"cardholder_authentication_method,omitzero"`
	SpecialCondition       string     `json:"special_condition_indicator,omitzero"`
	Country                string     `json:"country_code,omitzero"` // ISO 3166-1 numeric
}

// TransactionMetadata is context.
type TransactionMetadata struct {
	PaymentChannel string `json:"payment_channel,omitzero"`
	Category       string `json:"transaction_category,omitzero"`
	CrossBorder    bool   `json:"cross_border_transaction,omitzero"`
	LifeCycle      int    `json:"authorization_life_cycle,omitzero"` // days a hold was asked to last
	LodgingOrAuto  bool   `json:"is_lodging_auto_rental,omitzero"`
}
