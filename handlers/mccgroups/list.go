package mccgroups

import (
	"context"
	"fmt"
	"net/http"

	"github.com/a-h/templ"

	"carddeck/marqeta"
	"carddeck/marqeta/control"
	"carddeck/views/spendcontrols"
	"carddeck/views/ui"
	"carddeck/web/listing"
	"carddeck/web/spend"
)

const about = "An MCC group gathers merchant category codes, such as 5541 and 5542 for filling stations, under one name. " +
	"Spend controls name the group instead of each code, and a group may raise what is held at its merchants."

// List shows the groups as Marqeta has them now. A category code in the search finds the
// groups that hold it, also inside a range.
func (h *Handler) List(w http.ResponseWriter, r *http.Request) error {
	asked, err := spend.Read(r, h.store)
	if err != nil {
		return err
	}
	groups, cut, err := spend.All(r.Context(), func(ctx context.Context, o marqeta.ListOptions) (marqeta.Page[marqeta.MCCGroup], error) {
		return h.program.MCCGroups(ctx, "", o)
	})
	if err != nil {
		return fmt.Errorf("read MCC groups: %w", err)
	}
	var rows []spendcontrols.Row
	q := asked.List.Get("q")
	for _, g := range groups {
		texts := []string{g.Name, g.Token}
		if control.Lists(g.MCCs, q) {
			texts = append(texts, q)
		}
		if asked.Wants(g.Active, texts...) {
			rows = append(rows, row(g))
		}
	}
	return spend.Listed{
		Kind: spend.MCCGroups, Sub: "Sets of merchant category codes that spend controls name.", About: about, Search: "Name, token or MCC", Cut: cut,
		Columns: []string{"Codes", "Holds"}, Rows: rows,
	}.Draw(w, r, h.store, asked)
}

func row(g marqeta.MCCGroup) spendcontrols.Row {
	return spendcontrols.Row{
		Mark: spend.Mark(g.Active), Name: ui.Name(g.Name), Href: spend.MCCGroups.Of(g.Token), Token: g.Token,
		Cells: []templ.Component{ui.Text(codes(g.MCCs)), ui.Text(holds(g))},
	}
}

// listed is how many codes a line of the list shows.
const listed = 6

func codes(mccs []string) string {
	text := ""
	for i, mcc := range mccs {
		if i == listed {
			return text + fmt.Sprintf(" and %d more", len(mccs)-listed)
		}
		if i > 0 {
			text += ", "
		}
		text += mcc
	}
	return text
}

// holds words what the group changes about holds; empty for nothing.
func holds(g marqeta.MCCGroup) string {
	if g.Config == nil || g.Config.AuthorizationControls == nil {
		return ""
	}
	text := ""
	c := g.Config.AuthorizationControls
	if up := c.HoldIncrease; up != nil {
		switch up.Type {
		case "AMOUNT":
			text = up.Value.Fixed(2) + " more"
		case "PERCENT":
			text = up.Value.String() + "% more"
		case "UP_TO_LIMIT":
			text = "raised to " + up.Value.Fixed(2)
		default:
			text = up.Type + " " + up.Value.String()
		}
	}
	if d := c.HoldExpirationDays; d != nil {
		if text != "" {
			text += ", "
		}
		text += "for " + listing.Count(*d, "day")
	}
	return text
}
