package conformance_test

import (
	"maps"
	"net/http"
	"slices"
	"strings"
)

// much is how much of a body is generated.
type much int

const (
	least much = iota // what is required
	full              // every member that is described
)

// body generates a request that the sandbox should accept, or nil if the operation
// takes none.
func (p *program) body(method, path string, m much) map[string]any {
	p.Helper()
	s := p.d.request(method, path)
	if s == nil {
		return nil
	}
	body, _ := p.value("", "", s, m).(map[string]any)
	p.hint(method+" "+path, body)
	return body
}

// bodyOrNil is body as a call takes it.
func (w *walker) bodyOrNil(m much) any {
	w.Helper()
	if body := w.body(w.method, w.path, m); body != nil {
		return body
	}
	return nil
}

// request is the schema of an operation's body. The description has bodies of GET,
// too, which nobody sends.
func (d *description) request(method, path string) *schema {
	if method == http.MethodGet {
		return nil
	}
	for _, q := range d.Paths[path][strings.ToLower(method)].Parameters {
		if q.In == "body" {
			return q.Schema
		}
	}
	return nil
}

// definition follows a reference; the name is empty for a schema that stands for
// itself.
func (d *description) definition(s *schema) (*schema, string) {
	if s == nil || s.Ref == "" {
		return s, ""
	}
	name := strings.TrimPrefix(s.Ref, "#/definitions/")
	return d.Definitions[name], name
}

// value generates a value for a member of a definition. A nil value is left out.
func (p *program) value(owner, member string, s *schema, m much) any {
	p.Helper()
	s, name := p.d.definition(s)
	if path := reference(owner, member, s); path != "" {
		if token := p.token(path); token != "" {
			return token
		}
		return nil
	}
	known, ok := knownValues[owner+"."+member]
	if !ok {
		known, ok = knownValues[member]
	}
	if ok && s.Type == kindOf(known) && fits(known, s) {
		return known
	}
	if len(s.Enum) > 0 {
		return s.Enum[p.rnd.IntN(len(s.Enum))]
	}
	switch s.Type {
	case "object":
		return p.object(s, name, m)
	case "array":
		if item := p.value(owner, member, s.Items, m); item != nil {
			return []any{item}
		}
		return nil
	case "boolean":
		return p.rnd.IntN(2) == 0
	case "integer":
		return 1 + p.rnd.IntN(9)
	case "number":
		return float64(1000+p.rnd.IntN(9000)) / 100
	}
	return p.text(s)
}

// Where either a user or a business is named, the user is.
func (s *schema) oneHolder(member string) bool {
	user, ok := strings.CutSuffix(member, "user_token")
	return ok && s.Properties[user+"business_token"] != nil
}

func (s *schema) otherHolder(member string) bool {
	business, ok := strings.CutSuffix(member, "business_token")
	return ok && s.Properties[business+"user_token"] != nil
}

// readOnly members are not sent, if they are not marked so by mistake.
func readOnly(owner string, s *schema, member string) bool {
	if member == "idempotentHash" { // of Marqeta's own
		return true
	}
	return s.Properties[member].ReadOnly && !slices.Contains(s.Required, member) && !strings.Contains(owner, "Request")
}

// reference tells where the resource is made that a member names.
func reference(owner, member string, s *schema) string {
	if s.Type != "string" {
		return ""
	}
	if path, ok := references[owner+"."+member]; ok {
		return path
	}
	return references[member]
}

func (p *program) object(s *schema, name string, m much) any {
	p.Helper()
	if s.Values != nil {
		return map[string]any{"one": p.text(s.Values), "two": p.text(s.Values)}
	}
	object := map[string]any{}
	for _, member := range slices.Sorted(maps.Keys(s.Properties)) {
		described := s.Properties[member]
		if readOnly(name, s, member) || s.otherHolder(member) {
			continue
		}
		required := slices.Contains(s.Required, member) || s.oneHolder(member)
		if !required && (m == least || member == "token" && reference(name, member, described) == "") {
			continue
		}
		if v := p.value(name, member, described, m); v != nil {
			object[member] = v
		}
	}
	p.hint(name, object)
	return object
}

// text generates a string of a format or a size.
func (p *program) text(s *schema) string {
	switch s.Format {
	case "date":
		return "2026-01-15"
	case "date-time":
		return "2026-01-15T08:30:00Z"
	}
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ '-éßĀ日"
	runes := []rune(letters)
	most := min(max(s.MaxLength, s.MinLength), 30)
	if most == 0 {
		most = 12
	}
	n := max(s.MinLength, 1) + p.rnd.IntN(most-max(s.MinLength, 1)+1)
	var b strings.Builder
	for range n {
		b.WriteRune(runes[p.rnd.IntN(len(runes))])
	}
	return strings.Replace(b.String(), " ", "_", 1)
}

func fits(known any, s *schema) bool {
	if len(s.Enum) > 0 && !slices.Contains(s.Enum, known) {
		return false
	}
	text, ok := known.(string)
	return !ok || s.MaxLength == 0 || len(text) <= s.MaxLength
}

func kindOf(v any) string {
	switch v.(type) {
	case string:
		return "string"
	case int:
		return "integer"
	case float64:
		return "number"
	case bool:
		return "boolean"
	case []any:
		return "array"
	}
	return "object"
}
