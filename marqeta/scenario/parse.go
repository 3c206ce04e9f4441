package scenario

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// MaxFile bounds a scenario's file, in bytes.
const MaxFile = 256 << 10

// Fault is one thing that is wrong with a scenario's file.
type Fault struct {
	Line  int    // from 1; 0 when the whole file is meant
	Field string // such as steps[2].amount; empty when the whole file is meant
	Text  string // a sentence
}

func (f Fault) String() string {
	out := f.Text
	if f.Field != "" {
		out = f.Field + ": " + out
	}
	if f.Line > 0 {
		out = fmt.Sprintf("line %d: %s", f.Line, out)
	}
	return out
}

// Faults are why a file is no scenario, in the order of its lines.
type Faults []Fault

func (f Faults) Error() string {
	var out []string
	for _, fault := range f {
		out = append(out, fault.String())
	}
	return strings.Join(out, "\n")
}

// Parse reads a scenario's file. What is wrong comes as Faults, all that can be told at
// once.
func Parse(text []byte) (Scenario, error) {
	var s Scenario
	if len(text) > MaxFile {
		return s, Faults{{Text: fmt.Sprintf("A scenario has at most %d KiB.", MaxFile>>10)}}
	}
	if err := json.Unmarshal(text, &s, json.RejectUnknownMembers(true)); err != nil {
		return Scenario{}, Faults{decoding(text, err)}
	}
	c := checker{lines: lines(text)}
	c.scenario(s)
	if len(c.faults) > 0 {
		slices.SortStableFunc(c.faults, func(a, b Fault) int { return a.Line - b.Line })
		return Scenario{}, c.faults
	}
	return s, nil
}

// decoding words what the decoder did not take.
func decoding(text []byte, err error) Fault {
	if e, ok := errors.AsType[*json.SemanticError](err); ok {
		return Fault{lineAt(text, e.ByteOffset), field(e.JSONPointer), semantic(e)}
	}
	if e, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		if errors.Is(e, jsontext.ErrDuplicateName) {
			return Fault{lineAt(text, e.ByteOffset), field(e.JSONPointer), "This name stands twice."}
		}
		at := min(int(e.ByteOffset), len(bytes.TrimSpace(text)))
		return Fault{1 + bytes.Count(text[:at], []byte("\n")), field(e.JSONPointer), "This is not JSON: " + strings.TrimPrefix(e.Err.Error(), "jsontext: ") + "."}
	}
	return Fault{Text: "This is not JSON that ends where it should."}
}

func semantic(e *json.SemanticError) string {
	if errors.Is(e, json.ErrUnknownName) {
		return "A scenario has no such field here."
	}
	want := map[reflect.Kind]string{
		reflect.String: "a text in quotes", reflect.Int: "a whole number", reflect.Bool: "true or false",
		reflect.Slice: "a list", reflect.Map: "an object of texts", reflect.Struct: "an object", reflect.Pointer: "an object",
	}
	if e.GoType != nil && want[e.GoType.Kind()] != "" {
		return "This has to be " + want[e.GoType.Kind()] + "."
	}
	return "This is of another kind than it has to be."
}

// lineAt gives the line of a byte, from 1. An offset between two tokens belongs to the
// second.
func lineAt(text []byte, offset int64) int {
	at := min(int(max(offset, 0)), len(text))
	for at < len(text) && strings.IndexByte(" \t\r\n,:", text[at]) >= 0 {
		at++
	}
	return 1 + bytes.Count(text[:at], []byte("\n"))
}

// lines gives the line of every value of a file, by its field.
func lines(text []byte) map[string]int {
	out := map[string]int{}
	dec := jsontext.NewDecoder(bytes.NewReader(text))
	for {
		before := dec.InputOffset()
		if _, err := dec.ReadToken(); err != nil {
			return out
		}
		name := field(dec.StackPointer())
		if _, known := out[name]; !known {
			out[name] = lineAt(text, before)
		}
	}
}

// field writes a pointer as people write paths: steps[2].amount.
func field(p jsontext.Pointer) string {
	var out strings.Builder
	for token := range p.Tokens() {
		switch {
		case token != "" && strings.Trim(token, "0123456789") == "":
			out.WriteString("[" + token + "]")
		case out.Len() > 0:
			out.WriteString("." + token)
		default:
			out.WriteString(token)
		}
	}
	return out.String()
}
