package certify

import (
	"cmp"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// callers is how many purchases are under way at once under the small load.
const callers = 4

// loadLimit is within which ninety-nine of a hundred answers come.
const loadLimit = time.Second

// shown is how many of the slowest answers are evidence.
const shown = 3

// inParallel calls f with 0 to n-1 at once and waits for all.
func inParallel(n int, f func(int)) {
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { f(i) })
	}
	all.Wait()
}

// playLoad asks about many small purchases, and then tells that the platform declined
// them all. Every answer is judged; the evidence is the slowest, and what is wrong.
func playLoad(s *stage) {
	n := s.settings.Load
	before := s.look()
	drafts := make([]draft, n)
	for i := range drafts {
		if drafts[i] = s.drafted("1"); s.over {
			return
		}
	}
	asked := make([]Exchange, n)
	s.few(n, func(i int) {
		asked[i] = s.line.send(s.ctx, s.line.to, drafts[i].body)
		asked[i].Title = fmt.Sprintf("purchase %d of %d", i+1, n)
	})
	if s.ctx.Err() != nil {
		return
	}
	s.judgeQuestions(asked)
	if s.settings.Webhook.URL == "" {
		return
	}
	told := make([]Exchange, n)
	s.few(n, func(i int) {
		told[i] = s.notifier.send(s.ctx, s.settings.Webhook, s.settings.Secret, fmt.Sprintf("decline %d of %d, told", i+1, n), drafts[i].transaction)
	})
	if s.ctx.Err() != nil {
		return
	}
	s.judgeNotifications(told)
	s.ends(before, "0", "the platform's declines")
}

// few calls f with 0 to n-1, a few at once.
func (s *stage) few(n int, f func(int)) {
	var next atomic.Int64
	inParallel(min(callers, n), func(int) {
		for i := int(next.Add(1)) - 1; i < n && s.ctx.Err() == nil; i = int(next.Add(1)) - 1 {
			f(i)
		}
	})
}

func (s *stage) judgeNotifications(told []Exchange) {
	wrong := 0
	for _, x := range told {
		checks := taken(x)
		if checks[0].Fault == "" {
			continue
		}
		if wrong++; wrong <= shown {
			s.keep(x, checks)
		}
	}
	s.see("notifications taken", fmt.Sprint(len(told)), fmt.Sprint(len(told)-wrong), true, "")
}

func (s *stage) judgeQuestions(asked []Exchange) {
	wrong, late := 0, false
	for _, x := range asked {
		q, _ := readQuestion([]byte(x.Sent))
		_, checks := judge(q, x, approved)
		late = late || x.Late
		if faults := (Result{Checks: checks}).Faults(); len(faults) > 0 {
			if wrong++; wrong <= shown {
				s.keep(x, checks)
			}
		}
	}
	times := timesOf(asked)
	s.result.Times = &times
	s.see("answers as they must be", fmt.Sprint(len(asked)), fmt.Sprint(len(asked)-wrong), true, "")
	s.see("time of 99 in 100", "at most "+loadLimit.String(), millis(times.P99), late || times.P99 <= loadLimit.Microseconds(), SlowLoad)
	if wrong == 0 {
		slowest := slices.SortedFunc(slices.Values(asked), func(a, b Exchange) int { return cmp.Compare(b.Micros, a.Micros) })
		s.result.Exchanges = append(s.result.Exchanges, slowest[:min(shown, len(slowest))]...)
	}
}

// timesOf gives the percentiles by rank: the smallest time that so many are within.
func timesOf(asked []Exchange) Times {
	var all []int64
	for _, x := range asked {
		all = append(all, x.Micros)
	}
	slices.Sort(all)
	rank := func(percent int) int64 { return all[(len(all)*percent+99)/100-1] }
	return Times{Count: len(all), Callers: min(callers, len(all)), P50: rank(50), P90: rank(90), P99: rank(99), Max: all[len(all)-1]}
}
