package book

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"carddeck/marqeta/sandbox/state"
)

// Digits gives n random digits. Nothing here is secret: they are test numbers.
func Digits(n int) string {
	var b strings.Builder
	for range n {
		b.WriteByte(byte('0' + rand.IntN(10)))
	}
	return b.String()
}

// SecurityCode gives a card's three digits, never 000: whoever wants to see a wrong code
// declined has one that is wrong for every card.
func SecurityCode() string { return fmt.Sprintf("%03d", 1+rand.IntN(999)) }

// NewPAN gives a card number that no card has: the prefix, random digits and the
// check digit of ISO/IEC 7812.
func (b *Book) NewPAN(tx *state.Tx, prefix string) string {
	for {
		pan := prefix + Digits(15-len(prefix))
		pan += checkDigit(pan)
		if len(b.CardsByPAN.Get(tx, pan)) == 0 {
			return pan
		}
	}
}

func checkDigit(payload string) string {
	sum := 0
	for i := range len(payload) {
		d := int(payload[len(payload)-1-i] - '0')
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return string(rune('0' + (10-sum%10)%10))
}
