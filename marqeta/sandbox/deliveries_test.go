package sandbox_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// Each attempt is told with its answer, its time and when the next follows, and what
// was sent is found by what it was.
func TestDeliveries(t *testing.T) {
	t.Parallel()
	p, inbox := start(t), receive(t)
	p.put("/_sandbox/clock", `{"mode":"frozen"}`).is(200)
	p.webhook("w", inbox.url, "*")
	inbox.answers(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusTeapot)
		fmt.Fprint(w, "short and st\xffout")
	})
	p.post("/users", `{"token":"ada"}`).is(201)
	first := inbox.next()
	token := first.text("usertransitions.0.token")
	p.delivery("attempts", "1").has("data.0.token", token, "data.0.status", "418", "data.0.answer", "short and st�out", "data.0.tries.0.number", "1",
		"data.0.tries.0.time", "2026-03-02T10:15:30Z", "data.0.tries.0.status", "418", "data.0.tries.0.answer", "short and st�out",
		"data.0.tries.0.next_retry", "2026-03-02T10:15:34Z").lacks("data.0.tries.0.error", "data.0.tries.1", "data.0.item")
	inbox.answers(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	p.put("/_sandbox/clock", `{"advance":"4s"}`).is(200).has("deliveries", "0")
	a := p.delivery("attempts", "2").has("data.0.tries.1.next_retry", "2026-03-02T10:15:50Z").lacks("data.0.tries.1.status", "data.0.status")
	if why := a.text("data.0.tries.1.error"); !strings.Contains(why, "EOF") || why != a.text("data.0.answer") || a.text("data.0.tries.1.milliseconds") == "" {
		t.Errorf("the second attempt = %s", a.raw)
	}
	inbox.answers(nil)
	one := "/_sandbox/deliveries/" + a.text("data.0.id")
	p.get(one).is(200).has("item.token", token, "state", "waiting", "tries.1.number", "2")

	for query, want := range map[string]string{
		"event=usertransition.*": "1", "event=usertransition.active": "1", "event=transaction.*": "0", "event=usertransition": "0", "event=*": "1",
		"webhook=w": "1", "webhook=v": "0", "endpoint=w": "1", "token=" + token: "1", "token=none": "0", "state=waiting": "1", "state=dropped": "0",
		"state=waiting&event=usertransition.*&webhook=w&token=" + token: "1",
	} {
		if got := p.get("/_sandbox/deliveries?" + query).is(200).text("count"); got != want {
			t.Errorf("%s finds %s, want %s", query, got, want)
		}
	}
	p.get("/_sandbox/deliveries?state=lost").refused(400, "400001")

	for attempts := 3; attempts <= 25; attempts++ {
		p.post(one+"/redeliver", nil).is(200).has("state", "waiting", "attempts", fmt.Sprint(attempts-1))
		if n := inbox.next(); string(n.raw) != string(first.raw) {
			t.Errorf("sent %s, before %s", n.raw, first.raw)
		}
		p.delivery("attempts", fmt.Sprint(attempts)).has("data.0.state", "delivered")
	}
	p.get(one).has("tries.0.number", "6", "tries.19.number", "25").lacks("tries.20", "due", "tries.19.next_retry")
	p.put("/webhooks/w", `{"active":false}`).is(200)
	p.post(one+"/redeliver", nil).is(200)
	p.delivery("state", "dropped").has("data.0.attempts", "25", "data.0.tries.19.number", "25")
	inbox.none()
	for _, none := range []string{"0", "x", "-1", "99999999999999999999", "9999"} {
		p.get("/_sandbox/deliveries/"+none).refused(404, "404001")
		p.post("/_sandbox/deliveries/"+none+"/redeliver", nil).refused(404, "404001")
	}
}
