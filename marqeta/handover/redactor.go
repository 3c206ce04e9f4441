package handover

import (
	"bytes"
	"encoding/json"
	"regexp"

	"github.com/go-json-experiment/json/jsontext"
)

// Redactor takes out of documents whatever support need not know. It is first told who
// the cardholders are. One redactor makes one bundle.
type Redactor struct {
	known    []known
	seen     map[string]bool
	lastFour map[string]bool
	person   bool // the name of a cardholder is known
	removed  int
}

// NewRedactor makes a redactor that knows nobody yet.
func NewRedactor() *Redactor { return &Redactor{seen: map[string]bool{}, lastFour: map[string]bool{}} }

// Content gives a transaction, as the platform sent it, with those members alone whose
// values may leave; the names of the others stay, so that support sees that they were
// there. It gives nothing for what is not JSON.
func (r *Redactor) Content(transaction []byte) json.RawMessage {
	var out bytes.Buffer
	lax := []jsontext.Options{jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)}
	c := copier{r, jsontext.NewDecoder(bytes.NewReader(transaction), lax...), jsontext.NewEncoder(&out, lax...)}
	if c.in.PeekKind() != '{' || c.object("") != nil {
		return nil
	}
	return bytes.TrimSpace(out.Bytes())
}

// copier copies a document member by member.
type copier struct {
	*Redactor
	in  *jsontext.Decoder
	out *jsontext.Encoder
}

func (c copier) value(object, name string) error {
	switch c.in.PeekKind() {
	case '{':
		if !enters(object, name) {
			return c.drop()
		}
		return c.object(name)
	case '[':
		return c.list(object, name)
	case '"', '0':
		if !keeps(object, name) {
			return c.drop()
		}
	}
	token, err := c.in.ReadToken()
	if err != nil {
		return err
	}
	return c.out.WriteToken(token)
}

func (c copier) object(name string) error {
	if err := c.pass(); err != nil {
		return err
	}
	for c.in.PeekKind() != '}' {
		token, err := c.in.ReadToken()
		if err != nil {
			return err
		}
		member := token.String()
		shown := member
		if !memberShape.MatchString(member) {
			shown = markAll
		}
		if err := c.out.WriteToken(jsontext.String(shown)); err != nil {
			return err
		}
		if err := c.value(name, member); err != nil {
			return err
		}
	}
	return c.pass()
}

func (c copier) list(object, name string) error {
	if err := c.pass(); err != nil {
		return err
	}
	for c.in.PeekKind() != ']' {
		if err := c.value(object, name); err != nil {
			return err
		}
	}
	return c.pass()
}

// pass copies the brace or bracket that comes next.
func (c copier) pass() error {
	token, err := c.in.ReadToken()
	if err != nil {
		return err
	}
	return c.out.WriteToken(token)
}

func (c copier) drop() error {
	if err := c.in.SkipValue(); err != nil {
		return err
	}
	c.removed++
	return c.out.WriteToken(jsontext.String(markAll))
}

// memberShape is what the names of members look like; what looks otherwise may be a value.
var memberShape = regexp.MustCompile(`^[a-zA-Z0-9_]{1,80}$`)
