package rest

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// object refuses a body that is not one JSON object, as Marqeta's parser does before
// anything is looked up.
func object(body []byte) ([]byte, error) {
	var v jsontext.Value
	if err := json.Unmarshal(body, &v); err != nil {
		return nil, malformed(body, err)
	}
	if k := v.Kind(); k != '{' {
		return nil, malformed(body, fmt.Errorf("%s is not expected here", kindName(k)))
	}
	return body, nil
}

// Decode reads the body over v, so that members which are absent keep what v
// already has; that is also how an update is partial. An empty body changes
// nothing. Unknown members are ignored, as Marqeta's clients expect.
func (c *Call) Decode(v any) error {
	if len(c.Body) == 0 {
		return nil
	}
	if !bytes.Contains(c.Body, []byte("null")) && json.Unmarshal(c.Body, v) == nil {
		return nil
	}
	// What the strict reading refuses is rare enough to be read twice.
	if err := json.Unmarshal(c.Body, v, lenient); err != nil {
		return malformed(c.Body, err)
	}
	return nil
}

// Hash identifies the payload whatever the order of its members and its spaces.
func (c *Call) Hash() ([]byte, error) {
	canonical := jsontext.Value("{}")
	if len(c.Body) > 0 {
		canonical = jsontext.Value(c.Body).Clone()
		if err := canonical.Canonicalize(); err != nil {
			return nil, malformed(c.Body, err)
		}
	}
	sum := sha256.Sum256(canonical)
	return sum[:], nil
}

// malformed tells where in the body the trouble is and what it is.
func malformed(body []byte, err error) error {
	var offset int64
	var pointer jsontext.Pointer
	why := err
	if s, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		offset, pointer, why = s.ByteOffset, s.JSONPointer, s.Err
	}
	if s, ok := errors.AsType[*json.SemanticError](err); ok {
		if refusal, ok := errors.AsType[*Error](s.Err); ok {
			return refusal
		}
		offset, pointer = s.ByteOffset, s.JSONPointer
		if s.Err != nil {
			why = s.Err
		} else {
			why = fmt.Errorf("%s is not expected here", kindName(s.JSONKind))
		}
	}
	line, column := position(body, offset)
	where := fmt.Sprintf("line %d, column %d", line, column)
	if pointer != "" {
		where = strings.TrimPrefix(strings.ReplaceAll(string(pointer), "/", "."), ".") + " at " + where
	}
	return Malformed(fmt.Sprintf("%v (%s)", why, where))
}

func kindName(k jsontext.Kind) string {
	switch k {
	case 'n':
		return "null"
	case 'f', 't':
		return "a boolean"
	case '"':
		return "a string"
	case '0':
		return "a number"
	case '{':
		return "an object"
	case '[':
		return "an array"
	}
	return "this value"
}

func position(body []byte, offset int64) (line, column int) {
	before := string(body[:min(max(offset, 0), int64(len(body)))])
	line = 1 + strings.Count(before, "\n")
	return line, len(before) - strings.LastIndex(before, "\n")
}
