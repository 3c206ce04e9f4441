package webhooks_test

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"carddeck/store"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

func TestNothingReceivedTeaches(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Auditor)
	b.Get("/webhooks/notifications").Status(http.StatusOK).Has(".tabs [aria-current]", "Received notifications").Has(".empty", "Nothing received yet").
		Has(".facts", "Last receivednone")
	b.Get("/webhooks/notifications?family=transaction&status=failed&token=x").Has(".empty", "No notification matches").
		Has(".chips", "Kind Transaction").Has(".chips", "Status Not applied").Has(".chips", "Token x").
		Has(`.chips a[href="/webhooks/notifications?family=transaction&status=failed"]`, "").Has(`option[selected][value="failed"]`, "")
}

func TestReceivedNotifications(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	tx := app.Tutorial()
	settled(t, app)
	b := app.As(auth.Auditor)
	b.Get("/webhooks/notifications").Status(http.StatusOK).Has(`tbody tr:contains("authorization")`, "Transaction").
		Has(`tbody a[href="/transactions/`+tx.Token+`"]`, "").Has(`tbody tr:contains("state.activated")`, "Change of a card").
		Has(`tbody tr:contains("Change of a user")`, "ACTIVE").Has("tbody", "Applied")
	b.Get("/webhooks/notifications?family=usertransition").Has("tbody", "Change of a user").Lacks(`tbody tr:contains("Transaction")`)
	list := b.Get("/webhooks/notifications?token="+tx.Token).Has(".pager", "1 notification")
	detail, _ := list.Doc.Find("a[data-open]").Attr("href")
	b.Get(detail).Status(http.StatusOK).Has("h1", "Transaction: authorization (PENDING)").Has(".headline", "Applied to the local copies").
		Has("#brought", webtest.CardToken).Has(`#brought a[href="/transactions/`+tx.Token+`"]`, "").Has(`#brought a[href="/cards/`+webtest.CardToken+`"]`, "").
		Has(`#brought a[href="/users/`+webtest.UserToken+`"]`, "").Has(`#brought a[href^="/gpa-orders/"]`, "").
		Has(".headline-facts", "Not checked").Has(".headline-facts", "1, in message").Has("#headers", "X-Marqeta-Request-Trace-Id").
		Has("#raw pre", `"token": "`+tx.Token+`"`).Lacks(`form[action$="/retry"]`)
}

// states is one message with a notification of every fate.
const states = `{"transactions":[
	{"token":"tx-good","type":"authorization","state":"PENDING","card_token":"c","amount":1,"currency_code":"USD","user_transaction_time":"2026-03-01T10:00:00Z","created_time":"2026-03-01T10:00:00Z","response":{"code":"0000","memo":"ok"}},
	{"token":"tx-good","type":"authorization","state":"PENDING","card_token":"c","amount":2,"currency_code":"USD","user_transaction_time":"2026-03-01T10:00:00Z","created_time":"2026-03-01T10:00:00Z","response":{"code":"0000","memo":"ok"}},
	{"token":"tx-bad","type":"authorization","state":"PENDING","amount":"<b>lots</b>"}
],"chargebacktransitions":[{"token":"cb-1","type":"representment","state":"REPRESENTMENT"}]}`

func TestEveryFateInWords(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	receive(t, app, states)
	settled(t, app)
	b := app.As(auth.Ops)
	b.Get("/webhooks/notifications").Has(".facts", "Could not be applied1 notification").Has(".facts", "Contradict what was applied1 notification").
		Has(`.facts a[href="/webhooks/notifications?status=failed"]`, "")
	for status, c := range map[string]struct{ mark, why, retry string }{
		"applied": {"Applied", "Applied to the local copies", ""},
		"flagged": {"Contradicts", "contradicts one that was applied before", ""},
		"failed":  {"Not applied", "could not be applied", ""},
		"kept":    {"Kept", "no local copy of its kind", "not possible"},
	} {
		list := b.Get("/webhooks/notifications?status="+status).Has("tbody tr", c.mark).Has(".pager", "1 notification").Lacks("main b:contains('lots')")
		href, _ := list.Doc.Find("a[data-open]").Attr("href")
		detail := b.Get(href).Status(http.StatusOK).Has(".badge", c.mark).Has(".headline", c.why)
		if label, _ := detail.Doc.Find(".headline .actions button").Attr("aria-label"); !strings.Contains(label, c.retry) {
			t.Errorf("%s: run again says %q", status, label)
		}
		if detail.Doc.Find(`form[action$="/retry"]`).Length() == 1 != (c.retry == "") {
			t.Errorf("%s: running again is offered wrongly", status)
		}
	}
	// The two that contradict each other know of each other.
	list := b.Get("/webhooks/notifications?token=tx-good").Has(".pager", "2 notifications")
	href, _ := list.Doc.Find("a[data-open]").First().Attr("href")
	b.Get(href).Has("#versions tbody", "authorization").Has("#versions a[href^='/webhooks/notifications/']", "")
	failed, _ := b.Get("/webhooks/notifications?status=failed").Doc.Find("a[data-open]").Attr("href")
	b.Get(failed).Has(".headline-facts", "3, in message").Has(".headline", "tried again at")
}

func TestBytesAreShownSafelyAndGivenExactly(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	raw := "{\"token\":\"odd\",\r\n \"type\":\"<script>alert(1)</script>\",\"memo\":\"\xff\xfe\u202e</pre><img src=x>\"}"
	receive(t, app, `{"strangetransitions":[ `+raw+` ]}`)
	n := settled(t, app)
	b := app.As(auth.Auditor)
	path := "/webhooks/notifications/" + strconv.FormatInt(n.ID, 10)
	p := b.Get(path).Status(http.StatusOK).Lacks("main script").Lacks("main img").Has("#raw pre", "<script>alert(1)</script>").
		Has("#raw", "cannot pass through a page").Lacks("#raw [data-copy]").Has(`#raw a[href="`+path+`/raw"]`, "Download the exact bytes").Has("#headers", "trace-<b>1</b>").Lacks("#headers b").
		Has("h1", "strangetransition: <script>alert(1)</script>")
	if strings.Contains(p.Body, "\xff") || strings.Contains(p.Body, "\u202e") || strings.Contains(p.Body, "not kept") {
		t.Error("the page carries what it should not")
	}
	file := b.Get(path + "/raw").Status(http.StatusOK)
	if file.Body != raw {
		t.Errorf("got %q, want %q", file.Body, raw)
	}
	h := file.Header
	if h.Get("Content-Type") != "application/octet-stream" || !strings.HasPrefix(h.Get("Content-Disposition"), "attachment") || h.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("the file comes as %v", h)
	}
	b.Get("/webhooks/notifications").Has("tbody", "strangetransition").Lacks("main script")
}

func TestTheListOfNotificationsIsPaged(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	for i := range 6 {
		var items []string
		for j := range 10 {
			items = append(items, fmt.Sprintf(`{"token":"b-%d-%d","status":"ACTIVE"}`, i, j))
		}
		receive(t, app, `{"businesstransitions":[`+strings.Join(items, ",")+`]}`)
	}
	b := app.As(auth.Auditor)
	first := b.Get("/webhooks/notifications?family=businesstransition").Has("tbody tr:first-child", "b-5-9").Has(".pager", "50 notifications on this page")
	older, _ := first.Doc.Find(`a[rel="next"]`).Attr("href")
	second := b.Get(older).Has("tbody tr:last-child", "b-0-0").Has(".pager", "10 notifications")
	newer, _ := second.Doc.Find(`a[rel="prev"]`).Attr("href")
	b.Get(newer).Has("tbody tr:first-child", "b-5-9")
	b.Get("/webhooks/notifications?older=x").Status(http.StatusBadRequest)
	region := b.Aim("notifications").Get("/webhooks/notifications").Status(http.StatusOK)
	if strings.Contains(region.Body, "<html") || region.Doc.Find("#notifications tbody tr").Length() != 50 {
		t.Errorf("the region alone is %.200s", region.Body)
	}
}

func TestNotificationsThatAreNotThere(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	b := app.As(auth.Admin)
	for _, id := range []string{"999", "0", "-1", "x", "99999999999999999999"} {
		b.Get("/webhooks/notifications/"+id).Status(http.StatusNotFound).Has("h1", "no such notification").Has(`a[href="/webhooks/notifications"]`, "")
		b.Get("/webhooks/notifications/" + id + "/raw").Status(http.StatusNotFound)
		b.Post("/webhooks/notifications/"+id+"/retry", nil).Status(http.StatusNotFound)
	}
}

func TestRunAgain(t *testing.T) {
	t.Parallel()
	app := webtest.New(t)
	receive(t, app, states)
	settled(t, app)
	b := app.As(auth.Ops)
	for _, status := range []store.Status{store.Failed, store.Applied, store.Flagged} {
		found, err := app.Store.ListNotifications(t.Context(), store.NotificationFilter{Status: status}, store.Page{})
		must(t, err)
		path := "/webhooks/notifications/" + strconv.FormatInt(found.Rows[0].ID, 10)
		b.Submit(path, nil).Status(http.StatusSeeOther).Follow().Has("#flashes", "applied again").
			Has("#history", "run notification again").Has("#history", "Done")
		settled(t, app)
		again, err := app.Store.Notification(t.Context(), found.Rows[0].ID)
		must(t, err)
		if again.Status != status || again.Attempts != found.Rows[0].Attempts {
			t.Errorf("%s: run again it is %s after %d attempts: %s", status, again.Status, again.Attempts, again.Reason)
		}
	}
	entries, err := app.Store.ListAudit(t.Context(), store.AuditFilter{Area: "notifications"}, store.Page{})
	if err != nil || len(entries.Rows) != 3 {
		t.Errorf("%d runs are written down, %v", len(entries.Rows), err)
	}
	app.As(auth.Auditor).Post("/webhooks/notifications/1/retry", nil).Status(http.StatusForbidden)
}
