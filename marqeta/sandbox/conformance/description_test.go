// Package conformance_test holds the sandbox against Marqeta's machine-readable
// description of the Core API.
package conformance_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// description is Marqeta's Swagger document. Its definitions are JSON schemas of
// draft 4.
type description struct {
	Paths       map[string]map[string]operation `json:"paths"`
	Definitions map[string]*schema              `json:"definitions"`

	compiled map[string]*jsonschema.Schema
}

// operation is a method on a path.
type operation struct {
	Parameters []parameter          `json:"parameters"`
	Responses  map[string]described `json:"responses"`
}

// parameter is one value in the path, the query or the body.
type parameter struct {
	Name     string  `json:"name"`
	In       string  `json:"in"`
	Required bool    `json:"required"`
	Type     string  `json:"type"`
	Default  any     `json:"default"`
	Schema   *schema `json:"schema"` // of the body
}

// described is one status of an operation.
type described struct {
	Schema *schema `json:"schema"`
}

// schema is what values are generated from.
type schema struct {
	Ref        string             `json:"$ref"`
	Type       string             `json:"type"`
	Format     string             `json:"format"`
	Enum       []any              `json:"enum"`
	Properties map[string]*schema `json:"properties"`
	Required   []string           `json:"required"`
	ReadOnly   bool               `json:"readOnly"`
	Items      *schema            `json:"items"`
	Values     *schema            `json:"additionalProperties"`
	MinLength  int                `json:"minLength"`
	MaxLength  int                `json:"maxLength"`
	Minimum    *float64           `json:"minimum"`
	Maximum    *float64           `json:"maximum"`
}

// file is the description, in the folder that the environment variable
// MARQETA_SPEC names, or in shared/spec beside the repository.
const file = "swagger.2024.01.19.json"

// describe reads the description. The test is skipped where there is none.
func describe(t testing.TB) *description {
	t.Helper()
	folder := os.Getenv("MARQETA_SPEC")
	if folder == "" {
		folder = filepath.FromSlash("../../../../shared/spec")
	}
	raw, err := os.ReadFile(filepath.Join(folder, file))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("the sandbox is NOT held against Marqeta's description: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))))
	if err != nil {
		t.Fatalf("read %s: %v", file, err)
	}
	correct(document)
	corrected, err := json.Marshal(document)
	if err != nil {
		t.Fatal(err)
	}
	d := &description{compiled: map[string]*jsonschema.Schema{}}
	if err := json.Unmarshal(corrected, d); err != nil {
		t.Fatalf("read %s: %v", file, err)
	}
	d.compile(t, document)
	return d
}

// compile makes a validator of each definition. An object may only have the
// members that are described, unless others build on its definition.
func (d *description) compile(t testing.TB, document any) {
	t.Helper()
	for _, v := range document.(map[string]any)["definitions"].(map[string]any) {
		definition := v.(map[string]any)
		_, base := definition["discriminator"]
		_, values := definition["additionalProperties"]
		if definition["type"] == "object" && !base && !values {
			definition["additionalProperties"] = false
		}
	}
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft4)
	compiler.AssertFormat()
	err := compiler.AddResource(file, document)
	if err != nil {
		t.Fatal(err)
	}
	for name := range d.Definitions {
		d.compiled[name], err = compiler.Compile(file + "#/definitions/" + strings.ReplaceAll(name, " ", "%20"))
		if err != nil {
			t.Fatalf("definition %s: %v", name, err)
		}
	}
}

// The description is the one that the walk was written for.
func TestDescription(t *testing.T) {
	t.Parallel()
	d := describe(t)
	operations := 0
	for _, methods := range d.Paths {
		operations += len(methods)
	}
	if len(d.Paths) != 184 || operations != 239 || len(d.compiled) != 532 {
		t.Errorf("%d paths, %d operations, %d definitions, want 184, 239, 532", len(d.Paths), operations, len(d.compiled))
	}
}
