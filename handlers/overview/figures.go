package overview

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/dictionary"
	"carddeck/store"
	"carddeck/views/overview"
	"carddeck/views/ui"
)

// summarize turns decisions into the approval rate and the causes of declines, the
// commonest first. Links go to the whole days that the figures touch.
func summarize(p *overview.Page, decisions []store.Decision, since time.Time) {
	p.Since = since.UTC().Format(time.DateOnly)
	byCode := map[string]int{}
	for _, d := range decisions {
		if d.Declined {
			p.Declined += d.Count
			byCode[d.Code] += d.Count
		} else {
			p.Approved += d.Count
		}
	}
	p.Total = p.Approved + p.Declined
	p.Capped = p.Total >= most
	if p.Total > 0 {
		p.Rate = percent(p.Approved, p.Total)
	}
	for code, n := range byCode {
		p.Causes = append(p.Causes, overview.Cause{
			Text: causeWords(code), Code: code, Count: n,
			Href: "/transactions?state=DECLINED&response_code=" + url.QueryEscape(code) + "&from=" + p.Since,
		})
	}
	slices.SortFunc(p.Causes, func(a, b overview.Cause) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Text, b.Text))
	})
}

func causeWords(code string) string {
	if code == "" {
		return "No code given"
	}
	words, known := dictionary.Words(marqeta.ResponseCode(code))
	if !known {
		return "Unknown code"
	}
	return ui.Capital(words)
}

// percent gives a share with one decimal, cut rather than rounded, so that only all is
// 100 %.
func percent(part, whole int) string {
	tenths := part * 1000 / whole
	return strconv.Itoa(tenths/10) + "." + strconv.Itoa(tenths%10) + " %"
}
