package rest

import (
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// selectFields keeps the named top-level members of a resource, or of each item
// of a list. No names keep everything; unknown names are ignored.
func selectFields(body []byte, names string) ([]byte, error) {
	if strings.TrimSpace(names) == "" {
		return body, nil
	}
	keep := map[string]bool{}
	for name := range strings.SplitSeq(names, ",") {
		keep[strings.TrimSpace(name)] = true
	}
	var list struct {
		Count      jsontext.Value   `json:"count"`
		StartIndex jsontext.Value   `json:"start_index"`
		EndIndex   jsontext.Value   `json:"end_index"`
		IsMore     jsontext.Value   `json:"is_more"`
		Data       []jsontext.Value `json:"data"`
	}
	if err := json.Unmarshal(body, &list); err != nil || list.Data == nil || list.IsMore == nil {
		return pick(body, keep)
	}
	for i, item := range list.Data {
		picked, err := pick(item, keep)
		if err != nil {
			return nil, err
		}
		list.Data[i] = picked
	}
	return json.Marshal(list)
}

// pick keeps members in their order.
func pick(object []byte, keep map[string]bool) ([]byte, error) {
	dec := jsontext.NewDecoder(strings.NewReader(string(object)))
	if dec.PeekKind() != '{' {
		return object, nil
	}
	if _, err := dec.ReadToken(); err != nil {
		return nil, err
	}
	out := []byte{'{'}
	for dec.PeekKind() != '}' {
		name, err := dec.ReadValue()
		if err != nil {
			return nil, err
		}
		plain, err := jsontext.AppendUnquote(nil, name)
		if err != nil {
			return nil, err
		}
		name = name.Clone()
		value, err := dec.ReadValue()
		if err != nil {
			return nil, err
		}
		if keep[string(plain)] {
			if len(out) > 1 {
				out = append(out, ',')
			}
			out = append(append(append(out, name...), ':'), value...)
		}
	}
	return append(out, '}'), nil
}
