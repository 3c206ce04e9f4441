package sandbox

import (
	"net/http"
	"strings"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// createPINControl gives a control token for a card. An earlier one of the card is
// void from then on.
func (s *Server) createPINControl(c *rest.Call) (rest.Reply, error) {
	var in struct {
		CardToken string `json:"card_token"`
		Type      string `json:"controltoken_type"`
	}
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	var check rest.Check
	check.Size("card_token", in.CardToken, 1, 36)
	wire.CheckPINControl(&check, in.Type)
	if err := check.Err(); err != nil {
		return rest.Reply{}, err
	}
	control := wire.NewPINControl(s.book.NewToken(), in.Type, s.book.Now())
	err := s.book.State.Update(c.Context(), func(tx *state.Tx) error {
		v, ok := s.book.Cards.Get(tx, in.CardToken)
		switch {
		case !ok:
			return rest.NotFoundBody("Card")
		case v.State == wire.CardTerminated:
			return rest.Invalid("card_token must not name a terminated card")
		}
		s.book.PINControls.Put(tx, v.Token, control)
		return s.book.ControlTokens.Put(tx, control.ControlToken, v.Token)
	})
	return created(struct {
		ControlToken string `json:"control_token"`
	}{control.ControlToken}, err)
}

// redeem uses a control token up and gives its card.
func (s *Server) redeem(tx *state.Tx, token, kind string) (wire.Card, error) {
	card, _, ok, err := s.book.ControlTokens.Find(tx, token)
	if err != nil {
		return wire.Card{}, err
	}
	control, _ := s.book.PINControls.Get(tx, card)
	if !ok || control.ControlToken != token || s.book.Clock().After(control.Expires.Time) {
		return wire.Card{}, rest.NotFoundBody("Control token")
	}
	if control.Type != kind {
		return wire.Card{}, rest.Invalid("control_token must be of the type " + kind)
	}
	control.ControlToken = ""
	s.book.PINControls.Put(tx, card, control)
	v, _ := s.book.Cards.Get(tx, card)
	return v, nil
}

func (s *Server) setPIN(c *rest.Call) (rest.Reply, error) {
	var in struct {
		ControlToken string `json:"control_token"`
		PIN          string `json:"pin"`
	}
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	var check rest.Check
	check.Size("control_token", in.ControlToken, 1, 36)
	check.That(len(in.PIN) == 4 && strings.Trim(in.PIN, "0123456789") == "", "pin", "must have 4 digits")
	if err := check.Err(); err != nil {
		return rest.Reply{}, err
	}
	err := s.book.State.Update(c.Context(), func(tx *state.Tx) error {
		v, err := s.redeem(tx, in.ControlToken, wire.SetPIN)
		switch {
		case err != nil:
			return err
		case wire.WeakPIN(in.PIN):
			return rest.Precondition("Weak PIN")
		}
		v.PIN, v.PINIsSet, v.Modified = in.PIN, true, s.book.Now()
		s.book.Cards.Put(tx, v.Token, v)
		return nil
	})
	return rest.Reply{Status: http.StatusNoContent}, err
}

// revealPIN answers 200 with the PIN. The description has 204 here, which could
// not carry it.
func (s *Server) revealPIN(c *rest.Call) (rest.Reply, error) {
	var in struct {
		ControlToken string `json:"control_token"`
		Method       string `json:"cardholder_verification_method"`
	}
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	var check rest.Check
	check.Size("control_token", in.ControlToken, 1, 36)
	check.Required("cardholder_verification_method", in.Method, 36)
	check.OneOf("cardholder_verification_method", in.Method, "BIOMETRIC_FACE", "BIOMETRIC_FINGERPRINT", "LOGIN", "EXP_CVV", "OTP_CVV", "OTP", "OTHER")
	if err := check.Err(); err != nil {
		return rest.Reply{}, err
	}
	var shown struct {
		PIN string `json:"pin"`
	}
	err := s.book.State.Update(c.Context(), func(tx *state.Tx) error {
		v, err := s.redeem(tx, in.ControlToken, wire.RevealPIN)
		if err == nil && !v.PINIsSet {
			err = rest.Invalid("control_token must be of a card whose PIN is set")
		}
		shown.PIN = v.PIN
		return err
	})
	return answered(shown, err)
}
