package marqeta

import (
	"context"
	"fmt"
)

// SetPIN gives a card a PIN of four digits (Marqeta, core-api/pins): by a control token of
// its own, which is used up. In production the cardholder does that in the program's
// app; whoever handles PINs needs a certificate for it. It is never repeated.
func (c *Client) SetPIN(ctx context.Context, cardToken string, pin Secret) error {
	body, err := c.send(ctx, post("/pins/controltoken", map[string]string{"card_token": cardToken, "controltoken_type": "SET_PIN"}, ""))
	if err != nil {
		return err
	}
	var control struct {
		Token string `json:"control_token"`
	}
	if err := decode(body, &control); err != nil {
		return fmt.Errorf("read the control token: %w", err)
	}
	set := put("/pins", map[string]string{"control_token": control.Token, "pin": pin.Reveal()})
	set.repeat = false // the token is good for once
	_, err = c.send(ctx, set)
	return err
}
