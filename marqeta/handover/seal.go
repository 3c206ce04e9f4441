package handover

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"

	"github.com/go-json-experiment/json/jsontext"
)

// Seal searches a bundle through and through, and gives it with its file.
func (r *Redactor) Seal(b Bundle) (Bundle, []byte, error) {
	b.Schema, b.Redaction = Schema, Redaction{}
	open, err := json.Marshal(b)
	if err != nil {
		return Bundle{}, nil, fmt.Errorf("write the bundle: %w", err)
	}
	var sealed Bundle
	if err := json.Unmarshal(r.scrub(open), &sealed); err != nil {
		return Bundle{}, nil, fmt.Errorf("read the bundle that was searched: %w", err)
	}
	for i, t := range sealed.Transactions {
		sealed.Transactions[i].URL = sealed.Program.API + "/transactions/" + url.PathEscape(t.Token)
	}
	sealed.Redaction = Redaction{Removed: r.removed, CardholderKnown: r.person, Rules: r.rules()}
	var file bytes.Buffer
	enc := json.NewEncoder(&file)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(sealed); err != nil {
		return Bundle{}, nil, fmt.Errorf("write the sealed bundle: %w", err)
	}
	return sealed, file.Bytes(), nil
}

// scrub searches every text of a document.
func (r *Redactor) scrub(document []byte) []byte {
	var out bytes.Buffer
	lax := []jsontext.Options{jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)}
	in, copied := jsontext.NewDecoder(bytes.NewReader(document), lax...), jsontext.NewEncoder(&out, lax...)
	for {
		token, err := in.ReadToken()
		if err != nil {
			return out.Bytes()
		}
		kind, read := in.StackIndex(in.StackDepth())
		if value := kind != '{' || read%2 == 0; value && (token.Kind() == '"' || token.Kind() == '0') {
			token = r.token(in, token)
		}
		if copied.WriteToken(token) != nil {
			return nil // what was read whole can be written
		}
	}
}

func (r *Redactor) token(in *jsontext.Decoder, token jsontext.Token) jsontext.Token {
	_, name := place(in)
	text := token.String()
	clean := text
	switch {
	case token.Kind() == '0':
		if isCard(text) {
			clean = r.marked(markCard)
		}
	case ours[name]:
	case isExact(name):
		clean = r.exact(text)
	default:
		clean = r.Text(text)
	}
	if clean == text {
		return token
	}
	return jsontext.String(clean)
}

func (r *Redactor) marked(mark string) string { r.removed++; return mark }

// rules says in words what was done.
func (r *Redactor) rules() []string {
	out := []string{
		"Of each notification only members that are known to be harmless are kept; the others say " + markAll + ".",
		"Metadata, and the names and addresses that were compared, are taken out whole.",
		"Texts are searched for email addresses, card numbers, telephone numbers with a country code, US social security numbers and credentials.",
		"Tokens, the last four digits and reference numbers stay: support finds nothing without them.",
	}
	if r.person {
		return slices.Insert(out, 3, "Texts are searched for the cardholder's name, email address, telephone number and address.")
	}
	return slices.Insert(out, 3, "The cardholder's name was not known, so texts could not be searched for it.")
}
