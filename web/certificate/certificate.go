// Package certificate puts the report of a gateway's certification into words for a page,
// or for a file of its own.
package certificate

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"carddeck/marqeta/certify"
	views "carddeck/views/certifications"
	"carddeck/views/ui"
)

// Of is the whole report with its checks. The bytes are with what was wrong only: all of
// them are in the JSON report.
func Of(r certify.Report) views.Report {
	out := views.Report{Mark: mark(r), Summary: Summary(r.Count(certify.Passed), r.Count(certify.Failed), len(r.Results)), Facts: facts(r)}
	for _, result := range r.Results {
		v := Result(result)
		v.Exchanges = slices.DeleteFunc(v.Exchanges, func(x views.Exchange) bool { return !guilty(v.Checks, x) })
		out.Rows = append(out.Rows, v)
	}
	return out
}

// guilty reports whether a check that failed looked at the exchange.
func guilty(checks []views.Check, x views.Exchange) bool {
	return slices.ContainsFunc(checks, func(c views.Check) bool {
		return c.Fault != "" && (c.What == x.Title || strings.HasPrefix(c.What, x.Title+": "))
	})
}

// Summary words how many scenarios ended how.
func Summary(passed, failed, played int) string {
	out := fmt.Sprintf("%d of %d scenarios passed", passed, len(certify.Scenarios()))
	if failed > 0 {
		out += fmt.Sprintf(", %d failed", failed)
	}
	if other := played - passed - failed; other > 0 {
		out += fmt.Sprintf(", %d not applicable or not to be seen", other)
	}
	return out
}

func mark(r certify.Report) ui.Mark {
	switch {
	case r.Count(certify.Failed) > 0:
		return ui.Mark{Tone: ui.Bad, Icon: "fail", Text: "Failed"}
	case !r.Whole():
		return ui.Mark{Tone: ui.Caution, Icon: "warn", Text: "Not finished"}
	}
	return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Passed"}
}

func facts(r certify.Report) []ui.Fact {
	webhook := r.Webhook
	if webhook == "" {
		webhook = "none was told"
	}
	return []ui.Fact{
		{Label: "Gateway", Value: ui.Text(ui.Name(r.Gateway))}, {Label: "Webhook", Value: ui.Text(ui.Name(webhook))},
		{Label: "Limit", Value: ui.Text(strconv.FormatInt(r.Limit, 10) + " ms")}, {Label: "Currency", Value: ui.Text(r.Currency)},
		{Label: "Began, UTC", Value: ui.When(ui.MomentOf(r.Began))}, {Label: "Took", Value: ui.Text(max(0, r.Ended.Sub(r.Began)).Round(100 * time.Millisecond).String())},
	}
}

// Mark is how a scenario ended.
func Mark(o certify.Outcome) ui.Mark {
	switch o {
	case certify.Passed:
		return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Passed"}
	case certify.Failed:
		return ui.Mark{Tone: ui.Bad, Icon: "fail", Text: "Failed"}
	case certify.Unseen:
		return ui.Mark{Tone: ui.Caution, Icon: "unknown", Text: "Cannot be seen"}
	}
	return ui.Mark{Tone: ui.Plain, Icon: "todo", Text: "Not applicable"}
}

// Result is a scenario with all of its evidence.
func Result(r certify.Result) views.Result {
	out := Row(r.Number, r.Outcome, r.Verdict, 0, 0)
	if slowest := r.Slowest(); slowest > 0 {
		out.Slowest = took(slowest)
	}
	for _, note := range r.Notes {
		out.Notes = append(out.Notes, ui.Name(note))
	}
	for _, c := range r.Checks {
		out.Checks = append(out.Checks, views.Check{What: ui.Name(c.What), Want: ui.Name(c.Want), Got: ui.Name(c.Got), Fault: string(c.Fault)})
	}
	if t := r.Times; t != nil {
		out.Times = append(out.Times, ui.Fact{Label: "Answers", Value: ui.Text(fmt.Sprintf("%d, %d at a time", t.Count, t.Callers))})
		for _, p := range []struct {
			label  string
			micros int64
		}{{"Half within", t.P50}, {"90 in 100 within", t.P90}, {"99 in 100 within", t.P99}, {"All within", t.Max}} {
			out.Times = append(out.Times, ui.Fact{Label: p.label, Value: ui.Text(took(time.Duration(p.micros) * time.Microsecond))})
		}
	}
	for i, x := range r.Exchanges {
		v := exchange(i+1, x)
		if x.Kind == certify.Question && x.Took() == r.Slowest() {
			out.Share = v.Share
		}
		out.Exchanges = append(out.Exchanges, v)
	}
	return out
}

// Row is a scenario without its evidence. Slowest and limit are zero where nothing was
// asked.
func Row(number int, o certify.Outcome, verdict string, slowest, limit time.Duration) views.Result {
	out := views.Result{Number: number, Mark: Mark(o), Verdict: ui.Name(verdict)}
	if all := certify.Scenarios(); number >= 1 && number <= len(all) {
		sc := all[number-1]
		out.Title, out.About, out.Needs = sc.Title, sc.About, sc.Needs
	}
	if slowest > 0 && limit > 0 {
		out.Slowest, out.Share = took(slowest), share(slowest, limit)
	}
	return out
}

// Waiting is a scenario that was not played yet.
func Waiting(sc certify.Scenario, text, icon string) views.Result {
	return views.Result{Number: sc.Number, Title: sc.Title, Mark: ui.Mark{Tone: ui.Plain, Icon: icon, Text: text}, Verdict: sc.About}
}

func exchange(n int, x certify.Exchange) views.Exchange {
	id := "exchange-" + strconv.Itoa(n)
	limit := time.Duration(x.Limit) * time.Microsecond
	out := views.Exchange{
		ID: id, Kind: kinds[x.Kind], Title: ui.Name(x.Title), Status: "HTTP " + strconv.Itoa(x.Status), Took: took(x.Took()), Limit: took(limit),
		Share: share(x.Took(), limit), Late: x.Late,
		Sent:     ui.Raw{ID: id + "-sent", Title: "Sent", Bytes: x.Sent, Sent: true},
		Received: ui.Raw{ID: id + "-received", Title: "Received", Bytes: x.Received},
	}
	if x.Status == 0 {
		out.Status = "No answer"
	}
	if x.Error != "" {
		out.Status += ": " + ui.Name(x.Error)
	}
	return out
}

var kinds = map[certify.Kind]string{
	certify.Question: "funding request", certify.Notification: "notification", certify.Look: "balance inquiry",
}

func share(d, limit time.Duration) int {
	if limit <= 0 {
		return 0
	}
	return int(min(100, d*100/limit))
}

// took rounds a time for people.
func took(d time.Duration) string {
	if d < 100*time.Millisecond {
		return strconv.FormatFloat(float64(d.Microseconds())/1000, 'f', 1, 64) + " ms"
	}
	return strconv.FormatInt(d.Milliseconds(), 10) + " ms"
}
