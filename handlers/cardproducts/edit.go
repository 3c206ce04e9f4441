package cardproducts

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"carddeck/marqeta"
	"carddeck/marqeta/productfields"
	"carddeck/web/form"
)

// edition is a card product with what somebody wants to change about it.
type edition struct {
	product marqeta.CardProduct
	before  productfields.Values
	after   productfields.Values
	search  string
	seen    string // version of what the form was drawn from
}

// Edit draws the editor of every field. A search in the address leaves out the fields
// that do not match.
func (h *Handler) Edit(w http.ResponseWriter, r *http.Request) error {
	e, err := h.edition(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	e.search = strings.TrimSpace(r.URL.Query().Get("q"))
	return h.drawEditor(w, r, http.StatusOK, e, nil)
}

// Review compares what was typed with what Marqeta has. It changes nothing. The search
// button, and the comparison beside the form, draw the editor again instead.
func (h *Handler) Review(w http.ResponseWriter, r *http.Request) error {
	e, err := h.posted(r)
	if err != nil {
		return err
	}
	if r.PostForm.Has("find") || r.Header.Get("HX-Request") == "true" {
		return h.drawEditor(w, r, http.StatusOK, e, nil)
	}
	errs := e.check()
	if len(errs) == 0 && len(e.changes()) == 0 {
		errs["name"] = nothingDiffers
	}
	if len(errs) > 0 {
		e.search = ""
		return h.drawEditor(w, r, http.StatusUnprocessableEntity, e, errs)
	}
	return h.drawReview(w, r, http.StatusOK, e, nil, nil)
}

// edition reads a card product from Marqeta, unchanged.
func (h *Handler) edition(ctx context.Context, token string) (edition, error) {
	product, err := h.program.CardProduct(ctx, token)
	if err != nil {
		return edition{}, err
	}
	values, err := productfields.Read(product.Raw)
	if err != nil {
		return edition{}, err
	}
	return edition{product: product, before: values, after: values, seen: version(values)}, nil
}

// posted is the edition that a form asks for: fields that it does not name stay.
func (h *Handler) posted(r *http.Request) (edition, error) {
	var in struct {
		Search string `form:"q"`
		Seen   string `form:"seen"`
	}
	if err := form.Read(r, &in); err != nil {
		return edition{}, err
	}
	e, err := h.edition(r.Context(), r.PathValue("token"))
	if err != nil {
		return e, fmt.Errorf("read card product to change: %w", err)
	}
	e.search, e.after = in.Search, e.before.Over(typed(r.PostForm))
	if in.Seen != "" {
		e.seen = in.Seen
	}
	return e, nil
}

// typed takes the fields out of a form. A field that was emptied is there with nothing.
func typed(given url.Values) productfields.Values {
	out := productfields.Values{}
	for _, f := range productfields.All() {
		if f.Set || !given.Has(f.Path) {
			continue
		}
		text := given.Get(f.Path)
		if f.Kind == productfields.Prefixes {
			text = tidy(text)
		}
		out[f.Path] = text
	}
	return out
}

// tidy brings lines into the shape that Marqeta's are read in.
func tidy(text string) string {
	var lines []string
	for line := range strings.Lines(text) {
		if words := strings.Fields(line); len(words) > 0 {
			lines = append(lines, strings.Join(words, " "))
		}
	}
	return strings.Join(lines, "\n")
}

const nothingDiffers = "Nothing differs from what Marqeta has. Change a field first."

// asked gives every field that a form names, whether it differs or not.
func (e edition) asked(given url.Values) []productfields.Change {
	var out []productfields.Change
	for _, f := range productfields.All() {
		if !f.Set && given.Has(f.Path) {
			out = append(out, productfields.Change{Field: f, Before: e.before[f.Path], After: e.after[f.Path]})
		}
	}
	return out
}

func (e edition) changes() []productfields.Change { return productfields.Compare(e.before, e.after) }

// check says what is wrong with the changes. What was wrong before, at Marqeta, is not
// held against them.
func (e edition) check() form.Errors {
	errs, old := form.Errors{}, e.before.Check()
	for path, sentence := range e.after.Check() {
		if old[path] == "" || e.before[path] != e.after[path] {
			errs.Add(path, sentence)
		}
	}
	for path, sentence := range productfields.Unkept(e.changes()) {
		errs.Add(path, sentence)
	}
	return errs
}

// overtaken reports whether somebody changed the card product since the form saw it.
func (e edition) overtaken() bool { return e.seen != version(e.before) }

// version tells one state of a card product from another. Marqeta's time of the last
// change has whole seconds, which two people can share.
func version(v productfields.Values) string {
	raw, _ := json.Marshal(productfields.Whole("", v)) // texts, numbers and switches always encode
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:8])
}
