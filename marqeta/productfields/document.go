package productfields

import (
	"bytes"
	"encoding/json"
	"strings"

	"carddeck/marqeta"
)

// Document is a JSON object that keeps its members in the order of the table, so that
// the same card product always gives the same bytes.
type Document struct {
	names   []string
	members map[string]any
}

func (d *Document) set(path string, value any) {
	member, rest, deeper := strings.Cut(path, ".")
	if d.members == nil {
		d.members = map[string]any{}
	}
	if _, known := d.members[member]; !known {
		d.names = append(d.names, member)
		d.members[member] = value
		if deeper {
			d.members[member] = &Document{}
		}
	}
	if below, ok := d.members[member].(*Document); ok && deeper {
		below.set(rest, value)
	}
}

// MarshalJSON writes the members in their order.
func (d *Document) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	out.WriteByte('{')
	for i, name := range d.names {
		if i > 0 {
			out.WriteByte(',')
		}
		value, err := json.Marshal(d.members[name])
		if err != nil {
			return nil, err
		}
		out.WriteString(`"` + name + `":`)
		out.Write(value)
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

// Whole is a card product as a document of its own: its token, where there is one, and
// every value that a program can set. It holds no secret, since a card product has none.
func Whole(token string, v Values) *Document {
	out := &Document{}
	if token != "" {
		out.set("token", token)
	}
	for _, f := range all {
		if text := v[f.Path]; text != "" && !f.Set {
			out.set(f.Path, f.value(text))
		}
	}
	return out
}

// Request is Whole as the request that creates it.
func Request(token string, v Values) (marqeta.CardProductRequest, error) {
	var out marqeta.CardProductRequest
	raw, err := json.Marshal(Whole(token, v))
	if err == nil {
		err = json.Unmarshal(raw, &out)
	}
	return out, err
}
