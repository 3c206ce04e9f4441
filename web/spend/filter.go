package spend

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"carddeck/marqeta"
	"carddeck/marqeta/control"
	"carddeck/views/spendcontrols"
	"carddeck/views/ui"
	"carddeck/web/listing"
	"carddeck/web/pick"
)

// Asked is what a list's address asks for.
type Asked struct {
	List    listing.List
	User    string // token
	Problem string // why the user could not be found
}

// Read reads the address of a list.
func Read(r *http.Request, s Store) (Asked, error) {
	a := Asked{List: listing.Parse(r)}
	var err error
	a.User, a.Problem, err = pick.User(r.Context(), s, a.List.Get("user"))
	if err != nil {
		return a, fmt.Errorf("find user to filter by: %w", err)
	}
	return a, nil
}

// Controls is what Marqeta is asked for.
func (a Asked) Controls() marqeta.ControlFilter {
	return marqeta.ControlFilter{User: a.User, CardProduct: a.List.Get("card_product")}
}

// Wants reports whether an object with these texts, one of which is its name or token,
// is asked for.
func (a Asked) Wants(active bool, texts ...string) bool {
	switch a.List.Get("active") {
	case "true":
		if !active {
			return false
		}
	case "false":
		if active {
			return false
		}
	}
	q := strings.ToLower(a.List.Get("q"))
	for _, text := range texts {
		if strings.Contains(strings.ToLower(text), q) {
			return true
		}
	}
	return q == ""
}

// Filters draws the filter bar; ofControls adds whom a control is about.
func (a Asked) Filters(ctx context.Context, s Store, ofControls bool) ([]spendcontrols.Filter, []ui.Chip, error) {
	l := a.List
	filters := []spendcontrols.Filter{
		{Name: "q", Label: "Name or token contains", Value: l.Get("q")},
		{Name: "active", Label: "Active", Value: l.Get("active"), Options: []ui.Option{{Value: "", Text: "Any"}, {Value: "true", Text: "Active"}, {Value: "false", Text: "Inactive"}}},
	}
	chips := a.chips(ui.Chip{Label: "Contains", Value: "q"}, ui.Chip{Label: "Active", Value: "active"})
	if ofControls {
		products, err := ProductOptions(ctx, s, "Any", l.Get("card_product"))
		if err != nil {
			return nil, nil, err
		}
		filters = append(filters,
			spendcontrols.Filter{Name: "card_product", Label: "Card product", Value: l.Get("card_product"), Options: products},
			spendcontrols.Filter{Name: "user", Label: "User", Value: l.Get("user")})
		chips = append(chips, a.chips(ui.Chip{Label: "Card product", Value: "card_product"}, ui.Chip{Label: "User", Value: "user"})...)
	}
	return filters, chips, nil
}

// chips gives those of the filters that are set; their values come as the filters' keys.
func (a Asked) chips(all ...ui.Chip) []ui.Chip {
	var out []ui.Chip
	for _, c := range all {
		if key := c.Value; a.List.Filtered(key) {
			out = append(out, ui.Chip{Label: c.Label, Value: a.List.Get(key), Remove: a.List.Without(key)})
		}
	}
	return out
}

// Level words how many of the platform's active controls are in use.
func Level(n int) spendcontrols.Level {
	return spendcontrols.Level{Used: n, Most: control.MaxActive, Text: strconv.Itoa(n) + fmt.Sprintf(" of %d active program-wide controls in use", control.MaxActive)}
}

// Note says how a list ends: how many it shows, and that it was cut.
func Note(shown int, cut bool, k Kind) string {
	text := listing.Count(shown, k.Name)
	if cut {
		text += fmt.Sprintf(". Marqeta has more than the %d that were read: filter by user or card product to see the others", Most)
	}
	return text
}
