package wire

import (
	"slices"

	"carddeck/marqeta/sandbox/rest"
)

// The states of a wallet token.
const (
	WalletRequested  = "REQUESTED"
	WalletDeclined   = "REQUEST_DECLINED"
	WalletActive     = "ACTIVE"
	WalletSuspended  = "SUSPENDED"
	WalletTerminated = "TERMINATED"
)

// How far a wallet token got.
const (
	WalletRed         = "DECISION_RED"
	WalletYellow      = "DECISION_YELLOW"
	WalletGreen       = "DECISION_GREEN"
	WalletRejected    = "REJECTED"
	WalletProvisioned = "PROVISIONED"
)

// WalletTransition is one change of a wallet token.
type WalletTransition struct {
	Token             string      `json:"token"`
	WalletToken       WalletNames `json:"digital_wallet_token"`
	CardSwap          *CardSwap   `json:"card_swap,omitzero"`
	Type              string      `json:"type"`
	Channel           string      `json:"channel"`
	State             string      `json:"state"`
	FulfillmentStatus string      `json:"fulfillment_status"`
	Reason            string      `json:"reason,omitzero"`
	ReasonCode        string      `json:"reason_code,omitzero"`
	Created           rest.Time   `json:"created_time"`
}

// WalletNames names a wallet token and its card.
type WalletNames struct {
	Token     string `json:"token"`
	CardToken string `json:"card_token,omitzero"`
}

// CardSwap says that a wallet token stands for another card now.
type CardSwap struct {
	Previous string `json:"previous_card_token"`
	New      string `json:"new_card_token"`
}

// WalletChannels are the ways a wallet token's transition comes about.
var WalletChannels = []string{"TOKEN_SERVICE_PROVIDER", "TOKEN_SERVICE_PROVIDER_API", "DIGITAL_WALLET", "API", "IVR", "FRAUD", "ADMIN", "SYSTEM"}

// walletMoves are the moves a caller may ask for. A token that was declined or
// terminated moves no more; that no state may be repeated is our call.
var walletMoves = map[string][]string{
	WalletRequested: {WalletActive, WalletTerminated},
	WalletActive:    {WalletSuspended, WalletTerminated},
	WalletSuspended: {WalletActive, WalletTerminated},
}

// WalletMove reports whether a wallet token may go from one state to another.
func WalletMove(from, to string) bool { return slices.Contains(walletMoves[from], to) }

// WalletFollows reports whether a wallet token goes along with its card to a state.
// What is only requested is not activated with the card.
func WalletFollows(from, to string) bool {
	return WalletMove(from, to) && (from != WalletRequested || to == WalletTerminated)
}

// WalletKind is the type of the transition into a state.
func WalletKind(from, to string) string {
	switch to {
	case WalletActive:
		if from == WalletSuspended {
			return "state.reinstated"
		}
		return "state.activated"
	case WalletSuspended:
		return "state.suspended"
	case WalletTerminated:
		return "state.terminated"
	case WalletDeclined:
		return "state.request_declined"
	}
	return "state.requested"
}

// Tokenization is the answer to a wallet's request for a token.
type Tokenization struct {
	Color     string // the first decision
	Decision  string // issuer_eligibility_decision
	State     string
	Fulfilled string
}

// Tokenize decides whether a card gets into a wallet from an app of the program's.
// The words for a refusal are our call: Marqeta publishes none for these.
func Tokenize(cardState string, rules ProvisioningControls) Tokenization {
	switch {
	case cardState != CardActive:
		return Tokenization{WalletRed, "card.not.active", WalletDeclined, WalletRejected}
	case !bool(rules.InApp.Enabled):
		return Tokenization{WalletRed, "provisioning.not.enabled", WalletDeclined, WalletRejected}
	case rules.ForceYellowPath != nil && bool(*rules.ForceYellowPath):
		return Tokenization{WalletYellow, "token.activation.verification.required", WalletRequested, WalletYellow}
	}
	return Tokenization{WalletGreen, "0000", WalletActive, WalletProvisioned}
}
