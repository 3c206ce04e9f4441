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

// WeakPIN reports whether four digits are all the same or follow one another up or
// down: our call, for Marqeta does not say which PINs it finds weak.
func WeakPIN(pin string) bool {
	const up, down = "0123456789", "9876543210"
	return strings.Contains(up, pin) || strings.Contains(down, pin) || strings.Count(pin, pin[:1]) == len(pin)
}
