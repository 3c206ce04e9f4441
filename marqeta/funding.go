package marqeta

// Funding tells where the money of a load came from, or an unload's went to.
type Funding struct {
	Amount     Amount              `json:"amount,omitzero"`
	Source     FundingSourceReport `json:"source,omitzero"`
	GatewayLog *GatewayLog         `json:"gateway_log,omitempty"`
}

// FundingSourceReport is the funding source as it appears inside a load.
type FundingSourceReport struct {
	Type             string `json:"type,omitempty"`  // program, programgateway, paymentcard and others
	Token            string `json:"token,omitempty"` // masked to its last four characters for program sources
	Name             string `json:"name,omitempty"`
	Active           bool   `json:"active"`
	IsDefaultAccount bool   `json:"is_default_account"`
	CreatedTime      Time   `json:"created_time,omitzero"`
	LastModifiedTime Time   `json:"last_modified_time,omitzero"`
}

// GatewayLog is what the platform noted about asking the gateway.
type GatewayLog struct {
	OrderNumber   string           `json:"order_number,omitempty"`   // the transaction's token, as a rule
	TransactionID string           `json:"transaction_id,omitempty"` // JIT token of the order's latest message
	Message       string           `json:"message,omitempty"`        // for people; its wording varies
	Duration      int64            `json:"duration,omitempty"`       // ms that the gateway took
	TimedOut      bool             `json:"timed_out"`                // no answer came in time
	Response      *GatewayResponse `json:"response,omitempty"`
}

// GatewayResponse is what the gateway answered.
type GatewayResponse struct {
	Code Scalar `json:"code,omitempty"` // HTTP status
	Data *struct {
		JITFunding *JITFunding `json:"jit_funding,omitempty"`
	} `json:"data,omitempty"`
}

// JITFunding is one funding message of a purchase.
type JITFunding struct {
	Token                                    string             `json:"token"`
	Method                                   string             `json:"method"` // pgfs.authorization and so on
	UserToken                                string             `json:"user_token,omitempty"`
	ActingUserToken                          string             `json:"acting_user_token,omitempty"`
	BusinessToken                            string             `json:"business_token,omitempty"`
	Amount                                   Amount             `json:"amount"`                               // decimal, never negative: Method tells the direction
	OriginalJITFundingToken                  string             `json:"original_jit_funding_token,omitempty"` // first message of the purchase; empty on the first
	IncrementalAuthorizationJITFundingTokens []string           `json:"incremental_authorization_jit_funding_tokens,omitempty"`
	DeclineReason                            string             `json:"decline_reason,omitempty"`
	Memo                                     string             `json:"memo,omitempty"`
	Tags                                     string             `json:"tags,omitempty"`
	Balances                                 map[string]Balance `json:"balances,omitempty"`
}
