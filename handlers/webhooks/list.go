package webhooks

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"carddeck/marqeta"
	"carddeck/views/ui"
	"carddeck/views/webhooks"
	"carddeck/web/auth"
	"carddeck/web/listing"
	"carddeck/web/problem"
	"carddeck/web/render"
)

// atOnce is how many endpoints are read at a time, and maxActive how many Marqeta
// sends to (Marqeta, developer-guides/about-webhooks).
const (
	atOnce    = 10
	maxActive = 5
)

// List shows the endpoints as Marqeta has them now, newest first. When Marqeta is
// silent it still says how the receiver is.
func (h *Handler) List(w http.ResponseWriter, r *http.Request) error {
	l := listing.Parse(r)
	start, err := startIndex(l)
	if err != nil {
		return err
	}
	health, err := h.health(r.Context())
	if err != nil {
		return err
	}
	p := webhooks.ListPage{
		Tabs: tabs("/webhooks"), Health: health, MayWrite: auth.From(r.Context()).May(auth.WriteWebhooks),
	}
	p.Empty = empty(p.MayWrite)
	status := http.StatusOK
	found, err := h.program.Webhooks(r.Context(), marqeta.WebhookFilter{ListOptions: marqeta.ListOptions{Count: atOnce, StartIndex: start}})
	if _, refused := marqeta.AsError(err); refused {
		return fmt.Errorf("list webhooks: %w", err)
	}
	if err != nil {
		status, p.Silent = http.StatusBadGateway, true
	} else {
		h.endpoints(&p, l, found)
	}
	return render.Page(w, r, status, render.View{Title: "Webhooks", Section: "/webhooks", Body: webhooks.List(p)})
}

func startIndex(l listing.List) (int, error) {
	text := l.Get("start")
	if text == "" {
		return 0, nil
	}
	start, err := strconv.Atoi(text)
	if err != nil || start < 0 || start > 100_000 {
		return 0, &problem.Problem{Status: http.StatusBadRequest, Title: "The list has no such place",
			Detail: "The address was cut or changed. Begin at the top of the list.", Href: "/webhooks", Action: "Top of the list", Err: err}
	}
	return start, nil
}

func (h *Handler) endpoints(p *webhooks.ListPage, l listing.List, found marqeta.Page[marqeta.Webhook]) {
	for _, e := range found.Data {
		own := h.own(e)
		p.HasOwn = p.HasOwn || own
		p.Rows = append(p.Rows, webhooks.Row{
			Mark: activeMark(e.Active), Name: e.Name, Href: path(e.Token), Own: own, URL: e.Config.URL,
			Events: eventWords(e.Events), Created: ui.MomentOf(e.CreatedTime.Time), Token: e.Token,
		})
	}
	p.Pager = ui.Pager{Text: listing.Count(len(found.Data), "endpoint")}
	whole := found.StartIndex == 0 && !found.IsMore
	if whole {
		p.Pager.Text += fmt.Sprintf(", %d of at most %d active", countActive(found.Data), maxActive)
		p.Subscribe = h.subscribe(p.HasOwn)
		return
	}
	if found.StartIndex > 0 {
		p.Pager.Newer = l.With("start", strconv.Itoa(max(0, found.StartIndex-atOnce)))
	}
	if next, more := found.Next(); more {
		p.Pager.Older = l.With("start", strconv.Itoa(next))
	}
}

func countActive(all []marqeta.Webhook) int {
	n := 0
	for _, w := range all {
		if w.Active {
			n++
		}
	}
	return n
}

// own reports whether an endpoint is this console's receiver.
func (h *Handler) own(w marqeta.Webhook) bool { return h.receiver != "" && w.Config.URL == h.receiver }

// subscribe leads to the form that makes Marqeta send to this console, when nothing
// does yet.
func (h *Handler) subscribe(subscribed bool) string {
	if subscribed || h.receiver == "" {
		return ""
	}
	return "/webhooks/new?" + url.Values{
		"name": {"Carddeck"}, "url": {h.receiver}, "events": ownEvents, "active": {"true"},
	}.Encode()
}

// full reports whether as many endpoints are active as Marqeta allows. Without an
// answer it is false: the refusal it would explain stands for itself.
func (h *Handler) full(ctx context.Context) bool {
	on := true
	found, err := h.program.Webhooks(ctx, marqeta.WebhookFilter{ListOptions: marqeta.ListOptions{Count: atOnce}, Active: &on})
	return err == nil && len(found.Data) >= maxActive
}

func tabs(current string) []ui.Tab {
	return []ui.Tab{
		{Text: "Endpoints at Marqeta", Href: "/webhooks", Current: current == "/webhooks"},
		{Text: "Received notifications", Href: received, Current: current == received},
	}
}

func empty(mayWrite bool) ui.Empty {
	e := ui.Empty{
		Title: "Marqeta sends to nobody yet",
		Text: "An endpoint is an https address to which Marqeta posts what happens: authorizations, clearings, changes of cards and users. " +
			"Without one, this console learns of nothing that it did not do itself.",
	}
	if mayWrite {
		e.Href, e.Action = "/webhooks/new", "New endpoint"
	}
	return e
}
