package cardproducts

import (
	"cmp"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"

	"carddeck/marqeta"
	"carddeck/marqeta/productfields"
	"carddeck/web/form"
	"carddeck/web/problem"
	"carddeck/web/render"
)

// importForm is a document and the token that it goes to; without one the document's
// own, or a new one.
type importForm struct {
	Document string `form:"document"`
	Into     string `form:"into"`
}

// planned is what a document would do.
type planned struct {
	importForm
	edition // the card product that it changes; nothing but values for a new one
	token   string
	fresh   bool // there is no card product with this token yet
	faults  []productfields.Fault
}

// Import asks for a document.
func (h *Handler) Import(w http.ResponseWriter, r *http.Request) error {
	return h.drawImport(w, r, http.StatusOK, planned{importForm: importForm{Into: r.URL.Query().Get("into")}}, nil)
}

// ReviewImport shows what a document would create or change. It changes nothing.
func (h *Handler) ReviewImport(w http.ResponseWriter, r *http.Request) error {
	p, err := h.plan(r)
	if err != nil {
		return err
	}
	if len(p.faults) == 0 && !p.fresh && len(p.changes()) == 0 {
		p.faults = []productfields.Fault{{Text: "Card product " + p.token + " has all of this already; there is nothing to change."}}
	}
	if len(p.faults) > 0 {
		return h.drawImport(w, r, http.StatusUnprocessableEntity, p, nil)
	}
	return h.drawPlan(w, r, http.StatusOK, p, nil, nil)
}

// CarryImport creates or changes the card product as reviewed. A second click finds nothing
// left to do, and leads to the card product.
func (h *Handler) CarryImport(w http.ResponseWriter, r *http.Request) error {
	p, err := h.plan(r)
	if err != nil {
		return err
	}
	errs := form.Errors{}
	form.Confirm(r, errs)
	switch {
	case len(p.faults) > 0:
		return h.drawImport(w, r, http.StatusUnprocessableEntity, p, errs)
	case len(errs) > 0:
		return h.drawPlan(w, r, http.StatusUnprocessableEntity, p, errs, nil)
	case p.fresh:
		err = h.make(w, r, p.token, p.after)
	case len(p.changes()) == 0:
		return render.Redirect(w, r, path(p.token))
	default:
		err = h.save(w, r, p.product, p.changes())
	}
	if refused, ok := marqeta.AsError(err); ok {
		return h.drawPlan(w, r, http.StatusUnprocessableEntity, p, errs, refused)
	}
	return err
}

// plan reads the document and looks what is there under its token.
func (h *Handler) plan(r *http.Request) (planned, error) {
	var p planned
	if err := readImport(r, &p.importForm); err != nil {
		return p, err
	}
	if p.Document == "" {
		p.faults = []productfields.Fault{{Text: "Choose a file, or paste its text."}}
		return p, nil
	}
	reading := productfields.Parse([]byte(p.Document))
	p.faults = reading.Faults
	p.token = cmp.Or(p.Into, reading.Token, h.changes.NewKey())
	if !form.Token(p.token) {
		p.faults = append(p.faults, productfields.Fault{Path: "token", Text: form.TokenRule})
	}
	if len(p.faults) > 0 {
		return p, nil
	}
	if err := h.target(r.Context(), &p, reading.Values); err != nil {
		return p, err
	}
	wrong := map[string]string(p.check())
	if p.fresh {
		wrong = p.after.Check()
	}
	p.faults = reading.Locate(wrong)
	return p, nil
}

// target lays the document over the card product that it goes to.
func (h *Handler) target(ctx context.Context, p *planned, values productfields.Values) error {
	e, err := h.edition(ctx, p.token)
	switch {
	case marqeta.IsNotFound(err):
		p.fresh = true
		p.before, p.after = productfields.Values{}, values
		return nil
	case err != nil:
		return err
	}
	p.edition = e
	p.after = e.before.Over(values)
	return nil
}

// readImport reads the form, whose document may come as a file.
func readImport(r *http.Request, in *importForm) error {
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data") {
		if err := r.ParseMultipartForm(256 << 10); err != nil {
			return unreadable(err)
		}
	}
	if err := form.Read(r, in); err != nil {
		return err
	}
	file, _, err := r.FormFile("file")
	if err != nil {
		return nil // pasted
	}
	defer file.Close()
	text, err := io.ReadAll(file)
	if err != nil {
		return unreadable(err)
	}
	if len(text) > 0 {
		in.Document = strings.ToValidUTF8(string(text), "\uFFFD")
	}
	return nil
}

func unreadable(err error) error {
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return &problem.Problem{Status: http.StatusRequestEntityTooLarge, Title: "The file is too large",
			Detail: "A card product has a few kilobytes. Nothing was changed.", Href: importPath, Action: "Choose another file", Err: err}
	}
	return &problem.Problem{Status: http.StatusBadRequest, Title: "The file could not be read",
		Detail: "Send it again, or paste its text. Nothing was changed.", Href: importPath, Action: "Back to the import", Err: err}
}

// importPath is below "new", which is no token: a card product may be called "import".
const importPath = "/card-products/new/import"
