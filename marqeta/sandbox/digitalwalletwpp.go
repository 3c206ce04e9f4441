package sandbox

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"sync"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// pushWeb reads which card a wallet's website asks for and gives its product's
// names. The header req-sys-id helps to find faults between companies; the
// description requires it, we do not.
func (s *Server) pushWeb(c *rest.Call) (wire.WebPush, error) {
	var in struct {
		CardToken string `json:"card_token"`
	}
	if err := c.Decode(&in); err != nil {
		return wire.WebPush{}, err
	}
	var check rest.Check
	check.Size("req-sys-id", c.Header.Get("req-sys-id"), 0, 36)
	check.Size("card_token", in.CardToken, 1, 36)
	if err := check.Err(); err != nil {
		return wire.WebPush{}, err
	}
	card, ok := s.book.Cards.Read(in.CardToken)
	if !ok {
		return wire.WebPush{}, rest.NotFoundBody("Card")
	}
	product, _ := s.book.CardProducts.Read(card.CardProductToken)
	if push := product.Config.DigitalWallet.ProvisioningControls.WebPush; push != nil {
		return *push, nil
	}
	return wire.WebPush{}, nil
}

func (s *Server) webPushParameters(c *rest.Call) (rest.Reply, error) { return answered(s.pushWeb(c)) }

// signedJWS is a signed text in the flattened form of RFC 7515.
type signedJWS struct {
	Header struct {
		KeyID string `json:"kid"`
	} `json:"header"`
	Protected string `json:"protected"`
	Payload   string `json:"payload"`
	Signature string `json:"signature"`
}

// webPushApple signs what a website starts with at Apple. Its content is our call.
func (s *Server) webPushApple(c *rest.Call) (rest.Reply, error) {
	push, err := s.pushWeb(c)
	if err != nil {
		return rest.Reply{}, err
	}
	started := s.book.NewToken()
	jws, err := sign(map[string]any{"iss": push.ApplePartnerID, "cardTemplateIdentifier": push.AppleCardTemplate, "state": started, "iat": s.book.Present().Unix()})
	return answered(struct {
		JWS   signedJWS `json:"jws"`
		State string    `json:"state"`
	}{jws, started}, err)
}

// webPushKey lives as long as the program: nobody has the other half.
var webPushKey = sync.OnceValues(func() (*ecdsa.PrivateKey, error) { return ecdsa.GenerateKey(elliptic.P256(), rand.Reader) })

func sign(content any) (jws signedJWS, err error) {
	key, err := webPushKey()
	if err != nil {
		return jws, err
	}
	public, err := key.PublicKey.Bytes()
	if err != nil {
		return jws, err
	}
	encode := base64.RawURLEncoding.EncodeToString
	name := sha256.Sum256(public)
	jws.Header.KeyID = encode(name[:])
	jws.Protected, jws.Payload = encode(book.Encode(map[string]any{"alg": "ES256"})), encode(book.Encode(content))
	digest := sha256.Sum256([]byte(jws.Protected + "." + jws.Payload))
	x, y, err := ecdsa.Sign(rand.Reader, key, digest[:])
	if err != nil {
		return jws, err
	}
	var pair [64]byte
	x.FillBytes(pair[:32])
	y.FillBytes(pair[32:])
	jws.Signature = encode(pair[:])
	return jws, nil
}

// webPushGoogle takes the word of Google's servers that somebody wants a card in a
// wallet, and makes the token if one was asked for.
func (s *Server) webPushGoogle(c *rest.Call) (rest.Reply, error) {
	var in struct {
		CardToken     string `json:"card_token"`
		ServerSession string `json:"server_session_id"`
		ClientSession string `json:"client_session_id"`
		TokenSetting  *int   `json:"token_setting"`
		CardSetting   *int   `json:"card_setting"`
		Wallet        string `json:"public_wallet_id"`
		Device        string `json:"public_device_id"`
		Integrator    string `json:"integrator_id"`
	}
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	var check rest.Check
	check.Size("req-sys-id", c.Header.Get("req-sys-id"), 0, 36)
	for field, v := range map[string]string{
		"card_token": in.CardToken, "server_session_id": in.ServerSession, "client_session_id": in.ClientSession,
		"public_wallet_id": in.Wallet, "public_device_id": in.Device, "integrator_id": in.Integrator,
	} {
		check.Required(field, v, 255)
	}
	for field, v := range map[string]*int{"token_setting": in.TokenSetting, "card_setting": in.CardSetting} {
		check.That(v != nil && (*v == 0 || *v == 1), field, "must be 0 or 1")
	}
	if err := check.Err(); err != nil {
		return rest.Reply{}, err
	}
	err := s.book.State.Update(c.Context(), func(tx *state.Tx) error {
		card, ok := s.book.Cards.Get(tx, in.CardToken)
		if !ok {
			return rest.NotFoundBody("Card")
		}
		if *in.TokenSetting == 0 {
			return nil
		}
		u, _ := s.book.Users.Get(tx, card.UserToken)
		product, _ := s.book.CardProducts.Get(tx, card.CardProductToken)
		return s.tokenize(tx, card, u, product, tokenRequest{
			requestor: wire.AndroidPay, tokenType: "DEVICE_CLOUD_BASED", account: in.Wallet, device: wire.WalletDevice{Type: "MOBILE_PHONE", DeviceID: in.Device},
		})
	})
	return rest.Reply{Status: http.StatusAccepted}, err
}
