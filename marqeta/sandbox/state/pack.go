package state

import (
	_ "embed"
	"fmt"

	"github.com/klauspost/compress/s2"
)

// What grows with traffic is kept packed: a byte that no JSON begins with, then an S2
// block over a dictionary of typical bodies, a fifth of the text for two
// microseconds. What begins otherwise is a body as it is, as files before version 5
// have them all.
//
// The dictionary is part of the file's format. Another one takes another first byte.
const packed = 1

//go:embed typical.jsonl
var typical []byte

var dictionary = s2.MakeDict(typical, nil)

// pack gives what is kept for a body; of none, none.
func pack(body []byte) []byte {
	if len(body) == 0 {
		return body
	}
	kept := make([]byte, 1+s2.MaxEncodedLen(len(body)))
	kept[0] = packed
	// S2 writes into what is large enough.
	return kept[:1+len(dictionary.Encode(kept[1:], body))]
}

// unpack gives the body of what is kept.
func unpack(kept []byte) ([]byte, error) {
	if len(kept) == 0 || kept[0] != packed {
		return kept, nil
	}
	body, err := dictionary.Decode(nil, kept[1:])
	if err != nil {
		return nil, fmt.Errorf("damaged body: %w", err)
	}
	return body, nil
}
