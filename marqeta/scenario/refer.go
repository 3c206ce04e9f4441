package scenario

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// reference is what stands between braces: a name, or a name and a path.
var reference = regexp.MustCompile(`^([a-z][a-z0-9_-]*)(?:\.([A-Za-z0-9_.-]+))?$`)

// fill puts what look gives in the place of every reference of a text. Two braces of a
// kind stand for one.
func fill(text string, look func(name, path string) (string, error)) (string, error) {
	var out strings.Builder
	for rest := text; rest != ""; {
		at := strings.IndexAny(rest, "{}")
		if at < 0 {
			out.WriteString(rest)
			break
		}
		out.WriteString(rest[:at])
		brace, behind := rest[at:at+1], rest[at+1:]
		if strings.HasPrefix(behind, brace) {
			out.WriteString(brace)
			rest = behind[1:]
			continue
		}
		inner, after, closed := strings.Cut(behind, "}")
		found := reference.FindStringSubmatch(inner)
		if brace == "}" || !closed || found == nil {
			return "", fmt.Errorf("%q refers to nothing: write {parameter} or {step.path}, and two braces for one", clip(rest[at:]))
		}
		value, err := look(found[1], found[2])
		if err != nil {
			return "", err
		}
		out.WriteString(value)
		rest = after
	}
	return out.String(), nil
}

// fillJSON does the same in every text of a JSON value, names aside. Numbers stay as
// they are written.
func fillJSON(v jsontext.Value, look func(name, path string) (string, error)) (jsontext.Value, error) {
	var out bytes.Buffer
	dec, enc := jsontext.NewDecoder(bytes.NewReader(v)), jsontext.NewEncoder(&out)
	for depth := 1; depth > 0; {
		token, err := dec.ReadToken()
		if err != nil {
			return nil, fmt.Errorf("read JSON: %w", err)
		}
		kind, n := dec.StackIndex(dec.StackDepth())
		if name := kind == '{' && n%2 == 1; token.Kind() == '"' && !name {
			text, err := fill(token.String(), look)
			if err != nil {
				return nil, err
			}
			token = jsontext.String(text)
		}
		if err := enc.WriteToken(token); err != nil {
			return nil, fmt.Errorf("write JSON: %w", err)
		}
		depth = dec.StackDepth()
	}
	return jsontext.Value(bytes.TrimSpace(out.Bytes())), nil
}

func clip(s string) string {
	if len(s) > 40 {
		return strings.ToValidUTF8(s[:40], "") + "…"
	}
	return s
}
