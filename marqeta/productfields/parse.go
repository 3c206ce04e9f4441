package productfields

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
)

// Fault is one thing that is wrong with a document, where it stands and what to do.
type Fault struct {
	Line int    // from 1; 0 when it belongs to no line
	Path string // of the member; empty when it belongs to none
	Text string // a sentence
}

// ignored are members that Marqeta answers with and nobody can send.
var ignored = []string{"created_time", "last_modified_time"}

// maxFaults bounds the list; who wrote a hundred mistakes mends the first ones first.
const maxFaults = 25

// Reading is what a document says.
type Reading struct {
	Token  string
	Values Values
	Faults []Fault // in the order of the lines; without any, the document can be sent
	lines  map[string]int
}

// Parse reads a card product as Whole writes it, or as Marqeta answers with it. It may
// be incomplete: an import changes what it names.
func Parse(document []byte) Reading {
	p := parser{text: document, decoder: json.NewDecoder(bytes.NewReader(document)),
		Reading: Reading{Values: Values{}, lines: map[string]int{}}}
	p.decoder.UseNumber()
	if err := p.document(); err != nil {
		p.broken(err)
	}
	p.Faults = p.Faults[:min(len(p.Faults), maxFaults)]
	return p.Reading
}

// Locate says where in the document stands what Values.Check finds wrong.
func (r Reading) Locate(wrong map[string]string) []Fault {
	var out []Fault
	for path, text := range wrong {
		out = append(out, Fault{r.lines[path], path, text})
	}
	slices.SortFunc(out, func(a, b Fault) int { return cmp.Or(a.Line-b.Line, strings.Compare(a.Path, b.Path)) })
	return out
}

type parser struct {
	text    []byte
	decoder *json.Decoder
	Reading
}

var errNoObject = errors.New("no object")

func (p *parser) document() error {
	if err := p.open(); err != nil {
		return err
	}
	if err := p.object(""); err != nil {
		return err
	}
	if _, err := p.decoder.Token(); !errors.Is(err, io.EOF) {
		p.fault(p.line(), "", "Something follows after the card product; take it away.")
	}
	return nil
}

func (p *parser) open() error {
	token, err := p.decoder.Token()
	if err != nil {
		return err
	}
	if token != json.Delim('{') {
		return errNoObject
	}
	return nil
}

// object reads members up to the closing brace. The opening one has been read.
func (p *parser) object(prefix string) error {
	for p.decoder.More() {
		key, err := p.decoder.Token()
		if err != nil {
			return err
		}
		name, _ := key.(string)
		if err := p.member(prefix + name); err != nil {
			return err
		}
	}
	_, err := p.decoder.Token()
	return err
}

func (p *parser) member(path string) error {
	line := p.line()
	if _, twice := p.lines[path]; twice {
		p.fault(line, path, "It stands here a second time; keep one.")
	}
	p.lines[path] = line
	field, leaf := At(path)
	var value any
	if !leaf && inner(path) {
		switch err := p.open(); {
		case errors.Is(err, errNoObject):
			p.fault(line, path, "Members in braces belong here.")
			return io.ErrUnexpectedEOF
		case err != nil:
			return err
		}
		return p.object(path + ".")
	}
	if err := p.decoder.Decode(&value); err != nil {
		return err
	}
	switch {
	case leaf && !field.Set:
		p.take(line, field, value)
	case leaf, slices.Contains(ignored, path):
	case path == "token":
		p.Token, _ = value.(string)
	default:
		p.fault(line, path, "No such member is known. Check its spelling and its place.")
	}
	return nil
}

func inner(path string) bool {
	return slices.ContainsFunc(all, func(f Field) bool { return strings.HasPrefix(f.Path, path+".") })
}

func (p *parser) take(line int, f Field, value any) {
	if value == nil {
		return
	}
	if wrong := f.unlike(value); wrong != "" {
		p.fault(line, f.Path, wrong)
		return
	}
	text := f.text(value)
	if wrong := f.Check(text); wrong != "" {
		p.fault(line, f.Path, wrong)
		return
	}
	p.Values.put(f.Path, text)
}

// unlike says what kind of value was wanted instead.
func (f Field) unlike(value any) string {
	switch v := value.(type) {
	case bool:
		if f.Kind == Switch {
			return ""
		}
	case json.Number:
		if f.Kind == Number || f.Whole {
			return ""
		}
	case string:
		if f.Kind == Text || f.Kind == Date || f.Kind == Choice && !f.Whole {
			return ""
		}
	case []any:
		if f.Kind == Prefixes && !slices.ContainsFunc(v, noPrefix) {
			return ""
		}
	}
	switch {
	case f.Kind == Switch:
		return "true or false belongs here, without quotation marks."
	case f.Kind == Number, f.Whole:
		return "A number belongs here, without quotation marks."
	case f.Kind == Prefixes:
		return "A list belongs here, in brackets: each with bin_prefix and status."
	}
	return "A text in quotation marks belongs here."
}

func noPrefix(entry any) bool {
	members, _ := entry.(map[string]any)
	digits, _ := members["bin_prefix"].(string)
	return digits == ""
}

func (p *parser) fault(line int, path, text string) {
	p.Faults = append(p.Faults, Fault{line, path, text})
}

// broken words what ended the reading early.
func (p *parser) broken(err error) {
	if len(p.Faults) > 0 && errors.Is(err, io.ErrUnexpectedEOF) {
		return
	}
	text := "The document ends too early; a brace or a bracket is missing."
	line := p.line()
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		text, line = "This is not JSON: "+syntax.Error()+".", p.lineAt(syntax.Offset)
	}
	if errors.Is(err, errNoObject) {
		text = "A card product begins with a brace."
	}
	p.fault(line, "", text)
}

func (p *parser) line() int { return p.lineAt(p.decoder.InputOffset()) }

func (p *parser) lineAt(offset int64) int {
	return 1 + bytes.Count(p.text[:min(int(offset), len(p.text))], []byte("\n"))
}
