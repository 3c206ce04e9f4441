package store

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"errors"
	"fmt"

	"carddeck/marqeta"
)

// ErrSealed means that a secret in the database cannot be read or written: the store was
// opened without the key it was sealed with.
var ErrSealed = errors.New("the secret is sealed with another key than this console has")

// KeySize is the length of Config.Key in bytes.
const KeySize = 32

// sealer keeps secrets of others in the database so that a copy of it does not tell them.
type sealer struct{ aead cipher.AEAD }

// newSealer makes the sealer of a key; without one it seals and opens nothing.
func newSealer(key []byte) (sealer, error) {
	if len(key) == 0 {
		return sealer{}, nil
	}
	if len(key) != KeySize {
		return sealer{}, fmt.Errorf("the key for secrets has %d bytes, and must have %d", len(key), KeySize)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return sealer{}, err
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	return sealer{aead}, err
}

// seal writes a secret so that only open, for the same place, reads it.
func (s sealer) seal(place string, secret marqeta.Secret) ([]byte, error) {
	if s.aead == nil {
		return nil, ErrSealed
	}
	return s.aead.Seal(nil, nil, []byte(secret.Reveal()), []byte(place)), nil
}

func (s sealer) open(place string, sealed []byte) (marqeta.Secret, error) {
	if s.aead == nil {
		return "", ErrSealed
	}
	text, err := s.aead.Open(nil, nil, sealed, []byte(place))
	if err != nil {
		return "", ErrSealed
	}
	return marqeta.Secret(text), nil
}

// NewKey makes a key for Config.Key.
func NewKey() []byte {
	key := make([]byte, KeySize)
	_, _ = rand.Read(key) // never fails
	return key
}
