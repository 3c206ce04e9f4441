package merchantgroups

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"carddeck/marqeta"
	"carddeck/views/spendcontrols"
	"carddeck/views/ui"
	"carddeck/web/listing"
	"carddeck/web/spend"
)

const about = "A merchant group gathers merchants by their MID under one name. " +
	"Authorization controls deny, and exemptions let through, the whole group at once. Velocity controls cannot name one."

// List shows the groups as Marqeta has them now. A MID in the search finds the groups
// that hold it.
func (h *Handler) List(w http.ResponseWriter, r *http.Request) error {
	asked, err := spend.Read(r, h.store)
	if err != nil {
		return err
	}
	groups, cut, err := spend.All(r.Context(), func(ctx context.Context, o marqeta.ListOptions) (marqeta.Page[marqeta.MerchantGroup], error) {
		return h.program.MerchantGroups(ctx, "", o)
	})
	if err != nil {
		return fmt.Errorf("read merchant groups: %w", err)
	}
	var rows []spendcontrols.Row
	q := asked.List.Get("q")
	for _, g := range groups {
		texts := []string{g.Name, g.Token}
		if slices.Contains(g.MIDs, q) {
			texts = append(texts, q)
		}
		if asked.Wants(g.Active, texts...) {
			rows = append(rows, row(g))
		}
	}
	return spend.Listed{
		Kind: spend.MerchantGroups, Sub: "Sets of merchants that authorization controls and exemptions name.", About: about, Search: "Name, token or MID", Cut: cut,
		Columns: []string{"Merchants", "Last changed, UTC"}, Rows: rows,
	}.Draw(w, r, h.store, asked)
}

func row(g marqeta.MerchantGroup) spendcontrols.Row {
	return spendcontrols.Row{
		Mark: spend.Mark(g.Active), Name: ui.Name(g.Name), Href: spend.MerchantGroups.Of(g.Token), Token: g.Token,
		Cells: []templ.Component{ui.Text(listing.Count(len(g.MIDs), "merchant")), ui.When(ui.MomentOf(g.LastModifiedTime.Time))},
	}
}
