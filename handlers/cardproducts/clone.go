package cardproducts

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"carddeck/marqeta/productfields"
)

// Clone draws the form of a new card product with what another one has. What the form
// does not ask for is taken over as well.
func (h *Handler) Clone(w http.ResponseWriter, r *http.Request) error {
	product, err := h.program.CardProduct(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	in := answers(product)
	in.Like, in.Token, in.Name, in.EndDate = product.Token, h.changes.NewKey(), copyOf(product.Name), ""
	in.StartDate = h.now().UTC().Format(time.DateOnly)
	return h.draw(w, r, http.StatusOK, drawn{form: in})
}

// copyOf names a copy within the forty characters that a name may have.
func copyOf(name string) string {
	name = "Copy of " + name
	for utf8.RuneCountInString(name) > 40 {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	return strings.TrimSpace(name)
}

// Export gives a card product as a file that Import takes: every member that a program
// can set, in the order of the editor, and no secret.
func (h *Handler) Export(w http.ResponseWriter, r *http.Request) error {
	e, err := h.edition(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	document, err := json.MarshalIndent(productfields.Whole(e.product.Token, e.before), "", "  ")
	if err != nil {
		return fmt.Errorf("write card product: %w", err)
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Disposition", `attachment; filename="card-product`+fileName(e.product.Token)+`.json"`)
	_, _ = w.Write(append(document, '\n')) // the browser has gone; there is nobody left to tell
	return nil
}

var plainName = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

func fileName(token string) string {
	if !plainName.MatchString(token) {
		return ""
	}
	return "-" + token
}
