package cardproducts

import (
	"net/http"
	"strconv"

	"carddeck/marqeta"
	"carddeck/marqeta/productfields"
	"carddeck/views/cardproducts"
	"carddeck/views/ui"
	"carddeck/web/form"
	"carddeck/web/render"
	"carddeck/web/reqlog"
)

func (h *Handler) drawImport(w http.ResponseWriter, r *http.Request, status int, p planned, errs form.Errors) error {
	page := cardproducts.ImportPage{
		Head: ui.Head{Title: "Import a card product", Back: "/card-products", Where: "Card products",
			Sub: "From a file that was exported here, or from what Marqeta's API answered. You see what it would do before anything is sent."},
		Action: importPath + "/review",
		File:   ui.Field{Name: "file", Label: "File", Type: "file", Optional: true, Help: "JSON, as Export gives it."},
		Document: ui.Field{Name: "document", Label: "Or its text", Value: p.Document, Mono: true, Wide: true, Optional: true,
			Help: "A file that is chosen counts more than this text."},
		Into: ui.Field{Name: "into", Label: "Into the token", API: "token", Value: p.Into, Mono: true, Optional: true, MaxLength: 36,
			Help: "Of the card product to create or change. Left empty, it is the file's own, or a new one."},
		Cancel: "/card-products", Asked: len(errs) > 0, Confirm: r.PostFormValue("confirmation"), Wrong: errs["confirmation"],
	}
	if len(p.faults) > 0 {
		page.Document.Error = "See above what needs a change, and where."
		page.Refusal = ui.Refusal{Title: "Nothing was sent", Reference: reqlog.From(r.Context()).Reference, Faults: faultWords(p.faults)}
	}
	return render.Page(w, r, status, render.View{Title: "Import a card product", Section: "/card-products", Body: cardproducts.Import(page)})
}

// faultWords names line and field before what is wrong.
func faultWords(faults []productfields.Fault) []ui.Fault {
	var out []ui.Fault
	for _, f := range faults {
		text := f.Text
		if f.Path != "" {
			text = ui.Name(f.Path) + ": " + text
		}
		if f.Line > 0 {
			text = "Line " + strconv.Itoa(f.Line) + ", " + text
		}
		out = append(out, ui.Fault{Field: "document", Text: text})
	}
	return out
}

func (h *Handler) drawPlan(w http.ResponseWriter, r *http.Request, status int, p planned, errs form.Errors, refused *marqeta.Error) error {
	before, method, at := p.before, http.MethodPut, "/cardproducts/"+p.token
	title, submit, nothing := "Change "+ui.Name(p.product.Name)+"?", "Save "+countWords(len(p.changes())), nothingChanged
	sub, body := "The card product exists. Only what differs is sent.", productfields.Patch(p.changes())
	if p.fresh {
		before, method, at = productfields.Defaults(), http.MethodPost, "/cardproducts"
		title, submit, nothing = "Create "+ui.Name(p.after["name"])+"?", "Create card product", nothingCreated
		sub, body = "There is no card product "+p.token+" yet. Before is what a sandbox would fill in.", productfields.Whole(p.token, p.after)
	}
	after := before.Over(p.after)
	source, err := h.sourceName(r.Context(), after)
	if err != nil {
		return err
	}
	reference := reqlog.From(r.Context()).Reference
	page := cardproducts.ReviewPage{
		Head:   ui.Head{Title: title, Sub: sub, Back: importPath, Where: "Import"},
		Action: importPath, Key: h.changes.NewKey(),
		Kept:        []cardproducts.Hidden{{Name: "document", Value: p.Document}, {Name: "into", Value: p.token}},
		Differences: differences(productfields.Compare(before, after)), Sentences: productfields.Sentences(after, source),
		Request: form.Preview(h.program.BaseURL(), method, at, body),
		Refusal: errs.Refusal(nothing, reference, nil),
		Foot: ui.Foot{Note: "You will be recorded as the one who did it.", Cancel: "/card-products", Submit: submit,
			Confirm: r.PostFormValue("confirmation"), Error: errs["confirmation"]},
	}
	if refused != nil {
		page.Refusal = form.MarqetaRefusal(nothing, reference, refused)
	}
	return render.Page(w, r, status, render.View{Title: "Import a card product", Section: "/card-products", Body: cardproducts.Review(page)})
}
