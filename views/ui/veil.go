package ui

import (
	"bytes"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// veiled stands where a value is not shown.
const veiled = `"…"`

// Veil hides the values inside every object called name, at any depth of a JSON
// document, and leaves every other byte as it came. Custom headers are shown so: their
// names tell what is sent, their values are often keys. What is not JSON is not shown
// at all, since nobody can say what is in it.
func Veil(document []byte, name string) string {
	var out bytes.Buffer
	done := 0
	d := jsontext.NewDecoder(bytes.NewReader(document), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	for {
		kind := d.PeekKind()
		if kind == 0 {
			break
		}
		hidden := kind != '}' && within(d, name)
		if !hidden {
			if _, err := d.ReadToken(); err != nil {
				break
			}
			continue
		}
		value, err := d.ReadValue()
		if err != nil {
			break
		}
		end := int(d.InputOffset())
		out.Write(document[done : end-len(value)])
		out.WriteString(veiled)
		done = end
	}
	if d.StackDepth() > 0 || len(bytes.TrimSpace(document[d.InputOffset():])) > 0 {
		return ""
	}
	out.Write(document[done:])
	return out.String()
}

// within reports whether the next thing to be read is the value of a member of an
// object called name.
func within(d *jsontext.Decoder, name string) bool {
	kind, read := d.StackIndex(d.StackDepth())
	if kind != '{' || read%2 == 0 {
		return false
	}
	path := slices.Collect(d.StackPointer().Tokens())
	return len(path) > 1 && strings.EqualFold(path[len(path)-2], name)
}
