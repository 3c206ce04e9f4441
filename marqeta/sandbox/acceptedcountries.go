package sandbox

import (
	"slices"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/wire"
)

func (s *Server) acceptedCountries(c *rest.Call) (rest.Reply, error) {
	for _, l := range wire.AllAcceptedCountries() {
		if l.Token == c.Param("token") {
			return rest.OK(l)
		}
	}
	return rest.Reply{}, rest.NotFound("Accepted country")
}

func (s *Server) listAcceptedCountries(c *rest.Call) (rest.Reply, error) {
	q := c.URL.Query()
	w, err := rest.General.Window(q)
	if err != nil {
		return rest.Reply{}, err
	}
	order, err := sorting[wire.AcceptedCountries](w)
	if err != nil {
		return rest.Reply{}, err
	}
	allow, err := flagParam(c, "whitelist")
	if err != nil {
		return rest.Reply{}, err
	}
	lists := slices.DeleteFunc(wire.AllAcceptedCountries(), func(l wire.AcceptedCountries) bool {
		return q.Has("name") && l.Name != q.Get("name") || q.Has("whitelist") && bool(l.IsWhitelist) != allow
	})
	if order.Compare != nil {
		slices.SortFunc(lists, order.Compare)
	}
	if w.Desc {
		slices.Reverse(lists)
	}
	from := min(w.Start, len(lists))
	to := min(from+w.Count, len(lists))
	return rest.OK(rest.NewPage(w, lists[from:to], to < len(lists)))
}
