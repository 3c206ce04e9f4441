package sandbox

import (
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"strings"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// provisionRequest is what the apps of all wallets send; each leaves some out.
type provisionRequest struct {
	CardToken      string   `json:"card_token"`
	DeviceType     string   `json:"device_type"`
	AppVersion     string   `json:"provisioning_app_version"`
	DeviceID       string   `json:"device_id"`
	Account        string   `json:"wallet_account_id"`
	User           string   `json:"wallet_user_id"`
	RequestorID    string   `json:"token_requestor_id"`
	Certificates   []string `json:"certificates"`
	Nonce          string   `json:"nonce"`
	NonceSignature string   `json:"nonce_signature"`
}

// wallet is what the paths of the wallets differ in.
type wallet struct {
	requestor string // empty: the request says it
	tokenType string
	check     func(*rest.Check, provisionRequest)
	answer    func(provisioned, pushData) (any, error)
}

var wallets = map[string]wallet{
	"applepay": {wire.ApplePay, "DEVICE_SECURE_ELEMENT", func(c *rest.Check, in provisionRequest) {
		c.That(len(in.Certificates) > 0, "certificates", "may not be empty")
		c.That(in.Nonce != "", "nonce", "may not be empty")
		c.That(in.NonceSignature != "", "nonce_signature", "may not be empty")
	}, applePass},
	"androidpay": {wire.AndroidPay, "DEVICE_CLOUD_BASED", func(c *rest.Check, in provisionRequest) {
		c.Size("wallet_account_id", in.Account, 1, 50)
		c.Size("device_id", in.DeviceID, 1, 24)
	}, func(p provisioned, d pushData) (any, error) {
		d.OpaqueCard = opaque(256)
		return pushed{p, d}, nil
	}},
	"samsungpay": {wire.SamsungPay, "DEVICE_SECURE_ELEMENT", func(c *rest.Check, in provisionRequest) {
		c.Size("wallet_user_id", in.User, 1, 50)
		c.Size("device_id", in.DeviceID, 1, 24)
	}, payload},
	"xpay": {"", "ECOMMERCE_DIGITAL_WALLET", func(c *rest.Check, in provisionRequest) {
		c.Size("wallet_account_id", in.Account, 1, 50)
		c.Size("device_id", in.DeviceID, 1, 24)
		c.Required("token_requestor_id", in.RequestorID, 11)
	}, payload},
}

// provision answers the request of a wallet's app. Our call: what app, wallet and
// network would go on to do is done at once, so that the card gets its token.
func provision(name string) func(*Server, *rest.Call) (rest.Reply, error) {
	w := wallets[name]
	return func(s *Server, c *rest.Call) (rest.Reply, error) {
		var in provisionRequest
		if err := c.Decode(&in); err != nil {
			return rest.Reply{}, err
		}
		var check rest.Check
		check.Size("card_token", in.CardToken, 1, 36)
		check.Required("device_type", in.DeviceType, 36)
		check.OneOf("device_type", in.DeviceType, "MOBILE_PHONE", "WATCH", "TABLET", "WEARABLE_DEVICE", "HOUSEHOLD_DEVICE", "AUTOMOBILE_DEVICE")
		check.Size("provisioning_app_version", in.AppVersion, 1, 50)
		w.check(&check, in)
		if err := check.Err(); err != nil {
			return rest.Reply{}, err
		}
		ask := tokenRequest{
			requestor: w.requestor, tokenType: w.tokenType, account: in.Account + in.User,
			device: wire.WalletDevice{Type: in.DeviceType, DeviceID: in.DeviceID},
		}
		if ask.requestor == "" {
			ask.requestor = in.RequestorID
		}
		var done provisioned
		var data pushData
		err := s.book.State.Update(c.Context(), func(tx *state.Tx) error {
			card, ok := s.book.Cards.Get(tx, in.CardToken)
			if !ok {
				return noCard
			}
			u, _ := s.book.Users.Get(tx, card.UserToken)
			product, _ := s.book.CardProducts.Get(tx, card.CardProductToken)
			done, data = provisioned{wire.Born(s.book.Now()), card.Token}, pushDataOf(card, u, product)
			return s.tokenize(tx, card, u, product, ask)
		})
		if err != nil {
			return rest.Reply{}, err
		}
		return created(w.answer(done, data))
	}
}

// provisioned is what every answer has.
type provisioned struct {
	wire.Times
	CardToken string `json:"card_token"`
}

// pushed is what an app passes on to its wallet.
type pushed struct {
	provisioned
	Data pushData `json:"push_tokenize_request_data"`
}

// pushData says which card it is. What is only for the network's eyes is random
// here, for there is nobody who could read it.
type pushData struct {
	DisplayName  string       `json:"display_name"`
	LastDigits   string       `json:"last_digits"`
	Network      string       `json:"network"`
	Provider     string       `json:"token_service_provider"`
	OpaqueCard   string       `json:"opaque_payment_card,omitzero"`
	UserAddress  *pushAddress `json:"user_address,omitzero"` // with OpaqueCard
	ExtraPayload string       `json:"extra_provision_payload,omitzero"`
	CardType     string       `json:"card_type,omitzero"` // with ExtraPayload
}

type pushAddress struct {
	Name string `json:"name,omitzero"`
	wire.Address
	Phone string `json:"phone,omitzero"`
}

func pushDataOf(card wire.Card, u wire.User, product wire.CardProduct) pushData {
	return pushData{
		DisplayName: product.Name, LastDigits: card.LastFour, Network: "Visa", Provider: "TOKEN_PROVIDER_VISA",
		UserAddress: &pushAddress{fullName(u), wire.Address{
			Address1: u.Address1, Address2: u.Address2, City: u.City, State: u.State, Zip: u.PostalCode, PostalCode: u.PostalCode, Country: u.Country,
		}, u.Phone},
	}
}

func payload(p provisioned, d pushData) (any, error) {
	d.UserAddress, d.ExtraPayload, d.CardType = nil, opaque(256), "DEBIT"
	return pushed{p, d}, nil
}

func applePass(p provisioned, _ pushData) (any, error) {
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	return struct {
		provisioned
		PassData       string `json:"encrypted_pass_data"`
		ActivationData string `json:"activation_data"`
		PublicKey      string `json:"ephemeral_public_key"`
	}{p, opaque(256), opaque(128), base64.StdEncoding.EncodeToString(key.PublicKey().Bytes())}, nil
}

// opaque gives n random bytes in base64.
func opaque(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails
	return base64.StdEncoding.EncodeToString(b)
}

func fullName(u wire.User) string { return strings.TrimSpace(u.FirstName + " " + u.LastName) }
