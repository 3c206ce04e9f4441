package main

import (
	"encoding/binary"
	"encoding/hex"
	"sync/atomic"
)

// numbers makes the tokens of a run.
type numbers struct{ atomic.Int64 }

// write writes the next token over one of 36 characters. Tokens differ and, like the
// platform's, lie all over an index: the digits are those of a mix of a number that no
// other number shares.
func (n *numbers) write(token []byte) { writeToken(token, uint64(n.Add(1))) }

func writeToken(token []byte, n uint64) {
	n *= 0x9e3779b97f4a7c15
	n ^= n >> 30
	n *= 0xbf58476d1ce4e5b9
	n ^= n >> 27
	digits := hex.AppendEncode(nil, binary.BigEndian.AppendUint64(nil, n))
	copy(token, digits[:8])
	copy(token[len(token)-8:], digits[8:])
}
