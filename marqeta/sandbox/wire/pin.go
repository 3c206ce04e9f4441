package wire

import (
	"strings"
	"time"

	"carddeck/marqeta/sandbox/rest"
)

// PINControl is the one control token of a card that may still be redeemed.
type PINControl struct {
	ControlToken string    `json:"control_token"` // empty: redeemed
	Type         string    `json:"type"`
	Expires      rest.Time `json:"expires"`
}

// What a control token is good for. SHOW_PIN is the older name of REVEAL_PIN.
const (
	SetPIN    = "SET_PIN"
	RevealPIN = "REVEAL_PIN"
	showPIN   = "SHOW_PIN"
)

// NewPINControl gives a control token; no type is SET_PIN. One to set lasts an
// hour, one to reveal five minutes.
func NewPINControl(token, kind string, now rest.Time) PINControl {
	if kind == RevealPIN || kind == showPIN {
		return PINControl{token, RevealPIN, rest.At(now.Add(5 * time.Minute))}
	}
	return PINControl{token, SetPIN, rest.At(now.Add(time.Hour))}
}

// CheckPINControl wants one of the types.
func CheckPINControl(c *rest.Check, kind string) {
	c.OneOf("controltoken_type", kind, SetPIN, RevealPIN, showPIN)
}

// WeakPIN reports whether four digits are all the same: our call, for Marqeta does
// not say which PINs it finds weak, and its clients' examples count up.
func WeakPIN(pin string) bool { return strings.Count(pin, pin[:1]) == len(pin) }
