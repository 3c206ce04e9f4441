package sandbox

import (
	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// tokenRequest is what a network would ask for on behalf of a wallet.
type tokenRequest struct {
	requestor string
	tokenType string
	account   string // empty: the wallet does not say
	device    wire.WalletDevice
}

// tokenNumbers begin the numbers of wallet tokens, which no card has.
const tokenNumbers = "111112"

// tokenize makes a wallet token of a card, as far as the card and its product let it
// get.
func (s *Server) tokenize(tx *state.Tx, card wire.Card, u wire.User, product wire.CardProduct, ask tokenRequest) error {
	v := wire.WalletToken{
		Token: s.book.NewToken(), CardToken: card.Token, Times: wire.Born(s.book.Now()), Device: &ask.device,
		TokenServiceProvider: wire.TokenServiceProvider{
			TokenReference: "DNITHE" + book.Digits(18), PANReference: s.panReference(tx, card.Token),
			RequestorID: ask.requestor, RequestorName: wire.WalletName(ask.requestor), TokenType: ask.tokenType,
			TokenPAN: s.book.NewPAN(tx, tokenNumbers), TokenExpiration: card.Expiration, EligibilityDecision: wire.WalletGreen,
		},
		Profile:             &wire.WalletProfile{PANSource: "MOBILE_BANKING_APP"},
		AddressVerification: &wire.WalletAddress{Name: fullName(u), Street: u.Address1, Zip: u.PostalCode, PostalCode: u.PostalCode},
		Metadata:            &wire.WalletMetadata{Language: product.Config.TransactionControls.NotificationLanguage},
	}
	v.Device.Token = s.book.NewToken()
	if ask.account != "" {
		v.Profile.Account = &wire.WalletAccount{ID: ask.account}
	}
	decided := wire.Tokenize(card.State, product.Config.DigitalWallet.ProvisioningControls)
	v.EligibilityDecision = decided.Decision
	err := s.moveWallet(tx, &v, wire.WalletTransition{
		State: wire.WalletRequested, FulfillmentStatus: decided.Color, Channel: "DIGITAL_WALLET", ReasonCode: "21",
	})
	if err != nil || decided.State == wire.WalletRequested {
		return err
	}
	return s.moveWallet(tx, &v, wire.WalletTransition{
		State: decided.State, FulfillmentStatus: decided.Fulfilled, Channel: "TOKEN_SERVICE_PROVIDER", ReasonCode: "00",
	})
}

// panReference is the network's name of a card's number, the same for all its tokens.
func (s *Server) panReference(tx *state.Tx, card string) string {
	if others := s.book.WalletTokensOf.Get(tx, card); len(others) > 0 {
		return others[0].TokenServiceProvider.PANReference
	}
	return "V-" + book.Digits(22)
}
