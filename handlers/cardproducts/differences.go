package cardproducts

import (
	"strconv"
	"strings"

	"carddeck/marqeta/productfields"
	"carddeck/views/cardproducts"
	"carddeck/views/ui"
)

// differences words changes for a page.
func differences(changes []productfields.Change) []cardproducts.Difference {
	out := make([]cardproducts.Difference, 0, len(changes))
	for _, c := range changes {
		out = append(out, cardproducts.Difference{
			Label: c.Field.Label, Name: c.Field.Name(),
			Before: ui.Name(c.Field.Words(c.Before)), After: ui.Name(c.Field.Words(c.After)),
		})
	}
	return out
}

func countWords(n int) string {
	if n == 1 {
		return "1 field"
	}
	return strconv.Itoa(n) + " fields"
}

// lastName is the member's own name: its path stands in its id, and would crowd the form.
func lastName(f productfields.Field) string { return f.Path[strings.LastIndex(f.Path, ".")+1:] }

// fieldOrder names the fields as they stand in the editor.
func fieldOrder() []ui.Fault {
	var out []ui.Fault
	for _, f := range productfields.All() {
		out = append(out, ui.Fault{Field: f.Path, Text: f.Label})
	}
	return out
}
