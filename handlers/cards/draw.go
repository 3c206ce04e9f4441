package cards

import (
	"net/http"

	"carddeck/marqeta"
	"carddeck/views/ui"
	"carddeck/web/form"
	"carddeck/web/reqlog"
)

// drawn is everything that a form page depends on.
type drawn[F any] struct {
	form    F
	errs    form.Errors
	refused *marqeta.Error
}

// refusal words what stands above the form; order names its fields as they stand on
// the page.
func (d drawn[F]) refusal(r *http.Request, nothing string, order []ui.Fault) ui.Refusal {
	reference := reqlog.From(r.Context()).Reference
	if d.refused != nil {
		return form.MarqetaRefusal(nothing, reference, d.refused)
	}
	return d.errs.Refusal(nothing, reference, order)
}
