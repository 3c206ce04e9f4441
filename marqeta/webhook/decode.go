package webhook

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/go-json-experiment/json/jsontext"
)

// ErrMalformed is what Decode's errors wrap: the body is not one JSON object.
var ErrMalformed = errors.New("not a webhook message")

// Decode splits a message into its notifications: the elements of every array at the
// top level of the envelope, each with its exact place in raw. A resource posted
// without an envelope, as ad-hoc endpoints get it, is a message of one notification.
// So is an object in which nothing can be recognised; its family is Unknown. Elements
// without a usable token are Derived. raw becomes the message's Body and must not be
// changed any more.
//
// It reads raw once and looks only at the names that route a notification. Names that
// come twice count the last time; bytes that are no UTF-8 are let through.
func Decode(raw []byte) (Message, error) {
	d := decoders.Get().(*decoder)
	defer d.release()
	d.buf = *bytes.NewBuffer(raw)
	d.json.Reset(&d.buf, lenient...)
	d.raw = raw
	if err := d.message(); err != nil {
		return Message{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return Message{Body: raw, Notifications: d.notifications()}, nil
}

// decoder keeps what costs an allocation from one message to the next.
type decoder struct {
	json *jsontext.Decoder
	buf  bytes.Buffer // the JSON decoder reads one in place
	raw  []byte

	whole    Notification // the top level read as if it were a resource
	elements []Notification
}

var lenient = []jsontext.Options{jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)}

var decoders = sync.Pool{New: func() any {
	return &decoder{json: jsontext.NewDecoder(new(bytes.Buffer)), elements: make([]Notification, 0, 10)}
}}

// release lets go of the message before the decoder is kept.
func (d *decoder) release() {
	d.json.Reset(new(bytes.Buffer))
	clear(d.elements)
	if cap(d.elements) > maxKept {
		d.elements = nil
	}
	*d = decoder{json: d.json, elements: d.elements[:0]}
	decoders.Put(d)
}

const maxKept = 1024

func (d *decoder) message() error {
	open, err := d.json.ReadToken()
	if err != nil {
		return err
	}
	if open.Kind() != '{' {
		return errors.New("it is no JSON object")
	}
	d.whole.Offset = int(d.json.InputOffset()) - 1
	for d.json.PeekKind() != '}' {
		name, err := d.json.ReadValue()
		if err != nil {
			return err
		}
		if d.json.PeekKind() == '[' {
			err = d.array(family(name))
		} else {
			err = d.member(name, &d.whole)
		}
		if err != nil {
			return err
		}
	}
	if _, err := d.json.ReadToken(); err != nil {
		return err
	}
	d.whole.Length = int(d.json.InputOffset()) - d.whole.Offset
	if _, err := d.json.ReadToken(); !errors.Is(err, io.EOF) {
		return errors.New("something follows the JSON object")
	}
	return nil
}

func (d *decoder) array(family string) error {
	if _, err := d.json.ReadToken(); err != nil {
		return err
	}
	for d.json.PeekKind() != ']' {
		n := Notification{Family: family}
		if err := d.element(&n); err != nil {
			return err
		}
		d.elements = append(d.elements, n)
	}
	_, err := d.json.ReadToken()
	return err
}

func (d *decoder) element(n *Notification) error {
	if d.json.PeekKind() != '{' {
		value, err := d.json.ReadValue()
		n.Offset, n.Length = int(d.json.InputOffset())-len(value), len(value)
		return err
	}
	if _, err := d.json.ReadToken(); err != nil {
		return err
	}
	n.Offset = int(d.json.InputOffset()) - 1
	for d.json.PeekKind() != '}' {
		name, err := d.json.ReadValue()
		if err != nil {
			return err
		}
		if err := d.member(name, n); err != nil {
			return err
		}
	}
	_, err := d.json.ReadToken()
	n.Length = int(d.json.InputOffset()) - n.Offset
	return err
}

// member takes the value of one name and keeps it when it routes.
func (d *decoder) member(name jsontext.Value, n *Notification) error {
	into := n.routed(name)
	value, err := d.json.ReadValue()
	if err != nil || into == nil {
		return err
	}
	*into = plain(value)
	return nil
}

// routed gives the field a name is kept in, nil for all others. A user transition
// calls its state status.
func (n *Notification) routed(name jsontext.Value) *string {
	if bytes.IndexByte(name, '\\') >= 0 {
		name = append(append([]byte{'"'}, plain(name)...), '"')
	}
	switch string(name) {
	case `"token"`:
		return &n.Token
	case `"type"`:
		return &n.Type
	case `"state"`, `"status"`:
		return &n.State
	}
	return nil
}

// notifications settles what was read: tokens that are none, and whether the top level
// was an envelope at all.
func (d *decoder) notifications() []Notification {
	found := d.elements
	if bare := d.whole; usable(bare.Token) && bare.Type != "" {
		bare.Family = Transaction
		if strings.HasPrefix(bare.Type, "state.") || strings.HasPrefix(bare.Type, "fulfillment.") {
			bare.Family = CardTransition
		}
		found = append(found[:0], bare)
	} else if len(found) == 0 {
		d.whole.Family = Unknown
		found = append(found, d.whole)
	}
	out := make([]Notification, len(found))
	for i, n := range found {
		if !usable(n.Token) {
			digest := sha256.Sum256(d.raw[n.Offset : n.Offset+n.Length])
			n.Token, n.Derived = "sha256:"+hex.EncodeToString(digest[:]), true
		}
		n.Type, n.State = clean(n.Type), clean(n.State)
		out[i] = n
	}
	return out
}

// families gives the names that Marqeta's documents use for the arrays, old and new.
var families = map[string]string{
	`"transactions"`:    Transaction,
	`"cardtransitions"`: CardTransition, `"cards"`: CardTransition,
	`"usertransitions"`: UserTransition, `"users"`: UserTransition,
	`"businesstransitions"`: "businesstransition", `"businesses"`: "businesstransition",
	`"pings"`: Ping,
}

// family names the kind of an array's elements. A kind nobody here has heard of keeps
// its name, in the singular where Marqeta's habit tells it.
func family(name jsontext.Value) string {
	if f, ok := families[string(name)]; ok {
		return f
	}
	f := clean(plain(name))
	if strings.HasSuffix(f, "transitions") {
		f = strings.TrimSuffix(f, "s")
	}
	if f == "" {
		return Unknown
	}
	return f
}
