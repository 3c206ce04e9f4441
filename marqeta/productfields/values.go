package productfields

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// Values are the members of one card product by path, as text. What is not set, or set
// to an empty text, is absent.
type Values map[string]string

// Defaults gives what a sandbox fills in for a card product of which only the name and
// the start date were given.
func Defaults() Values {
	out := Values{}
	for _, f := range all {
		out.put(f.Path, f.Default)
	}
	return out
}

func (v Values) put(path, text string) {
	if text == "" {
		delete(v, path)
		return
	}
	v[path] = text
}

// Over gives these values with others laid over them.
func (v Values) Over(others Values) Values {
	out := Values{}
	for _, layer := range []Values{v, others} {
		for path, text := range layer {
			out[path] = text
		}
	}
	return out
}

// Own gives the values that a program can set; those that Marqeta sets are left out.
func (v Values) Own() Values {
	out := Values{}
	for _, f := range all {
		if !f.Set {
			out.put(f.Path, v[f.Path])
		}
	}
	return out
}

// Read takes the values out of a card product as Marqeta sent it. Members that the
// table does not have are left out: a newer Marqeta may send some.
func Read(document []byte) (Values, error) {
	d := json.NewDecoder(bytes.NewReader(document))
	d.UseNumber()
	var tree map[string]any
	if err := d.Decode(&tree); err != nil {
		return nil, fmt.Errorf("read card product: %w", err)
	}
	out := Values{}
	for _, f := range all {
		if found, ok := descend(tree, f.Path); ok {
			out.put(f.Path, f.text(found))
		}
	}
	return out, nil
}

func descend(tree map[string]any, path string) (any, bool) {
	for {
		member, rest, deeper := strings.Cut(path, ".")
		value, ok := tree[member]
		if !ok || !deeper {
			return value, ok
		}
		if tree, ok = value.(map[string]any); !ok {
			return nil, false
		}
		path = rest
	}
}

// text is a value of Marqeta's JSON as it stands in a form.
func (f Field) text(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return v
	case bool:
		return fmt.Sprint(v)
	case json.Number:
		return v.String()
	case []any:
		if f.Kind == Prefixes {
			return prefixLines(v)
		}
	}
	raw, _ := json.Marshal(value) // what was decoded can be encoded
	return string(raw)
}

func prefixLines(list []any) string {
	lines := make([]string, 0, len(list))
	for _, one := range list {
		entry, _ := one.(map[string]any)
		digits, _ := entry["bin_prefix"].(string)
		status, _ := entry["status"].(string)
		lines = append(lines, strings.TrimSpace(digits+" "+status))
	}
	return strings.Join(lines, "\n")
}

// value is the text as Marqeta's JSON has it. It must have passed Check. An empty text
// is sent as one, which takes the value away.
func (f Field) value(text string) any {
	switch {
	case f.Kind == Switch && text != "":
		return text == "true"
	case (f.Kind == Number || f.Whole) && text != "":
		return json.Number(text)
	case f.Kind == Prefixes:
		list := []map[string]string{}
		for line := range strings.Lines(text) {
			parts := strings.Fields(line)
			if len(parts) == 0 {
				continue
			}
			entry := map[string]string{"bin_prefix": parts[0]}
			if len(parts) > 1 {
				entry["status"] = parts[1]
			}
			list = append(list, entry)
		}
		return list
	}
	return text
}
